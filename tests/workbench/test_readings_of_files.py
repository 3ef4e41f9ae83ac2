"""The self-test finds the frame and direction that a file was really written in, whatever it states."""

from dataclasses import replace

import numpy as np
import pytest

from interchange_strategies import oblique_grid
from phantoms import Texture, centres_of
from workstation.core.geometry import SIDES
from workstation.core.landmarks import Correspondence
from workstation.core.transform import Affine, Composite, DisplacementField, displacement_on
from workstation.core.volume import Volume
from workstation.storage.interchange.points import PointRow, PointTable
from workstation.storage.interchange.transform_file import TransformFile, fixed_to_moving, voxel_vectors
from workstation.workbench.readings_of_files import decision, landmarks_as, transform_as, try_landmarks, try_transform

FIXED_GRID = oblique_grid((24, 26, 28), (1.5, 1.1, 2.0), (-18.0, 12.0, -20.0))
MOVING_GRID = oblique_grid((26, 28, 24), (1.4, 1.2, 1.9), (-15.0, 10.0, -16.0))
GRIDS = {"fixed": FIXED_GRID, "moving": MOVING_GRID}
MOTION = Affine.about(FIXED_GRID.centre_mm, [[0.99, 0.1, 0.0], [-0.1, 0.99, 0.02], [0.0, -0.02, 1.0]], (2.5, -3.5, 4.0))


@pytest.fixture(scope="module")
def pair():
    texture = Texture.over(FIXED_GRID, 1)
    fixed = Volume.from_array(
        texture.at(centres_of(FIXED_GRID)).reshape(FIXED_GRID.shape_zyx).astype(np.float32), FIXED_GRID, id="fixed"
    )
    seen = texture.at(MOTION.inverse()(centres_of(MOVING_GRID)))
    return fixed, Volume.from_array(
        seen.reshape(MOVING_GRID.shape_zyx).astype(np.float32), MOVING_GRID, id="moving"
    ), texture.centres_mm[:6]  # fmt: skip


def correspondences(points):
    return [
        Correspondence(str(n), "", tuple(p), tuple(q))
        for n, (p, q) in enumerate(zip(points, MOTION(points), strict=True))
    ]


def written_in(frame, direction):
    """The numbers of a file that holds the motion in this frame and direction."""
    whole = MOTION if direction == "fixed to moving" else MOTION.inverse()
    here, there = SIDES if direction == "fixed to moving" else SIDES[::-1]
    if frame == "LPS":
        return whole
    if frame == "RAS":
        flip = Affine(np.diag([-1.0, -1, 1]), np.zeros(3))
        return flip.after(whole).after(flip)
    out = Affine(GRIDS[there].world_to_index[:3, :3], GRIDS[there].world_to_index[:3, 3])
    into = Affine(GRIDS[here].index_to_world[:3, :3], GRIDS[here].index_to_world[:3, 3])
    return out.after(whole).after(into)


@pytest.mark.parametrize("direction", ["fixed to moving", "moving to fixed"])
@pytest.mark.parametrize("frame", ["LPS", "RAS", "voxel"])
@pytest.mark.parametrize("by", ["landmarks", "pictures"])
def test_a_transform_is_recognised_whatever_it_states(pair, frame, direction, by):
    fixed, moving, centres = pair
    file = TransformFile(written_in(frame, direction))
    tested = try_transform(file, fixed, moving, correspondences(centres) if by == "landmarks" else ())
    assert (tested.proposal.frame, tested.proposal.direction) == (frame, direction)
    assert tested.is_clear
    assert (tested.proposal.error_mm is not None) == (by == "landmarks")
    assert tested.stated.frame == "LPS"
    points = centres_of(FIXED_GRID)[::50]
    np.testing.assert_allclose(transform_as(file, tested.proposal, GRIDS)(points), MOTION(points), atol=1e-6)


@pytest.mark.parametrize("frame", ["LPS", "RAS", "voxel", "voxel zyx"])
def test_a_field_is_recognised_by_its_vectors(pair, frame):
    fixed, moving, centres = pair
    field = displacement_on(MOTION, FIXED_GRID)
    voxels = voxel_vectors(field, MOVING_GRID)
    turned = field.displacement_mm * np.float32([-1, -1, 1])
    vectors = {"LPS": field.displacement_mm, "RAS": turned, "voxel": voxels, "voxel zyx": voxels[..., ::-1]}
    file = TransformFile(DisplacementField(FIXED_GRID, vectors[frame].astype(np.float32)))
    tested = try_transform(file, fixed, moving, correspondences(centres))
    assert (tested.proposal.frame, tested.proposal.direction) == (frame, "fixed to moving")
    assert tested.proposal.error_mm < 0.1


@pytest.mark.parametrize("frame", ["LPS", "RAS", "voxel", "scaled"])
@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("by", ["transform", "pictures"])
def test_landmarks_are_recognised_whatever_they_state(pair, frame, swapped, by):
    fixed, moving, centres = pair
    true = PointTable(tuple(PointRow(str(n), tuple(p), tuple(q)) for n, (p, q) in enumerate(zip(
        centres, MOTION(centres), strict=True))))  # fmt: skip
    written = true.in_frame(frame, GRIDS)
    file = replace(written.swapped() if swapped else written, frame="LPS")
    tested = try_landmarks(file, fixed, moving, MOTION if by == "transform" else None)
    chosen = tested.proposal
    assert (chosen.frame, chosen.direction) == (frame, "moving to fixed" if swapped else "fixed to moving")
    read = landmarks_as(file, chosen.frame, chosen.direction, GRIDS)
    np.testing.assert_allclose([row.fixed for row in read.rows], centres, atol=1e-9)


def test_an_identity_is_no_clear_choice_and_stays_with_what_is_stated(pair):
    fixed, moving, _ = pair
    tested = try_transform(TransformFile(Affine.identity()), fixed, moving)
    assert len(tested.candidates) == 10
    assert tested.stated.is_stated


def test_the_decision_names_the_figures_the_person_and_a_refused_proposal(pair):
    fixed, moving, centres = pair
    tested = try_transform(TransformFile(MOTION), fixed, moving, correspondences(centres))
    agreed = str(decision("t.tfm", tested.proposal, tested, "Li"))
    assert agreed.startswith("t.tfm was read as LPS, fixed to moving: median landmark distance 0.00 mm")
    assert agreed.endswith("by Li, as proposed")
    assert "against the proposal LPS" in str(decision("t.tfm", tested.candidates[-1], tested, "Li"))


def test_a_reading_of_a_composite_is_taken_as_a_whole():
    raw = Composite((Affine.translation((1, 2, 3)), displacement_on(lambda p: p * 0, FIXED_GRID)))
    points = FIXED_GRID.to_world([[3, 4, 5.0]])
    np.testing.assert_allclose(fixed_to_moving(raw, "LPS", "fixed to moving", GRIDS)(points), raw(points))
