"""Makes a simulated pair: one breast, its motion, two scans, and the truth that belongs to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid, Shape, Vector, point
from workstation.core.landmarks import Correspondence
from workstation.core.transform import DisplacementField
from workstation.core.volume import Provenance, Volume
from workstation.imaging.phantom.anatomy import Spot, draw_anatomy
from workstation.imaging.phantom.motion import MotionAmounts, draw_motion, sampled
from workstation.imaging.phantom.scanner import Report, ScanSettings, label_map, scan
from workstation.imaging.phantom.tissue import LABEL_NAMES

Difficulty = Literal["easy", "moderate", "hard"]
DEFAULT_SHAPE: Shape = (160, 128, 192)
DEFAULT_SPACING: Vector = (0.72, 0.40, 0.90)
SMALLEST_SHAPE = (8, 16, 8)
LANDMARK_BORDER_MM = 1.5
MOST_JUNCTIONS = 36
NOISE_DB = -42.0
RANGE_DB = 60.0


@dataclass(frozen=True)
class Level:
    """What a difficulty means: the motion, and how differently the second scan is taken.

    Parameters
    ----------
    motion : amounts of motion
    renewed : share of scatterers drawn anew in the second scan
    aberration_rad : phase errors of either scan, each with its own
    contact_loss : 0 good contact, 1 poor
    field_of_view : size of the moving box relative to the fixed one along x, y, z
    gain_db : how far gain and noise of the second scan may differ
    """

    motion: MotionAmounts
    renewed: float
    aberration_rad: float
    contact_loss: float
    field_of_view: Vector
    gain_db: float


DIFFICULTIES: dict[Difficulty, Level] = {
    "easy": Level(MotionAmounts(1.5, 0.4, 2.6, 0.02, 0.7), 0.05, 0.6, 0.3, (1.0, 1.0, 1.0), 1.0),
    "moderate": Level(MotionAmounts(5.0, 1.2, 6.0, 0.07, 1.8), 0.15, 2.0, 0.6, (1.0, 1.0, 0.96), 2.5),
    "hard": Level(MotionAmounts(9.0, 2.2, 13.0, 0.12, 3.0), 0.30, 3.0, 1.0, (0.94, 1.0, 0.88), 4.0),
}


@dataclass(frozen=True, eq=False)
class SimulatedPair:
    """Two scans of one breast with everything that is true about them.

    Parameters
    ----------
    fixed, moving : uint8 volumes, x lateral, y depth, z along the sweep, LPS mm
    fixed_to_moving : the motion of the tissue, in mm, on a lattice that reaches well beyond the fixed volume
    landmarks : anatomical points that lie in both volumes, exact in both
    fixed_labels, moving_labels : true tissue (z, y, x) uint8 at every voxel centre of either volume
    label_names : what the label numbers mean
    """

    fixed: Volume
    moving: Volume
    fixed_to_moving: DisplacementField
    landmarks: tuple[Correspondence, ...]
    fixed_labels: npt.NDArray[np.uint8]
    moving_labels: npt.NDArray[np.uint8]
    label_names: dict[int, str]


def simulate_pair(
    difficulty: Difficulty | Level = "moderate",
    seed: int = 0,
    shape_zyx: Shape = DEFAULT_SHAPE,
    spacing_mm: Vector = DEFAULT_SPACING,
    report: Callable[[float, str], None] | None = None,
) -> SimulatedPair:
    """Make two ultrasound scans of one simulated breast between which it was moved, and the truth about the motion.

    Parameters
    ----------
    difficulty : "easy" (rescan on the same day), "moderate", or "hard" (another positioning, partial overlap); or a
        `Level` of one's own
    seed : the same seed and size give the same pair, voxel by voxel
    shape_zyx, spacing_mm : grid of the fixed volume; the breast and its motion scale with the box, speckle with the beam
        and the voxels. Memory beside the results stays below about 1 GB at any size.
    report : told the share done and what is being done; may raise to stop

    Raises
    ------
    InvalidInput : unknown difficulty, or a volume too small to show a breast
    """
    level, name, number = _level_of(difficulty)
    if any(n < least for n, least in zip(shape_zyx, SMALLEST_SHAPE, strict=True)):
        raise InvalidInput("A simulated scan needs at least {least} voxels (z, y, x), got {got}.",
                           least=SMALLEST_SHAPE, got=tuple(shape_zyx))  # fmt: skip
    tell = report or (lambda _share, _text: None)
    rng = np.random.default_rng([seed, number])
    fixed_grid = centred_grid(shape_zyx, spacing_mm)
    moving_grid = centred_grid(_resized(shape_zyx, level.field_of_view), spacing_mm)
    tell(0.0, "drawing the breast")
    anatomy, spots = draw_anatomy(rng, fixed_grid)
    truth = sampled(draw_motion(rng, fixed_grid, level.motion), fixed_grid)
    at_rest = DisplacementField(truth.grid, np.zeros_like(truth.displacement_mm))
    scatterers, *scan_seeds = (int(n) for n in rng.integers(0, 2**31, 3))
    first = ScanSettings(
        scan_seeds[0], 0.0, 0.0, RANGE_DB, NOISE_DB, 0.5 * level.contact_loss, 0.0, level.aberration_rad
    )
    second = _second_settings(rng, level, scan_seeds[1])
    fixed = scan(anatomy, fixed_grid, at_rest, first, scatterers, _part(tell, 0.02, 0.42, "scanning the fixed volume"))
    fixed_labels = label_map(anatomy, fixed_grid, at_rest, _part(tell, 0.42, 0.48, "labelling the fixed volume"))
    moving = scan(
        anatomy, moving_grid, truth, second, scatterers, _part(tell, 0.48, 0.92, "scanning the moving volume")
    )
    moving_labels = label_map(anatomy, moving_grid, truth, _part(tell, 0.92, 1.0, "labelling the moving volume"))
    return SimulatedPair(
        fixed=_volume("fixed", fixed, fixed_grid, name, seed),
        moving=_volume("moving", moving, moving_grid, name, seed),
        fixed_to_moving=truth,
        landmarks=_landmarks(rng, spots, truth, fixed_grid, moving_grid),
        fixed_labels=fixed_labels,
        moving_labels=moving_labels,
        label_names=dict(LABEL_NAMES),
    )


def _level_of(difficulty: Difficulty | Level) -> tuple[Level, str, int]:
    """What a difficulty means, its name, and a number of its own for random draws."""
    if isinstance(difficulty, Level):
        return difficulty, "own level", len(DIFFICULTIES)
    if difficulty not in DIFFICULTIES:
        raise InvalidInput("Difficulty is one of {known}, got {got}.", known=", ".join(DIFFICULTIES), got=difficulty)
    return DIFFICULTIES[difficulty], difficulty, sorted(DIFFICULTIES).index(difficulty)


def centred_grid(shape_zyx: Shape, spacing_mm: Vector) -> Grid:
    """The scanner's frame: x and z count from the middle of the probe, y from its surface."""
    sizes = np.array(shape_zyx[::-1])
    origin = -(sizes - 1) / 2 * np.array(spacing_mm)
    return Grid(shape_zyx, spacing_mm, (float(origin[0]), spacing_mm[1] / 2, float(origin[2])))


