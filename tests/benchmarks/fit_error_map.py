"""Fits the coefficients of the predicted-error map to simulated pairs and writes `resources/error_model.json`.

    python tests/benchmarks/fit_error_map.py --work DIR [--pairs 13] [--threads 2]

DIR keeps the simulated pairs and their measures, so that a second run only fits. Nothing but `random_pairs.TRAINING` is
used. Every measure gets a curve of straight pieces that never falls (non-negative least squares on ramps between
quantiles, target ln(0.1 mm + error)); expected error and bound are tables of the score, made of scores that were
predicted for each pair by coefficients found without it. The bound holds for all registrations together and for each
method (our presets, SimpleITK's methods) by itself.
"""

from __future__ import annotations

import argparse
import itertools
import json
from pathlib import Path

import numpy as np
from error_samples import Samples, samples_of
from random_pairs import TRAINING, random_pair
from scipy import optimize

from workstation.imaging.uncertainty.features import NAMES
from workstation.imaging.uncertainty.model import FILE, Curve, ErrorModel
from workstation.paths import resources

OFFSET_MM = 0.1
LARGEST_MM = 12.0  # errors beyond are of one kind: nothing is right here
QUANTILES = (0.02, 0.2, 0.4, 0.6, 0.75, 0.87, 0.95, 0.99)
RIDGE = 1e-3
FOLDS = 6
THINNED = 4  # neighbouring places say much the same
STEPS = 24  # of the tables
COVERED = 0.95
METHODS = ("standard", "instant", "demons_sitk", "bspline_sitk", "linear_sitk")
FEWEST = 60  # places of a kind in a step of the table


def knots_of(values: np.ndarray) -> np.ndarray:
    """Places along a measure between which its curve is straight."""
    return np.unique(np.round(np.quantile(values, QUANTILES), 3))


def ramps(measures: np.ndarray, knots: list[np.ndarray]) -> np.ndarray:
    """For each measure and each piece between knots, how far along it a value is, from 0 to 1; and a column of ones."""
    columns = [np.ones(len(measures))]
    for values, at in zip(measures.T, knots, strict=True):
        columns += [np.clip((values - low) / (high - low), 0, 1) for low, high in itertools.pairwise(at)]
    return np.stack(columns, axis=1)


def solved(normal: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Least squares from its normal equations, with every coefficient but the first not negative."""
    scale = np.trace(normal) / len(normal)
    ridge = RIDGE * scale * np.diag([0.0] + [1.0] * (len(normal) - 1))
    root = np.linalg.cholesky(normal + ridge + 1e-9 * scale * np.eye(len(normal))).T
    low = np.array([-np.inf] + [0.0] * (len(normal) - 1))
    return optimize.lsq_linear(root, np.linalg.solve(root.T, right), (low, np.inf)).x


def targets(samples: list[Samples]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Measures, errors, pair numbers and kinds of registration of all samples."""
    measures = np.concatenate([each.measures[::THINNED] for each in samples]).astype(np.float64)
    error = np.minimum(np.concatenate([each.error_mm[::THINNED] for each in samples]), LARGEST_MM).astype(np.float64)
    pairs = np.concatenate([np.full(len(each.error_mm[::THINNED]), n) for n, each in enumerate(samples)])
    kinds = np.concatenate([np.array(each.names)[each.which[::THINNED]] for each in samples])
    return measures, error, pairs, kinds


def table(score: np.ndarray, error: np.ndarray, kinds: np.ndarray) -> tuple[Curve, Curve]:
    """Mean error and its quantile by score, made never to fall."""
    order = np.argsort(score)
    parts = np.array_split(order, STEPS)
    # the ends get finer parts: that is where people look, at the best and at the worst
    parts = [*np.array_split(parts[0], 3), *parts[1:-1], *np.array_split(parts[-1], 3)]
    at = [float(score[part].mean()) for part in parts]
    mean = np.maximum.accumulate([float(error[part].mean()) for part in parts])
    high = np.maximum.accumulate([highest(error[part], kinds[part]) for part in parts])
    return _rounded(at, mean), _rounded(at, high)


def highest(error: np.ndarray, kinds: np.ndarray) -> float:
    """The quantile of all errors, or that of the method for which it is highest."""
    groups = [error, *(error[kinds == name] for name in METHODS)]
    return max(float(np.quantile(group, COVERED)) for group in groups if len(group) >= FEWEST)


def fitted(samples: list[Samples], about: str) -> tuple[ErrorModel, np.ndarray]:
    """The model, and the score of each sample by coefficients found without its pair."""
    measures, error, pairs, kinds = targets(samples)
    knots = [knots_of(values) for values in measures.T]
    design, target = ramps(measures, knots), np.log(OFFSET_MM + error)
    parts = [pairs % FOLDS == fold for fold in range(FOLDS)]
    normals = [design[part].T @ design[part] for part in parts]
    rights = [design[part].T @ target[part] for part in parts]
    score = np.empty(len(error))
    for part, normal, right in zip(parts, normals, rights, strict=True):
        score[part] = design[part] @ solved(sum(normals) - normal, sum(rights) - right)
    coefficients = solved(sum(normals), sum(rights))
    curves, first = {}, 1
    for name, at in zip(NAMES, knots, strict=True):
        adds = np.concatenate([[0.0], np.cumsum(coefficients[first : first + len(at) - 1])])
        first += len(at) - 1
        if adds[-1] > 0.005:
            curves[name] = _rounded(at, adds)
    return ErrorModel(about, round(float(coefficients[0]), 4), curves, *table(score, error, kinds)), score


def _rounded(at: object, adds: object) -> Curve:
    return Curve(*(tuple(np.round(np.asarray(values, dtype=float), 4).tolist()) for values in (at, adds)))


def as_text(model: ErrorModel) -> str:
    """The model as JSON, one curve a line."""
    data = model.to_json()
    curves = ",\n".join(f"  {json.dumps(name)}: {json.dumps(curve)}" for name, curve in data.pop("curves").items())
    rest = ",\n".join(f" {json.dumps(key)}: {json.dumps(value)}" for key, value in data.items())
    return "{\n" + rest + ',\n "curves": {\n' + curves + "\n }\n}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, required=True, help="folder for what can be used again")
    parser.add_argument("--pairs", type=int, default=len(TRAINING))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, default=resources() / FILE)
    options = parser.parse_args()
    samples = []
    for seed in TRAINING[: options.pairs]:
        samples.append(samples_of(random_pair(seed, options.work), seed, options.threads, options.work))
        print(f"seed {seed}: {len(samples[-1].names)} registrations", flush=True)
    seeds = TRAINING[: options.pairs]
    model, _ = fitted(samples, f"fitted to simulated breast ultrasound, seeds {seeds[0]} to {seeds[-1]}")
    options.out.write_text(as_text(model), encoding="utf-8")
    print(f"wrote {options.out}")


if __name__ == "__main__":
    main()
