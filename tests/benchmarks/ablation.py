"""What each ingredient of our own engine is worth on the hard cases: landmark error with it left out or put in.

    python tests/benchmarks/ablation.py --json OUT [--cases a,b] [--preset instant]

Every row is one run a case with one thing changed. Landmarks that guide are every second one; the error is always that
of the others, so that rows can be compared. Label maps that guide are the true tissue maps of the cases: what a perfect
reader would have drawn. Cases lie in ../shared/bench/cases beside the checkout.
"""

from __future__ import annotations

import argparse
import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import phantoms
from workstation.core.landmarks import Correspondence
from workstation.core.plugin import RunContext
from workstation.imaging.registration import EngineOptions, register_pair
from workstation.storage.images import read_labels, read_volume
from workstation.workbench.plugins import load_plugin, plugin_by_id

CASES = Path(__file__).parents[3] / "shared" / "bench" / "cases"
HARD = "abus_hard_1,abus_hard_2,abus_follow_1,ct_hard_1"
ROWS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "as it is": ((), {}),
    "with labels": (("labels",), {}),
    "with landmarks": (("landmarks",), {}),
    "with both": (("labels", "landmarks"), {}),
    "without blur of the tensors": ((), {"blur": False}),
    "without trust limit": ((), {"floor": -1.0}),
    "without turned starts": ((), {"angles_deg": (0.0,)}),
    "half the stiffness": ((), {"bending": 0.67}),
    "twice the stiffness": ((), {"bending": 0.95}),
}  # of bending, the fourth power counts


def inputs(case: Path) -> tuple[Any, ...]:
    """Volumes, guiding inputs by name, and the landmarks (N, 3) in both scans that are scored."""
    fixed, moving = (read_volume(case / f"{side}.nii.gz", side) for side in ("fixed", "moving"))
    with (case / "landmarks.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    here, there = (np.array([[float(row[side + axis]) for axis in "xyz"] for row in rows]) for side in "fm")
    labels = {
        f"{side}_labels": read_labels(case / f"labels_{side}.nii.gz", volume.grid)
        for side, volume in (("fixed", fixed), ("moving", moving))
    }
    pairs = [Correspondence(str(n), f"L{n}", tuple(here[n]), tuple(there[n])) for n in range(0, len(here), 2)]
    return fixed, moving, {"labels": labels, "landmarks": {"landmarks": pairs}}, here[1::2], there[1::2]


def errors(case_inputs: tuple[Any, ...], options: EngineOptions, guides: tuple[str, ...]) -> np.ndarray:
    """Distances in mm of the landmarks that guide nothing."""
    fixed, moving, guiding, here, there = case_inputs
    given = {name: value for guide in guides for name, value in guiding[guide].items()}
    run = RunContext(lambda *_args, **_curves: None, **given)
    return np.linalg.norm(register_pair(fixed, moving, options, run)(here) - there, axis=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--cases", default=HARD)
    parser.add_argument("--preset", default="instant")
    chosen = parser.parse_args()
    plugin = load_plugin(plugin_by_id("sonolign"))
    options = plugin.options(plugin.PRESETS[chosen.preset])
    pair = phantoms.bent_pair()
    register_pair(pair.fixed, pair.moving, options, RunContext(lambda *_args, **_curves: None))  # compiles
    report: dict[str, float] = {}
    for name in chosen.cases.split(","):
        given = inputs(CASES / name)
        for row, (guides, changes) in ROWS.items():
            found = errors(given, replace(options, **changes), guides)
            mean, p95 = float(found.mean()), float(np.percentile(found, 95))
            print(f"{name:15}{row:30}mean {mean:.3f}  p95 {p95:.3f}", flush=True)
            report |= {f"{name}/{row}/tre_mean": round(mean, 4), f"{name}/{row}/tre_p95": round(p95, 4)}
    if chosen.json:
        chosen.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
