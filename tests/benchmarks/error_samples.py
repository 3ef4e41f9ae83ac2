"""Samples for the predicted-error map: measures and true errors at many places of right and wrong registrations."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from random_pairs import KnownPair
from wrong_registrations import of_length, registrations, run_context, turned

from workstation.core.transform import Affine, Composite, Transform
from workstation.imaging.mapping import map_points
from workstation.imaging.uncertainty.features import NAMES, measure, second_opinion
from workstation.imaging.uncertainty.matching import points_of

MOST_PLACES = 6000  # of one registration


@dataclass(frozen=True, eq=False)
class Samples:
    """Places of the registrations of one pair.

    Parameters
    ----------
    measures : (N, measures in the order of `NAMES`)
    error_mm : (N,) true errors
    seen : (N,) whether both scans show something there
    which : (N,) index of the registration
    names, tre_mm : of the registrations; mean landmark errors
    """

    measures: np.ndarray
    error_mm: np.ndarray
    seen: np.ndarray
    which: np.ndarray
    names: tuple[str, ...]
    tre_mm: np.ndarray


def samples_of(pair: KnownPair, seed: int, threads: int, cache: Path | None = None) -> Samples:
    """Register a pair rightly and wrongly, and measure; kept in `cache` if given."""
    path = cache / f"samples_{pair.name.replace(' ', '_')}.npz" if cache else None
    if path is not None and path.exists():
        with np.load(path) as file:
            if tuple(file["measured"].tolist()) == NAMES:
                return Samples(*(file[key] for key in ("measures", "error_mm", "seen", "which")),
                               tuple(file["names"].tolist()), file["tre_mm"])  # fmt: skip
    rng = np.random.default_rng([seed, 80])
    rows, names, tre = [], [], []
    back = second_opinion(pair.fixed, pair.moving, run_context(threads))
    cases = [(name, transform, back) for name, transform in registrations(pair, seed, threads)]
    if back is not None:  # the second opinion is sometimes the wrong one
        astray = Composite((back, *astray_by(pair, rng)))
        cases += [(f"{name}, second opinion astray", transform, astray) for name, transform, _ in cases[:2]]
    for n, (name, transform, other) in enumerate(cases):
        names.append(name)
        landed = map_points(transform, pair.fixed_marks_mm)
        tre.append(float(np.linalg.norm(landed - pair.moving_marks_mm, axis=1).mean()))
        rows.append((*sampled(pair, transform, other, rng, threads), n))
    samples = Samples(
        np.concatenate([row[0] for row in rows]), np.concatenate([row[1] for row in rows]),
        np.concatenate([row[2] for row in rows]), np.concatenate([np.full(len(row[1]), row[3]) for row in rows]),
        tuple(names), np.array(tre),
    )  # fmt: skip
    if path is not None:
        part = path.with_name(f"part{os.getpid()}_{path.name}")
        np.savez(part, measured=np.array(NAMES), **vars(samples))
        part.replace(path)
    return samples


def astray_by(pair: KnownPair, rng: np.random.Generator) -> tuple[Transform, Transform]:
    """A random rotation and shift."""
    return (
        turned(pair.fixed.grid, float(rng.uniform(1, 8)), rng.standard_normal(3)),
        Affine.translation(of_length(rng, float(rng.uniform(1, 8)))),
    )


def sampled(
    pair: KnownPair, transform: Transform, back: Transform | None, rng: np.random.Generator, threads: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Measures, true errors, and whether something is seen, at random places of the overlap."""
    features = measure(pair.fixed, pair.moving, transform, lambda *_args, **_curves: None, threads, opposite=back)
    points = points_of(features.grid)
    places = np.flatnonzero(features.overlap.ravel())
    if len(places) > MOST_PLACES:
        places = rng.choice(places, MOST_PLACES, replace=False)
    points = points[places]
    error = np.linalg.norm(map_points(transform, points) - map_points(pair.truth, points), axis=1)
    measures = features.values.reshape(len(NAMES), -1)[:, places].T
    return measures, error.astype(np.float32), features.seen.ravel()[places]
