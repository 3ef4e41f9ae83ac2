"""Where the twin of a point should lie in the other volume, and how far off that may be.

Three witnesses are heard: the accepted pairs (`spline`), a registration, and the pictures themselves (`patches`), which
search where the first two point. Each says how sure it is. They are weighed by Bayes' rule: the picture's place is right
with a probability that follows from how alike the surroundings are, how far the best rival is behind (a logistic curve
fitted to simulated pairs), and how well it agrees with the others; else the others' place stands. The radius holds 95 %
of that mixture, times a factor learnt from the case's own pairs, each predicted from all others (`learn_scale`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workstation.core.geometry import FloatArray, Vector
from workstation.core.volume import Volume
from workstation.imaging.landmarks.patches import Match, match_point
from workstation.imaging.landmarks.spline import fit_pairs

RADII_PER_SD = 2.795  # radius that holds 95 % of a normal distribution in three dimensions, in standard deviations
LOGIT = (-5.07, 5.39, 10.08, -1.98)  # constant, likeness, root of the margin, place at the edge of the search box
MOST_MARGIN = 0.2
MEDIAN_LENGTH = 1.538  # of a standard normal vector in three dimensions
FEWEST_FOR_IMAGE, LEAST_IMAGE_SCALE = 12, 0.2
SEARCH_SDS = 2.5
LEAST_SEARCH_MM, MOST_SEARCH_MM = 2.5, 12.0
SCALES = tuple(np.geomspace(0.8, 4.0, 33).tolist())  # a few lucky clicks must not make rings much narrower
SCALE_PRIOR_SD = 0.3  # of the factor's natural logarithm, before the case has said anything
GROSS_SHARE, GROSS_MM = 0.03, 6.0  # some pairs are wrong (share, and spread per axis) and must not widen every ring


@dataclass(frozen=True, slots=True)
class Witness:
    """A place in the other volume and how uncertain it is: standard deviation per axis, in mm."""

    position_mm: Vector
    spread_mm: float


@dataclass(frozen=True, eq=False)
class Prediction:
    """Where a twin should lie.

    Parameters
    ----------
    position_mm : the best place
    radius_mm : the true place lies within it in 95 of 100 cases
    pairs, registration : what these two say alone, None where they say nothing
    image : what the search in the pictures found, None where it found nothing
    image_trust : probability from 0 to 1 that the search found the right place
    covariance_mm2 : (3, 3) uncertainty of the place
    """

    position_mm: Vector
    radius_mm: float
    pairs: Witness | None
    registration: Witness | None
    image: Match | None
    image_trust: float
    covariance_mm2: FloatArray


@dataclass(frozen=True, slots=True)
class Scales:
    """What a case has taught about how far to trust predictions: factors of all radii, and of the pictures' own error."""

    radius: float = 1.0
    image: float = 1.0


def agreed(witnesses: Sequence[Witness]) -> Witness:
    """What several witnesses say together: their mean by certainty, less certain the more they disagree."""
    places = np.array([each.position_mm for each in witnesses])
    weights = np.array([each.spread_mm**-2 for each in witnesses])
    mean = weights @ places / weights.sum()
    scatter = float(weights @ ((places - mean) ** 2).sum(axis=1) / weights.sum() / 3)
    x, y, z = mean.tolist()
    return Witness((x, y, z), math.sqrt(1 / weights.sum() + scatter))


def predict(
    source: Volume, target: Volume, source_mm: Vector, pairs: Witness | None, registration: Witness | None,
    jacobian: FloatArray | None = None, scales: Scales | None = None, looks: bool = True,
) -> Prediction:  # fmt: skip
    """Predict the twin of a point of `source` in `target`; at least one of `pairs` and `registration` must be given.

    Parameters
    ----------
    jacobian : (3, 3), how small steps are turned and stretched on the way
    scales : what was learnt about the radii; none if not given
    looks : whether the pictures are searched; without, the answer takes no time
    """
    prior = agreed([each for each in (pairs, registration) if each is not None])
    found = None
    if looks:
        found = match_point(source, target, source_mm, prior.position_mm, search_radius_mm(prior), jacobian)
    return weigh(pairs, registration, found, scales or Scales())


def weigh(pairs: Witness | None, registration: Witness | None, found: Match | None, scales: Scales) -> Prediction:
    """What the three witnesses say together; `found` is what the search in the pictures brought, if anything."""
    prior = agreed([each for each in (pairs, registration) if each is not None])
    here = np.array(prior.position_mm)
    if found is None:
        own = (scales.radius * prior.spread_mm) ** 2 * np.eye(3)
        return Prediction(
            prior.position_mm, scales.radius * RADII_PER_SD * prior.spread_mm, pairs, registration, None, 0.0, own
        )
    trust = trust_in(found, prior)
    place, covariance = _fused(prior, found, scales.image) if trust >= 0.5 else (here, prior.spread_mm**2 * np.eye(3))
    away = math.dist(place.tolist(), prior.position_mm if trust >= 0.5 else found.position_mm)
    right, wrong = math.sqrt(np.trace(covariance) / 3), math.hypot(prior.spread_mm, away / math.sqrt(3))
    if trust < 0.5:
        right, wrong = wrong, prior.spread_mm
    radius = scales.radius * mixture_radius(trust, right, wrong)
    x, y, z = place.tolist()
    return Prediction((x, y, z), radius, pairs, registration, found, trust, scales.radius**2 * covariance)


