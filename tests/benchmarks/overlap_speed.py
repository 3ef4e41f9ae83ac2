"""How long Dice, surface distances and shares of all labels take at full size, and how exact sampled surfaces are.

    python tests/benchmarks/overlap_speed.py CASE [--json OUT] [--exact]

CASE is a bench case with label maps and a true field. Its labels are compared as they were scanned, and through the true
field with another 0.3 mm, so that nothing coincides exactly. Printed are seconds and processor seconds of each step,
compiling not counted. `--exact` does the same with every surface voxel counted and prints by how much mean and 95th
percentile of any label differ at most (mm).
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from workstation.core.labels import LabelMap
from workstation.core.transform import Affine, Composite
from workstation.imaging.overlap import LabelOverlap, label_overlaps
from workstation.workbench.bench_cases import CaseSource
from workstation.workbench.evaluate import moving_shares, warped_with_overlap


def quiet(fraction: float, message: str = "", preview: Any = None, **curves: float) -> None:
    """Nobody reads it."""


def timed(name: str, work: Callable[[], Any], report: dict[str, float]) -> Any:
    """Do some work and note how long it took."""
    began, cpu = time.perf_counter(), time.process_time()
    result = work()
    report[f"{name}/seconds"] = round(time.perf_counter() - began, 2)
    report[f"{name}/cpu"] = round(time.process_time() - cpu, 2)
    print(f"{name:24}{report[f'{name}/seconds']:8.2f} s {report[f'{name}/cpu']:8.2f} s processor", flush=True)
    return result


def differences(some: dict[int, LabelOverlap], all_: dict[int, LabelOverlap]) -> dict[str, float]:
    """The largest differences over all labels, in mm."""
    pairs = [(each.surface, all_[value].surface) for value, each in some.items()]
    known = [(a, b) for a, b in pairs if a is not None and b is not None]
    return {key: max(abs(getattr(a, key) - getattr(b, key)) for a, b in known) for key in ("mean", "p95", "largest")}


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("case", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--exact", action="store_true")
    options = parser.parse_args()
    small = np.ones((8, 8, 8), np.uint8)
    label_overlaps(small, small, small > 0, CaseSource("", options.case).open().fixed.grid, [1])
    case = CaseSource(options.case.name, options.case).open()
    assert case.truth is not None
    fixed, moving = case.labels["fixed"], LabelMap.from_array(case.labels["moving"])
    values = sorted(set(np.unique(fixed).tolist()) & moving.values())
    report: dict[str, float] = {"voxels": fixed.size, "labels": len(values)}
    for name, transform in (
        ("as scanned", Affine.identity()),
        ("aligned", Composite((case.truth, Affine.translation((0.3, 0, 0))))),
    ):
        grids = case.moving.grid, case.fixed.grid
        warped, known = timed(
            f"{name}: warp", lambda g=grids, t=transform: warped_with_overlap(moving, *g, t, quiet), report
        )
        timed(f"{name}: shares", lambda g=grids, t=transform: moving_shares(moving.whole(), *g, values, t), report)
        compare = (fixed, warped, known, case.fixed.grid, values)
        some = timed(f"{name}: compare", lambda c=compare: label_overlaps(*c), report)
        if options.exact:
            most = fixed.size
            found = timed(f"{name}: exact", lambda c=compare, m=most: label_overlaps(*c, most_points=m), report)
            for key, mm in differences(some, found).items():
                report[f"{name}/{key} differs by mm"] = round(mm, 5)
                print(f"{name}: {key} differs by at most {mm:.4f} mm")
        for value, each in some.items():
            print(f"  label {value}: Dice {each.dice:.3f}, share {each.share:.3f}, {each.surface}")
    report["peak MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(f"peak memory {report['peak MB']} MB")
    if options.json:
        options.json.write_text(json.dumps(report, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
