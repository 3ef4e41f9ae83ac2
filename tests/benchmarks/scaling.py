"""How time and memory of our own registration grow with the volume, where the time goes, and how near loops come to memory.

    python tests/benchmarks/scaling.py --json OUT [--csv CSV] [--plot PNG] [--millions 1,4,16,64,125] [--device cpu]

One simulated pair is resampled to each size (same box, smaller voxels, uint8), and registered with the chosen preset in a
fresh process, with two threads, after a tiny pair that loads the compiled loops. Memory is the peak resident set of that
process, and what the registration added to the process with both volumes in it. Stages are processor seconds of the
largest size, each without the stages inside it. Every loop is run alone, in one thread, on 4 million voxels: bytes it must
at least read and write, divided by its best processor time, beside NumPy copying as much by turns; processor time, because a
busy machine stretches the clock. The JSON is flat: `scaling/MILLIONS/figure`, `stage/NAME/cpu_seconds`,
`loop/NAME/figure`.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from scipy.ndimage import zoom

from workstation.core.geometry import Grid
from workstation.core.plugin import RunContext
from workstation.core.volume import Volume
from workstation.imaging.phantom.pair import simulate_pair
from workstation.workbench.plugins import load_plugin, plugin_by_id
from workstation.workbench.processes import peak_memory_mb, reset_peak_memory
from workstation.workbench.warming import tiny_pair

MILLION = 1_000_000
LOOP_SHAPE = (160, 128, 192)  # about 4 million voxels
REPEATS = 7
# stages: module, and function or Class.method; a stage does not count the stages it calls
STAGES = {
    "working copies of the scans": ("engine", "working_scan"),
    "pictures of a level": ("engine", "pictures_of"),
    "start: search of shifts": ("start", "search"),
    "start: affine steps": ("start", "refine_affine"),
    "comparing the pictures": ("gauss_newton", "LevelPair.difference"),
    "gathering what they say": ("gauss_newton", "LevelPair.measure"),
    "solving for the step": ("gauss_newton", "LevelPair.step"),
    "composing the step": ("lattice", "moved"),
    "carrying to the next level": ("lattice", "carried"),
    "joining and mending": ("engine", "as_transform"),
}


def pair_of(millions: float, folder: Path) -> list[Path]:
    """A pair of about so many million voxels each, as arrays on disk."""
    pair = simulate_pair("moderate", 3)
    files = []
    for volume in (pair.fixed, pair.moving):
        factor = (millions * MILLION / pair.fixed.grid.voxel_count) ** (1 / 3)
        values = zoom(volume.voxels.whole(), factor, order=1, grid_mode=True, mode="nearest")
        files.append(folder / f"{volume.id}.npy")
        np.save(files[-1], values)
    return files


def volume_of(file: Path, extent_mm: tuple[float, float, float]) -> Volume:
    values = np.load(file)
    spacing = tuple(e / n for e, n in zip(extent_mm, values.shape[::-1], strict=True))
    origin = tuple(s / 2 - e / 2 for s, e in zip(spacing, extent_mm, strict=True))
    return Volume.from_array(values, Grid(values.shape, spacing, origin), id=file.stem)


def one_size(folder: Path, preset: str, device: str, threads: int) -> dict[str, float]:
    """Seconds and memory of one registration in this process, and its stages."""
    plugin = load_plugin(plugin_by_id("sonolign"))
    settings = plugin.PRESETS[preset]
    extent = (192 * 0.72, 128 * 0.40, 160 * 0.90)
    run = RunContext(lambda *_a, **_k: None, device=device, threads=threads)
    plugin.register(*tiny_pair("uint8"), settings, run)
    volumes = [volume_of(folder / f"{side}.npy", extent) for side in ("fixed", "moving")]
    reset_peak_memory()
    before = peak_memory_mb()
    with staged() as stages:
        begun, cpu = time.perf_counter(), time.process_time()
        plugin.register(*volumes, settings, run)
        seconds, cpu_seconds = time.perf_counter() - begun, time.process_time() - cpu
    peak = peak_memory_mb()
    return {
        "voxels": float(volumes[0].grid.voxel_count), "seconds": seconds, "cpu_seconds": cpu_seconds,
        "peak_mb": peak, "added_mb": peak - before, **{f"stage {name}": value for name, value in stages.items()},
        "stage everything else": cpu_seconds - sum(stages.values()),
    }  # fmt: skip


@contextmanager
def staged() -> Iterator[dict[str, float]]:
    """Processor seconds of all threads, by stage, while the block runs."""
    spent = dict.fromkeys(STAGES, 0.0)
    inside: list[float] = []
    restored = []
    for name, (module_name, path) in STAGES.items():
        place: Any = __import__(f"workstation.imaging.registration.{module_name}", fromlist=["_"])
        *parents, last = path.split(".")
        for parent in parents:
            place = getattr(place, parent)
        restored.append((place, last, getattr(place, last)))
        setattr(place, last, timed(getattr(place, last), name, spent, inside))
    try:
        yield spent
    finally:
        for place, last, function in restored:
            setattr(place, last, function)


def timed(function: Callable[..., Any], name: str, spent: dict[str, float], inside: list[float]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        inside.append(0.0)
        begun = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            whole = time.process_time() - begun
            spent[name] += whole - inside.pop()
            if inside:
                inside[-1] += whole

    return call


def loops() -> dict[str, tuple[Callable[[], None], int]]:
    """Every loop of the engine on arrays of a usual level, and the bytes it must at least read and write."""
    from workstation.imaging.registration import kernels, solver_kernels
    from workstation.imaging.registration.lattice import PAD, Lattice
    from workstation.imaging.registration.solver import TAPS, coarse_shape

    rng = np.random.default_rng(0)
    grid = Grid(LOOP_SHAPE, (0.9, 0.9, 0.9))
    lattice = Lattice.over(grid)
    nodes = lattice.grid.shape_zyx

    def noise(*shape: int) -> np.ndarray:
        return rng.normal(size=shape).astype(np.float32)

    a, b, c, d, e = (noise(*LOOP_SHAPE) for _ in range(5))
    ones, share = np.ones(LOOP_SHAPE, np.float32), np.ones(LOOP_SHAPE, np.float32)
    u, v, w, x, y = (0.1 * noise(3, *nodes) for _ in range(5))
    cells, data, weights, window = noise(13, *nodes), noise(9, *nodes), noise(*nodes), noise(4, *nodes)
    data[[0, 3, 5]] = np.abs(data[[0, 3, 5]]) + 4
    raw = (255 * rng.random((320, 256, 384), dtype=np.float32)).astype(np.uint8)
    per_mm, sums = np.ones(3, np.float32), np.zeros(nodes[0])
    to_moving = np.c_[np.eye(3) * 0.99, (0.4, 0.3, 0.2)].astype(np.float64)
    n, m, depth, rows = LOOP_SHAPE[0], nodes[0], LOOP_SHAPE[0], a.reshape(-1, LOOP_SHAPE[2])
    flat, flat_out = a.reshape(1, depth, -1), b.reshape(1, depth, -1)
    coarse, taps = np.empty((3, *coarse_shape(nodes)), np.float32), TAPS
    k, s = kernels, solver_kernels
    one, three = a.nbytes, u.nbytes
    return {
        "block_mean": (lambda: k.block_mean(raw, 2, 2, 2, c, 0, n), raw.nbytes + one),
        "box": (lambda: k.box(flat, flat_out, 2, 0, 1, 0, flat.shape[2]), 2 * one),
        "box_rows": (lambda: k.box_rows(rows, b.reshape(rows.shape), 2, 0, len(rows)), 2 * one),
        "square": (lambda: k.square(a, ones, 0.1, c, d, 0, n), 4 * one),
        "standardise": (lambda: k.standardise(e, ones, 0.1, c, d, share, 0.1, 3.0, 0, n), 6 * one),
        "compare": (
            lambda: k.compare(a, b, to_moving, u, np.eye(3), lattice.from_voxels, c, d, 0, n), 4 * one + three,
        ),
        "gather_cells": (
            lambda: k.gather_cells(c, d, lattice.factors, PAD, per_mm, cells, 0, m), 2 * one + cells.nbytes,
        ),
        "weigh": (
            lambda: k.weigh(cells, window, 0.05, data, weights, 0, m),
            cells.nbytes * 9 // 13 + window.nbytes + data.nbytes + weights.nbytes,
        ),
        "curvature": (lambda: s.curvature(u, per_mm, v, 0, m), 2 * three),
        "stiffen": (lambda: s.stiffen(v, u, data, per_mm, 0.5, 0.1, w, sums, 0, m), 3 * three + data.nbytes * 6 // 9),
        "advance": (lambda: s.advance(data, 0.5, 1e-3, u, v, w, x, y, 0, m), 7 * three + data.nbytes * 6 // 9),
        "gather_coarse": (lambda: s.gather_coarse(u, taps, coarse, 0, coarse.shape[1]), three + coarse.nbytes),
        "solve_blocks": (lambda: s.solve_blocks(data, 0.5, u, v, 0, m), 2 * three + data.nbytes * 6 // 9),
        "spread_coarse": (lambda: s.spread_coarse(coarse, taps, u, v, sums, 0, m), 3 * three + coarse.nbytes),
        "compose": (lambda: k.compose(u, v, per_mm, w, 0, m), 3 * three),
        "least_growth": (lambda: k.least_growth(u, per_mm, weights, 0, m), three + weights.nbytes),
    }  # fmt: skip


def loop_rows() -> dict[str, float]:
    """Gigabytes a second of every loop and of NumPy's copy of as many bytes, by turns, in one thread."""
    report = {}
    for name, (run, least_bytes) in loops().items():
        source = np.ones(max(1, least_bytes // 8), np.float32)
        target = np.empty_like(source)
        run()
        best, best_copy = np.inf, np.inf
        for _ in range(REPEATS):
            best = min(best, seconds_of(run))
            best_copy = min(best_copy, seconds_of(lambda target=target, source=source: np.copyto(target, source)))
        report[f"loop/{name}/gb_s"] = round(least_bytes / best / 1e9, 2)
        report[f"loop/{name}/copy_gb_s"] = round(least_bytes / best_copy / 1e9, 2)
        report[f"loop/{name}/share_of_copy"] = round(best_copy / best, 3)
        print(f"{name:14} {least_bytes / best / 1e9:6.1f} GB/s, {best_copy / best:5.0%} of a copy", flush=True)
    return report


def seconds_of(run: Callable[[], object]) -> float:
    begun = time.thread_time()
    run()
    return time.thread_time() - begun


def in_fresh_process(folder: Path, options: argparse.Namespace) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", str(folder), "--preset", options.preset, "--device", options.device,
               "--threads", str(options.threads)]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def write_csv(report: dict[str, Any], path: Path) -> None:
    """A row for each size: voxels, seconds and memory."""
    names = ("voxels", "seconds", "cpu_seconds", "peak_mb", "added_mb")
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("millions", *names))
        writer.writerows((size, *(report[f"scaling/{size}/{name}"] for name in names)) for size in sizes_of(report))


