"""From two volumes to a transform: a robust start, then levels of Gauss–Newton steps from coarse to fine."""

from __future__ import annotations

import math

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.core.plugin import Report, RunContext
from workstation.core.transform import Affine, DisplacementField, Transform
from workstation.core.volume import Volume
from workstation.imaging.devices import place_of
from workstation.imaging.preprocess import level_spacings
from workstation.imaging.progress import part_of
from workstation.imaging.registration import lattice as lattices
from workstation.imaging.registration.gauss_newton import LevelPair, Stiffness
from workstation.imaging.registration.kernels import Floats
from workstation.imaging.registration.lattice import Lattice
from workstation.imaging.registration.options import EngineOptions
from workstation.imaging.registration.parallel import Threads
from workstation.imaging.registration.pins import Pins
from workstation.imaging.registration.pyramid import Scan, working_scan
from workstation.imaging.registration.start import refine_affine, search

START_SHARE = 0.2  # of the progress bar
STEP_VOXELS = 1.0
SETTLED_VOXELS = 0.03  # mean step below which a level is done
SEARCH_VOXELS = 60_000  # of the pictures in which the start is searched


def register_pair(fixed: Volume, moving: Volume, options: EngineOptions, run: RunContext) -> DisplacementField:
    """See `registration.register_pair`."""
    place = place_of(run.device)
    with Threads(run.threads) as threads:
        run.report(0.0, "preparing")
        finest = options.finest_mm
        pair = (
            working_scan(fixed, run.fixed_mask, finest, "fixed", threads).on(place),
            working_scan(moving, run.moving_mask, finest, "moving", threads).on(place),
        )
    with Threads(1 if place else run.threads) as threads:  # a device has threads of its own
        start = find_start(*pair, options, part_of(run.report, 0.01, START_SHARE), threads, run.initial)
        pins = Pins.of(run.landmarks, options.landmark_spread_mm)
        field = deform(*pair, start, pins, options, part_of(run.report, START_SHARE, 1.0), threads)
        run.report(1.0, "done")
        return field


def level_pair(fixed: Scan, moving: Scan, spacing_mm: float, window_mm: float, threads: Threads) -> LevelPair:
    """Both scans for one level: shrunk, normalised, with a lattice of nodes over the fixed one."""
    small, other = fixed.shrunk(spacing_mm, threads), moving.shrunk(spacing_mm, threads)
    return LevelPair(
        small.normalised(window_mm, threads), small.grid, other.normalised(window_mm, threads), other.grid,
        Lattice.over(small.grid), threads,
    )  # fmt: skip


def find_start(
    fixed: Scan, moving: Scan, options: EngineOptions, report: Report, threads: Threads, initial: Transform | None
) -> Transform:
    """Where the fine stage begins: a deformed `initial` as it is, else an affine alignment from it or from a search."""
    if initial is not None and not isinstance(initial, Affine):
        return initial
    box = max(math.prod(fixed.grid.extent_mm), math.prod(moving.grid.extent_mm))
    spacing = max(options.start_mm, (box / SEARCH_VOXELS) ** (1 / 3))
    pair = level_pair(fixed, moving, spacing, options.start_window_mm * spacing / options.start_mm, threads)
    if initial is not None:
        candidates = [initial]
    else:
        small, other = fixed.shrunk(spacing, threads), moving.shrunk(spacing, threads)
        found = search(
            pair.fixed, small.grid, pair.moving, other.grid, options.angles_deg, part_of(report, 0, 0.4), threads
        )
        candidates = [affine for _, affine in found]
    fits = [
        refine_affine(
            pair, each, 12, part_of(report, 0.4 + 0.6 * n / len(candidates), 0.4 + 0.6 * (n + 1) / len(candidates))
        )
        for n, each in enumerate(candidates)
    ]
    best = max(fits, key=lambda fit: fit.agreement)
    if best.agreement <= 0:
        raise InvalidInput("The two volumes do not overlap; check their geometry and masks, or start from landmarks.")
    return best.transform


def deform(
    fixed: Scan, moving: Scan, start: Transform, pins: Pins, options: EngineOptions, report: Report, threads: Threads
) -> DisplacementField:
    """The fine stage, level by level."""
    finest = finest_spacing_mm(fixed, options)
    spacings = level_spacings(options.coarsest_mm, finest, options.levels)
    least_window = options.finest_window_mm * finest / options.finest_mm
    windows = level_spacings(options.coarsest_window_mm, least_window, options.levels)
    steps = np.linspace(options.coarse_steps, options.fine_steps, options.levels).round().astype(int).tolist()
    rounds = np.geomspace(options.coarse_rounds, options.fine_rounds, options.levels).round().astype(int).tolist()
    costs = [s**-3 * n + 0.02 for s, n in zip(spacings, steps, strict=True)]
    u: Floats | None = None
    grid = fixed.grid
    done = 0.0
    for number, (spacing, window, count) in enumerate(zip(spacings, windows, steps, strict=True)):
        share = costs[number] / sum(costs)
        part = part_of(report, done, min(1.0, done + share))
        done += share
        message = f"level {number + 1} of {options.levels}"
        part(0.0, message)
        pair = level_pair(fixed, moving, spacing, window, threads)
        u = (
            np.asarray(lattices.field_of(start, pair.lattice), like=pair.fixed)
            if u is None
            else lattices.carried(u, grid, pair.grid)
        )
        grid = pair.grid
        u = refine(pair, u, pins, (count, rounds[number]), options, part, message)
    assert u is not None  # there is at least one level
    return lattices.to_transform(lattices.mended(u, grid, threads), grid)


def finest_spacing_mm(fixed: Scan, options: EngineOptions) -> float:
    """The voxel size of the last level: not finer than the voxels, and coarse enough to stay within the voxels allowed."""
    native = math.cbrt(math.prod(fixed.grid.spacing_mm))
    return max(options.finest_mm, native * math.cbrt(max(1.0, fixed.grid.voxel_count / options.most_voxels)))


def refine(
    pair: LevelPair, u: Floats, pins: Pins, steps_and_rounds: tuple[int, int], options: EngineOptions,
    report: Report, message: str,
) -> Floats:  # fmt: skip
    """Gauss–Newton steps on one level, each composed with the field."""
    scale = float(np.prod(pair.grid.spacing_mm) ** (1 / 3))
    stiffness = Stiffness(options.bending * scale, options.stretching * scale)
    voxel = scale / 2
    steps, rounds = steps_and_rounds
    for n in range(steps):
        measured = pair.measure(u, options.floor, options.window_cells, options.blur)
        report(n / steps, message, similarity=measured.correlation)
        pins.pull(measured.data, u, pair.grid)
        v = pair.step(u, measured, stiffness, rounds)
        length = np.sqrt((v * v).sum(axis=0))
        v *= np.minimum(1, STEP_VOXELS * voxel / np.maximum(length, 1e-6))
        while lattices.growth(v, pair.grid, pair.threads).min() < 0.3:
            v *= np.float32(0.6)
        u = lattices.composed(u, v, pair.grid, pair.threads)
        if float(length.mean()) < SETTLED_VOXELS * voxel:
            break
    return u