def _resized(shape_zyx: Shape, share_xyz: Vector) -> Shape:
    z, y, x = (max(least, round(n * f)) for n, f, least in zip(shape_zyx, share_xyz[::-1], SMALLEST_SHAPE, strict=True))
    return z, y, x


def _second_settings(rng: np.random.Generator, level: Level, seed: int) -> ScanSettings:
    gain, slope = level.gain_db * rng.uniform(-1, 1, 2)
    return ScanSettings(seed, float(gain), float(slope), RANGE_DB + level.gain_db * float(rng.uniform(-1, 1)),
                        NOISE_DB + level.gain_db, level.contact_loss, level.renewed, level.aberration_rad)  # fmt: skip


def _part(tell: Report, start: float, end: float, text: str) -> Report:
    """A report whose whole is a part of another's."""
    return lambda share, _text: tell(start + (end - start) * share, text)


def _volume(side: str, picture: npt.NDArray[np.uint8], grid: Grid, difficulty: str, seed: int) -> Volume:
    source = Provenance(source_name=f"simulated breast, {difficulty}, seed {seed}", spacing_source="simulation")
    return Volume.from_array(picture, grid, id=side, name=f"{side} (simulated)", modality="US", provenance=source)


def _landmarks(rng: np.random.Generator, spots: list[Spot], truth: DisplacementField, fixed_grid: Grid,
               moving_grid: Grid) -> tuple[Correspondence, ...]:  # fmt: skip
    """The nameable points that lie inside both volumes, in order of importance, each with its true partner."""
    places = np.array([spot.position_mm for spot in spots])
    moved = truth(places)
    inside = _well_inside(fixed_grid, places) & _well_inside(moving_grid, moved)
    junctions = np.array([spot.name.startswith("ligament") for spot in spots])
    chosen = np.flatnonzero(inside & ~junctions).tolist()
    candidates = np.flatnonzero(inside & junctions)
    chosen += sorted(rng.permutation(candidates)[:MOST_JUNCTIONS].tolist())
    names = _numbered([spots[i].name for i in chosen])
    return tuple(
        Correspondence(f"S{n:03d}", names[n - 1], spots[i].position_mm, point(moved[i]))
        for n, i in enumerate(chosen, start=1)
    )


def _numbered(names: list[str]) -> list[str]:
    """Names such as "duct branch 41" counted anew from 1 for each kind, so that none is missing."""
    counts: Counter[str] = Counter()
    numbered = []
    for name in names:
        kind, _, number = name.rpartition(" ")
        counts[kind] += 1
        numbered.append(f"{kind} {counts[kind]}" if number.isdigit() else name)
    return numbered


def _well_inside(grid: Grid, points_mm: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    border = LANDMARK_BORDER_MM / np.array(grid.spacing_mm)
    index = grid.to_index(points_mm)
    within: npt.NDArray[np.bool_] = np.all((index >= border) & (index <= np.array(grid.size_xyz) - 1 - border), axis=1)
    return within
