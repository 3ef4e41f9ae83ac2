from PySide6.QtWidgets import QPushButton

from workstation.ui.roomy_bar import RoomyBar


def test_what_is_needed_less_makes_room_the_last_first_and_comes_back(qtbot):
    bar = RoomyBar()
    qtbot.addWidget(bar)
    buttons = [QPushButton(name) for name in ("always", "useful", "nice to have")]
    bar.add(buttons[0])
    bar.add_spare(buttons[1:2])
    bar.add_spare(buttons[2:])
    bar.end()
    widths = [each.sizeHint().width() for each in buttons]
    bar.show()
    for width, count in ((sum(widths) + 60, 3), (sum(widths[:2]) + 40, 2), (widths[0] + 20, 1), (sum(widths) + 60, 3)):
        bar.resize(width, 40)
        qtbot.waitUntil(lambda n=count: [each.isVisible() for each in buttons] == [m < n for m in range(3)])


def test_the_menu_offers_what_made_room(show_window, tmp_path):
    from hands import open_blobs
    from workstation.ui.viewing_button import ViewingButton

    window = show_window(open_blobs(tmp_path), "annotate")
    button = window.workspaces["annotate"].findChild(ViewingButton)
    button.fill()
    texts = {each.text().split("\t")[0] for each in button.menu().actions()}
    assert {"Hide segmentation", "Link volumes", "Smooth pixels"} <= texts


def test_results_leave_the_bar_of_check_where_there_is_no_room_and_stay_in_its_menu(qtbot, show_window, tmp_path):
    from hands import open_blobs

    bar = show_window(open_blobs(tmp_path)).workspaces["check"].bar
    button = bar._strip.buttons["overlay.results"]
    for width, is_shown in ((bar._width_with_icons + 5, True), (bar.minimumWidth(), False), (1600, True)):
        bar.resize(width, bar.height())
        assert button.isVisible() == is_shown
    bar.viewing.fill()
    assert any(each.text().startswith("Compare results") for each in bar.viewing.menu().actions())
