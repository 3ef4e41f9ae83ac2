"""How far the predicted error of a registration can be believed, on pairs that its coefficients never saw.

    python tests/benchmarks/error_map.py --json OUT [--work DIR] [--pairs 8] [--threads 2] [--keep]

Simulated pairs (`random_pairs.EVALUATION`) and the public cases of ../shared/bench are registered rightly and wrongly
(`wrong_registrations`), and at up to 6000 places of each registration the prediction is compared with the truth. Figures
of a group of registrations: correlation (Pearson, Spearman), area under the ROC curve for "error over 2 mm" and "over
3 mm" (and how many places those are), coverage of the 95 % bound, mean error and mean prediction, reliability curve.
`sim/right` and `public/right` are the program's own results alone; the others mix right and wrong ones. `red/…` counts
how often the light is red when a right result is turned by 10°, shifted by 8 mm, or mirrored. True errors beyond
12 mm count as 12 mm: a bound of 12 mm means 12 mm or more. DIR keeps what takes time.
The JSON is flat: group/figure. `--keep` writes what the window and the report show of it to resources/error_reliability.json
(see `imaging.uncertainty.reliability`); do so whenever the coefficients have changed.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from error_samples import Samples, samples_of
from random_pairs import CASES, EVALUATION, KnownPair, public_pair, random_pair
from scipy import stats
from wrong_registrations import right_registrations, wrong_on_purpose

from workstation.core.tolerance import Tolerance
from workstation.imaging.uncertainty.model import error_model
from workstation.imaging.uncertainty.reliability import FILE
from workstation.paths import resources
from workstation.workbench.error_gate import error_gate, map_for

RIGHT = ("standard", "instant")
CURVE = ("predicted", "true", "true_p95")
KEPT = {  # groups that people see, and what they are
    "sim/all": "our simulator: good and bad",
    "sim/right": "our simulator: Sonolign's",
    "public/all": "bench pairs: good and bad",
    "public/right": "bench pairs: Sonolign's",
}
BINS = 10
Row = tuple[np.ndarray, np.ndarray, np.ndarray]


def predicted(samples: Samples) -> tuple[np.ndarray, np.ndarray]:
    """Expected errors and bounds at the places of some samples."""
    model = error_model()
    score = model.score(np.ascontiguousarray(samples.measures.T))
    return model.error(score), model.bound(score)


def area_under_curve(score: np.ndarray, positive: np.ndarray) -> float:
    """Probability that a positive place scores higher than a negative one; NaN if there is only one kind."""
    count = int(positive.sum())
    if count in (0, len(positive)):
        return float("nan")
    ranks = stats.rankdata(score)
    return float((ranks[positive].sum() - count * (count + 1) / 2) / (count * (len(positive) - count)))


def figures(true: np.ndarray, error: np.ndarray, bound: np.ndarray) -> dict[str, float]:
    """Everything about one group of places."""
    found = {
        "places": len(true),
        "mean_true_mm": true.mean(), "mean_predicted_mm": error.mean(),
        "pearson": stats.pearsonr(true, error)[0] if np.ptp(error) else np.nan,
        "spearman": stats.spearmanr(true, error)[0] if np.ptp(error) else np.nan,
        "covered_by_95": (true <= bound).mean(),
    }  # fmt: skip
    for limit in (2, 3):
        found[f"auc_over_{limit}mm"] = area_under_curve(error, true > limit)
        found[f"share_over_{limit}mm"] = (true > limit).mean()
    for n, part in enumerate(np.array_split(np.argsort(error), BINS)):
        found[f"reliability_{n}_predicted"], found[f"reliability_{n}_true"] = error[part].mean(), true[part].mean()
        found[f"reliability_{n}_true_p95"] = np.percentile(true[part], 95)
    return {key: round(float(value), 4) for key, value in found.items() if np.isfinite(value)}


def add(groups: dict[str, list[Row]], prefix: str, samples: Samples, name: str) -> None:
    """Sort the places of one pair into the groups they count for."""
    error, bound = predicted(samples)
    for n, kind in enumerate(samples.names):
        if "astray" in kind:
            continue
        chosen = samples.which == n
        row = np.minimum(samples.error_mm[chosen], 12.0).astype(float), error[chosen], bound[chosen]
        for group in (f"{prefix}/all", f"{prefix}/{kind}", *([f"{prefix}/right", f"{name}/right"] * (kind in RIGHT))):
            groups[group].append(row)
        if prefix == "public":
            groups[f"{name}/all"].append(row)


def reds(pair: KnownPair, threads: int) -> dict[str, bool]:
    """Whether the light is red for a result that was spoilt on purpose, and for the result as it was."""
    right = right_registrations(pair, threads)["standard"]
    found = {}
    for name, transform in {"right": right, **wrong_on_purpose(pair, right)}.items():
        error_map = map_for(pair.fixed, pair.moving, transform, lambda *_args, **_curves: None, threads)
        gate = error_gate(error_map, pair.fixed, pair.moving, Tolerance())
        found[name] = gate is not None and gate.verdict == "FAIL"
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--work", type=Path, help="folder for what can be used again")
    parser.add_argument("--pairs", type=int, default=len(EVALUATION))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--keep", action="store_true", help="write resources/error_reliability.json")
    options = parser.parse_args()
    makers: list[tuple[str, int, Callable[[], KnownPair]]] = [
        ("sim", seed, lambda seed=seed: random_pair(seed, options.work)) for seed in EVALUATION[: options.pairs]
    ]
    cases = sorted(path.parent for path in CASES.glob("abus_*/case.json"))
    makers += [("public", n, lambda case=case: public_pair(case)) for n, case in enumerate(cases)]
    groups: dict[str, list[Row]] = defaultdict(list)
    lights: dict[str, list[bool]] = defaultdict(list)
    for prefix, seed, make in makers:
        pair = make()
        add(groups, prefix, samples_of(pair, seed, options.threads, options.work), pair.name)
        for name, red in kept_reds(pair, options.threads, options.work).items():
            lights[f"{prefix}/red/{name}"].append(red)
        print(f"{pair.name} done", flush=True)
        report = report_of(groups, lights)
        if options.json:
            options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    show(groups, report)
    if options.keep:
        keep(groups, report)


def keep(groups: dict[str, list[Row]], report: dict[str, Any]) -> None:
    """Write the reliability curves for the window and the report."""
    curves = []
    for group, title in KEPT.items():
        figure = {key.removeprefix(f"{group}/"): value for key, value in report.items() if key.startswith(f"{group}/")}
        curves.append({
            "name": group, "title": title, "places": int(figure["places"]), "registrations": len(groups[group]),
            "covered": figure["covered_by_95"], "auc_over_2mm": figure["auc_over_2mm"],
            **{f"{key}_mm": [figure[f"reliability_{n}_{key}"] for n in range(BINS)] for key in CURVE},
        })  # fmt: skip
    data = {"model": error_model().fingerprint, "about": report["model"], "curves": curves}
    (resources() / FILE).write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {resources() / FILE}")


def kept_reds(pair: KnownPair, threads: int, work: Path | None) -> dict[str, bool]:
    """`reds`, kept in a folder if one is given."""
    path = work / f"reds_{pair.name.replace(' ', '_')}.json" if work else None
    if path is not None and path.exists():
        found: dict[str, bool] = json.loads(path.read_text(encoding="utf-8"))
        return found
    found = reds(pair, threads)
    if path is not None:
        path.write_text(json.dumps(found), encoding="utf-8")
    return found


def report_of(groups: dict[str, list[Row]], lights: dict[str, list[bool]]) -> dict[str, Any]:
    """All figures so far."""
    report: dict[str, Any] = {"model": error_model().about}
    for group, rows in sorted(groups.items()):
        values = figures(*(np.concatenate(column) for column in zip(*rows, strict=True)))
        report.update({f"{group}/{key}": value for key, value in values.items()})
    for name, found in lights.items():
        report[f"{name}/count"], report[f"{name}/of"] = sum(found), len(found)
    return report


def show(groups: dict[str, list[Row]], report: dict[str, Any]) -> None:
    """The figures of each group in a line."""
    for group in sorted(groups):
        keys = [key for key in report if key.startswith(f"{group}/") and "reliability" not in key]
        print(f"{group:28}" + "  ".join(f"{key.removeprefix(group + '/')} {report[key]}" for key in keys))
    for name, value in report.items():
        if "/red/" in name:
            print(f"{name}: {value}")


if __name__ == "__main__":
    main()
