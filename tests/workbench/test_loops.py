from dataclasses import replace

import numpy as np
import pytest

from loop_study import GRID, TRUTH, list_pair, make_loops, register, scan
from workstation.core.study import PrivacyRecord, Review, TransformRecord
from workstation.core.study_commands import SetReview
from workstation.core.transform import Affine, Composite
from workstation.imaging.loop_closure import closure
from workstation.storage.images import write_volume
from workstation.storage.volume_store import StoredScan
from workstation.workbench.case_report import report_of_study
from workstation.workbench.loops import (
    find_loops,
    legs_of,
    loop_figures,
    loops_of_study,
    registered_pairs,
    same_scans,
    sentence_at,
)
from workstation.workbench.result_table import rows_of
from workstation.workbench.study_figures import study_figures
from workstation.workbench.workbench import Workbench


@pytest.fixture
def bench(tmp_path):
    bench = make_loops(tmp_path)
    yield bench
    bench.close()


def pairs_of(bench):
    return registered_pairs(bench.folder, bench.study.state.cases.values(), "reader")


def test_three_pairs_that_share_their_scans_are_a_loop_which_true_transforms_close(bench):
    (loop,) = find_loops(pairs_of(bench), "ap-lat")
    assert loop.title == "AP → LAT → MED → AP"
    figures = loop_figures(bench.folder, loop)
    assert figures.p95_mm < 0.05
    assert figures.share > 0.4
    assert figures.cases == ("ap-lat", "lat-med", "med-ap")


def test_a_pair_that_was_listed_the_other_way_is_gone_through_backwards(bench):
    list_pair(bench, "ap-med", scan(1), scan(3), ("AP", "MED"))
    register(bench, "ap-med", TRUTH[2])
    bench.close_case()
    titles = {loop.title for loop in find_loops(pairs_of(bench), "lat-med")}
    assert "LAT → MED → AP → LAT" in titles
    twice = next(loop for loop in find_loops(pairs_of(bench), "ap-med") if len(loop.steps) == 2)
    assert twice.title == "AP → MED → AP"
    assert loop_figures(bench.folder, twice).p95_mm < 0.05


def test_a_transform_spoilt_by_5_mm_shows_5_mm(bench):
    register(bench, "lat-med", Composite((TRUTH[1], Affine.translation((0.0, 0.0, 5.0)))))
    bench.close_case()
    (loop,) = find_loops(pairs_of(bench), "lat-med")
    middle = np.array([GRID.centre_mm])
    found = closure(legs_of(bench.folder, loop), middle)
    assert found.error_mm[0] == pytest.approx(5.0, abs=0.4)
    assert str(sentence_at(loop, found)).startswith("LAT → MED → AP → LAT comes back")
    assert loop_figures(bench.folder, loop).median_mm == pytest.approx(5.0, abs=0.4)


def test_the_accepted_result_counts_and_a_rejected_pair_closes_no_loop(bench):
    register(bench, "lat-med", Affine.identity())
    bench.do(SetReview(replace(bench.open_case.reading.review, decision="accepted", transform_id="t1")))
    bench.close_case()
    (loop,) = find_loops(pairs_of(bench), "ap-lat")
    assert [step.pair.transform_id for step in loop.steps] == ["t1", "t1", "t1"]
    bench.show_case("med-ap")
    bench.do(SetReview(Review(decision="rejected")))
    bench.close_case()
    assert find_loops(pairs_of(bench), "ap-lat") == []


def test_the_same_file_imported_twice_is_the_same_scan_even_if_text_was_blacked_out_otherwise():
    def stored(voxels, source):
        return StoredScan("scan", GRID, True, None, voxels, source)

    found = same_scans(
        [stored("v1", "s1"), stored("v2", ""), stored("v3", "s1"), stored("v2", "s2"), stored("v4", "s4")]
    )
    assert found[0] == found[2]
    assert found[1] == found[3]
    assert len(set(found)) == 3


def test_scans_of_one_view_are_told_apart_by_their_dates_and_else_by_their_cases(bench):
    entry = bench.study.state.case("ap-lat")
    dated = (
        PrivacyRecord("fixed", "r", "t", study_date="2025-03-01"),
        PrivacyRecord("moving", "r", "t", study_date="2024-03-01"),
    )
    same = replace(entry, privacy=dated, decisions=tuple(replace(each, view="AP") for each in entry.decisions))
    others = [each for each in bench.study.state.cases.values() if each.id != "ap-lat"]
    plain = [replace(each, decisions=()) for each in others]
    pairs = registered_pairs(bench.folder, [same, *plain], "reader")
    assert find_loops(pairs, "ap-lat")[0].title == "AP 2025-03-01 → AP 2024-03-01 → lat-med moving → AP 2025-03-01"


def test_no_millimetres_are_stated_where_those_of_a_scan_are_in_doubt(bench):
    (loop,) = find_loops(pairs_of(bench), "ap-lat")
    pair = loop.steps[1].pair
    doubtful = replace(pair, scans={**pair.scans, "fixed": replace(pair.scans["fixed"], trusted=False)})
    loop = replace(loop, steps=(loop.steps[0], replace(loop.steps[1], pair=doubtful), loop.steps[2]))
    figures = loop_figures(bench.folder, loop)
    assert figures.median_mm is None
    assert "LAT" in str(figures.message)


def test_a_study_on_disk_tells_each_of_its_loops_once(bench):
    figures = loops_of_study(bench.folder.path, reader="reader")
    assert len(figures) == 1
    assert "comes back 0.0 mm away" in str(figures[0].message)


def test_the_same_files_imported_in_several_pairs_become_a_loop(tmp_path):
    files = {}
    for number, view in enumerate(("AP", "LAT", "MED")):
        files[view] = tmp_path / f"{view}.nrrd"
        write_volume(files[view], scan(number))
    bench = Workbench("reader")
    bench.new_study(tmp_path / "imported")
    for case_id, fixed, moving in (("one", "AP", "LAT"), ("two", "LAT", "MED"), ("three", "AP", "MED")):
        bench.import_case(case_id, files[fixed], files[moving])
        register(bench, case_id, Affine.identity())
    bench.close_case()
    (loop,) = find_loops(pairs_of(bench), "two")
    assert loop.title == "one moving → two moving → one fixed → one moving"
    bench.close()


def test_the_report_gives_the_gap_of_a_loop_and_calls_it_no_accuracy(bench):
    register(bench, "lat-med", Composite((TRUTH[1], Affine.translation((0.0, 0.0, 5.0)))))
    path = bench.folder.path
    bench.close()
    report = report_of_study(path, "lat-med", "reader")
    (row,) = (row for row in report.figures if "Loop LAT → MED → AP → LAT" in str(row.name))
    assert "no accuracy" in str(row.name)
    assert float(row.after.split()[0]) == pytest.approx(5.0, abs=0.4)
    (figures,) = study_figures(path, "lat-med", "reader")
    right, wrong = figures.results
    assert right.loop_mm < 0.05
    assert wrong.loop_mm == pytest.approx(5.0, abs=0.4)
    records = [TransformRecord(each.id, "m", "M") for each in figures.results]
    (gaps,) = (row for row in rows_of(records, {each.id: each for each in figures.results}) if "Loop" in row.title)
    assert gaps.best == {0}
