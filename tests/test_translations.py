"""What the translation tools promise: sentences are found, translations fit them, and nothing of a translator is lost."""

import ast
import json
import re
import sys
from pathlib import Path

import pytest

PACKAGING = Path(__file__).parent.parent / "packaging"
HELP = PACKAGING.parent / "resources" / "help"


@pytest.fixture
def tool(monkeypatch):
    monkeypatch.syspath_prepend(PACKAGING)
    import translations

    return translations


@pytest.fixture
def pages(monkeypatch):
    monkeypatch.syspath_prepend(PACKAGING)
    import help_translations

    return help_translations


def chinese(tool):
    return tool.translations(tool.TRANSLATIONS / "sonolign_zh_CN.ts")


def found(tool, source):
    return list(tool._in_tree(ast.parse(source)))


def test_every_translation_has_the_gaps_and_tags_of_its_sentence(tool):
    wrong = {text: words for text, words in chinese(tool).items() if tool.gaps(text) != tool.gaps(words)}
    assert not wrong


def test_nearly_all_sentences_are_translated(tool):
    wanted, there = tool.sentences(), chinese(tool)
    missing = [text for text in wanted if text not in there]
    assert len(missing) <= (1 - tool.LEAST_SHARE) * len(wanted), missing


def test_chinese_sentences_end_as_their_sources_do(tool):
    marks = {".": "。.", "?": "？?", ":": "：:", "…": "…"}
    wrong = [
        (text, words)
        for text, words in chinese(tool).items()
        if len(text.split()) > 3 and text[-1] in marks and words[-1] not in marks[text[-1]] and text[-1] != "…"
    ]
    assert not wrong


def test_chinese_keeps_the_keys(tool):
    def keys(text):
        return set(re.findall(r"\b(?:(?:Ctrl|Shift|Alt)(?=\+)|Enter|Esc|Del|Ins|F\d+)\b", text))

    wrong = [(text, words) for text, words in chinese(tool).items() if keys(text) - keys(words)]
    assert not wrong


def test_sentences_are_found_behind_names_tables_and_settings(tool):
    source = """
words = "One {n}"
Message(words, {})
_HEADERS = {"name": ("Name", "What it is called")}
class MySettings:
    step_mm: Annotated[float, Hint("How far.", unit="mm")] = 1.0
    metric: Annotated[Literal["slow", "quick"], Hint("What.")] = "slow"
run.report(0.5, f"level {n + 1} of {count}")
"""
    said = found(tool, source)
    for each in ("One {n}", "Name", "What it is called", "How far.", "Step", "slow", "quick", "level {a} of {b}"):
        assert each in said


def test_taking_translations_keeps_those_that_are_there(tool, tmp_path):
    path = tmp_path / "sonolign_xx.ts"
    path.write_text(tool.merged(path, "xx", ["Undo", "Redo"], {"Undo": "撤销"}), encoding="utf-8")
    path.write_text(tool.merged(path, "xx", ["Redo", "Undo", "Quit"], {"Redo": "重做"}), encoding="utf-8")
    assert tool.translations(path) == {"Redo": "重做", "Undo": "撤销"}


def test_missing_sentences_are_printed_as_something_that_can_be_taken_back(tool, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(tool, "TRANSLATIONS", tmp_path)
    monkeypatch.setattr(tool, "sentences", lambda: ["Undo"])
    monkeypatch.setattr(sys, "argv", ["translations.py", "--missing"])
    assert tool.main() == 0
    assert json.loads(capsys.readouterr().out) == {"Undo": ""}


def test_a_translation_with_another_gap_fails_the_check(tool, tmp_path, capsys):
    path = tmp_path / "sonolign_xx.ts"
    path.write_text(tool.merged(path, "xx", ["Move {name}"], {"Move {name}": "移动 {nome}"}), encoding="utf-8")
    assert not tool.is_complete(path, ["Move {name}"])
    assert "gaps" in capsys.readouterr().out


def test_a_few_new_sentences_do_not_fail_the_check_but_many_do(tool, tmp_path):
    wanted = [f"Sentence {word}" for word in "abcdefghijklmnopqrst"]
    path = tmp_path / "sonolign_xx.ts"
    path.write_text(tool.merged(path, "xx", wanted, dict.fromkeys(wanted[1:], "句")), encoding="utf-8")
    assert tool.is_complete(path, wanted)
    assert not tool.is_complete(path, [*wanted, "One more", "And one", "And another"])


def test_a_page_whose_english_has_changed_is_named(pages, tmp_path):
    (tmp_path / "zz").mkdir()
    (tmp_path / "start.md").write_text("# One\n")
    (tmp_path / "keys.md").write_text("# Keys\n")
    (tmp_path / "zz" / "start.md").write_text("# Eins\n")
    pages.settle("zz", tmp_path)
    assert [line for line in pages.lagging("zz", tmp_path) if "start" in line] == []
    (tmp_path / "start.md").write_text("# Two\n")
    assert {"start.md" in line or "keys.md" in line for line in pages.lagging("zz", tmp_path)} == {True}
    assert len(list(pages.lagging("zz", tmp_path))) == 2


@pytest.mark.parametrize("name", sorted(path.name for path in (HELP / "zh_CN").glob("*.md")))
def test_chinese_pages_are_about_an_english_page_and_link_to_pages_that_exist(name):
    english, chinese = HELP / name, HELP / "zh_CN" / name
    assert english.is_file()
    for part in chinese.read_text(encoding="utf-8").split("](")[1:]:
        assert (chinese.parent / part.split(")")[0]).is_file(), part[:30]
