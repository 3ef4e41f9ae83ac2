"""From two volumes to a transform: a robust start, then levels of Gauss–Newton steps from coarse to fine."""

from __future__ import annotations

import math

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Grid
from workstation.core.plugin import Report, RunContext
from workstation.core.transform import Affine, Composite, DisplacementField, Transform
from workstation.core.volume import AnyArray, Volume
from workstation.imaging.devices import place_of
from workstation.imaging.linear import nearest_affine
from workstation.imaging.preprocess import level_spacings
from workstation.imaging.progress import part_of
from workstation.imaging.registration import lattice as lattices
from workstation.imaging.registration.confidence import without_noise
from workstation.imaging.registration.flat import flat_axis, thickened, thickened_run
from workstation.imaging.registration.gauss_newton import LevelPair, Pictures, Stiffness
from workstation.imaging.registration.guide import Guide, Outlines
from workstation.imaging.registration.known import Known
from workstation.imaging.registration.middle import Halves, Middle, nodes_around
from workstation.imaging.registration.options import EngineOptions
from workstation.imaging.registration.parallel import Threads
from workstation.imaging.registration.pins import Pins
from workstation.imaging.registration.pyramid import Scan, working_scan
from workstation.imaging.registration.skin_line import known_of
from workstation.imaging.registration.start import ROUNDS, find_affine, refine_affine, rotation_rings

EVERY_AXIS = np.eye(3)  # about which the scans may be turned
NOTHING = Known()
LEVEL_RATIO = 1.6  # at least, of the voxel sizes of neighbouring levels, if the finest is coarse
START_SHARE = 0.2  # of the progress bar
STEP_VOXELS = 1.0
LEAST_STEP_GROWTH = 0.4  # of a cell by half a step, so that no step folds
OUTLINES_FADE = 2.0  # they lead the way, and leave the last millimetre to brightness: nobody draws that exactly
MARKED_ROUNDS = 2  # times as many: where a few marks pull hard, what is far from them takes longer to settle
SETTLED_VOXELS = 0.06  # mean step below which a level is done
LEAST_WEIGHT = 1e-6  # in the mean of a step, so that there is one where nothing is trusted
START_DETAIL_MM = 1.0  # of the copies from which the start's pictures are averaged
SEARCH_VOXELS = 20_000  # of the pictures in which the start is searched


def register_pair(fixed: Volume, moving: Volume, options: EngineOptions, run: RunContext) -> DisplacementField:
    """See `registration.register_pair`."""
    axis = flat_axis(fixed.grid, moving.grid)
    about = EVERY_AXIS
    if axis is not None:
        about = fixed.grid.axes[:, [2 - axis]].T
        fixed, moving, run = thickened(fixed, axis), thickened(moving, axis), thickened_run(run, axis)
    place = place_of(run.device)
    with Threads(run.threads) as threads:
        run.report(0.0, "preparing")
        finest = min(options.finest_mm, START_DETAIL_MM)
        pair = (
            scan_of(fixed, run.fixed_mask, finest, "fixed", options, threads).on(place),
            scan_of(moving, run.moving_mask, finest, "moving", options, threads).on(place),
        )
    with Threads(1 if place else run.threads) as threads:  # a device has threads of its own
        known = known_of(run, fixed, moving) if axis is None else NOTHING
        middle = find_start(*pair, options, part_of(run.report, 0.01, START_SHARE), threads, run.initial, about, known)
        pins = Pins.of(run.landmarks, options.landmark_spread_mm)
        guide = Guide.of(run, fixed.grid, moving.grid, options.label_weight)
        field = deform(*pair, middle, run.initial, pins, guide, options, part_of(run.report, START_SHARE, 1.0), threads)
        run.report(1.0, "done")
        return field


def scan_of(
    volume: Volume, mask: AnyArray | None, spacing_mm: float, what: str, options: EngineOptions, threads: Threads
) -> Scan:
    """A checked working copy of a volume; of ultrasound without the places that show mere noise.

    Files that do not say what they are count as ultrasound, whose brightness is never negative: CT tells itself apart.
    """
    scan = working_scan(volume, mask, spacing_mm, what, threads)
    is_ultrasound = volume.modality == "US" and scan.values.min() >= 0
    return without_noise(scan, options.least_shared, threads) if is_ultrasound else scan


def pictures_of(fixed: Scan, moving: Scan, spacing_mm: float, window_mm: float, threads: Threads) -> Pictures:
    """Both scans for one level: shrunk and normalised."""
    small, other = fixed.shrunk(spacing_mm, threads), moving.shrunk(spacing_mm, threads)
    return Pictures(small.normalised(window_mm, threads), small.grid, other.normalised(window_mm, threads), other.grid)


def find_start(
    fixed: Scan, moving: Scan, options: EngineOptions, report: Report, threads: Threads, initial: Transform | None,
    about: FloatArray = EVERY_AXIS, known: Known = NOTHING,
) -> Middle:  # fmt: skip
    """The frame in which the fine stage works: around a deformed `initial` as it is, else around an affine alignment.

    `about` has the axes about which turned starts are tried as rows; `known` gives further starts and doubts others.
    """
    if initial is not None and not isinstance(initial, Affine):
        return Middle.of(nearest_affine(initial, fixed.grid))
    box = max(math.prod(fixed.grid.extent_mm), math.prod(moving.grid.extent_mm))
    spacing = max(options.start_mm, (box / SEARCH_VOXELS) ** (1 / 3))
    pictures = pictures_of(fixed, moving, spacing, options.start_window_mm * spacing / options.start_mm, threads)
    if initial is not None:
        fit = refine_affine(pictures, Middle.of(initial), ROUNDS, report, threads)
    else:
        rings = rotation_rings(options.angles_deg, about)
        rings[0] += known.view_turns()
        fit = find_affine(pictures, rings, options.clear, known, report, threads)
    if fit.agreement <= 0:
        raise InvalidInput("The two volumes do not overlap; check their geometry and masks, or start from landmarks.")
    return fit.middle