def sizes_of(report: dict[str, Any]) -> list[str]:
    """The sizes of a report in million voxels, as they were asked for, from small to large."""
    return sorted({key.split("/")[1] for key in report if key.startswith("scaling/")}, key=float)


def draw(report: dict[str, Any], path: Path) -> None:
    """Seconds and memory against voxels, on logarithmic axes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import pyqtgraph as pg
    from pyqtgraph.exporters import ImageExporter

    application = pg.mkQApp()
    pg.setConfigOptions(background="w", foreground="k", antialias=True)
    layout = pg.GraphicsLayoutWidget(size=(1000, 420))
    sizes = sizes_of(report)
    x = [report[f"scaling/{size}/voxels"] / MILLION for size in sizes]
    for title, unit, names in (
        ("Time", "seconds", {"seconds": "b", "cpu_seconds": "g"}),
        ("Memory", "MB", {"peak_mb": "b", "added_mb": "g"}),
    ):
        plot = layout.addPlot(title=title)
        plot.addLegend()
        plot.setLogMode(True, True)
        plot.showGrid(True, True, 0.3)
        plot.setLabel("bottom", "million voxels in each volume")
        plot.getAxis("bottom").setTicks([[(float(np.log10(n)), size) for n, size in zip(x, sizes, strict=True)]])
        plot.setLabel("left", unit)
        for name, colour in names.items():
            y = [report[f"scaling/{size}/{name}"] for size in sizes]
            plot.plot(x, y, pen=colour, symbol="o", symbolBrush=colour, name=name.replace("_", " "))
    layout.show()
    application.processEvents()
    ImageExporter(layout.scene()).export(str(path))
    layout.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--csv", type=Path, help="where to write time and memory of each size as a table")
    parser.add_argument("--plot", type=Path, help="where to draw time and memory against voxels")
    parser.add_argument("--millions", default="1,4,16,64,125", help="sizes in million voxels, comma separated")
    parser.add_argument("--preset", default="standard")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(one_size(options.one, options.preset, options.device, options.threads)))
        return
    report: dict[str, Any] = {"threads": options.threads, "cpus": os.cpu_count(), "preset": options.preset}
    stages: dict[str, float] = {}
    for size in options.millions.split(","):
        with tempfile.TemporaryDirectory(prefix="sonolign-scaling-") as folder:
            pair_of(float(size), Path(folder))
            row = in_fresh_process(Path(folder), options)
        stages = {
            f"stage/{key[6:]}/cpu_seconds": round(row.pop(key), 3) for key in list(row) if key.startswith("stage ")
        }
        report.update({f"scaling/{size}/{key}": round(value, 2) for key, value in row.items()})
        print(f"{size:>5} million: " + "  ".join(f"{key} {value:.1f}" for key, value in row.items()), flush=True)
    for name, seconds in sorted(stages.items(), key=lambda item: -item[1]):
        print(f"{seconds:8.2f} s  {name[6:-12]}")
    report.update(stages)
    report.update(loop_rows())
    if hasattr(os, "getloadavg"):
        report["load_of_last_minute"] = os.getloadavg()[0]
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if options.csv:
        write_csv(report, options.csv)
    if options.plot:
        draw(report, options.plot)


if __name__ == "__main__":
    main()
