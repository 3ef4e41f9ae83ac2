"""What hypothesis draws from: grids, transforms, readings and edits."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from workstation.core.commands import Group
from workstation.core.errors import UserError
from workstation.core.geometry import SIDES, Grid
from workstation.core.label_commands import AddSegment, EditSegment, PaintLabels, RemoveSegment
from workstation.core.labels import Segment
from workstation.core.landmark_commands import (
    AddLandmark,
    DeleteLandmark,
    EditLandmark,
    MoveLandmark,
    RestoreLandmark,
)
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import Case, Review, TransformRecord
from workstation.core.study_commands import AddTransform, RemoveTransform, SetReview, UseTransform
from workstation.core.transform import Affine, DisplacementField
from workstation.core.volume import Volume

coordinates = st.floats(-200, 200).map(lambda v: round(v, 3))
vectors = st.tuples(coordinates, coordinates, coordinates)


@st.composite
def grids(draw, largest=40):
    """Grids of any spacing, with an oblique or mirrored direction."""
    shape = tuple(draw(st.integers(1, largest)) for _ in range(3))
    spacing = tuple(draw(st.floats(0.05, 5)) for _ in range(3))
    axes = Rotation.random(random_state=draw(st.integers(0, 2**32 - 1))).as_matrix()
    if draw(st.booleans()):
        axes = axes * (-1, 1, 1)
    return Grid(shape, spacing, draw(vectors), tuple(axes.ravel()))


@st.composite
def points_in(draw, grid):
    """A world point between the voxel centres of a grid."""
    return grid.point_of([draw(st.floats(0, 1)) * (n - 1) for n in grid.size_xyz])


@st.composite
def affines(draw):
    """Rotations with some stretch and shear, and a shift."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    turn = Rotation.from_euler("xyz", rng.uniform(-0.5, 0.5, 3)).as_matrix()
    return Affine(turn @ (np.eye(3) + rng.uniform(-0.1, 0.1, (3, 3))), rng.uniform(-20, 20, 3))


@st.composite
def fields(draw):
    """Displacement fields without folds, on grids of their own."""
    grid = Grid((6, 5, 7), (8, 9, 7), (-20, -15, -18))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return DisplacementField(grid, rng.uniform(-1.5, 1.5, (*grid.shape_zyx, 3)).astype(np.float32))


def small_case(seed=0, shape=(70, 20, 30)):
    """A case of two small random volumes; more than one label block along z."""
    rng = np.random.default_rng(seed)
    grid = Grid(shape, (0.5, 0.4, 0.9), (-5, 3, -7))
    fixed, moving = (Volume.from_array(rng.integers(0, 255, shape).astype(np.uint8), grid, id=side) for side in SIDES)
    return Case("case", fixed, moving)


marks = st.builds(Mark, vectors, vectors)
sides = st.sampled_from(SIDES)
names = st.text("abcäö乳房 L1", min_size=1, max_size=6).filter(str.strip)


@st.composite
def edits(draw, reading):
    """A command that can be carried out on a reading as it is now."""
    rows, trash = list(reading.landmarks.rows), list(reading.landmarks.trash)
    known = {*rows, *trash}
    choices = [st.builds(AddLandmark, st.builds(Landmark, st.uuids().map(str).filter(lambda i: i not in known), names))]
    choices.append(paint(reading))
    choices.append(st.builds(SetReview, st.builds(Review, st.sampled_from(["new", "done"]), comment=names)))
    choices.append(st.uuids().map(lambda i: AddTransform(TransformRecord(str(i), "demo", "Demo"))))
    free = [v for v in range(1, 5) if v not in reading.segments]
    if free:
        row = st.builds(Segment, st.sampled_from(free), names, st.just("#12ab9f"), layer=st.integers(0, 2))
        choices.append(row.map(AddSegment))
    if rows:
        one = st.sampled_from(rows)
        choices.append(st.builds(MoveLandmark, one, sides, st.none() | marks))
        choices.append(st.builds(EditLandmark, one, st.just("name"), names))
        choices.append(
            st.builds(EditLandmark, one, st.just("state"), st.sampled_from(["placed", "confirmed", "flagged"]))
        )
        choices.append(st.builds(DeleteLandmark, one))
        choices.append(
            one.map(
                lambda i: Group("Two edits", (EditLandmark(i, "comment", "seen"), EditLandmark(i, "confidence", 3)))
            )
        )
    if trash:
        choices.append(st.builds(RestoreLandmark, st.sampled_from(trash)))
    if reading.segments:
        value = st.sampled_from(list(reading.segments))
        choices.append(st.builds(EditSegment, value, st.just("name"), names))
        choices.append(st.builds(EditSegment, value, st.just("layer"), st.integers(0, 2)))
        choices.append(st.builds(RemoveSegment, value))
    if reading.transforms:
        some = st.sampled_from(list(reading.transforms))
        choices.append(st.builds(UseTransform, some | st.just("")))
        choices.append(st.builds(RemoveTransform, some))
    return draw(st.one_of(choices))


@st.composite
def paint(draw, reading):
    """A box of one value anywhere in one of the label maps, on a low or a high layer."""
    side, layer = draw(sides), draw(st.sampled_from([0, 0, 1, 7]))
    labels = reading.layer(side, layer)
    box = []
    for n in labels.shape:
        start = draw(st.integers(0, n - 1))
        box.append(slice(start, draw(st.integers(start + 1, n))))
    after = labels.copy()
    value = draw(st.integers(0, 4))
    after.write(tuple(box), np.full([s.stop - s.start for s in box], value, np.uint8))
    return PaintLabels(side, after.difference_from(labels), value=value, layer=layer)


def carry_out(history, data, count):
    """Do some edits on a history; those that a reading refuses change nothing and are skipped."""
    for _ in range(count):
        try:
            history.do(data.draw(edits(history.state)))
        except UserError:
            continue
