from dataclasses import replace

import numpy as np
import pytest
import SimpleITK as sitk

from dicom_phantoms import invenia_file, picture_file, save
from phantoms import shifted_blobs
from strategies import small_case
from workstation import paths
from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import CaseEntry, GeometryDecision
from workstation.core.study_commands import ConfirmGeometry
from workstation.core.volume import Provenance, Volume
from workstation.workbench.evaluate import why_no_millimetres
from workstation.workbench.import_plan import (
    ImportPlan,
    middle_slice,
    plan_of,
    plan_of_case,
    read_plan,
    volumes_in,
)
from workstation.workbench.workbench import Workbench

WHO, WHEN = "王医生", "2026-11-23T10:00:00+00:00"
LOST = Provenance("scan.nii", "0" * 64, "NIfTI pixdim", "doubtful", "The header looks like a placeholder.")


def lost_volume(side="fixed", **more):
    volume = getattr(small_case(), side)
    return replace(volume, grid=Grid(volume.grid.shape_zyx, (1, 1, 1)), provenance=LOST, **more)


@pytest.fixture
def bench(tmp_path):
    bench = Workbench(WHO)
    bench.new_study(tmp_path / "study")
    yield bench
    bench.close()


@pytest.fixture
def amber(bench):
    bench.import_plan(CaseEntry("a"), ImportPlan(plan_of(lost_volume()), plan_of(lost_volume("moving"))))
    bench.show_case("a")
    return bench


def decision(side, **more):
    return GeometryDecision(side, "confirmed", WHO, WHEN, **more)


def test_a_volume_whose_file_states_its_spacing_is_green_and_one_that_does_not_is_amber():
    assert plan_of(small_case().fixed).light == "green"
    assert plan_of(lost_volume()).light == "amber"
    assert "placeholder" in plan_of(lost_volume()).report.doubt


def test_confirming_makes_millimetres_count_and_says_who_and_when():
    planned = plan_of(lost_volume()).confirmed(WHO, WHEN)
    assert planned.final("fixed").millimetres_trusted
    assert planned.final("fixed").provenance.state == "confirmed"
    made = planned.decision("fixed")
    assert (made.by, made.at, made.how, made.spacing_mm) == (WHO, WHEN, "confirmed", (1, 1, 1))


def test_what_is_not_in_doubt_needs_no_confirmation_and_leaves_no_decision():
    planned = plan_of(small_case().fixed)
    with pytest.raises(InvalidInput, match="Nothing is in doubt"):
        planned.confirmed(WHO, WHEN)
    assert planned.decision("fixed") is None
    assert planned.final("moving").provenance.state == "stated"


def test_a_ruler_gives_the_spacing_of_its_axis_and_the_others_stay_amber():
    planned = plan_of(lost_volume()).measured("dy", 50, 10, WHO, WHEN)
    assert planned.grid.spacing_mm == (1, 0.2, 1)
    assert planned.light == "amber"
    final = planned.final("fixed")
    assert not final.millimetres_trusted
    assert not planned.decision("fixed").is_trusted
    assert planned.confirmed(WHO, WHEN).final("fixed").millimetres_trusted


def test_typed_numbers_are_kept_and_the_decision_says_so():
    planned = plan_of(lost_volume()).typed((0.2, 0.073, 0.5), WHO, WHEN)
    assert planned.light == "green"
    assert planned.final("fixed").grid.spacing_mm == (0.2, 0.073, 0.5)
    assert "typed: 0.073 mm" in planned.decision("fixed").how


@pytest.mark.parametrize("spacing", [(0, 1, 2), (-1, 1, 2), (float("nan"), 1, 2)])
def test_a_spacing_that_is_no_length_is_refused(spacing):
    with pytest.raises(InvalidInput, match="positive"):
        plan_of(lost_volume()).typed(spacing, WHO, WHEN)


def test_the_spacing_of_a_curved_probe_cannot_be_typed():
    planned = replace(plan_of(lost_volume()), is_bent=True)
    with pytest.raises(InvalidInput, match="converge"):
        planned.measured("dx", 10, 1, WHO, WHEN)


