"""Colleagues' files come into an open case in the reading that is decided on, as one step, with a note who decided."""

from dataclasses import replace

import numpy as np
import pytest

from small_study import GRIDS, MOTION, READER, make_study
from workstation.core.curved import CurvedRaster
from workstation.core.errors import UserError
from workstation.core.geometry import SIDES
from workstation.core.label_commands import EditSegment
from workstation.core.labels import Segment
from workstation.core.landmarks import Landmark
from workstation.core.study import CaseEntry
from workstation.core.transform import Affine
from workstation.core.volume import Volume
from workstation.storage.images import write_labels, write_volume
from workstation.storage.interchange.bigwarp import write_bigwarp
from workstation.storage.interchange.itk_transforms import write_itk
from workstation.storage.interchange.learn2reg import write_learn2reg_points
from workstation.storage.interchange.points import PointRow, PointTable, table_of
from workstation.storage.interchange.seg_nrrd import write_seg_nrrd
from workstation.storage.interchange.slicer_markups import write_mrk_json
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.open_case import OpenCase
from workstation.workbench.work_files import (
    is_work,
    label_edit,
    landmark_edit,
    look_into,
    plan_labels,
    plan_landmarks,
    proposed_side,
    transform_edit,
)

POINTS = GRIDS["fixed"].to_world([[2, 3, 2], [6, 7, 5], [4, 8, 6], [7, 2, 3], [3, 6, 6]])
PLACES = zip(POINTS.tolist(), MOTION(POINTS).tolist(), strict=True)
PAIRS = PointTable(tuple(PointRow(f"new {n}", tuple(p), tuple(q), f"id{n}") for n, (p, q) in enumerate(PLACES)))


@pytest.fixture
def opened(tmp_path):
    folder = make_study(tmp_path / "study", ("a",))
    made = opening(folder)
    yield made
    made.close()


def opening(folder, read_only=False):
    entry = folder.open_study(read_only=True).state.case("a")
    return OpenCase(folder, folder.open_case(entry), READER, read_only)


def note_on_disk(opened):
    opened.history.flush()
    again = opening(StudyFolder.at(opened.folder.path), read_only=True)
    again.close()
    return list(again.reading.imports.values())[-1]


def test_a_transform_in_ras_that_says_lps_becomes_a_judged_result_in_use(opened, tmp_path):
    turn = np.diag([-1.0, -1.0, 1.0])
    write_itk(tmp_path / "theirs.tfm", Affine(turn @ MOTION.matrix @ turn, turn @ MOTION.offset_mm))
    arrival = look_into([tmp_path / "theirs.tfm"], opened)
    chosen = arrival.tested.proposal
    assert (arrival.kind, chosen.frame, chosen.direction, chosen.is_stated) == (
        "transform", "RAS", "fixed to moving", False,
    )  # fmt: skip
    assert chosen.error_mm < arrival.tested.stated.error_mm
    before = dict(opened.reading.transforms)
    opened.history.do(transform_edit(arrival, chosen, opened))
    record = next(each for each in opened.reading.transforms.values() if each.id not in before)
    assert (record.title, str(opened.history.undo_title)) == ("Imported transform (.tfm)", "Import transform")
    assert {gate.name for gate in record.gates} >= {"finite", "folding", "overlap"}
    assert opened.reading.active_transform == record.id or record.verdict == "FAIL"
    np.testing.assert_allclose(opened.transform(record.id)(POINTS), MOTION(POINTS), atol=1e-5)
    note = note_on_disk(opened)
    assert (note.kind, note.file, note.by, len(note.sha256)) == ("transform", "transform (.tfm)", READER, 64)
    assert f"was read as RAS, fixed to moving: median landmark distance {chosen.error_mm:.2f} mm" in note.decision
    opened.history.undo()
    assert opened.reading.transforms == before
    assert not opened.reading.imports


def test_the_distance_of_landmarks_that_made_a_transform_is_a_fit_and_no_error(opened, tmp_path):
    write_itk(tmp_path / "t.tfm", MOTION)
    arrival = look_into([tmp_path / "t.tfm"], opened)
    opened.history.do(transform_edit(arrival, arrival.tested.proposal, opened, driven=True))
    record = list(opened.reading.transforms.values())[-1]
    assert len(record.used_landmarks) == 4
    assert "error" not in {gate.name for gate in record.gates}


