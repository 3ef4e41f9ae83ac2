"""Simulated pairs of random difficulty with their truth, and the public cases in the same form.

For the benchmarks of what the program says about its own results (`error_map.py`, `robustness.py`) and for
`fit_error_map.py`. Seeds are kept apart by purpose: what was fitted or chosen on `TRAINING` is never scored on it.
"""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workstation.core.geometry import FloatArray, Grid
from workstation.core.transform import DisplacementField
from workstation.core.volume import Volume
from workstation.imaging.phantom import DIFFICULTIES, Level, MotionAmounts, simulate_pair
from workstation.storage.images import read_volume

CASES = Path(__file__).parents[3] / "shared" / "bench" / "cases"
TRAINING = range(1000, 1013)  # coefficients and limits
EVALUATION = range(2000, 2008)  # the error map is scored on these
ROBUSTNESS = range(5000, 5030)  # fresh pairs for the whole chain
SIZES = (
    ((160, 128, 192), (0.72, 0.40, 0.90)),
    ((200, 80, 200), (0.64, 0.64, 0.64)),
    ((120, 110, 150), (0.9, 0.4, 1.0)),
)
SHARE_ALL_NEW = 0.2  # of the pairs: every scatterer new, as after months


@dataclass(frozen=True, eq=False)
class KnownPair:
    """Two volumes, the true fixed→moving motion, and landmarks (N, 3) in either volume, in mm."""

    name: str
    fixed: Volume
    moving: Volume
    truth: DisplacementField
    fixed_marks_mm: FloatArray
    moving_marks_mm: FloatArray


def random_pair(seed: int, cache: Path | None = None) -> KnownPair:
    """A pair between an easy rescan and more than hard; the same seed gives the same pair, kept in `cache` if given."""
    path = cache / f"pair_{seed}.npz" if cache else None
    if path is not None and path.exists():
        return _loaded(path, seed)
    rng = np.random.default_rng([seed, 77])
    shape, spacing = SIZES[int(rng.integers(len(SIZES)))]
    pair = simulate_pair(random_level(rng), seed, shape, spacing)
    marks = np.array([[mark.fixed_mm, mark.moving_mm] for mark in pair.landmarks])
    known = KnownPair(f"seed {seed}", pair.fixed, pair.moving, pair.fixed_to_moving, marks[:, 0], marks[:, 1])
    if path is not None:
        _keep(path, known)
    return known


def random_level(rng: np.random.Generator) -> Level:
    """Amounts anywhere between those of easy, moderate and hard pairs, and a little beyond."""
    steps = [DIFFICULTIES[name] for name in ("easy", "moderate", "hard")]
    place = float(rng.uniform(0, 2.1))
    low = min(int(place), 1)
    one, two, part = steps[low], steps[low + 1], place - low

    def between(a: float, b: float) -> float:
        return a + part * (b - a)

    first, second = one.motion, two.motion
    motion = MotionAmounts(
        between(first.rotation_deg, second.rotation_deg), between(first.tilt_deg, second.tilt_deg),
        between(first.shift_mm, second.shift_mm), between(first.compression, second.compression),
        between(first.local_mm, second.local_mm),
    )  # fmt: skip
    renewed = 1.0 if rng.uniform() < SHARE_ALL_NEW else between(one.renewed, two.renewed)
    x, y, z = (min(1.0, between(a, b)) for a, b in zip(one.field_of_view, two.field_of_view, strict=True))
    return Level(
        motion, renewed, between(one.aberration_rad, two.aberration_rad),
        min(1.0, between(one.contact_loss, two.contact_loss)), (x, y, z), between(one.gain_db, two.gain_db),
    )  # fmt: skip


def public_pair(case: Path) -> KnownPair:
    """A case of the public bench, with its dense truth."""
    fixed, moving = (read_volume(case / f"{side}.nii.gz", side) for side in ("fixed", "moving"))
    with np.load(case / "truth.npz") as truth:
        vectors = np.moveaxis(truth["disp"], 0, -1).astype(np.float32)
        grid = Grid(vectors.shape[:3], tuple(truth["spacing"].tolist()), tuple(truth["origin"].tolist()))
    with (case / "landmarks.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    here, there = (np.array([[float(row[side + axis]) for axis in "xyz"] for row in rows]) for side in "fm")
    return KnownPair(case.name, fixed, moving, DisplacementField(grid, vectors), here, there)


def _keep(path: Path, pair: KnownPair) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"part{os.getpid()}_{path.name}")
    grids = [(*g.shape_zyx, *g.spacing_mm, *g.origin_mm) for g in (pair.fixed.grid, pair.moving.grid, pair.truth.grid)]
    np.savez(
        part, fixed=pair.fixed.voxels.whole(), moving=pair.moving.voxels.whole(), field=pair.truth.displacement_mm,
        grids=np.array(grids), marks=np.stack([pair.fixed_marks_mm, pair.moving_marks_mm]),
    )  # fmt: skip
    part.replace(path)


def _loaded(path: Path, seed: int) -> KnownPair:
    with np.load(path) as file:
        grids = [Grid(tuple(row[:3].astype(int).tolist()), tuple(row[3:6]), tuple(row[6:9])) for row in file["grids"]]
        fixed, moving = (
            Volume.from_array(file[side], grid, id=side) for side, grid in zip(("fixed", "moving"), grids, strict=False)
        )
        here, there = file["marks"]
        return KnownPair(f"seed {seed}", fixed, moving, DisplacementField(grids[2], file["field"]), here, there)