def test_a_raw_raster_cannot_be_confirmed():
    planned = plan_of(lost_volume(grid_kind="raw"))
    assert planned.light == "red"
    with pytest.raises(InvalidInput, match="not known"):
        planned.confirmed(WHO, WHEN)


def test_swapping_exchanges_the_volumes_with_their_decisions_and_ids():
    plan = ImportPlan(plan_of(lost_volume()).confirmed(WHO, WHEN), plan_of(lost_volume("moving"))).swapped()
    applied = plan.apply()
    assert (applied.fixed.id, applied.moving.id) == ("fixed", "moving")
    assert [each.side for each in applied.decisions] == ["moving"]
    assert plan.swapped().fixed.light == "green"


def test_side_and_view_are_kept_as_confirmed():
    made = plan_of(small_case().fixed).with_scan("left", "AP", WHO, WHEN).decision("fixed")
    assert (made.laterality, made.view, made.by) == ("left", "AP", WHO)


def test_the_same_file_twice_is_no_pair(tmp_path):
    with pytest.raises(InvalidInput, match="same file"):
        read_plan([tmp_path / "a.nii"], [tmp_path / "a.nii"])


def test_files_are_read_with_chinese_names(tmp_path):
    paths = [tmp_path / "左乳 扫描一.nii", tmp_path / "左乳 扫描二.nii"]
    for path in paths:
        sitk.WriteImage(sitk.GetImageFromArray(np.random.default_rng(1).integers(0, 9, (4, 5, 6), np.uint8)), str(path))
    plan = read_plan(paths[:1], paths[1:])
    assert (plan.fixed.light, plan.moving.light) == ("amber", "amber")
    assert plan.fixed.volume.grid.size_xyz == (6, 5, 4)


def test_a_folder_without_dicom_says_so(tmp_path):
    with pytest.raises(InvalidInput, match="no DICOM volume"):
        volumes_in(tmp_path)


@pytest.mark.parametrize(("orientation", "axes"), [("transverse", ("dx", "dy")), ("coronal", ("dx", "dz"))])
def test_a_middle_slice_says_which_axes_its_edges_have(orientation, axes):
    volume = shifted_blobs().fixed
    shown = middle_slice(volume, volume.grid, orientation)
    size = dict(zip(("dx", "dy", "dz"), volume.grid.size_xyz, strict=True))
    assert (shown.across, shown.down) == axes
    assert shown.pixels.shape == (size[axes[1]], size[axes[0]])


def test_a_middle_slice_shows_the_voxels_of_its_axes():
    values = np.arange(3 * 4 * 5, dtype=np.uint8).reshape(3, 4, 5)
    volume = Volume.from_array(values, Grid((3, 4, 5), (1, 1, 1)))
    np.testing.assert_array_equal(middle_slice(volume, volume.grid, "transverse").pixels, values[1])
    np.testing.assert_array_equal(middle_slice(volume, volume.grid, "coronal").pixels, values[::-1, 2])


# ---- in a study


def test_an_amber_case_has_no_millimetres_until_both_volumes_are_confirmed(amber):
    assert "placeholder" in why_no_millimetres(amber.open_case.case)
    amber.confirm_geometry([decision("fixed")])
    assert "moving" in why_no_millimetres(amber.open_case.case)
    amber.confirm_geometry([decision("moving")])
    assert why_no_millimetres(amber.open_case.case) == ""
    assert amber.open_case.case.fixed.provenance.state == "confirmed"


def test_a_confirmation_is_one_step_of_the_study_that_can_be_undone_and_redone(amber):
    amber.confirm_geometry([decision("fixed"), decision("moving")])
    assert str(amber.undo("study")) == "Confirm geometry of case a"
    assert amber.study.state.cases["a"].decisions == ()
    assert not amber.open_case.case.fixed.millimetres_trusted
    amber.redo("study")
    assert amber.open_case.case.fixed.millimetres_trusted


