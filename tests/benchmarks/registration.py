"""How exact and how quick registration methods are on the public cases: one run each, same threads, same process.

    python tests/benchmarks/registration.py --json OUT [--methods sonolign,sonolign:instant,demons_sitk] [--cases a,b]

A method is `id` or `id:preset`; plain ids run with their default settings. Every method runs once on a tiny pair first,
so that compiling is not counted. Cases lie in ../shared/bench/cases beside the checkout (fixed and moving volumes,
label maps, exact landmarks, mask and true displacement field). Figures a case: landmark error in mm (mean, median, 95th
percentile), mean error of the whole field inside the mask, mean Dice of the labels carried over where the truth lies
inside the moving volume, share of folded places in percent, wall-clock and processor seconds. The JSON is flat:
`case/method/figure`.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import phantoms
from workstation.core.geometry import Grid
from workstation.core.plugin import RunContext
from workstation.core.transform import DisplacementField, Transform
from workstation.core.volume import Volume
from workstation.imaging.regularity import regularity
from workstation.imaging.sampling import map_points
from workstation.storage.images import read_labels, read_volume
from workstation.workbench.plugins import load_plugin, plugin_by_id

CASES = Path(__file__).parents[3] / "shared" / "bench" / "cases"
DENSE_POINTS = 200_000
LABEL_POINTS = 4_000_000
FOLD_POINTS = 200_000
Method = Callable[[Volume, Volume, RunContext], Transform]


def method_of(name: str) -> Method:
    """A method by `id` or `id:preset`."""
    plugin_id, _, preset = name.partition(":")
    plugin = load_plugin(plugin_by_id(plugin_id))
    settings = plugin.PRESETS[preset] if preset else plugin.Settings()
    return lambda fixed, moving, run: plugin.register(fixed, moving, settings, run)


def run_context(threads: int) -> RunContext:
    return RunContext(lambda *_args, **_curves: None, threads=threads)


def score(case: Path, fixed: Volume, moving: Volume, transform: Transform) -> dict[str, float]:
    """Every figure of one result."""
    with (case / "landmarks.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    here, there = (np.array([[float(row[side + axis]) for axis in "xyz"] for row in rows]) for side in "fm")
    errors = np.linalg.norm(transform(here) - there, axis=1)
    truth = true_field(case)
    mask = read_labels(case / "mask_eval.nii.gz", fixed.grid)
    points = scored_points(mask, fixed.grid, DENSE_POINTS)
    dense = np.linalg.norm(map_points(transform, points) - map_points(truth, points), axis=1)
    return {
        "tre_mean": float(errors.mean()),
        "tre_median": float(np.median(errors)),
        "tre_p95": float(np.percentile(errors, 95)),
        "dense_mean": float(dense.mean()),
        "dice": overlap_of_labels(case, fixed.grid, moving.grid, transform, truth),
        "fold_pct": 100 * regularity(transform, points[:FOLD_POINTS]).folded_share,
    }


def true_field(case: Path) -> DisplacementField:
    """The motion that made the case."""
    with np.load(case / "truth.npz") as truth:
        vectors = np.moveaxis(truth["disp"], 0, -1).astype(np.float32)
        grid = Grid(vectors.shape[:3], tuple(truth["spacing"].tolist()), tuple(truth["origin"].tolist()))
    return DisplacementField(grid, vectors)


def scored_points(mask: np.ndarray, grid: Grid, most: int) -> np.ndarray:
    """World points of voxels inside a mask, a random choice of at most so many."""
    places = np.argwhere(mask > 0)
    if len(places) > most:
        places = places[np.random.default_rng(0).choice(len(places), most, replace=False)]
    return grid.to_world(places[:, ::-1])


def overlap_of_labels(case: Path, fixed: Grid, moving: Grid, transform: Transform, truth: Transform) -> float:
    """Mean Dice of the labels of the case, where the true partner lies inside the moving volume."""
    left, right = (read_labels(case / f"labels_{side}.nii.gz", grid) for side, grid in
                   (("fixed", fixed), ("moving", moving)))  # fmt: skip
    step = max(1, round((left.size / LABEL_POINTS) ** (1 / 3)))
    thin = left[::step, ::step, ::step]
    points = fixed.to_world(step * np.indices(thin.shape).reshape(3, -1).T[:, ::-1])
    known = moving.contains(map_points(truth, points))
    mine, points = thin.ravel()[known], points[known]
    landed = map_points(transform, points)
    index = np.clip(np.rint(moving.to_index(landed)).astype(int), 0, np.array(moving.size_xyz) - 1)
    other = np.where(moving.contains(landed), right[index[:, 2], index[:, 1], index[:, 0]], 0)
    labels = json.loads((case / "case.json").read_text(encoding="utf-8"))["eval_labels"]
    shares = [2 * ((mine == n) & (other == n)).sum() / max(1, (mine == n).sum() + (other == n).sum()) for n in labels]
    return float(np.mean(shares))


def measured(case: Path, method: Method, threads: int) -> dict[str, float]:
    """One method on one case."""
    fixed, moving = (read_volume(case / f"{side}.nii.gz", side) for side in ("fixed", "moving"))
    fixed.voxels.whole(), moving.voxels.whole()
    begun, cpu = time.perf_counter(), time.process_time()
    transform = method(fixed, moving, run_context(threads))
    seconds = {"seconds": time.perf_counter() - begun, "cpu_seconds": time.process_time() - cpu}
    return {name: round(value, 4) for name, value in {**score(case, fixed, moving, transform), **seconds}.items()}


def warm_up(method: Method, threads: int) -> None:
    """Compile for every voxel type that occurs."""
    pair = phantoms.bent_pair()
    for dtype in (np.uint8, np.int16):
        volumes = [
            Volume.from_array(each.voxels.whole().astype(dtype), each.grid, id=each.id)
            for each in (pair.fixed, pair.moving)
        ]
        method(volumes[0], volumes[1], run_context(threads))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--methods", default="sonolign:instant,sonolign,sonolign:best")
    parser.add_argument("--cases", default="", help="names, comma separated; all if left out")
    parser.add_argument("--folder", type=Path, default=CASES)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    cases = sorted(path.parent for path in options.folder.glob("*/case.json"))
    chosen = [each for each in cases if not options.cases or each.name in options.cases.split(",")]
    if not chosen:
        parser.error(f"no cases in {options.folder}")
    methods = {name: method_of(name) for name in options.methods.split(",")}
    for method in methods.values():
        warm_up(method, options.threads)
    report: dict[str, Any] = {"threads": options.threads, "cpus": os.cpu_count()}
    for case in chosen:
        for name, method in methods.items():
            row = measured(case, method, options.threads)
            print(f"{case.name:15}{name:20}" + "  ".join(f"{key} {value}" for key, value in row.items()), flush=True)
            report.update({f"{case.name}/{name}/{key}": value for key, value in row.items()})
    if hasattr(os, "getloadavg"):
        report["load_of_last_minute"] = os.getloadavg()[0]
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
