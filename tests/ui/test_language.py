"""The window in Chinese: its words, its help, sentences that were filled before, and the change of the language."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from workstation import paths
from workstation.core.errors import InvalidInput, Message
from workstation.core.landmarks import LandmarkSet
from workstation.core.study import LandmarkTemplate, StudyProtocol
from workstation.ui import language_choice, translation
from workstation.ui.action_set import tool_tip
from workstation.ui.actions import BY_ID
from workstation.ui.app import _window_again
from workstation.ui.command_palette import CommandPalette, fits
from workstation.ui.crash import CrashReporter
from workstation.ui.filled_sentences import FilledSentences
from workstation.ui.help_pages import page_text, sheet_html
from workstation.ui.main_window import MainWindow
from workstation.ui.text import moment_text, say, tr
from workstation.workbench.deciding import deciding
from workstation.workbench.landmark_coverage import Coverage, missing
from workstation.workbench.settings import UserSettings, load_settings

PAGES = sorted(path.stem for path in (paths.resources() / "help").glob("*.md"))
PACKAGING = Path(__file__).parents[2] / "packaging"
ENGLISH_WORDS = re.compile(r"\b[A-Za-z][a-z]{3,}\b")
CITED = re.compile(r"\d{4};\d|NRRD|Follow-up")  # titles of papers and studies, formats of files
TABLE = {
    "level {a} of {b}": "第 {a} / {b} 级",
    "the geometry of the {side} volume is not confirmed ({doubt})": "{side}图像的几何信息未确认（{doubt}）",
    "fixed": "固定",
    "moving": "浮动",
    "The file states no distance of pixels.": "文件未给出像素间距。",
    "{n}": "{n}",
}


@pytest.fixture(autouse=True)
def english_afterwards(qapp):
    """Whatever a test chose, the next one begins in English; by then the windows of this one are closed."""
    before = QLocale()
    yield
    translation.install(qapp, "en")
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QLocale.setDefault(before)


@pytest.fixture
def in_chinese(qapp):
    assert translation.install(qapp, "zh_CN") == "zh_CN"


@pytest.fixture
def chinese(shown, in_chinese, bench, study):
    """The window in Chinese, a study open."""
    return shown(MainWindow(bench, UserSettings(reader=bench.reader, language="zh_CN")), 1200, 800)


def has_chinese(text):
    return any("一" <= letter <= "鿿" for letter in text)


def test_menus_titles_and_tool_tips_are_chinese(chinese):
    titles = [menu.text() for menu in chinese.menuBar().actions()]
    assert titles[0] == "研究项目"
    assert all(map(has_chinese, titles))
    english = [name for name, action in chinese.actions_.actions.items() if not has_chinese(action.text())]
    assert len(english) <= 0.1 * len(chinese.actions_.actions), english


@pytest.fixture
def waiting(monkeypatch):
    """Sentences that still wait for a translator."""
    monkeypatch.syspath_prepend(PACKAGING)
    import translations

    there = translations.translations(translation.ts_file("zh_CN"))
    return {text for text in translations.sentences() if text not in there}


@pytest.mark.parametrize("workspace", ["cases", "annotate", "register", "check"])
def test_no_translated_word_of_a_workspace_is_shown_in_english(chinese, workspace, waiting):
    chinese.workbench.show_case(sorted(chinese.workbench.study.state.cases)[0])
    chinese.show_workspace(workspace)
    page = chinese.workspaces[workspace]
    texts = {each.text() for kind in (QLabel, QPushButton, QToolButton) for each in page.findChildren(kind)}
    english = {text for text in texts - waiting if ENGLISH_WORDS.search(text) and not has_chinese(text)}
    assert not {text for text in english if not CITED.search(text)}


def test_the_tool_tip_keeps_the_key(in_chinese):
    tip = tool_tip("case.next", Message("Open a case first."))
    assert "下一病例" in tip
    assert "Ctrl+PgDown" in tip
    assert "请先打开病例" in tip


def test_an_error_from_below_is_said_in_chinese_with_its_words(in_chinese):
    error = InvalidInput("There is no {side} volume open.", side="fixed")
    assert say(error) == "没有打开的固定图像。"
    assert str(error) == "There is no fixed volume open."


def test_what_a_protocol_still_asks_for_is_said_in_chinese_word_by_word(in_chinese, blobs):
    protocol = StudyProtocol("p", (LandmarkTemplate("nipple"), LandmarkTemplate("L{1}")), zone_quota=1)
    zones = {"left upper, shallow": 0, "left upper, deep": 0, "right lower, deep": 2}
    gaps = missing(protocol, LandmarkSet(), Coverage(2, 0.5, (0.0, 0.0, 0.0), 20.0, zones))
    with pytest.raises(InvalidInput) as refused:
        deciding(blobs.open_case.reading, "accepted", "", datetime(2026, 11, 24, tzinfo=UTC), gaps)
    assert say(refused.value) == (
        "方案要求更多标志点（未放置：乳头，L{1}；以下区域点对过少：左上，浅层；左上，深层）；"
        "请在备注中说明为何缺少这些仍算完成。"
    )
    assert "(not placed: nipple, L{1}; too few pairs in: left upper, shallow; left upper, deep)" in str(refused.value)


def test_qt_speaks_the_same_language(in_chinese, qapp):
    assert qapp.translate("QPlatformTheme", "Cancel") == "取消"
    assert "年" in moment_text("2026-11-23T10:00:00Z") or "/" in moment_text("2026-11-23T10:00:00Z")


def test_going_back_to_english_leaves_nothing_chinese(in_chinese, qapp):
    translation.install(qapp, "en")
    assert tr("Undo") == "Undo"
    assert translation.language() == "en"
    assert page_text("start").startswith("# Sonolign\n\nSonolign puts")


def test_another_country_of_the_same_language_gets_its_translation(qapp, in_chinese):
    assert translation.install(qapp, "zh_SG") == "zh_CN"


def test_commands_are_found_in_both_languages(in_chinese):
    assert fits(BY_ID["app.language"], "language")
    assert fits(BY_ID["app.language"], "语言")
    assert fits(BY_ID["case.next"], "病例 下一")
    assert fits(BY_ID["case.next"], "next case")


def test_the_sheet_of_keys_is_chinese(in_chinese):
    html = sheet_html("annotate", "annotator")
    assert "鼠标" in html
    assert "滚轮" in html
    assert "Wheel" not in html


@pytest.mark.parametrize("page", PAGES)
def test_help_pages_are_shown_without_stray_marks(in_chinese, page):
    document = QTextDocument()
    document.setMarkdown(page_text(page))
    assert not set("*<") & set(document.toPlainText().replace("<details>", ""))
    assert "](" not in document.toPlainText()


def test_a_filled_sentence_is_recognised():
    filled = FilledSentences(TABLE)
    assert filled.translated("level 2 of 3") == "第 2 / 3 级"
    inside = "the geometry of the fixed volume is not confirmed (The file states no distance of pixels.)"
    assert filled.translated(inside) == "固定图像的几何信息未确认（文件未给出像素间距。）"
    assert filled.translated(f"{inside}; {inside.replace('fixed', 'moving')}").count("；") == 1


def test_a_known_name_is_recognised_with_its_number():
    filled = FilledSentences({"lesion": "病灶", "duct branch {a}": "导管分支 {a}"})
    assert filled.translated("lesion 2") == "病灶 2"
    assert filled.translated("duct branch 12") == "导管分支 12"
    assert filled.translated("lesion two") is None


@pytest.mark.parametrize("text", ["L17", "nipple", "No space left on device", "a; b", "level of"])
def test_what_is_no_sentence_of_ours_stays_as_it_is(text):
    assert FilledSentences(TABLE).translated(text) is None


def test_why_millimetres_are_in_doubt_is_said_in_chinese(in_chinese):
    why = "the geometry of the moving volume is not confirmed (its raster is not scan-converted)"
    words = say(Message("No distance is stated, because {why}.", {"why": why}))
    assert has_chinese(words)
    assert "geometry" not in words
    assert "raster" not in words


# ---- changing the language


@pytest.fixture
def choosing(monkeypatch):
    asked = []

    def choose(language):
        monkeypatch.setattr(language_choice, "ask_language", lambda _, now: asked.append(now) or language)
        return asked

    return choose


@pytest.fixture
def english(shown, bench, study):
    """The window in English, a study open."""
    return shown(MainWindow(bench, UserSettings(reader=bench.reader)), 1200, 800)


def test_the_language_is_kept_and_the_window_asks_to_be_made_again(english, choosing):
    english.workbench.show_case(sorted(english.workbench.study.state.cases)[1])
    english.show_workspace("check")
    folder, case_id = english.workbench.folder.path, english.workbench.open_case.id
    choosing("zh_CN")
    english.actions_.run("app.language")
    assert not english.isVisible()
    assert load_settings().language == "zh_CN"
    assert english.language.again == language_choice.Place(folder, case_id, "check")


def test_the_window_opens_again_where_it_was_in_the_other_language(qtbot, qapp, english, choosing):
    english.workbench.show_case(sorted(english.workbench.study.state.cases)[1])
    case_id = english.workbench.open_case.id
    english.show_workspace("check")
    choosing("zh_CN")
    english.actions_.run("app.language")
    again = _window_again(qapp, CrashReporter(qapp), english, english.language.again)
    qtbot.addWidget(again, before_close_func=lambda each: each.shut_down())
    assert again.menuBar().actions()[0].text() == "研究项目"
    assert again.workbench.open_case.id == case_id
    assert again.workspace_id == "check"


def test_the_same_language_changes_nothing(english, choosing):
    choosing("system")
    english.actions_.run("app.language")
    assert english.isVisible()


def test_while_work_is_running_the_language_waits_for_the_next_start(english, choosing, monkeypatch):
    monkeypatch.setattr(english, "_may_leave", lambda: False)
    choosing("zh_CN")
    english.actions_.run("app.language")
    assert english.isVisible()
    assert english.language.again is None
    assert english.studies.settings.language == "zh_CN"
    assert any("next" in each.text or "again" in each.text for each in english.notices.shown)


def test_an_unnamed_study_is_not_asked_about_when_the_language_changes(shown, bench, choosing):
    window = shown(MainWindow(bench, UserSettings(reader=bench.reader)), 1200, 800)
    bench.new_unnamed_study()
    choosing("zh_CN")
    window.actions_.run("app.language")
    assert not window.isVisible()


def test_the_question_offers_each_language_in_its_own_words(qtbot, english, monkeypatch):
    offered = []

    def get_item(parent, title, words, names, current, editable):
        offered.extend(names)
        return names[2], True

    monkeypatch.setattr(language_choice.QInputDialog, "getItem", get_item)
    assert language_choice.ask_language(english, "system") == "zh_CN"
    assert offered[1:] == ["English", "中文（简体）"]


def test_the_palette_reaches_the_language_by_key(qtbot, english):
    palette = CommandPalette(english, english.actions_)
    qtbot.addWidget(palette)
    qtbot.keyClicks(palette.field, "language")
    assert palette.list.topLevelItem(0).text(0) == "Language / 语言…"
