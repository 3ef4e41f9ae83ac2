"""How long pictures and brush moves take on a volume of full ABUS size, each beside a yardstick of the same run.

    python tests/benchmarks/view_kernels.py --json OUT

The volume is smooth noise made here. Warped slices go through an affine map and a displacement field on a 2 mm grid and
are compared with SimpleITK's resampling of the same slice on the same number of threads; plain slices and brush moves
with numpy copying the same voxels. Times are wall-clock milliseconds: median and 95th percentile of the repeats; cpu_ms is
the processor time of all threads, which tells more than the clock on a machine that is busy with other things.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter, zoom

from workstation.core.geometry import Grid
from workstation.core.labels import LabelMap
from workstation.core.planes import ORIENTATIONS, Plane, plane_through, slice_step
from workstation.core.transform import Affine, Composite, DisplacementField
from workstation.core.volume import ArrayVoxels
from workstation.imaging import itk
from workstation.imaging.mapping import THREADS
from workstation.imaging.painting import Stroke
from workstation.imaging.sampling import sample_labels, sample_plane, warm_up

GRID = Grid((270, 546, 843), (0.2, 0.073, 0.476))
MIDDLE = np.array(GRID.centre_mm)


def smooth_volume(seed: int = 0) -> np.ndarray:
    rough = np.random.default_rng(seed).random([-(-n // 9) + 1 for n in GRID.shape_zyx], dtype=np.float32)
    fine = zoom(rough, 9, order=1)
    return (255 * fine[tuple(slice(0, n) for n in GRID.shape_zyx)]).astype(np.uint8)


def smooth_transform(seed: int = 1) -> Composite:
    """A few degrees and mm, then about 3 mm of bending on a 2 mm grid."""
    grid = GRID.resampled((2.0, 2.0, 2.0))
    noise = np.random.default_rng(seed).normal(size=(*grid.shape_zyx, 3))
    bend = gaussian_filter(noise, (4, 4, 4, 0))
    field = DisplacementField(grid, (bend * 3.0 / np.abs(bend).max()).astype(np.float32))
    turn = Affine.about(MIDDLE, [[0.998, -0.05, 0.02], [0.05, 0.998, 0.03], [-0.02, -0.03, 0.999]], (1.0, 0.5, -0.8))
    return Composite((turn, field))


def measured(run: Callable[[], object], repeats: int) -> dict[str, float]:
    """Milliseconds of a call, after one that is not counted."""
    run()
    times, busy = [], []
    for _ in range(repeats):
        begun, cpu = time.perf_counter(), time.process_time()
        run()
        times.append(1000 * (time.perf_counter() - begun))
        busy.append(1000 * (time.process_time() - cpu))
    median, cpu_median = statistics.median(times), statistics.median(busy)
    return {
        "median_ms": round(median, 3), "p95_ms": round(float(np.percentile(times, 95)), 3),
        "cpu_ms": round(cpu_median, 3),
    }  # fmt: skip


def beside(ours: dict[str, float], yardstick: dict[str, float], name: str) -> dict[str, object]:
    return {
        **ours, "yardstick": name, "yardstick_ms": yardstick["median_ms"],
        "yardstick_cpu_ms": yardstick["cpu_ms"], "ratio": round(ours["median_ms"] / max(yardstick["median_ms"], 1e-3), 3),
    }  # fmt: skip


def planes_of(orientation) -> list[Plane]:
    """Slices around the middle, so that no repeat finds its voxels in the processor's cache."""
    step = slice_step(GRID, orientation)
    return [plane_through(GRID, orientation, vector(MIDDLE + n * step)) for n in range(-14, 15, 4)]


def slab_grid(plane: Plane) -> Grid:
    right, down = np.asarray(plane.right_mm), np.asarray(plane.down_mm)
    spacing = (float(np.linalg.norm(right)), float(np.linalg.norm(down)), 1.0)
    axes = np.stack([right / spacing[0], down / spacing[1], plane.normal], axis=1)
    return Grid((1, plane.rows, plane.columns), spacing, plane.origin_mm, tuple(axes.ravel().tolist()))


