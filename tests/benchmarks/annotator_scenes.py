"""The pairs of volumes of the simulated annotator: simulated ones, and real ones whose truth is known.

Real scenes are what they are: the two liver volumes are made from alternate frames of one sweep, so speckle is shared and
the truth is the identity only up to the distance of two frames (without any warp, matches differ by 0.11 mm along the sweep,
one standard deviation); the second one is warped by a known smooth field. The echo scene is a real heart phase and the same
phase warped by a known smooth field, each with noise of its own of a tenth of the brightness: real pictures, a made motion.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workstation.core.geometry import Grid
from workstation.core.study import Case
from workstation.core.transform import DisplacementField, Transform
from workstation.core.volume import Volume
from workstation.imaging.landmarks.suggestions import _peaks, good_places, spread_out
from workstation.imaging.phantom import simulate_pair
from workstation.imaging.warping import warped_volume
from workstation.storage.images import read_volume

DATA = Path(__file__).parents[3] / "shared" / "data"
MOST_SALIENT = 300
NOISE = 0.1  # of the brightness, in both echo volumes


@dataclass(frozen=True)
class Scene:
    """A pair of volumes with its truth, and points that a person would choose."""

    name: str
    case: Case
    truth: Transform
    salient_mm: np.ndarray
    seen: np.ndarray | None = None  # (z, y, x), where the scanner saw something; everywhere if None

    def shows(self, point: np.ndarray) -> bool:
        """Whether both volumes show a fixed point."""
        x, y, z = np.round(self.case.fixed.grid.to_index(point)).astype(int).tolist()
        return bool(self.case.moving.grid.contains(self.twin(point))) and (
            self.seen is None or bool(self.seen[z, y, x])
        )

    def twin(self, point: np.ndarray) -> np.ndarray:
        """The true twin of a fixed point."""
        return self.truth(np.asarray(point)[None])[0]


Maker = tuple[Callable[[], Scene], int]


def simulated(seeds: dict[str, tuple[int, ...]]) -> list[Maker]:
    """The simulated pairs, made when asked for, and the seeds of their annotators."""
    return [(lambda d=d, s=s: _simulated(d, s), s) for d, each in seeds.items() for s in each]  # type: ignore[misc]


def real(data: Path, seeds: tuple[int, ...]) -> list[Maker]:
    """Liver and echo under known fields, if they are there."""
    found: list[Maker] = []
    for seed in seeds:
        if (data / "liver-us").is_dir():
            found.append((lambda s=seed: liver(data / "liver-us", s), seed))  # type: ignore[misc]
        if (data / "echo").is_dir():
            found.append((lambda s=seed: echo(data / "echo", s), seed))  # type: ignore[misc]
    return found


def liver(folder: Path, seed: int) -> Scene:
    """One volume of the sweep, and the other one under a smooth field of 4 mm."""
    fixed = read_volume(folder / "liver_compound_even.nii.gz", "fixed")
    other = read_volume(folder / "liver_compound_odd.nii.gz", "moving")
    bend = _bend(fixed.grid, 6, 4.0, seed)
    seen = read_volume(folder / "liver_coverage_mask.nii.gz", "mask").voxels.whole() > 0
    case = Case(f"liver {seed}", fixed, warped_volume(other, fixed.grid, bend))
    return Scene(f"liver {seed} (real, known field)", case, bend.inverse(), _salient(fixed), seen)


def echo(folder: Path, seed: int) -> Scene:
    """A heart phase, and the same phase under a smooth field of 2 mm; both noisy."""
    phase = read_volume(folder / "phase5.nii.gz", "phase 5")
    seen = phase.voxels.whole() > 0
    bend = _bend(phase.grid, 4, 2.0, seed)
    rng = np.random.default_rng([seed, 3])
    fixed, moving = _noisy(phase, rng), _noisy(warped_volume(phase, phase.grid, bend), rng)
    case = Case(f"echo {seed}", fixed, moving)
    return Scene(f"echo {seed} (real, known field, own noise)", case, bend.inverse(), _salient(phase, seen), seen)


def _simulated(difficulty: str, seed: int) -> Scene:
    pair = simulate_pair(difficulty, seed)  # type: ignore[arg-type]
    case = Case(f"{difficulty} {seed}", pair.fixed, pair.moving)
    return Scene(case.id, case, pair.fixed_to_moving, np.array([mark.fixed_mm for mark in pair.landmarks]))


def _bend(grid: Grid, nodes: int, size_mm: float, seed: int) -> DisplacementField:
    coarse = Grid((nodes,) * 3, tuple((np.array(grid.extent_mm) / (nodes - 1)).tolist()), grid.origin_mm)
    return DisplacementField(
        coarse, np.random.default_rng(seed).normal(0, size_mm, (*coarse.shape_zyx, 3)).astype(np.float32)
    )


def _salient(volume: Volume, seen: np.ndarray | None = None) -> np.ndarray:
    """Points that a person would choose: distinct, and none beside another one."""
    spots = spread_out(_peaks(good_places(volume)), MOST_SALIENT, np.zeros((0, 3)), 0.5)
    points = np.array([spot.position_mm for spot in spots])
    if seen is None:
        return points
    x, y, z = np.round(volume.grid.to_index(points)).astype(int).T
    return points[seen[z, y, x]]


def _noisy(volume: Volume, rng: np.random.Generator) -> Volume:
    values = volume.voxels.whole().astype(np.float32)
    noise = 1 + NOISE * rng.standard_normal(values.shape).astype(np.float32)
    return Volume.from_array(values * noise, volume.grid, id=volume.id, name=volume.name)
