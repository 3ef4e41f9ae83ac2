"""The bench: cases, figures equal to the public bench's own, results that survive a stop, tables and plot."""

import dataclasses
import importlib.util
import math
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest

import phantoms
from bench_case import write_case
from workstation.core.errors import Cancelled, InvalidInput, UnreadableFile, UserError
from workstation.core.transform import Affine, displacement_on
from workstation.workbench import bench
from workstation.workbench.bench import (
    BenchMethod,
    BenchOptions,
    BenchRow,
    begin,
    bench_methods,
    measured,
    read_rows,
    request_of,
    run_bench,
    write_rows,
)
from workstation.workbench.bench_cases import find_cases
from workstation.workbench.bench_figures import score
from workstation.workbench.bench_report import case_table, overall, plot, write_report
from workstation.workbench.engine import Outcome
from workstation.workbench.plugins import plugin_by_id

PUBLIC = Path(__file__).parents[3] / "shared" / "bench"


@pytest.fixture
def case(tmp_path):
    return write_case(tmp_path / "cases" / "blobs", phantoms.bent_pair(3.0))


def test_the_truth_scores_nothing_and_no_transform_scores_the_motion(case):
    opened = find_cases([case])[0].open()
    perfect, still = score(opened, opened.truth), score(opened, Affine.identity())
    assert perfect["tre_mean"] < 0.1
    assert perfect["dense_mean"] == 0
    assert perfect["dice"] > 0.9
    motion = np.linalg.norm(opened.fixed_mm - opened.moving_mm, axis=1)
    assert still["tre_mean"] == pytest.approx(motion.mean())
    assert still["dense_mean"] > 1
    assert still["hd95"] > perfect["hd95"]
    assert (still["fold_pct"], still["sdlogj"]) == (0, 0)


@pytest.mark.skipif(not (PUBLIC / "score.py").is_file(), reason="the public bench does not lie beside the checkout")
@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)  # it leaves files open
@pytest.mark.parametrize("fold", [False, True])
def test_figures_are_those_of_the_public_score(case, fold):
    import SimpleITK as sitk

    spec = importlib.util.spec_from_file_location("public_score", PUBLIC / "score.py")
    public = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(public)
    opened = find_cases([case])[0].open()
    noise = np.random.default_rng(1).normal(scale=1.5 if fold else 0.05, size=(*opened.fixed.grid.shape_zyx, 3))
    field = displacement_on(phantoms.smooth_field(opened.fixed.grid, 2.0, seed=5), opened.fixed.grid)
    field = dataclasses.replace(field, displacement_mm=(field.displacement_mm + noise).astype(np.float32))
    image = sitk.GetImageFromArray(field.displacement_mm, isVector=True)
    image.SetSpacing(field.grid.spacing_mm)
    image.SetOrigin(field.grid.origin_mm)
    theirs, ours = public.evaluate(str(case), image), score(opened, field)
    for name in set(ours) - {"hd95"}:
        assert ours[name] == pytest.approx(theirs[name], rel=2e-4, abs=2e-4), name
    assert (ours["fold_pct"] > 0) == fold


def test_a_left_and_a_right_breast_are_told_and_not_registered(tmp_path):
    folder = write_case(tmp_path / "both", phantoms.shifted_blobs(), laterality={"fixed": "left", "moving": "right"})
    opened = find_cases([folder])[0].open()
    row = measured(opened, bench_methods(["affine"])[0], BenchOptions(), tmp_path, lambda *_: None, lambda: False)
    assert "no place of one lies in the other" in row.problem
    assert row.figures == {}


@pytest.mark.parametrize("said", [None, "left", {"fixed": "left"}, {"fixed": "right", "moving": "right"}])
def test_scans_that_nobody_said_to_be_of_both_breasts_are_asked_for(tmp_path, said):
    facts = {} if said is None else {"laterality": said}
    opened = find_cases([write_case(tmp_path / "one", phantoms.shifted_blobs(), **facts)])[0].open()
    assert request_of(opened, bench_methods(["affine"])[0], BenchOptions(), None).fixed is opened.fixed


def test_a_laterality_that_is_no_word_for_it_is_refused(tmp_path):
    source = find_cases([write_case(tmp_path / "odd", phantoms.shifted_blobs(), laterality="L")])[0]
    with pytest.raises(UnreadableFile, match="left or right"):
        source.open()


def test_a_held_out_case_can_be_scored_and_not_be_trained_on(tmp_path):
    folder = write_case(tmp_path / "kept", phantoms.shifted_blobs(), held_out=True)
    source = find_cases([folder])[0]
    assert len(source.open("score").fixed_mm)
    with pytest.raises(InvalidInput, match="held out"):
        source.open("train")


def test_a_case_with_labels_alone_is_scored_by_them_and_cannot_be_trained_on(case):
    (case / "landmarks.csv").unlink()
    source = find_cases([case])[0]
    opened = source.open()
    perfect, still = score(opened, opened.truth), score(opened, Affine.identity())
    assert math.isnan(perfect["tre_mean"])
    assert perfect["dice"] > 0.9 > still["dice"]
    with pytest.raises(InvalidInput, match="no landmarks"):
        source.open("train")
    rows = [BenchRow("blobs", name, f) for name, f in (("still", still), ("perfect", perfect))]
    assert [line.split(" | ")[0] for line in case_table(rows)[2:]] == ["| perfect", "| still"]
    assert all(math.isnan(each.tre_mean) and not each.failed for each in overall(rows))


