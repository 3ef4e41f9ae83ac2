"""The golden studies: one of every released format version, which every later version must open.

    PYTHONPATH=tests python -m storage.golden_study tests/storage/golden/v1

makes the study of the present version. It is run once when a format version is released, and its result committed; the
files of earlier versions are never made again.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from workstation.core.geometry import Grid
from workstation.core.label_commands import AddSegment, PaintLabels
from workstation.core.labels import Segment
from workstation.core.landmark_commands import AddLandmark, DeleteLandmark, EditLandmark, MoveLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import CaseEntry, Gate, LandmarkTemplate, Review, StudyProtocol, TransformRecord
from workstation.core.study_commands import AddCase, AddTransform, SetReview, UseTransform
from workstation.core.transform import Affine, Composite, DisplacementField
from workstation.core.volume import Provenance, Volume
from workstation.storage.study_folder import StudyFolder
from workstation.storage.volume_store import voxels_sha256
from workstation.workbench.history import History
from workstation.workbench.open_case import OpenCase

READER = "王医生"
GRID = Grid((9, 8, 7), (0.5, 0.25, 1.0), (-1.0, 2.0, 3.0), (0.0, 1.0, 0.0, -1.0, 0.0, 0.0, 0.0, 0.0, 1.0))


def voxels(seed: int) -> np.ndarray:
    """Values of one of the volumes."""
    return np.random.default_rng(seed).integers(0, 255, GRID.shape_zyx).astype(np.uint8)


RECORD = TransformRecord(
    "t1", "demons_sitk", "Demons", "fast", {"levels": 3}, {"sonolign": "0.1.0"}, "2026-11-23T12:00:00+00:00", 1.5, 200.0,
    "cpu", 2, 7, "", ("a",), False, {"fixed": voxels_sha256(voxels(1)), "moving": voxels_sha256(voxels(2))},
    (Gate("folds", "PASS", "No voxel is folded ({share} %).", {"share": 0.0}),),
)  # fmt: skip


def transform() -> Composite:
    """The transform of the one result."""
    coarse = Grid((2, 3, 2), (4.0, 4.0, 4.0), (-2.0, 0.0, 2.0))
    vectors = np.random.default_rng(3).uniform(-1, 1, (2, 3, 2, 3)).astype(np.float32)
    return Composite((Affine.about((1, 2, 3), np.eye(3) * 1.1, (0.5, 0, -1)), DisplacementField(coarse, vectors)))


def make(path: Path) -> None:
    """Write the study: with a snapshot, and edits that only the journal has."""
    protocol = StudyProtocol("Breast", (LandmarkTemplate("nipple", "nipple", "centre"),), ())
    folder = StudyFolder.create(path, "Golden 乳房", protocol)
    provenance = Provenance("scan.nii.gz", "0" * 64, "NIfTI pixdim", "doubtful", "for the test")
    fixed = Volume.from_array(voxels(1), GRID, id="fixed", name="scan A", provenance=provenance)
    folder.write_case("case 1", fixed, Volume.from_array(voxels(2), GRID, id="moving"))
    study = History(folder.open_study())
    study.do(AddCase(CaseEntry("case 1", "Title", "note")))
    study.close()
    folder.write_transform("case 1", "t1", transform(), {"id": "t1"})
    opened = OpenCase(folder, folder.open_case(CaseEntry("case 1")), READER)
    history = opened.history
    history.do(AddLandmark(Landmark("a", "L1", "cyst")))
    history.do(MoveLandmark("a", "fixed", Mark((1.0, 2.0, 3.0), (2.0, 1.0, 0.0)), "place"))
    history.do(MoveLandmark("a", "moving", Mark((1.5, 2.0, 3.0), (2.0, 1.5, 0.0), "predicted"), "accept"))
    history.do(AddLandmark(Landmark("b", "L2")))
    history.do(DeleteLandmark("b"))
    history.do(AddSegment(Segment(4, "lesion", "#ff8800", "SCT 52988006", True)))
    after = history.state.labels["moving"].copy()
    after.write((slice(2, 5), slice(1, 7), slice(0, 3)), np.full((3, 6, 3), 4, np.uint8))
    history.do(PaintLabels("moving", after.difference_from(history.state.labels["moving"]), value=4))
    history.checkpoint()
    history.do(AddTransform(RECORD))
    history.do(UseTransform("t1"))
    history.do(SetReview(Review("done", "accepted", "t1", "fits")))
    history.do(EditLandmark("a", "comment", "left of the cyst"))
    history.undo()
    history.flush()
    history.document.close()
    for lock in path.rglob("*.lock"):
        lock.unlink()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
