"""The command thresholds as a person calls it: shows, changes under a name, goes back to the default, refuses nonsense."""

import json

import pytest

from small_study import READER, make_study


@pytest.fixture
def study(tmp_path):
    return make_study(tmp_path / "study", ("a",)).path


def test_thresholds_are_shown_with_their_sources(shell, study):
    status, out, _ = shell("thresholds", study)
    assert status == 0
    assert "TG-132" in out
    facts = json.loads(shell("thresholds", study, "--json")[1])
    assert (facts["mean_mm"]["text"], facts["mean_mm"]["by"]) == ("2 mm", "")


def test_a_changed_threshold_carries_a_name_and_reaches_evaluation_and_report(shell, study, tmp_path, qapp):
    status, out, _ = shell("thresholds", study, "--set", "mean_mm=0.1", "--set", "overlap_check=60", "--reader", "王")
    assert status == 0
    assert "Undo" in out
    facts = json.loads(shell("thresholds", study, "--json")[1])
    assert (facts["overlap_check"]["value"], facts["overlap_check"]["by"]) == (0.6, "王")
    assert "Threshold “Overlap: look”: 60 %, set by 王 on" in shell("evaluate", study)[2]
    figures = json.loads(shell("evaluate", study, "--json")[1])
    assert figures["thresholds"]["mean_mm"]["by"] == "王"
    assert not figures["cases"][0]["results"][0]["tolerance_met"]
    assert shell("report", study, "--case", "a", "--reader", READER, "--out", tmp_path / "a.html")[0] == 0
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Changed threshold: Landmark error, mean 0.1 mm (set by 王 on" in page
    assert "default 2 mm, AAPM TG-132" in page
    assert shell("thresholds", study, "--default", "mean_mm", "--default", "overlap_check")[0] == 0
    assert json.loads(shell("thresholds", study, "--json")[1])["mean_mm"]["by"] == ""


@pytest.mark.parametrize(
    ("wrong", "word"),
    [("mean_mm", "NAME=NUMBER"), ("mean_mm=much", "NAME=NUMBER"), ("mean=1", "There is no threshold mean"),
     ("mean_mm=9", "must not be above"), ("dice=7", "between 0 and 1")],
)  # fmt: skip
def test_nonsense_is_refused_in_one_line(shell, study, wrong, word):
    status, _, err = shell("thresholds", study, "--set", wrong)
    assert status == 1
    assert word in err
    assert json.loads(shell("thresholds", study, "--json")[1])["mean_mm"]["value"] == 2.0
