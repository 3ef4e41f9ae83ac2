"""The export dialog: the same formats as the command line, all files or none, and a clear result."""

import threading

import pytest
from PySide6.QtCore import Qt

from small_study import READER, make_study
from workstation.ui import export_dialog, work_dialogs
from workstation.ui.export_dialog import ExportDialog
from workstation.ui.help_pages import HelpWindow
from workstation.workbench.export_formats import FORMATS
from workstation.workbench.exporting import export
from workstation.workbench.workbench import Workbench

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def dialog(qtbot, tmp_path):
    bench = Workbench(READER)
    bench.open_study(make_study(tmp_path / "study").path)
    bench.show_case("a")
    dialog = ExportDialog(bench)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    yield dialog
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=60_000)
    bench.close()


def choose(box, data):
    box.setCurrentIndex(box.findData(data))


def done(qtbot, dialog):
    with qtbot.waitSignal(dialog.exported, timeout=60_000) as blocker:
        qtbot.keyClick(dialog, ENTER)
    return blocker.args[0]


def files_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_of_the_command_line_is_offered_and_written(qtbot, dialog, tmp_path, name):
    choose(dialog.format, name)
    choose(dialog.cases, "")
    dialog.out.setText(str(tmp_path / "输出"))
    made = done(qtbot, dialog)
    assert sorted(made.files) == sorted(path for path in (tmp_path / "输出").rglob("*") if path.is_file())
    assert str(tmp_path / "输出") in dialog.told.text()
    assert dialog.show_button.isVisible()


def test_only_the_chosen_parts_of_this_case_are_written_on_the_chosen_grid(qtbot, dialog, tmp_path):
    assert dialog.cases.currentData() == "a"
    choose(dialog.format, "slicer")
    for content in ("scans", "transform"):
        dialog.parts[content].setChecked(False)
    choose(dialog.grid, True)
    dialog.spacing.setValue(2.5)
    dialog.out.setText(str(tmp_path / "o"))
    assert dialog.request().warp_spacing_mm == 2.5
    done(qtbot, dialog)
    parts = [f"{side}.{kind}" for side in ("fixed", "moving") for kind in ("mrk.json", "seg.nrrd")]
    assert files_in(tmp_path / "o" / "a") == [*parts, "warped.nrrd", "warped_labels.nrrd"]


def test_what_is_missing_is_said_where_it_is_missing(qtbot, dialog, tmp_path):
    assert "destination" in dialog.export_button.toolTip()
    dialog.out.setText(str(tmp_path / "o"))
    choose(dialog.format, "learn2reg")
    dialog.task.setText("a task")
    assert "letters and digits" in dialog.export_button.toolTip()
    choose(dialog.format, "nifti")
    for box in dialog.parts.values():
        box.setChecked(False)
    assert "at least one part" in dialog.told.text()
    (tmp_path / "b.zip").write_bytes(b"x")
    choose(dialog.format, "bundle")
    dialog.out.setText(str(tmp_path / "b.zip"))
    assert "never written twice" in dialog.export_button.toolTip()
    assert not dialog.export_button.isEnabled()
    choose(dialog.format, "csv")
    dialog.out.setText(str(tmp_path))
    assert "will be replaced" in dialog.told.text()


def test_cancelling_leaves_nothing_and_the_form_stays(qtbot, dialog, tmp_path, monkeypatch):
    reached, go_on = threading.Event(), threading.Event()

    def slow(request, report):
        def tell(share, note):
            if share > 0:
                reached.set()
                go_on.wait(30)
            report(share, note)

        return export(request, tell)

    monkeypatch.setattr(export_dialog, "export", slow)
    dialog.out.setText(str(tmp_path / "o"))
    qtbot.keyClick(dialog, ENTER)
    qtbot.waitUntil(reached.is_set, timeout=60_000)
    assert dialog.bar.isVisible()
    qtbot.keyClick(dialog, ESCAPE)
    go_on.set()
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=60_000)
    assert "nothing was written" in dialog.told.text()
    assert not (tmp_path / "o").exists()
    assert dialog.isVisible()
    qtbot.keyClick(dialog, ESCAPE)
    assert not dialog.isVisible()


def test_f1_tells_what_the_formats_are(qtbot, dialog):
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    (window,) = dialog.findChildren(HelpWindow)
    assert "Colleagues' files" in window.browser.toPlainText()
    window.close()


def test_a_failure_is_one_clear_sentence(qtbot, dialog, tmp_path):
    (tmp_path / "file").write_text("x")
    dialog.out.setText(str(tmp_path / "file" / "o"))
    qtbot.keyClick(dialog, ENTER)
    qtbot.waitUntil(lambda: dialog.told.property("role") == "bad", timeout=60_000)
    assert "not saved" in dialog.told.text()
    assert not dialog.show_button.isVisible()


def test_the_destination_of_a_bundle_is_a_file(qtbot, dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(work_dialogs, "choose_new_bundle", lambda *_: tmp_path / "mine.sonolign.zip")
    choose(dialog.format, "bundle")
    qtbot.mouseClick(dialog.browse_button, Qt.MouseButton.LeftButton)
    made = done(qtbot, dialog)
    assert made.files == (tmp_path / "mine.sonolign.zip",)
