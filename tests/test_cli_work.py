"""Colleagues' files and bundles from the command line."""

import numpy as np
import pytest

from small_study import GRIDS, MOTION, READER, make_study
from workstation.core.transform import Affine
from workstation.storage.images import write_labels
from workstation.storage.interchange.itk_transforms import write_itk
from workstation.storage.interchange.our_csv import write_our_csv
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.open_case import OpenCase


@pytest.fixture
def run(shell, tmp_path):
    """Runs a command in a folder with a study; gives its exit status, what it printed, and its complaints."""
    make_study(tmp_path / "study", ("a",))
    return shell


def reading_of(study, case="a"):
    folder = StudyFolder.at(study)
    opened = OpenCase(
        folder, folder.open_case(folder.open_study(read_only=True).state.case(case)), READER, read_only=True
    )
    opened.close()
    return opened.reading


def test_a_transform_is_read_as_the_figures_say_and_becomes_a_result(run, tmp_path):
    turn = np.diag([-1.0, -1.0, 1.0])
    write_itk(tmp_path / "t.tfm", Affine(turn @ MOTION.matrix @ turn, turn @ MOTION.offset_mm))
    status, out, err = run(
        "import", "study", "t.tfm", "--case", "a", "--frame", "RAS", "--no-inverse", "--reader", READER
    )
    assert (status, err) == (0, "")
    assert "Read as RAS, fixed to moving: median landmark distance" in out
    reading = reading_of(tmp_path / "study")
    assert list(reading.transforms.values())[-1].title == "Imported transform (.tfm)"
    assert reading.imports


def test_what_is_not_clear_is_asked_and_nothing_is_changed(run, tmp_path):
    write_itk(tmp_path / "t.tfm", Affine(np.eye(3), np.array([0.02, 0.0, 0.0])))
    before = reading_of(tmp_path / "study")
    status, out, err = run("import", "study", "t.tfm", "--case", "a", "--reader", READER)
    after = reading_of(tmp_path / "study")
    if status == 0:
        pytest.fail(out)
    assert "It is not clear how t.tfm is meant." in err
    assert err.count("\n") == 1
    assert after.transforms == before.transforms


def test_landmarks_and_labels_come_in_once(run, tmp_path):
    landmarks = list(reading_of(tmp_path / "study").landmarks)
    write_our_csv(tmp_path / "l.csv", landmarks)
    status, out, _ = run(
        "import", "study", "l.csv", "--case", "a", "--frame", "LPS", "--no-inverse", "--reader", READER
    )
    assert status == 0
    assert "in case a already" in out
    drawn = np.zeros(GRIDS["moving"].shape_zyx, np.uint8)
    drawn[0, 0, :3] = 9
    write_labels(tmp_path / "moving.nii.gz", drawn, GRIDS["moving"])
    status, out, _ = run("import", "study", "moving.nii.gz", "--case", "a", "--side", "moving", "--reader", READER)
    assert (status, "Labels of the moving scan, same grid" in out) == (0, True)
    reading = reading_of(tmp_path / "study")
    assert reading.labels["moving"].values() == {4, 9}
    assert reading.segments[9].name == "label 9"


def test_a_bundle_makes_a_study_or_is_added_to_one(run, tmp_path):
    make_study(tmp_path / "other", ("a", "b"))
    assert run("export", "other", "--format", "bundle", "--out", "b.zip")[0] == 0
    assert run("import", "new", "b.zip")[0] == 0
    assert run("verify", "new")[0] == 0
    status, out, err = run("import", "study", "b.zip")
    assert status == 0
    assert "Case b was added." in out
    assert "added as a-2" in err, "the same id, but another study's work"
    assert run("verify", "study")[0] == 0
    assert run("import", "new", "b.zip")[1].count("with the same content") == 2


def test_wrong_calls_say_what_is_missing(run):
    assert run("import", "study", "t.tfm")[0] == 1
    assert "--case" in run("import", "study", "t.tfm")[2]
    assert run("import", "study", "--case", "b", "--fixed", "x.nii")[0] == 2
    assert run("import", "study", "t.tfm", "--case", "b", "--fixed", "x.nii", "--moving", "y.nii")[0] == 2