def test_cases_are_found_in_folders_and_a_place_without_any_is_refused(case, tmp_path):
    assert [each.name for each in find_cases([case.parent])] == ["blobs"]
    with pytest.raises(InvalidInput, match="called blobs"):
        find_cases([case, case.parent])
    with pytest.raises(InvalidInput, match="neither"):
        find_cases([tmp_path / "nothing"])


class FakeRuns:
    """Stands in for worker processes: remembers who ran, and can fail or be cancelled."""

    def __init__(self, fail=(), cancel_at=None):
        self.ran, self.fail, self.cancel_at = [], fail, cancel_at

    def __call__(self, request, tick, cancelled, warm=True):
        self.ran.append((request.plugin.id, request.initial))
        if self.cancel_at is not None and len(self.ran) > self.cancel_at:
            raise Cancelled
        if request.plugin.id in self.fail:
            raise UserError("It broke.")
        return Outcome(Affine.identity(), (), {}, {}, 1.5, 300.0, "cpu", 2, cpu_seconds=2.5)


def methods(*ids):
    return [BenchMethod(name, plugin_by_id(name)) for name in ids]


def test_a_stopped_bench_goes_on_where_it_was_and_tries_failures_again(case, tmp_path, monkeypatch):
    out, sources = tmp_path / "out", find_cases([case])
    wanted = methods("linear_sitk", "demons_sitk", "bspline_sitk")
    monkeypatch.setattr(bench, "in_fresh_process", FakeRuns(fail=["linear_sitk"], cancel_at=2))
    with pytest.raises(Cancelled):
        run_bench(sources, wanted, BenchOptions(), out, lambda share, note: None)
    assert [row.problem for row in read_rows(out / "results.csv")] == ["It broke.", ""]
    again = FakeRuns()
    monkeypatch.setattr(bench, "in_fresh_process", again)
    told = []
    rows = run_bench(sources, wanted, BenchOptions(), out, lambda share, note: None, done=told.append)
    assert [name for name, _ in again.ran] == ["linear_sitk", "bspline_sitk"]
    assert [row.method for row in rows] == ["linear_sitk", "demons_sitk", "bspline_sitk"]
    assert len(told) == 2
    assert rows[0].figure("cpu_seconds") == 2.5
    with pytest.raises(InvalidInput, match="run differently"):
        begin(out, BenchOptions(threads=3))


def test_a_common_start_is_found_once_and_given_to_all(case, tmp_path, monkeypatch):
    runs = FakeRuns()
    monkeypatch.setattr(bench, "in_fresh_process", runs)
    options = BenchOptions(start="ours")
    run_bench(find_cases([case]), methods("demons_sitk", "bspline_sitk"), options, tmp_path / "o", lambda *_: None)
    assert [name for name, _ in runs.ran] == ["affine", "demons_sitk", "bspline_sitk"]
    assert all(isinstance(initial, Affine) for _, initial in runs.ran[1:])


def test_a_method_runs_in_a_process_of_its_own_and_is_measured(case):
    opened = find_cases([case])[0].open()
    row = bench.measured(
        opened, methods("affine")[0], BenchOptions(), case.parent, lambda share, note: None, lambda: False
    )
    assert row.problem == ""
    assert row.figure("tre_mean") < np.linalg.norm(opened.fixed_mm - opened.moving_mm, axis=1).mean()
    assert row.figure("seconds") > 0
    assert row.figure("peak_mb") > 50
    assert row.verdict in ("PASS", "CHECK", "FAIL")


ROWS = [
    BenchRow("a", "quick", {"tre_mean": 2.0, "tre_p95": 4.0, "seconds": 1.0, "dice": math.nan}, "PASS"),
    BenchRow("a", "exact", {"tre_mean": 0.5, "tre_p95": 1.0, "seconds": 100.0}, "CHECK"),
    BenchRow("a", "<broken>", problem="It | broke."),
    BenchRow("b", "quick", {"tre_mean": 4.0, "tre_p95": 9.0, "seconds": 4.0}, "FAIL"),
]


def test_rows_survive_the_file(tmp_path):
    write_rows(tmp_path, ROWS)
    back = read_rows(tmp_path / "results.csv")
    assert [(row.case, row.method, row.verdict, row.problem) for row in back] == [
        (row.case, row.method, row.verdict, row.problem) for row in ROWS
    ]
    assert back[0].figure("tre_mean") == 2.0
    assert math.isnan(back[0].figure("dice"))


def test_tables_name_the_best_first_and_failures_last(tmp_path):
    lines = case_table(ROWS[:3])
    assert [line.split(" | ")[0] for line in lines[2:]] == ["| exact", "| quick", "| <broken>"]
    assert "It / broke." in lines[-1]
    found = {each.method: each for each in overall(ROWS)}
    assert found["quick"].tre_mean == 3.0
    assert found["quick"].seconds == pytest.approx(2.0)
    assert found["<broken>"].failed == 1
    files = write_report(tmp_path, ROWS, BenchOptions())
    assert [path.name for path in files] == ["table.md", "accuracy.svg"]


def test_the_plot_is_a_drawing_with_a_mark_for_every_result():
    drawing = ElementTree.fromstring(plot(ROWS))
    marks = [each for each in drawing.iter() if each.tag.endswith("circle")]
    assert len(marks) == 3 + 2  # three results, two methods in the legend
    assert ElementTree.fromstring(plot([])) is not None
