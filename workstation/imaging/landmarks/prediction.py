"""Where the twin of a point should lie in the other volume, and how far off that may be.

Three witnesses are heard: the accepted pairs (`spline`), a registration, and the pictures themselves (`patches`), which
search where the first two point. Each says how sure it is. They are weighed by Bayes' rule: the picture's place is right
with a probability that follows from how alike the surroundings are, how many times more the best rival differs (a
logistic curve fitted to simulated pairs), and how well it agrees with the others; else the others' place stands. The radius
holds 95 % of that mixture. How far each witness is to be trusted is learnt from the case itself: the first two from its
pairs, each predicted from all others (`learn_scale`), the pictures from how far a search forward and back misses its
beginning (`learn_image_scale`). While there is little to learn from, what was fitted to simulated pairs stands.
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
LOGIT = (0.0, 1.5, 5.0, -0.55)  # constant, likeness, lead, place at the edge of the search box
MOST_LEAD = 1.5
LEAST_UNLIKE = 0.005  # difference of two pieces that cannot be more alike
MEDIAN_LENGTH = 1.538  # of a standard normal vector in three dimensions
FEWEST_FOR_BOUND = 12  # places through which a smooth map says how good the pictures are at least
IMAGE_SCALES = (1.0, 4.0)  # matches that agree with one another may all be off alike: that narrows nothing
TRIP_GAIN = 2.0  # an error is so many times longer than its round trip: both ways see the same speckle
TRIP_PRIOR = 6.0  # how many round trips the expectation is worth
MOVES = 2  # how often a search follows a peak on the border of its box
FAR_SHARE, FAR_SDS = 0.1, 3.0  # motion is rougher in places: now and then a place lies so many times further off
SEARCH_SDS = 2.5
LEAST_SEARCH_MM, MOST_SEARCH_MM = 2.5, 12.0
SCALES = tuple(np.geomspace(1.0, 4.0, 33).tolist())  # a few lucky clicks must not make rings narrower
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
    """What a case has taught about its witnesses (`calibration`).

    Parameters
    ----------
    prior, image : factors of the spread of pairs and registration, and of the pictures
    growth, usual_mm : how the spread of the pairs grows, from which spread on
    ring : factor of rings that rest on pairs and registration alone
    """

    prior: float = 1.0
    image: float = 1.0
    growth: float = 1.0
    usual_mm: float = 1.0
    ring: float = 1.0


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
    used = scales or Scales()
    found = look(source, target, source_mm, expected_place(pairs, registration, used), jacobian) if looks else None
    return weigh(pairs, registration, found, used)


def look(
    source: Volume, target: Volume, source_mm: Vector, prior: Witness, jacobian: FloatArray | None = None
) -> Match | None:
    """Search the pictures for the twin of a point of `source`, around the place where it is expected."""
    return match_point(source, target, source_mm, prior.position_mm, search_radius_mm(prior), jacobian, MOVES)


def expected_place(pairs: Witness | None, registration: Witness | None, scales: Scales) -> Witness:
    """What pairs and registration say together, with the spread that the case has taught."""
    prior = agreed([each for each in (pairs, registration) if each is not None])
    return Witness(prior.position_mm, scales.prior * prior.spread_mm)


def weigh(pairs: Witness | None, registration: Witness | None, found: Match | None, scales: Scales) -> Prediction:
    """What the three witnesses say together; `found` is what the search in the pictures brought, if anything."""
    prior = expected_place(pairs, registration, scales)
    if found is None:
        own = prior.spread_mm**2 * np.eye(3)
        radius = scales.ring * blind_radius_mm(prior)
        return Prediction(prior.position_mm, radius, pairs, registration, None, 0.0, own)
    trust = trust_in(found, prior)
    seen = trust >= 0.5
    place, covariance = (
        _fused(prior, found, scales.image) if seen
        else (np.array(prior.position_mm), prior.spread_mm**2 * np.eye(3))
    )  # fmt: skip
    away = math.dist(place.tolist(), prior.position_mm if seen else found.position_mm)
    right, wrong = math.sqrt(np.trace(covariance) / 3), math.hypot(prior.spread_mm, away / math.sqrt(3))
    if not seen:
        right, wrong = wrong, prior.spread_mm
    x, y, z = place.tolist()
    radius = mixture_radius(trust, right, wrong) * (1.0 if seen else scales.ring)
    return Prediction((x, y, z), radius, pairs, registration, found, trust, covariance)


def blind_radius_mm(prior: Witness) -> float:
    """The radius that should hold 95 % where the pictures say nothing, before the case has taught better."""
    return mixture_radius(1 - FAR_SHARE, prior.spread_mm, FAR_SDS * prior.spread_mm)


def trust_in(match: Match, prior: Witness) -> float:
    """Probability that a search found the right place, given what was expected before."""
    constant, likeness, lead, edge = LOGIT
    unlike = 1 - match.likeness + LEAST_UNLIKE
    ahead = min(math.log(max(unlike + match.margin, LEAST_UNLIKE) / unlike), MOST_LEAD)
    logit = constant + likeness * match.likeness + lead * ahead + edge * match.at_edge
    sd = math.sqrt(prior.spread_mm**2 + float(np.trace(match.covariance_mm2)) / 3)
    away = math.dist(match.position_mm, prior.position_mm)
    expected = (1 - FAR_SHARE) * _density(away, sd) + FAR_SHARE * _density(away, FAR_SDS * sd)
    anywhere = 1 / (4 / 3 * math.pi * search_radius_mm(prior) ** 3)
    odds = math.exp(logit) * max(expected / anywhere, 1e-12)
    return odds / (1 + odds)


def learn_image_scale(fixed_mm: FloatArray, found_mm: FloatArray, stated_mm: FloatArray, trips_mm: FloatArray) -> float:
    """How much worse (above 1) or better than stated the pictures find places; 1 while there is nothing to learn from.

    Voxels, interpolation and speckle that is half the same make every search miss a little; forward and back it misses
    its beginning, and that shows how much. A smooth map through the found places, which predicts each from all others,
    says how bad the pictures can be at most: what is left is their error and the roughness of the motion. A short trip
    proves nothing, as both ways see the same speckle and miss the same bend, so trips only widen.

    Parameters
    ----------
    fixed_mm, found_mm : (N, 3) points and where they were found
    stated_mm : (N,) stated error of the found place, per axis
    trips_mm : (N,) distance from the point after going forward and back; NaN where nothing was found on the way back
    """
    there_and_back = np.isfinite(trips_mm)
    count, scale = int(there_and_back.sum()), 1.0
    if count:
        seen = TRIP_GAIN * float(np.median(trips_mm[there_and_back] / stated_mm[there_and_back])) / MEDIAN_LENGTH
        scale = max(seen, 1.0) ** (count / (count + TRIP_PRIOR))
    if len(fixed_mm) >= FEWEST_FOR_BOUND:
        left = float(np.median(np.linalg.norm(fit_pairs(fixed_mm, found_mm).left_out_mm, axis=1))) / MEDIAN_LENGTH
        scale = min(scale, left / float(np.median(stated_mm)))
    return min(max(scale, IMAGE_SCALES[0]), IMAGE_SCALES[1])


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


def radius_in_sds(share: float) -> float:
    """The radius that holds a share of a normal distribution in three dimensions, in standard deviations per axis."""
    low, high = 0.0, 8.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle) < share else (low, middle)
    return high


def learn_scale(errors_mm: FloatArray, spreads_mm: FloatArray, marks_mm: FloatArray) -> float:
    """The factor by which the spreads (N,) per axis must be multiplied to explain the errors.

    Parameters
    ----------
    errors_mm : (N,) distances of the marks from what was predicted for them without them; a few may be gross mistakes
    spreads_mm : (N,) what was stated of those predictions
    marks_mm : (N,) error of the marks themselves, per axis, which must not be charged to the predictions
    """
    if len(errors_mm) == 0:
        return 1.0
    scores = []
    for scale in SCALES:
        variance = (scale * spreads_mm) ** 2 + marks_mm**2
        fine = (1 - GROSS_SHARE) * variance**-1.5 * np.exp(-0.5 * errors_mm**2 / variance)
        gross = GROSS_SHARE * GROSS_MM**-3 * np.exp(-0.5 * (errors_mm / GROSS_MM) ** 2)
        score = float(np.log(fine + gross).sum())
        scores.append(score - 0.5 * (math.log(scale) / SCALE_PRIOR_SD) ** 2)
    return float(SCALES[int(np.argmax(scores))])


def _density(away_mm: float, sd_mm: float) -> float:
    """Of a normal distribution in three dimensions, per mm³."""
    return math.exp(-0.5 * (away_mm / sd_mm) ** 2) / (sd_mm * math.sqrt(2 * math.pi)) ** 3


def _fused(prior: Witness, match: Match, scale: float) -> tuple[FloatArray, FloatArray]:
    """The mean of both places by their certainty, along each direction apart."""
    of_match = np.linalg.inv(scale**2 * match.covariance_mm2)
    of_prior = np.eye(3) / (prior.spread_mm**2 * (1 - FAR_SHARE + FAR_SHARE * FAR_SDS**2))
    covariance: FloatArray = np.linalg.inv(of_match + of_prior).astype(np.float64)
    place: FloatArray = covariance @ (of_match @ np.array(match.position_mm) + of_prior @ np.array(prior.position_mm))
    return place, covariance


def _within(radius_sds: float) -> float:
    """Share of a normal distribution in three dimensions within a radius, in standard deviations."""
    return math.erf(radius_sds / math.sqrt(2)) - math.sqrt(2 / math.pi) * radius_sds * math.exp(-0.5 * radius_sds**2)
