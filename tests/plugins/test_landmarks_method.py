"""Transforms from landmark pairs: known answers, and what is refused."""

import numpy as np
import pytest

import phantoms
from workstation.core.errors import InvalidInput
from workstation.core.landmarks import Correspondence
from workstation.core.plugin import RunContext
from workstation.core.transform import Affine, Composite
from workstation.imaging.linear import rotation_about
from workstation.workbench.plugins import load_plugin, plugin_by_id

METHOD = load_plugin(plugin_by_id("landmarks"))
VOLUME = phantoms.textured_volume()
TETRAHEDRON = [(-20.0, -15.0, -25.0), (20.0, -15.0, -25.0), (0.0, 15.0, -25.0), (0.0, 0.0, 25.0)]


def pairs_of(points, targets):
    return tuple(
        Correspondence(f"L{n}", f"point {n}", tuple(map(float, p)), tuple(map(float, t)))
        for n, (p, t) in enumerate(zip(points, targets, strict=True))
    )


def fit(kind, points, targets, tolerance=0.0, report=lambda *_, **__: None):
    settings = METHOD.Settings(kind, tolerance)
    return METHOD.register(VOLUME, VOLUME, settings, RunContext(report, landmarks=pairs_of(points, targets)))


def random_points(count=12, seed=0):
    rng = np.random.default_rng(seed)
    return np.array(VOLUME.grid.centre_mm) + rng.uniform(-0.45, 0.45, (count, 3)) * VOLUME.grid.extent_mm


@pytest.mark.parametrize(
    ("kind", "matrix"),
    [
        ("rigid", rotation_about(np.array([0.2, -0.4, 0.3]))),
        ("similarity", 1.3 * rotation_about(np.array([0.2, -0.4, 0.3]))),
        ("affine", np.array([[1.1, 0.2, 0.0], [0.0, 0.9, 0.1], [0.05, 0.0, 1.2]])),
        ("thin-plate spline", np.array([[1.1, 0.2, 0.0], [0.0, 0.9, 0.1], [0.05, 0.0, 1.2]])),
    ],
)
def test_an_exact_motion_of_its_kind_is_found_exactly(kind, matrix):
    motion = Affine(matrix, np.array([3.0, -8.0, 100.0]))
    points = random_points()
    np.testing.assert_allclose(fit(kind, points, motion(points))(points), motion(points), atol=2e-4)


def test_three_points_suffice_for_a_rigid_motion_and_it_never_mirrors():
    motion = Affine(rotation_about(np.array([0.0, 0.5, 0.1])), np.array([1.0, 2.0, 3.0]))
    points = np.array(TETRAHEDRON[:3])
    found = fit("rigid", points, motion(points))
    np.testing.assert_allclose(found.matrix, motion.matrix, atol=1e-9)
    mirrored = points * (-1, 1, 1)
    assert np.linalg.det(fit("rigid", points, mirrored).matrix) == pytest.approx(1.0)


def test_the_rigid_fit_is_the_least_squares_one():
    rng = np.random.default_rng(3)
    points = random_points()
    targets = points + rng.normal(size=points.shape)
    found = fit("rigid", points, targets)
    best = ((found(points) - targets) ** 2).sum()
    for turn in 0.01 * rng.normal(size=(20, 3)):
        other = Affine.about(points.mean(axis=0), rotation_about(turn), 0.01 * rng.normal(size=3))
        assert ((other(found(points)) - targets) ** 2).sum() >= best


def test_the_spline_passes_through_every_landmark_and_its_grid_error_is_reported():
    points = random_points()
    targets = points + np.random.default_rng(1).normal(scale=2.0, size=points.shape)
    curves = {}
    found = fit("thin-plate spline", points, targets, report=lambda *_, **more: curves.update(more))
    assert isinstance(found, Composite)
    misses = np.linalg.norm(found(points) - targets, axis=1)
    assert misses.max() == pytest.approx(curves["grid_error_mm"], abs=1e-3)
    assert misses.mean() < 0.3


def test_a_tolerant_spline_misses_by_about_as_much_as_allowed_and_bends_less():
    points = random_points(20)
    targets = points + np.random.default_rng(1).normal(scale=2.0, size=points.shape)
    misses = np.linalg.norm(fit("thin-plate spline", points, targets, 1.0)(points) - targets, axis=1)
    assert np.sqrt((misses**2).mean()) == pytest.approx(1.0, abs=0.15)


@pytest.mark.parametrize(
    ("kind", "points", "problem"),
    [
        ("rigid", TETRAHEDRON[:2], "at least 3 landmark pairs, there are 2"),
        ("affine", TETRAHEDRON[:3], "at least 4 landmark pairs, there are 3"),
        ("rigid", [(0, 0, 0), (1, 1, 1), (2, 2, 2), (5, 5, 5)], "on one line"),
        ("affine", [(0, 0, 0), (10, 0, 0), (0, 10, 0), (10, 10, 0)], "in one plane"),
        ("thin-plate spline", [*TETRAHEDRON, TETRAHEDRON[1]], "point 1 and point 4 are at the same point"),
    ],
)
def test_landmarks_that_do_not_determine_the_transform_are_refused(kind, points, problem):
    with pytest.raises(InvalidInput, match=problem):
        fit(kind, points, np.array(points, dtype=float) + 1)