def test_a_confirmation_is_there_after_a_restart_and_the_voxel_file_was_not_touched(amber, tmp_path):
    path = amber.folder.volumes_file("a")
    before = path.read_bytes()
    amber.confirm_geometry([decision("fixed", spacing_mm=(0.5, 0.5, 0.5)), decision("moving")])
    amber.close()
    amber.open_study(tmp_path / "study")
    amber.show_case("a")
    assert amber.open_case.case.fixed.grid.spacing_mm == (0.5, 0.5, 0.5)
    assert amber.open_case.case.moving.millimetres_trusted
    assert path.read_bytes() == before
    plan = plan_of_case(amber.open_case.case, amber.study.state.cases["a"].decisions)
    assert plan.fixed.report["dx"].decision.who == WHO


def test_the_spacing_under_marks_cannot_change_but_can_be_confirmed_as_it_is(amber):
    row = Landmark("x", "L1", fixed=Mark((1, 1, 1), (1, 1, 1)))
    amber.do(AddLandmark(row))
    with pytest.raises(InvalidInput, match=f"{WHO} has landmarks"):
        amber.confirm_geometry([decision("fixed", spacing_mm=(0.5, 1, 1))])
    assert amber.study.state.cases["a"].decisions == ()
    amber.confirm_geometry([decision("fixed", spacing_mm=(1, 1, 1))])
    assert amber.open_case.reading.landmarks["x"] == row


def test_undo_never_moves_the_spacing_away_under_marks(amber):
    amber.confirm_geometry([decision("fixed", spacing_mm=(0.5, 1, 1))])
    amber.do(AddLandmark(Landmark("x", "L1", fixed=Mark((1, 1, 1), (2, 1, 1)))))
    with pytest.raises(InvalidInput, match="landmarks"):
        amber.undo("study")
    assert amber.open_case.case.fixed.grid.spacing_mm == (0.5, 1, 1)


def test_marks_whose_journal_is_not_on_disk_yet_hold_the_spacing_as_well(amber, monkeypatch):
    monkeypatch.setattr(type(amber.folder), "readers", lambda self, case_id: [])
    amber.do(AddLandmark(Landmark("x", "L1", fixed=Mark((1, 1, 1), (1, 1, 1)))))
    with pytest.raises(InvalidInput, match=f"{WHO} has landmarks"):
        amber.confirm_geometry([decision("fixed", spacing_mm=(0.5, 1, 1))])


def test_decisions_of_a_plan_reach_the_study(bench):
    plan = ImportPlan(plan_of(lost_volume()).confirmed(WHO, WHEN), plan_of(small_case().moving))
    bench.import_plan(CaseEntry("a", "Title"), plan)
    assert [(each.side, each.by) for each in bench.study.state.cases["a"].decisions] == [("fixed", WHO)]
    bench.show_case("a")
    assert bench.open_case.case.fixed.millimetres_trusted


def test_the_scanners_nipple_mark_becomes_a_landmark(bench):
    case = small_case()
    mark = case.fixed.grid.centre_mm
    bench.import_plan(CaseEntry("a"), ImportPlan(replace(plan_of(case.fixed), nipple=mark), plan_of(case.moving)))
    bench.show_case("a")
    (row,) = bench.open_case.reading.landmarks
    assert row.kind == "nipple"
    assert row.fixed.position_mm == pytest.approx(mark)
    assert row.fixed.origin == "imported"


def test_a_decision_needs_a_name(bench):
    bench.import_plan(CaseEntry("a"), ImportPlan(plan_of(lost_volume()), plan_of(lost_volume("moving"))))
    with pytest.raises(InvalidInput, match="name of who"):
        bench.do(ConfirmGeometry("a", GeometryDecision("fixed", "confirmed", " ", WHEN)), "study")


def test_an_unnamed_pair_can_be_confirmed_once_its_volumes_are_written(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "unsaved_studies", lambda: tmp_path / "unsaved")
    bench = Workbench(WHO)
    bench.show_pair(lost_volume(), lost_volume("moving"))
    bench.wait_for_writers()
    bench.confirm_geometry([decision("fixed"), decision("moving")])
    assert why_no_millimetres(bench.open_case.case) == ""
    assert bench.is_unnamed
    bench.close()