def trust_in(match: Match, prior: Witness) -> float:
    """Probability that a search found the right place, given what was expected before."""
    constant, likeness, margin, edge = LOGIT
    logit = constant + likeness * match.likeness + margin * math.sqrt(min(max(match.margin, 0.0), MOST_MARGIN))
    logit += edge * match.at_edge
    sd = math.sqrt(prior.spread_mm**2 + float(np.trace(match.covariance_mm2)) / 3)
    away = math.dist(match.position_mm, prior.position_mm)
    expected = math.exp(-0.5 * (away / sd) ** 2) / (sd * math.sqrt(2 * math.pi)) ** 3
    anywhere = 1 / (4 / 3 * math.pi * search_radius_mm(prior) ** 3)
    odds = math.exp(logit) * max(expected / anywhere, 1e-12)
    return odds / (1 + odds)


def learn_image_scale(fixed_mm: FloatArray, found_mm: FloatArray, stated_mm: FloatArray) -> float:
    """How much better than stated the pictures find places: from 0.2 to 1; 1 for too few places (N, 3).

    A smooth map through the places that were found predicts each from all others. What is left, per axis, is their error
    and the roughness of the motion, so it is never less than their error: the pictures are at least that good.
    """
    if len(fixed_mm) < FEWEST_FOR_IMAGE:
        return 1.0
    left = float(np.median(np.linalg.norm(fit_pairs(fixed_mm, found_mm).left_out_mm, axis=1))) / MEDIAN_LENGTH
    return min(max(left / float(np.median(stated_mm)), LEAST_IMAGE_SCALE), 1.0)


def search_radius_mm(prior: Witness) -> float:
    """How far from the expected place the pictures are searched."""
    return min(max(SEARCH_SDS * prior.spread_mm, LEAST_SEARCH_MM), MOST_SEARCH_MM)


def mixture_radius(share: float, spread_mm: float, other_mm: float) -> float:
    """The radius that holds 95 % if the error has one spread (per axis) with probability `share`, else the other."""
    low, high = 0.0, 2 * RADII_PER_SD * max(spread_mm, other_mm)
    for _ in range(40):
        middle = (low + high) / 2
        held = share * _within(middle / spread_mm) + (1 - share) * _within(middle / other_mm)
        low, high = (middle, high) if held < 0.95 else (low, middle)
    return high


def learn_scale(errors_mm: FloatArray, radii_mm: FloatArray, click_mm: float) -> float:
    """The factor by which the radii (N,) must be multiplied so that they hold 95 % of the true places.

    `errors_mm` (N,) are distances of the marks from what was predicted for them without them, at factor 1. A mark is
    itself a little wrong (`click_mm` per axis), and that must not be charged to the prediction. A few marks may be gross
    mistakes.
    """
    if len(errors_mm) == 0:
        return 1.0
    scores = []
    for scale in SCALES:
        variance = (scale * radii_mm / RADII_PER_SD) ** 2 + click_mm**2
        fine = (1 - GROSS_SHARE) * variance**-1.5 * np.exp(-0.5 * errors_mm**2 / variance)
        gross = GROSS_SHARE * GROSS_MM**-3 * np.exp(-0.5 * (errors_mm / GROSS_MM) ** 2)
        score = float(np.log(fine + gross).sum())
        scores.append(score - 0.5 * (math.log(scale) / SCALE_PRIOR_SD) ** 2)
    return float(SCALES[int(np.argmax(scores))])


def _fused(prior: Witness, match: Match, scale: float) -> tuple[FloatArray, FloatArray]:
    """The mean of both places by their certainty, along each direction apart."""
    of_match = np.linalg.inv(scale**2 * match.covariance_mm2)
    of_prior = np.eye(3) / prior.spread_mm**2
    covariance: FloatArray = np.linalg.inv(of_match + of_prior).astype(np.float64)
    place: FloatArray = covariance @ (of_match @ np.array(match.position_mm) + of_prior @ np.array(prior.position_mm))
    return place, covariance


def _within(radius_sds: float) -> float:
    """Share of a normal distribution in three dimensions within a radius, in standard deviations."""
    return math.erf(radius_sds / math.sqrt(2)) - math.sqrt(2 / math.pi) * radius_sds * math.exp(-0.5 * radius_sds**2)
