import logging
import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from workstation.core.errors import InvalidInput, Message, NotSaved, ReadOnly
from workstation.ui.crash import CrashReporter, start_log
from workstation.ui.notices import MAX_SHOWN, NoticeBar
from workstation.ui.translation import TsTranslator, install, language, read_ts


@pytest.fixture
def bar(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.show()
    return bar


@pytest.fixture
def reporter(qapp):
    reporter = CrashReporter(qapp)
    reporter.install()
    yield reporter
    reporter.uninstall()
    if reporter.dialog is not None:
        reporter.dialog.close()
        reporter.dialog.deleteLater()
    reporter.deleteLater()


@pytest.mark.parametrize(
    ("problem", "kind"),
    [(Message("Fine."), "info"), (ReadOnly("Elsewhere."), "warning"), (NotSaved("Full."), "error"),
     (InvalidInput("Wrong."), "error")],
)  # fmt: skip
def test_a_message_has_the_colour_of_its_weight(bar, problem, kind):
    bar.tell(problem)
    assert [(each.kind, each.text) for each in bar.shown] == [(kind, str(getattr(problem, "message", problem)))]


def test_a_message_goes_when_it_is_dismissed(qtbot, bar):
    bar.show_text("error", "one")
    bar.show_text("error", "two")
    qtbot.mouseClick(bar.shown[0].close_button, Qt.MouseButton.LeftButton)
    assert [each.text for each in bar.shown] == ["two"]


def test_the_same_message_is_shown_once_and_there_are_never_many(bar):
    for text in ("a", "a", "b", "c", "d", "e", "f"):
        bar.show_text("warning", text)
    assert [each.text for each in bar.shown] == ["c", "d", "e", "f"][-MAX_SHOWN:]


def test_a_button_of_a_message_does_its_thing_and_takes_the_message_away(qtbot, bar):
    done = []
    notice = bar.show_text("info", "Now?", ("Yes", lambda: done.append(1)))
    qtbot.mouseClick(notice.button, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert bar.shown == []


def test_an_unhandled_error_ends_in_a_dialog_whose_details_can_be_copied(qtbot, reporter, caplog):
    with caplog.at_level(logging.CRITICAL):
        try:
            raise ZeroDivisionError("by nothing")
        except ZeroDivisionError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: reporter.dialog is not None and reporter.dialog.isVisible())
    qtbot.mouseClick(reporter.dialog.copy_button, Qt.MouseButton.LeftButton)
    assert "ZeroDivisionError: by nothing" in QGuiApplication.clipboard().text()
    qtbot.mouseClick(reporter.dialog.continue_button, Qt.MouseButton.LeftButton)
    assert not reporter.dialog.isVisible()


def test_an_error_of_a_thread_is_shown_too_and_errors_do_not_pile_up(qtbot, reporter, caplog):
    def fail():
        raise RuntimeError("in a thread")

    with caplog.at_level(logging.CRITICAL):
        for _ in range(2):
            thread = threading.Thread(target=fail)
            thread.start()
            thread.join()
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    qtbot.waitUntil(lambda: reporter.dialog.details.toPlainText().count("in a thread") >= 4)


def test_an_error_that_a_person_understands_becomes_a_message(qtbot, reporter, caplog):
    with qtbot.waitSignal(reporter.understood) as told, caplog.at_level(logging.CRITICAL):
        sys.excepthook(InvalidInput, InvalidInput("Choose another."), None)
    assert str(told.args[0]) == "Choose another."
    assert reporter.dialog is None


def test_the_log_goes_to_the_users_log_folder(qapp):
    root, before = logging.getLogger(), list(logging.getLogger().handlers)
    level = root.level
    start_log()
    added = [handler for handler in root.handlers if handler not in before]
    for handler in added:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    assert len(added) == 1


def test_finished_translations_are_read_and_unfinished_ones_are_not(tmp_path, qapp):
    path = tmp_path / "sonolign_xx.ts"
    path.write_text(
        "<TS><context><name>Sonolign</name>"
        "<message><source>Undo</source><translation>撤销</translation></message>"
        '<message><source>Redo</source><translation type="unfinished">?</translation></message>'
        "</context></TS>",
        encoding="utf-8",
    )
    table = read_ts(path)
    assert table == {"Undo": "撤销"}
    translator = TsTranslator(table)
    assert translator.translate("Sonolign", "Undo") == "撤销"
    assert translator.translate("Sonolign", "Redo") is None


def test_a_language_without_a_file_is_english(qapp):
    assert install(qapp, "tlh") == "en"
    assert language() == "en"
