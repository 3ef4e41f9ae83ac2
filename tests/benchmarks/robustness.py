"""Whether the default method succeeds on pairs nobody tuned it on, and whether the program knows when it did not.

    python tests/benchmarks/robustness.py --json OUT [--work DIR] [--pairs 30] [--threads 2]

Fresh simulated pairs of random difficulty (`random_pairs.ROBUSTNESS`) are registered with the default settings of
`sonolign` and judged as in the program, without landmarks. Success is a mean landmark error below 2 mm. The results of
the first ten are also spoilt on purpose (turned 10°, shifted 8 mm, mirrored), which must be a FAIL. Ten impossible pairs
(another patient, another breast, upside down, noise) are registered and judged; each must be a FAIL, or the method must
stop with an error. The run goes on where an earlier one stopped if OUT is there. The JSON is flat: what/figure.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from random_pairs import ROBUSTNESS, random_pair
from wrong_registrations import impossible_pairs, run_context, wrong_on_purpose

from workstation.core.study import TransformRecord
from workstation.core.transform import Transform
from workstation.core.volume import Volume
from workstation.imaging.mapping import map_points
from workstation.imaging.regularity import regularity, sample_points
from workstation.workbench.error_gate import map_for
from workstation.workbench.gates import judge
from workstation.workbench.plugins import load_plugin, plugin_by_id

SUCCESS_MM = 2.0
SPOILT = 10


def quiet(*_args: object, **_curves: object) -> None:
    """A report that nobody reads."""


def registered(fixed: Volume, moving: Volume, threads: int) -> Transform:
    """The default method with its default settings."""
    plugin = load_plugin(plugin_by_id("sonolign"))
    found: Transform = plugin.register(fixed, moving, plugin.Settings(), run_context(threads))
    return found


def judged(fixed: Volume, moving: Volume, transform: Transform, threads: int) -> dict[str, Any]:
    """Verdict and the figures behind it, as the program has them."""
    error_map = map_for(fixed, moving, transform, quiet, threads)
    gates = judge(fixed, moving, transform, error_map=error_map)
    by_name = {gate.name: gate for gate in gates}
    predicted = by_name["predicted error"].values
    return {
        "verdict": TransformRecord("", "", "", gates=gates).verdict,
        "because": [gate.name for gate in gates if gate.verdict != "PASS"],
        "failed": [gate.name for gate in gates if gate.verdict == "FAIL"],
        "predicted_mean": round(float(predicted.get("mean", np.nan)), 3),
        "predicted_beyond": round(float(predicted.get("beyond", np.nan)), 4),
        "ahead": round(float(by_name["match"].values.get("ahead", np.nan)), 4),
        "recognised": round(error_map.recognised, 4) if error_map is not None else None,
    }


def one_pair(seed: int, work: Path | None, threads: int, spoilt: bool) -> dict[str, dict[str, Any]]:
    """A right pair: its result, and what it becomes when it is spoilt on purpose."""
    pair = random_pair(seed, work)
    transform = registered(pair.fixed, pair.moving, threads)
    error = np.linalg.norm(map_points(transform, pair.fixed_marks_mm) - pair.moving_marks_mm, axis=1)
    before = np.linalg.norm(pair.fixed_marks_mm - pair.moving_marks_mm, axis=1)
    folds = regularity(transform, sample_points(pair.fixed.grid, 200_000)).folded_share
    rows = {
        f"pair {seed}": {
            "tre_before": round(float(before.mean()), 3), "tre_mean": round(float(error.mean()), 3),
            "tre_p95": round(float(np.percentile(error, 95)), 3), "folded_share": folds,
            **judged(pair.fixed, pair.moving, transform, threads),
        }
    }  # fmt: skip
    for name, wrong in wrong_on_purpose(pair, transform).items() if spoilt else ():
        rows[f"pair {seed}, {name}"] = judged(pair.fixed, pair.moving, wrong, threads)
    return rows


def impossible(seeds: tuple[int, int], work: Path | None, threads: int) -> dict[str, dict[str, Any]]:
    """Ten pairs that cannot be aligned; a method that says so itself is right, too."""
    rows = {}
    one, other = (random_pair(seed, work) for seed in seeds)
    for name, fixed, moving in impossible_pairs(one, other, seeds[0]):
        try:
            transform = registered(fixed, moving, threads)
        except Exception as error:  # noqa: BLE001 - whatever stops the method ends the job without a result
            rows[f"impossible: {name}"] = {"verdict": "FAIL", "because": [f"{type(error).__name__}: {error}"]}
            continue
        rows[f"impossible: {name}"] = judged(fixed, moving, transform, threads)
    return rows


def totals(rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The figures in one line each."""
    right = {name: row for name, row in rows.items() if "tre_mean" in row}
    good = [row for row in right.values() if row["tre_mean"] < SUCCESS_MM]
    found: dict[str, Any] = {
        "pairs": len(right), "successes": len(good),
        "successes that FAIL": sum(row["verdict"] == "FAIL" for row in good),
        "successes that PASS": sum(row["verdict"] == "PASS" for row in good),
        "failures that PASS": sum(row["verdict"] == "PASS" for row in right.values() if row not in good),
        "pairs that fold": sum(row["folded_share"] > 0 for row in right.values()),
    }  # fmt: skip
    for kind in ("turned 10°", "shifted 8 mm", "mirrored"):
        chosen = [row for name, row in rows.items() if name.endswith(kind) and name.startswith("pair")]
        found[f"{kind}: FAIL"], found[f"{kind}: of"] = sum(row["verdict"] == "FAIL" for row in chosen), len(chosen)
    chosen = [row for name, row in rows.items() if name.startswith("impossible")]
    found["impossible: FAIL"], found["impossible: of"] = sum(row["verdict"] == "FAIL" for row in chosen), len(chosen)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, required=True, help="where to write the figures, pair by pair")
    parser.add_argument("--work", type=Path, help="folder that keeps the simulated pairs")
    parser.add_argument("--pairs", type=int, default=len(ROBUSTNESS))
    parser.add_argument("--first", type=int, default=ROBUSTNESS[0], help="seed of the first pair")
    parser.add_argument("--spoilt", type=int, default=SPOILT, help="how many results are spoilt on purpose")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    rows: dict[str, dict[str, Any]] = {}
    if options.json.exists():
        rows = json.loads(options.json.read_text(encoding="utf-8"))["rows"]

    def keep(new: dict[str, dict[str, Any]]) -> None:
        rows.update(new)
        for name, row in new.items():
            print(f"{name:48}{row}", flush=True)
        text = json.dumps({"totals": totals(rows), "threads": options.threads, "rows": rows}, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")

    seeds = range(options.first, options.first + options.pairs)
    if not any(name.startswith("impossible") for name in rows):
        keep(impossible((seeds[0], seeds[1]), options.work, options.threads))
    for seed in seeds:
        if f"pair {seed}" not in rows:
            keep(one_pair(seed, options.work, options.threads, seed in seeds[: options.spoilt]))
    for name, value in totals(rows).items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
