"""A study with everything in it, small enough to be written in a moment: marks, labels, results, an undone step."""

import numpy as np

from interchange_strategies import oblique_grid
from phantoms import Texture, centres_of
from workstation.core.geometry import SIDES
from workstation.core.label_commands import AddSegment, PaintLabels
from workstation.core.labels import LabelMap, Segment
from workstation.core.landmark_commands import AddLandmark, MoveLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import CaseEntry, TransformRecord
from workstation.core.study_commands import AddCase, AddTransform, UseTransform
from workstation.core.transform import Affine, displacement_on
from workstation.core.volume import Volume
from workstation.storage.schema import to_json
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.history import History
from workstation.workbench.open_case import OpenCase

READER = "Li"
GRIDS = {"fixed": oblique_grid((9, 11, 10), (1.5, 1.25, 2.0)),
         "moving": oblique_grid((9, 11, 10), (1.4, 1.2, 1.9), (-11.0, 39.0, 8.0))}  # fmt: skip
MOTION = Affine.about(
    GRIDS["fixed"].centre_mm, [[1.0, 0.05, 0.0], [-0.05, 1.0, 0.02], [0.0, -0.02, 1.0]], (0.5, -0.4, 0.6)
)


def make_study(path, cases=("a", "乙")):
    """A study of these cases, each read by one reader; the transform in use is the affine one."""
    folder = StudyFolder.create(path, "研究")
    listing = History(folder.open_study())
    for number, name in enumerate(cases):
        fixed, moving = pair_of(number)
        folder.write_case(name, fixed, moving)
        listing.do(AddCase(CaseEntry(name, f"case {name}")))
        fill(OpenCase(folder, folder.open_case(CaseEntry(name)), READER), number)
    listing.close()
    return folder


def pair_of(seed):
    texture = Texture.over(GRIDS["fixed"], seed)
    pictures = {"fixed": texture.at(centres_of(GRIDS["fixed"])),
                "moving": texture.at(MOTION.inverse()(centres_of(GRIDS["moving"])))}  # fmt: skip
    made = []
    for side in SIDES:
        values = np.clip(np.rint(pictures[side]), 0, 255).astype(np.uint8).reshape(GRIDS[side].shape_zyx)
        made.append(Volume.from_array(values, GRIDS[side], id=side))
    return made


def fill(opened, seed):
    history = opened.history
    history.do(AddSegment(Segment(4, "lesion", "#e0533d", "SCT 108369006 Neoplasm")))
    for side in SIDES:
        values = np.zeros(GRIDS[side].shape_zyx, np.uint8)
        values[3:6, 4:8, 3:7] = 4
        history.do(
            PaintLabels(side, LabelMap.from_array(values).difference_from(opened.reading.labels[side]), "import")
        )
    for number, index in enumerate(np.random.default_rng(seed).integers(2, 7, (5, 3))):
        here = GRIDS["fixed"].point_of(index)
        there = tuple((MOTION(np.array([here]))[0] + 0.3 * number).tolist())
        marks = {"fixed": opened.mark_at("fixed", here)}
        if number:
            marks["moving"] = opened.mark_at("moving", there)
        history.do(
            AddLandmark(Landmark(f"L{number}{seed}", f"点 {number}", state="placed" if number else "unplaced", **marks))
        )
    for name, transform in (("affine", MOTION), ("field", displacement_on(MOTION, GRIDS["fixed"]))):
        record = TransformRecord(f"{name}{seed}", "linear_sitk", name)
        opened.folder.write_transform(opened.id, record.id, transform, to_json(record))
        history.do(AddTransform(record))
    history.do(UseTransform(f"affine{seed}"))
    history.do(MoveLandmark(f"L1{seed}", "fixed", Mark((1, 2, 3), (4, 5, 6))))
    history.undo()
    opened.close()
