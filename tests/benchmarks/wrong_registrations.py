"""Registrations of a known pair, right and deliberately wrong, and pairs that do not belong together."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from random_pairs import KnownPair

from workstation.core.errors import UserError
from workstation.core.geometry import Grid
from workstation.core.plugin import RunContext
from workstation.core.transform import Affine, Composite, DisplacementField, Transform
from workstation.core.volume import Volume
from workstation.imaging.linear import rotation_about
from workstation.imaging.registration import EngineOptions, register_pair
from workstation.workbench.likeness import smooth_part
from workstation.workbench.plugins import load_plugin, plugin_by_id

INSTANT = EngineOptions(finest_mm=1.6, most_voxels=800_000, levels=4, coarse_steps=8, fine_steps=5)
OTHERS = ("demons_sitk", "bspline_sitk", "linear_sitk")


def run_context(threads: int, initial: Transform | None = None) -> RunContext:
    return RunContext(lambda *_args, **_curves: None, threads=threads, initial=initial)


def right_registrations(pair: KnownPair, threads: int) -> dict[str, Transform]:
    """The program's own method with two presets."""
    return {
        "standard": register_pair(pair.fixed, pair.moving, EngineOptions(), run_context(threads)),
        "instant": register_pair(pair.fixed, pair.moving, INSTANT, run_context(threads)),
    }


def registrations(pair: KnownPair, seed: int, threads: int) -> Iterator[tuple[str, Transform]]:
    """Right registrations, those of another method, and wrong ones of every kind, by name."""
    rng = np.random.default_rng([seed, 78])
    right = right_registrations(pair, threads)
    yield from right.items()
    yield from damaged(pair, right["standard"], rng)
    yield "wrong start", _from_a_wrong_start(pair, rng, threads)
    other = OTHERS[seed % len(OTHERS)]
    try:
        plugin = load_plugin(plugin_by_id(other))
        yield other, plugin.register(pair.fixed, pair.moving, plugin.Settings(), run_context(threads))
    except UserError:  # it found nothing, which is an answer too
        pass


def damaged(pair: KnownPair, right: Transform, rng: np.random.Generator) -> Iterator[tuple[str, Transform]]:
    """A right registration turned, shifted, smoothed, or bent by random amounts."""
    grid = pair.fixed.grid
    yield "turned", Composite((turned(grid, float(rng.uniform(1.5, 10)), rng.standard_normal(3)), right))
    yield "shifted", Composite((Affine.translation(of_length(rng, float(rng.uniform(1, 8)))), right))
    yield "smoothed", smooth_part(right, grid.resampled((4.0, 4.0, 4.0)), float(rng.uniform(10, 40)))
    yield "bent a little", Composite((bumps(grid, rng, float(rng.uniform(1, 4))), right))
    yield "bent", Composite((bumps(grid, rng, float(rng.uniform(4, 12))), right))


def wrong_on_purpose(pair: KnownPair, right: Transform) -> dict[str, Transform]:
    """A right registration turned by 10° about the depth axis, shifted by 8 mm across it, or mirrored left to right."""
    grid = pair.fixed.grid
    flipped = Affine.about(grid.centre_mm, np.diag([-1.0, 1.0, 1.0]))
    return {
        "turned 10°": Composite((turned(grid, 10.0, np.array([0.0, 1.0, 0.0])), right)),
        "shifted 8 mm": Composite((Affine.translation((8.0, 0.0, 0.0)), right)),
        "mirrored": Composite((flipped, right)),
    }


def turned(grid: Grid, angle_deg: float, axis: np.ndarray) -> Affine:
    """A rotation about the middle of a volume."""
    return Affine.about(grid.centre_mm, rotation_about(np.deg2rad(angle_deg) * axis / np.linalg.norm(axis)))


def of_length(rng: np.random.Generator, length_mm: float) -> np.ndarray:
    """A vector in a random direction."""
    vector = rng.standard_normal(3)
    return length_mm * vector / np.linalg.norm(vector)


def bumps(grid: Grid, rng: np.random.Generator, largest_mm: float) -> DisplacementField:
    """A smooth random field over a volume: some places are pushed aside by up to the given length, others stay."""
    from scipy import ndimage

    lattice = grid.resampled((4.0, 4.0, 4.0))
    width = float(rng.uniform(8, 18)) / 4.0
    vectors = rng.standard_normal((3, *lattice.shape_zyx))
    vectors = np.stack([ndimage.gaussian_filter(each, width) for each in vectors], axis=-1)
    vectors *= largest_mm / np.linalg.norm(vectors, axis=-1).max()
    return DisplacementField(lattice, vectors.astype(np.float32))


def _from_a_wrong_start(pair: KnownPair, rng: np.random.Generator, threads: int) -> Transform:
    start = Affine.about(
        pair.fixed.grid.centre_mm, turned(pair.fixed.grid, float(rng.uniform(8, 25)), rng.standard_normal(3)).matrix,
        of_length(rng, float(rng.uniform(8, 25))),
    )  # fmt: skip
    try:
        return register_pair(pair.fixed, pair.moving, INSTANT, run_context(threads, start))
    except UserError:  # no overlap left
        return start


def impossible_pairs(one: KnownPair, other: KnownPair, seed: int) -> Iterator[tuple[str, Volume, Volume]]:
    """Ten pairs that no method can align, by name: fixed and moving volume."""
    from scipy import ndimage

    rng = np.random.default_rng([seed, 79])
    fixed, moving, stranger = one.fixed, one.moving, other.moving

    def made(values: np.ndarray, grid: Grid) -> Volume:
        return Volume.from_array(np.ascontiguousarray(np.clip(np.rint(values), 0, 255), np.uint8), grid, id="moving")

    own, foreign = moving.voxels.whole(), stranger.voxels.whole()
    depth = fixed.voxels.whole().mean(axis=(0, 2))
    noise = rng.standard_normal(moving.grid.shape_zyx)
    speckle = ndimage.gaussian_filter(noise, (1.0, 1.0, 1.0))
    layered = np.interp(np.arange(noise.shape[1]) / noise.shape[1], np.arange(len(depth)) / len(depth), depth)
    yield "other patient", fixed, stranger
    yield "other patient, scans exchanged", other.fixed, moving
    yield "other patient, mirrored", fixed, made(foreign[:, :, ::-1], stranger.grid)
    yield "other breast (same scan mirrored)", fixed, made(own[:, :, ::-1], moving.grid)
    yield "mirrored head to foot", fixed, made(own[::-1], moving.grid)
    yield "upside down", fixed, made(own[:, ::-1], moving.grid)
    yield "turned half round", fixed, made(own[::-1, :, ::-1], moving.grid)
    yield "noise", fixed, made(127 + 60 * noise, moving.grid)
    yield "speckle without anatomy", fixed, made(127 + 60 * speckle / speckle.std(), moving.grid)
    yield "layers without anatomy", fixed, made(layered[:, None] + 25 * speckle / speckle.std(), moving.grid)