def test_no_name_of_a_file_is_kept(opened, tmp_path):
    write_itk(tmp_path / "Wang Xiaoming.tfm", MOTION)
    write_labels(tmp_path / "Wang Xiaoming seg.nii.gz", LABELS, GRIDS["fixed"])
    write_bigwarp(tmp_path / "Wang Xiaoming.csv", PAIRS, GRIDS)
    arrival = look_into([tmp_path / "Wang Xiaoming.tfm"], opened)
    opened.history.do(transform_edit(arrival, arrival.tested.proposal, opened))
    arrival = look_into([tmp_path / "Wang Xiaoming.csv"], opened)
    opened.history.do(landmark_edit(arrival, arrival.tested.proposal, opened))
    arrival = look_into([tmp_path / "Wang Xiaoming seg.nii.gz"], opened)
    plan = plan_labels(arrival, "fixed", opened)
    opened.history.do(label_edit(arrival, plan, plan.proposed, "file", opened))
    opened.history.checkpoint()
    assert [each.file for each in opened.reading.imports.values()] == [
        "transform (.tfm)", "landmarks (.csv)", "labels (.nii.gz)",
    ]  # fmt: skip
    kept = b"".join(path.read_bytes() for path in opened.folder.path.rglob("*") if path.is_file())
    assert b"Wang" not in kept


def test_another_reading_than_the_proposed_one_can_be_chosen_and_is_noted_as_such(opened, tmp_path):
    write_itk(tmp_path / "t.tfm", MOTION)
    arrival = look_into([tmp_path / "t.tfm"], opened)
    other = next(each for each in arrival.tested.candidates if each.direction == "moving to fixed")
    opened.history.do(transform_edit(arrival, other, opened))
    assert "against the proposal LPS, fixed to moving" in note_on_disk(opened).decision


def test_the_landmark_files_of_both_scans_are_matched_and_come_in_as_one_step(opened, tmp_path):
    for side in SIDES:
        write_mrk_json(tmp_path / f"{side}.mrk.json", PAIRS, side)
    arrival = look_into([tmp_path / "moving.mrk.json", tmp_path / "fixed.mrk.json"], opened)
    assert (arrival.tested.proposal.frame, arrival.tested.proposal.direction) == ("LPS", "fixed to moving")
    count = len(opened.reading.landmarks)
    plan = plan_landmarks(arrival, arrival.tested.proposal, opened)
    assert (plan.pairs, plan.matched("new"), plan.outside) == (5, 5, 0)
    opened.history.do(landmark_edit(arrival, arrival.tested.proposal, opened))
    assert len(opened.reading.landmarks) == count + 5
    assert str(opened.history.undo_title) == "Import landmarks"
    assert landmark_edit(arrival, arrival.tested.proposal, opened) is None
    opened.history.undo()
    assert len(opened.reading.landmarks) == count


def test_landmarks_without_names_get_free_ones_and_are_known_again_by_their_places(opened, tmp_path):
    opened.reading.landmarks.rows["x"] = Landmark("x", "P2")
    paths = [tmp_path / f"Task_0001_000{n}.csv" for n in (0, 1)]
    write_learn2reg_points(*paths, PAIRS, GRIDS)
    arrival = look_into(paths[::-1], opened)
    assert arrival.tested.proposal.frame == "voxel"
    opened.history.do(landmark_edit(arrival, arrival.tested.proposal, opened))
    assert [row.name for row in opened.reading.landmarks][-5:] == ["P1", "P3", "P4", "P5", "P6"]
    again = plan_landmarks(look_into(paths, opened), arrival.tested.proposal, opened)
    assert (again.matched("place"), again.changed("same"), again.command) == (5, 5, None)