def bent_plan(tmp_path, mirrored=False):
    """A plan of two scans of a curved probe, looked through by a person."""
    values = np.random.default_rng(2).integers(1, 99, (8, 20, 30)).astype(np.uint8)
    places = [save(invenia_file(values + n, nipple=(3, 4, 5)), tmp_path / f"{n}.dcm") for n in (1, 2)]
    plan = read_plan([places[0]], [places[1]])
    for side in ("fixed", "moving"):
        plan = plan.with_planned(side, plan.planned(side).looked_through("Li", WHEN))
    return plan


def test_a_scan_of_a_curved_probe_is_known_to_be_bent_after_the_import_too(tmp_path, bench):
    plan = bent_plan(tmp_path)
    bench.import_plan(CaseEntry("bent"), plan)
    bench.show_case("bent")
    entry = bench.study.state.cases["bent"]
    again, before = plan_of_case(bench.open_case.case, entry.decisions, entry.privacy).fixed, plan.fixed
    assert again.is_bent
    assert again.volume.raster == before.volume.raster
    assert [q.light for q in again.report.quantities] == [q.light for q in before.report.quantities]
    assert [q.source for q in again.report.quantities] == [q.source for q in before.report.quantities]
    assert again.report["curvature"].value == (120.0,)
    with pytest.raises(InvalidInput, match="lines of this scan converge"):
        again.measured("dx", 10, 5, "Li", WHEN)
    with pytest.raises(InvalidInput, match="lines of this scan converge"):
        again.typed((1, 1, 1), "Li", WHEN)
    bench.confirm_geometry([again.confirmed("Li", WHEN).decision("fixed")])
    assert bench.open_case.case.fixed.millimetres_trusted
    assert bench.open_case.case.fixed.raster == before.volume.raster
    entry = bench.study.state.cases["bent"]
    assert plan_of_case(bench.open_case.case, entry.decisions, entry.privacy).fixed.light == "green"


def test_a_mark_on_a_scan_of_a_curved_probe_keeps_the_raw_voxel_and_the_millimetres(tmp_path, bench):
    bench.import_plan(CaseEntry("bent"), bent_plan(tmp_path))
    bench.show_case("bent")
    nipple = next(row for row in bench.open_case.reading.landmarks if row.kind == "nipple")
    assert nipple.fixed.voxel_xyz == pytest.approx((3, 4, 5), abs=1e-6)
    assert bench.open_case.case.fixed.raster.to_world((3, 4, 5)) == pytest.approx(nipple.fixed.position_mm)
    mark = bench.open_case.mark_at("moving", (1.0, 1.2, 0.3))
    assert bench.open_case.case.moving.raster.to_world(mark.voxel_xyz) == pytest.approx(mark.position_mm, abs=1e-9)


def test_what_the_file_states_of_side_and_view_can_still_be_confirmed_after_the_import(tmp_path, bench):
    values = np.random.default_rng(2).integers(1, 99, (8, 20, 30)).astype(np.uint8)
    tags = {"ImageLaterality": "R", "SeriesDescription": "LAT"}
    places = [save(picture_file(values + n, **tags), tmp_path / f"{n}") for n in (1, 2)]
    plan = read_plan([places[0]], [places[1]])
    for side in ("fixed", "moving"):
        plan = plan.with_planned(side, plan.planned(side).looked_through("Li", WHEN))
    bench.import_plan(CaseEntry("a"), plan)
    bench.show_case("a")
    entry = bench.study.state.cases["a"]
    again = plan_of_case(bench.open_case.case, entry.decisions, entry.privacy).moving
    assert (again.laterality, again.view, again.scan_confirmed) == ("right", "LAT", None)


def test_a_decision_and_its_undo_leave_the_voxels_in_memory(amber):
    before = amber.open_case
    voxels = before.case.fixed.voxels
    planned = plan_of(before.case.fixed).typed((0.5, 0.5, 0.5), "Li", WHEN)
    amber.confirm_geometry([planned.decision("fixed")])
    assert amber.open_case is before
    assert amber.open_case.case.fixed.voxels is voxels
    assert amber.open_case.case.fixed.grid.spacing_mm == (0.5, 0.5, 0.5)
    amber.undo("study")
    assert amber.open_case.case.fixed.voxels is voxels
    assert amber.open_case.case.fixed.grid.spacing_mm == (1, 1, 1)
    assert not amber.open_case.case.fixed.millimetres_trusted