def deform(
    fixed: Scan, moving: Scan, middle: Middle, initial: Transform | None, pins: Pins, guide: Guide | None,
    options: EngineOptions, report: Report, threads: Threads,
) -> DisplacementField:  # fmt: skip
    """The fine stage, level by level."""
    finest = finest_spacing_mm(fixed, options)
    levels = levels_to(finest, options)
    spacings = level_spacings(options.coarsest_mm, finest, levels)
    least_window = options.finest_window_mm * finest / options.finest_mm
    windows = level_spacings(options.coarsest_window_mm, least_window, levels)
    late = np.linspace(0, 1, levels) ** 2  # steps are cheap until the last levels
    steps = (options.coarse_steps + late * (options.fine_steps - options.coarse_steps)).round().astype(int).tolist()
    coarse_rounds = options.coarse_rounds * (MARKED_ROUNDS if len(pins.fixed_mm) else 1)
    rounds = np.geomspace(coarse_rounds, options.fine_rounds, levels).round().astype(int).tolist()
    costs = [s**-3 * n + 0.02 for s, n in zip(spacings, steps, strict=True)]
    halves: Halves | None = None
    grid = fixed.grid
    done = 0.0
    for number, (spacing, window, count) in enumerate(zip(spacings, windows, steps, strict=True)):
        share = costs[number] / sum(costs)
        part = part_of(report, done, min(1.0, done + share))
        done += share
        message = f"level {number + 1} of {levels}"
        part(0.0, message)
        pair = LevelPair.over_both(pictures_of(fixed, moving, spacing, window, threads), middle, spacing, threads)
        if halves is None:
            halves = first_halves(pair, initial)
        else:
            halves = Halves(*(lattices.carried(u, grid, pair.grid) for u in halves))
        grid = pair.grid
        outlines = guide.at(pair, (spacing / spacings[0]) ** OUTLINES_FADE) if guide is not None else None
        halves = refine(pair, halves, pins, outlines, (count, rounds[number]), options, part, message)
    assert halves is not None  # there is at least one level
    return as_transform(halves, pair, fixed.grid, threads)


def first_halves(pair: LevelPair, initial: Transform | None) -> Halves:
    """No displacement, or what a deformed `initial` has beside the affine map of the frame."""
    halves = pair.still()
    if initial is None or isinstance(initial, Affine):
        return halves
    whole = Composite((pair.middle.to_fixed, initial, pair.middle.to_moving.inverse()))
    return halves._replace(moving=np.asarray(lattices.field_of(whole, pair.grid), like=halves.moving))


def as_transform(halves: Halves, pair: LevelPair, fixed: Grid, threads: Threads) -> DisplacementField:
    """Both halves joined, on nodes over the fixed volume, without folds."""
    whole = Halves(*(lattices.mended(u, pair.grid, threads) for u in halves))
    between = lattices.joined(whole, pair.grid, threads)
    grid, to = nodes_around(fixed, pair.grid.spacing_mm[0]), pair.middle
    u = lattices.seen_from(grid, to.to_fixed.inverse(), between, pair.grid, to.to_moving, threads)
    return lattices.to_transform(lattices.mended(u, grid, threads), grid)


def finest_spacing_mm(fixed: Scan, options: EngineOptions) -> float:
    """The voxel size of the last level: not finer than the voxels, and coarse enough to stay within the voxels allowed."""
    native = math.cbrt(math.prod(fixed.grid.spacing_mm))
    return max(options.finest_mm, native * math.cbrt(max(1.0, fixed.grid.voxel_count / options.most_voxels)))


def levels_to(finest_mm: float, options: EngineOptions) -> int:
    """How many levels: fewer than allowed where voxels are so coarse that levels would hardly differ."""
    needed = math.log(max(1.0, options.coarsest_mm / finest_mm)) / math.log(LEVEL_RATIO)
    return min(options.levels, 1 + math.ceil(needed))


def refine(
    pair: LevelPair, halves: Halves, pins: Pins, outlines: Outlines | None, steps_and_rounds: tuple[int, int],
    options: EngineOptions, report: Report, message: str,
) -> Halves:  # fmt: skip
    """Gauss–Newton steps on one level, half of each composed with either half of the field."""
    scale = pair.grid.spacing_mm[0]
    stiffness = Stiffness(options.bending * scale, options.stretching * scale)
    voxel = scale / 2
    steps, rounds = steps_and_rounds
    for n in range(steps):
        measured = pair.measure(halves, options.floor, options.window_cells, options.blur)
        report(n / steps, message, similarity=measured.correlation)
        if len(pins.fixed_mm):
            pins.pull(measured.data, halves, pair.middle, pair.grid)
        if outlines is not None:
            outlines.pull(measured.data, halves)
        v = pair.step(halves, measured, stiffness, rounds)
        length = np.sqrt((v * v).sum(axis=0))
        v *= np.minimum(1, STEP_VOXELS * voxel / np.maximum(length, 1e-6))
        while lattices.least_growth(v, pair.grid, pair.threads) < LEAST_STEP_GROWTH:
            v *= np.float32(0.6)
        halves = lattices.moved(halves, v, pair.grid, pair.threads)
        if float(np.average(length, weights=measured.weights + LEAST_WEIGHT)) < SETTLED_VOXELS * voxel:
            break
    return halves