def test_the_numbers_by_which_other_programs_call_their_points_are_no_ids_of_ours(opened, tmp_path):
    other = replace(PAIRS, rows=tuple(replace(row, name=f"other {n}") for n, row in enumerate(PAIRS.rows)))
    moved = replace(other, rows=tuple(replace(row, fixed=tuple(np.add(row.fixed, 1.5))) for row in other.rows))
    for name, table in (("a", PAIRS), ("b", moved)):  # both call their points id0, id1, …
        write_mrk_json(tmp_path / f"{name}.mrk.json", table, "fixed")
        arrival = look_into([tmp_path / f"{name}.mrk.json"], opened)
        plan = plan_landmarks(arrival, arrival.tested.stated, opened)
        assert (plan.matched("new"), plan.matched("id")) == (5, 0)
        opened.history.do(landmark_edit(arrival, arrival.tested.stated, opened))


def test_landmarks_of_the_same_name_are_the_same_only_if_the_person_says_so(opened, tmp_path):
    table = table_of(opened.reading.landmarks)
    moved = replace(table, rows=tuple(replace(row, id="", fixed=tuple(np.add(row.fixed, 1))) for row in table.rows))
    write_bigwarp(tmp_path / "b.csv", moved, GRIDS)
    arrival = look_into([tmp_path / "b.csv"], opened)
    chosen = arrival.tested.stated
    by_name, apart = (plan_landmarks(arrival, chosen, opened, by_name=yes) for yes in (True, False))
    assert (by_name.matched("name"), by_name.changed("placed")) == (5, 5)
    assert (apart.matched("new"), apart.changed("added")) == (5, 5)


def test_doubled_names_and_points_outside_are_counted(opened, tmp_path):
    far = replace(PAIRS.rows[0], name="new 1", fixed=(900.0, 0.0, 0.0), id="far")
    write_mrk_json(tmp_path / "a.mrk.json", PointTable((*PAIRS.rows, far)), "fixed")
    arrival = look_into([tmp_path / "a.mrk.json"], opened)
    plan = plan_landmarks(arrival, arrival.tested.stated, opened)
    assert arrival.one_sided
    assert (plan.pairs, plan.doubled, plan.outside) == (0, ("new 1",), 1)


LABELS = np.zeros(GRIDS["fixed"].shape_zyx, np.uint8)
LABELS[2:5, 3:6, 2:8] = 3
LABELS[6:8, 3:6, 2:8] = 4
TABLE = (Segment(3, "cyst", "#112233"), Segment(4, "fat", "#445566"))


def test_labels_get_values_by_name_or_free_ones_and_ours_stay_where_it_is_wished(opened, tmp_path):
    write_seg_nrrd(tmp_path / "a.seg.nrrd", LABELS, GRIDS["fixed"], TABLE)
    arrival = look_into([tmp_path / "a.seg.nrrd"], opened)
    assert proposed_side(arrival, opened) == "fixed"
    plan = plan_labels(arrival, "fixed", opened)
    assert (plan.fit, plan.lost, plan.counts) == ("same grid", 0, {3: 54, 4: 36})
    assert plan.proposed == {3: 3, 4: 1}, "4 is our lesion, so their fat gets a free value"
    before = opened.reading.labels["fixed"].whole()
    theirs = np.where(LABELS == 4, 1, LABELS)
    for keep, wanted in (("mine", np.where(before > 0, before, theirs)), ("file", np.where(theirs > 0, theirs, before)),
                         ("replace", theirs)):  # fmt: skip
        opened.history.do(label_edit(arrival, plan, plan.proposed, keep, opened))
        np.testing.assert_array_equal(opened.reading.labels["fixed"].whole(), wanted)
        assert opened.reading.segments[1].name == "fat"
        assert keep in note_on_disk(opened).decision
        opened.history.undo()
        np.testing.assert_array_equal(opened.reading.labels["fixed"].whole(), before)
    assert label_edit(arrival, plan, {3: 0, 4: 0}, "mine", opened) is None