def slice_rows(array: np.ndarray, transform: Composite, repeats: int) -> dict[str, dict[str, object]]:
    voxels, image, mapped = ArrayVoxels(array), itk.to_image(array, GRID), itk.to_itk(transform)
    labels = LabelMap.from_array((array > 150).astype(np.uint8))
    rows: dict[str, dict[str, object]] = {}
    for orientation in ORIENTATIONS:
        planes = cycle(planes_of(orientation))
        first = next(planes)
        resampled = measured(
            lambda planes=planes: itk.resample(image, slab_grid(next(planes)), mapped, threads=THREADS),
            max(3, repeats // 4),
        )  # fmt: skip
        blank = np.zeros((first.rows, first.columns), np.uint8)
        copied = measured(blank.copy, repeats)
        cases = {
            "plain": ({}, copied, "numpy copy of a picture"),
            "warped, step 1": ({"transform": transform}, resampled, "SimpleITK resample"),
            "warped, step 8": ({"transform": transform, "step": 8}, resampled, "SimpleITK resample"),
            "slab of 2 mm": ({"slab_mm": 2.0}, copied, "numpy copy of a picture"),
        }
        for name, (options, yardstick, what) in cases.items():
            ours = measured(lambda o=options, p=planes: sample_plane(voxels, GRID, next(p), **o), repeats)
            rows[f"{orientation} {name}"] = beside(ours, yardstick, what)
        plain = measured(lambda p=planes: sample_labels(labels, GRID, next(p)), repeats)
        rows[f"{orientation} labels"] = beside(plain, copied, "numpy copy of a picture")
        warped = measured(lambda p=planes: sample_labels(labels, GRID, next(p), transform), repeats)
        rows[f"{orientation} labels warped"] = beside(warped, resampled, "SimpleITK resample")
    return rows


def brush_rows(repeats: int) -> dict[str, dict[str, object]]:
    rows: dict[str, dict[str, object]] = {}
    for shape in ("sphere", "disc"):
        for radius in (5.0, 20.0):
            labels, path = LabelMap(GRID.shape_zyx), path_of(repeats + 2)
            plane = plane_through(GRID, "coronal", GRID.centre_mm) if shape == "disc" else None
            stroke = Stroke(labels, GRID, radius, 1, shape, plane)
            box = stroke.move(next(path))
            ours = measured(lambda stroke=stroke, path=path: stroke.move(next(path)), repeats)
            copied = measured(np.ones([s.stop - s.start for s in box], np.uint8).copy, repeats)
            rows[f"{shape} of {radius:g} mm, one move"] = beside(ours, copied, "numpy copy of its box")
            begun = time.perf_counter()
            patch = stroke.finish()
            ended = {"median_ms": round(1000 * (time.perf_counter() - begun), 3), "patch_bytes": patch.byte_count}
            rows[f"{shape} of {radius:g} mm, end of stroke"] = ended
    return rows


def vector(values: np.ndarray) -> tuple[float, float, float]:
    x, y, z = values.tolist()
    return x, y, z


def path_of(count: int):
    """Moves of about 1.2 mm across the coronal plane, as a hand makes them between two frames."""
    return iter([vector(MIDDLE + (n - count / 2) * np.array([1.0, 0.0, 0.7])) for n in range(count)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--repeats", type=int, default=32)
    options = parser.parse_args()
    begun = time.perf_counter()
    warm_up().join()
    warm_seconds = round(time.perf_counter() - begun, 2)
    rows = {**slice_rows(smooth_volume(), smooth_transform(), options.repeats), **brush_rows(options.repeats)}
    report = {
        "size_xyz": GRID.size_xyz, "spacing_mm": GRID.spacing_mm, "threads": THREADS, "cpus": os.cpu_count(),
        "load_of_last_minute": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        "warm_up_seconds": warm_seconds, "rows": rows,
    }  # fmt: skip
    for name, row in rows.items():
        print(f"{name:34}" + "  ".join(f"{key} {value}" for key, value in row.items()))
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
