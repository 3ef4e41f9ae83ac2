"""How fast a stored pair of volumes is on the screen: first six planes, slices while loading, all of it.

    python tests/benchmarks/open_speed.py --json OUT [--size 843 546 270] [--repeats 5] [--keep FOLDER]

Writes a pair of speckle volumes (uint8, log-compressed, as poor to compress as a real scan) with `write_volumes`, then
opens it again and again from a warm disk. In each round it reads the three centre planes of both volumes, as the window
does first, then steps outwards from them and jumps to slices anywhere until everything is loaded. Reading everything
with plain h5py in the same run is the yardstick. Times are medians in seconds, with the fastest and slowest round;
slices are in milliseconds.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import h5py
import numpy as np
from scipy.ndimage import gaussian_filter

from workstation.core.geometry import SIDES, Grid, Shape
from workstation.core.volume import AnyArray, Volume
from workstation.storage.lazy_voxels import Box, LazyVoxels
from workstation.storage.volume_store import close_volumes, open_volumes, write_volumes

BLOCK = (90, 128, 160)


def speckle(shape: Shape, seed: int) -> AnyArray:
    """A log-compressed envelope of filtered noise, from a block that is laid side by side."""
    rng = np.random.default_rng(seed)
    parts = [gaussian_filter(rng.standard_normal(BLOCK), (1.0, 1.2, 1.5), mode="wrap") for _ in range(2)]
    decibel = 20 * np.log10(np.hypot(*(part / part.std() for part in parts)) + 1e-4)
    block = np.clip(120 + decibel * 255 / 60, 0, 255).astype(np.uint8)
    repeats = [-(-n // b) for n, b in zip(shape, BLOCK, strict=True)]
    return np.ascontiguousarray(np.tile(block, repeats)[tuple(slice(0, n) for n in shape)])


def plane(shape: Shape, axis: int, index: int) -> Box:
    """The box of one slice across an axis."""
    z, y, x = (slice(index, index + 1) if a == axis else slice(0, n) for a, n in enumerate(shape))
    return z, y, x


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def open_once(path: Path, shape: Shape, rng: np.random.Generator) -> dict[str, float | list[float]]:
    """One round: open, first six planes, jumps while loading, all."""
    start = time.perf_counter()
    volumes = open_volumes(path)
    opened = time.perf_counter() - start
    voxels = [volume.voxels for volume in volumes if isinstance(volume.voxels, LazyVoxels)]
    for each in voxels:
        for axis in range(3):
            each.read(plane(shape, axis, shape[axis] // 2))
    first = time.perf_counter() - start
    steps, jumps = [], []
    while min(each.loaded for each in voxels) < 1:
        count = len(steps)
        axis, each = count % 3, voxels[count // 3 % 2]
        step = plane(shape, axis, min(shape[axis] // 2 + 1 + count // 6, shape[axis] - 1))
        jump = plane(shape, axis, int(rng.integers(shape[axis])))
        for box, times in ((step, steps), (jump, jumps)):
            times.append(1e3 * seconds(lambda each=each, box=box: each.read(box)))  # type: ignore[misc]
            time.sleep(0.016)  # a person does not ask more often than once a frame
    for each in voxels:
        each.whole()
    total = time.perf_counter() - start
    after = [
        1e3 * seconds(lambda axis=axis, i=i: voxels[0].read(plane(shape, axis, i)).copy())  # type: ignore[misc]
        for axis in range(3)
        for i in rng.integers(shape[axis], size=20)
    ]
    close_volumes(*volumes)
    return {"open_s": opened, "first_six_planes_s": first, "all_loaded_s": total, "steps": steps,
            "jumps": jumps, "after": after}  # fmt: skip


def plain_h5py(path: Path, boxes: list[Box]) -> None:
    """The same from HDF5's own reader."""
    with h5py.File(path, "r") as file:
        for side in SIDES:
            for box in boxes:
                file[side]["voxels"][box]


def spread(values: list[float]) -> dict[str, float]:
    """Median, fastest, slowest."""
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}


def quantiles(values: list[float]) -> dict[str, float]:
    """Median, 95th percentile and largest."""
    if not values:
        return {}
    median, high, largest = np.quantile(values, [0.5, 0.95, 1.0]).tolist()
    return {"n": len(values), "median": median, "p95": high, "max": largest}


def measure(folder: Path, shape: Shape, repeats: int) -> dict[str, object]:
    """Write, open and read a pair of this size; see the module's text."""
    path = folder / "volumes.h5"
    written: float | None
    if not path.exists():
        grid = Grid(shape, (0.2, 0.073, 0.475674))
        fixed, moving = (Volume.from_array(speckle(shape, seed), grid) for seed in (1, 2))
        written = seconds(lambda: write_volumes(path, fixed, moving))
        del fixed, moving
    else:
        written = None
    rng = np.random.default_rng(0)
    rounds, plain, plain_planes = [], [], []
    everything: Box = (slice(None), slice(None), slice(None))
    for _ in range(repeats):
        rounds.append(open_once(path, shape, rng))
        plain.append(seconds(lambda: plain_h5py(path, [everything])))
        plain_planes.append(seconds(lambda: plain_h5py(path, [plane(shape, a, shape[a] // 2) for a in range(3)])))
    summary = {key: spread([r[key] for r in rounds]) for key in ("open_s", "first_six_planes_s", "all_loaded_s")}  # type: ignore[misc]
    raw = 2 * int(np.prod(shape))
    return {
        "size_xyz": shape[::-1],
        "file_mb": path.stat().st_size / 1e6,
        "file_to_raw": path.stat().st_size / raw,
        "write_and_verify_s": written,
        **summary,
        "plain_h5py_all_s": spread(plain),
        "plain_h5py_six_planes_s": spread(plain_planes),
        "all_loaded_to_plain_h5py": summary["all_loaded_s"]["median"] / statistics.median(plain),
        **{
            f"{what}_ms": quantiles([v for r in rounds for v in r[key]])  # type: ignore[union-attr]
            for what, key in (
                ("next_slice_while_loading", "steps"),
                ("any_slice_while_loading", "jumps"),
                ("any_slice_after_loading", "after"),
            )
        },
        "inflate": "isal" if importlib.util.find_spec("isal") else "zlib",
        "cpus": os.cpu_count(),
        "load_average": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }


def main() -> None:
    """Run and print, or write, the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", nargs=3, type=int, default=(843, 546, 270), metavar=("X", "Y", "Z"))
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="folder that keeps the pair for the next run")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    x, y, z = options.size
    with nullcontext(options.keep) if options.keep else tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), (z, y, x), options.repeats)
    text = json.dumps(figures, indent=2)
    if options.json:
        options.json.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