def test_protected_labels_keep_their_voxels(opened, tmp_path):
    opened.history.do(EditSegment(4, "locked", True))
    write_labels(tmp_path / "labels.nii.gz", LABELS, GRIDS["fixed"])
    arrival = look_into([tmp_path / "labels.nii.gz"], opened)
    plan = plan_labels(arrival, "fixed", opened)
    assert plan.proposed == {3: 3, 4: 4}, "a label without a name is ours of the same value"
    before = opened.reading.labels["fixed"].whole()
    opened.history.do(label_edit(arrival, plan, plan.proposed, "replace", opened))
    after = opened.reading.labels["fixed"].whole()
    np.testing.assert_array_equal(after[before == 4], 4)
    np.testing.assert_array_equal(after[before == 0], LABELS[before == 0])


def test_labels_on_another_grid_are_cut_placed_or_resampled_and_it_is_said(opened, tmp_path):
    own = GRIDS["fixed"]
    part = replace(own, shape_zyx=(3, 6, 8), origin_mm=own.point_of((2, 3, 2)))
    write_seg_nrrd(tmp_path / "cut.seg.nrrd", LABELS[2:5, 3:9, 2:10], part, TABLE)
    arrival = look_into([tmp_path / "cut.seg.nrrd"], opened)
    plan = plan_labels(arrival, "fixed", opened)
    assert (plan.fit, plan.lost, plan.counts) == ("same voxels", 0, {3: 54})
    np.testing.assert_array_equal(plan.labels[0] == 3, LABELS == 3)
    assert plan_labels(arrival, "moving", opened).fit == "resampled"
    fine = own.resampled(tuple(s / 2 for s in own.spacing_mm))
    write_labels(tmp_path / "seg fine.nii.gz", np.full(fine.shape_zyx, 7, np.uint8), fine)
    plan = plan_labels(look_into([tmp_path / "seg fine.nii.gz"], opened), "fixed", opened)
    assert (plan.fit, set(np.unique(plan.labels))) == ("resampled", {7})


def test_what_is_work_and_what_is_a_scan_is_told_apart(opened, tmp_path):
    write_labels(tmp_path / "labels.nii.gz", LABELS, GRIDS["fixed"])
    write_volume(tmp_path / "scan.nii.gz", Volume.from_array(LABELS, GRIDS["fixed"], id="x"))
    write_itk(tmp_path / "t.tfm", MOTION)
    (tmp_path / "note.docx").write_text("x")
    found = {name: is_work(tmp_path / name) for name in ("labels.nii.gz", "scan.nii.gz", "t.tfm", "note.docx", "none")}
    assert found == {"labels.nii.gz": True, "scan.nii.gz": False, "t.tfm": True, "note.docx": False, "none": False}


def test_what_does_not_belong_together_is_refused_with_one_sentence(opened, tmp_path):
    write_itk(tmp_path / "t.tfm", MOTION)
    write_bigwarp(tmp_path / "b.csv", PAIRS, GRIDS)
    (tmp_path / "b.zip").write_bytes(b"PK")
    for paths in (["t.tfm", "b.csv"], ["t.tfm", "t.tfm"], ["b.zip"], ["nothing.csv"]):
        with pytest.raises(UserError) as error:
            look_into([tmp_path / name for name in paths], opened)
        assert "\n" not in str(error.value)


def test_landmarks_that_come_in_on_a_curved_scan_know_the_raw_voxel(tmp_path):
    raster = CurvedRaster((6, 60, 50), (0.8, 0.5, 1.0), 60.0)
    grid = raster.cartesian_grid()
    bent = Volume.from_array(np.zeros(grid.shape_zyx, np.uint8), grid, id="fixed", raster=raster)
    folder = StudyFolder.create(tmp_path / "bent", "bent")
    folder.write_case("a", bent, replace(bent, id="moving"))
    opened = OpenCase(folder, folder.open_case(CaseEntry("a")), READER)
    place = tuple(raster.to_world([[20.0, 30.0, 3.0]])[0].tolist())
    write_mrk_json(tmp_path / "f.mrk.json", PointTable((PointRow("L1", place, None),)), "fixed")
    arrival = look_into([tmp_path / "f.mrk.json"], opened)
    opened.history.do(landmark_edit(arrival, arrival.tested.stated, opened))
    (landmark,) = opened.reading.landmarks
    np.testing.assert_allclose(landmark.fixed.voxel_xyz, (20, 30, 3), atol=1e-3)
    opened.close()
