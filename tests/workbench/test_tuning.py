"""Tuning: it finds better settings, keeps them as a preset, and touches nothing that is held out."""

import itertools
import json
from types import SimpleNamespace

import numpy as np
import pytest

import phantoms
from bench_case import write_case
from small_study import READER, make_study
from workstation import paths
from workstation.core.errors import InvalidInput, UserError
from workstation.core.landmark_commands import EditLandmark
from workstation.core.transform import Affine
from workstation.workbench import tuning
from workstation.workbench.bench import BenchMethod, bench_methods
from workstation.workbench.bench_cases import find_cases
from workstation.workbench.engine import Outcome, RegistrationRequest, chosen_settings
from workstation.workbench.open_case import OpenCase
from workstation.workbench.plugins import load_plugin, plugin_by_id
from workstation.workbench.presets import presets_of, write_preset
from workstation.workbench.settings_schema import describe
from workstation.workbench.tuning import Candidate, TuneOptions, Tuner, drawn, keep, ranked, training_cases

METHOD = BenchMethod("demons_sitk", plugin_by_id("demons_sitk"))


@pytest.fixture
def cases(tmp_path):
    for name, shift in (("one", 3.0), ("two", 4.0)):
        write_case(tmp_path / "cases" / name, phantoms.shifted_blobs((shift, 0, 0), seed=int(shift)))
    return training_cases(find_cases([tmp_path / "cases"]))


@pytest.fixture(autouse=True)
def own_presets(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "user_presets", lambda: tmp_path / "presets")


def pretend(request):
    """A method that is the more exact the nearer its smoothing is to 8 mm; it fails with six levels."""
    if request.settings["levels"] == 6:
        raise UserError("Too many levels.")
    miss = 0.1 + abs(request.settings["smoothing_mm"] - 8.0)
    return Outcome(Affine.translation((4.0 + miss, 0, 0)), (), {}, {}, 1.0, 1.0, "cpu", 2, cpu_seconds=1.0)


def test_a_search_finds_better_settings_within_their_bounds_and_keeps_them(cases, monkeypatch):
    clock = SimpleNamespace(monotonic=itertools.count().__next__)  # every look at it is a second
    monkeypatch.setattr(tuning, "time", clock)
    tuner = Tuner(METHOD, cases, TuneOptions(minutes=1.5, seed=3), pretend)
    tuned = tuner.search(lambda share, note: None)
    assert tuned.is_better
    assert abs(tuned.settings["smoothing_mm"] - 8.0) < abs(tuner.begin["smoothing_mm"] - 8.0)
    path = keep(METHOD, tuned, "mine", cases)
    made = json.loads(path.read_text())["made"]
    assert set(made["cases"]) == {"one", "two"}
    plugin = load_plugin(METHOD.plugin)
    assert presets_of(METHOD.plugin, plugin)["mine"] == type(plugin.Settings())(**tuned.settings)
    assert bench_methods(["demons_sitk:mine"])[0].preset == "mine"


def test_a_preset_of_ones_own_is_used_like_a_shipped_one_and_a_broken_one_is_left_out(tmp_path):
    info = METHOD.plugin
    plugin = load_plugin(info)
    write_preset(info, plugin, "soft", plugin.Settings(smoothing_mm=9.0), {})
    (tmp_path / "presets" / info.id / "broken.json").write_text('{"settings": {"levels": "many"}}')
    assert set(presets_of(info, plugin)) == {*plugin.PRESETS, "soft"}
    pair = phantoms.shifted_blobs()
    request = RegistrationRequest(pair.fixed, pair.moving, info, preset="soft")
    assert chosen_settings(plugin, request).smoothing_mm == 9.0
    with pytest.raises(InvalidInput, match="already comes with"):
        write_preset(info, plugin, "fast", plugin.Settings(), {})
    with pytest.raises(InvalidInput, match="letters"):
        write_preset(info, plugin, "../x", plugin.Settings(), {})


def test_held_out_cases_are_refused_also_under_another_name(tmp_path):
    pair = phantoms.shifted_blobs((2.0, 0, 0))
    locked = write_case(tmp_path / "locked", pair, held_out=True)
    copy = write_case(tmp_path / "innocent", pair)
    with pytest.raises(InvalidInput, match="held out"):
        training_cases(find_cases([locked]))
    with pytest.raises(InvalidInput, match="innocent is the held-out case locked"):
        training_cases(find_cases([copy]), find_cases([locked]))


def test_held_out_landmarks_of_a_study_are_not_read_for_training(tmp_path):
    folder = make_study(tmp_path / "study", cases=("a",))
    opened = OpenCase(folder, folder.open_case(folder.open_study(read_only=True).state.case("a")), READER)
    pairs = opened.reading.landmarks.correspondences()
    opened.history.do(EditLandmark(pairs[0].id, "role", "held out"))
    opened.close()
    source = find_cases([tmp_path / "study"])[0]
    held = np.array(pairs[0].fixed_mm)
    scored, trained = source.open("score"), source.open("train")
    np.testing.assert_allclose(scored.fixed_mm, [held])
    assert len(trained.fixed_mm) == len(pairs) - 1
    assert np.linalg.norm(trained.fixed_mm - held, axis=1).min() > 0


def test_drawn_values_are_allowed_values():
    random = np.random.default_rng(0)
    for spec in describe(load_plugin(METHOD.plugin).Settings):
        for _ in range(50):
            value = drawn(spec, spec.default, random)
            if spec.kind == "choice":
                assert value in spec.choices
            else:
                assert spec.minimum <= value <= spec.maximum
                assert type(value) is type(spec.default)


def test_a_candidate_is_judged_by_its_ranks_and_a_failure_is_the_worst():
    steady, lucky = (
        Candidate({"n": 1}, {"a": 1.0, "b": 1.0, "c": 1.0}),
        Candidate({"n": 2}, {"a": 0.1, "b": 2.0, "c": 2.0}),
    )
    broken = Candidate({"n": 3}, {"a": 0.0, "b": float("inf")})
    assert ranked([broken, lucky, steady], ["a", "b", "c"])[0] is steady
    assert ranked([broken, lucky, steady], ["a", "b", "c"])[-1] is broken
