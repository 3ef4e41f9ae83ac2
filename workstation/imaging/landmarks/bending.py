"""Placing a match once more while the piece is allowed to bend.

Tissue between two scans is not only moved but turned and squeezed; a stiff piece then lies a fraction of a millimetre beside
the true place. Starting from where the stiff piece was found, the place, the nine numbers of a local linear map, brightness
and contrast are adjusted together by Gauss and Newton's method (Lucas and Kanade, IJCAI 1981; Baker and Matthews, IJCV
2004;56:221, with the mean of both slopes as in Malis, ICRA 2004). Bends beyond a tenth are thought unlikely beforehand, the
more so the more speckle there is, so that a piece with little structure stays stiff.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray
from workstation.core.volume import Volume
from workstation.imaging.landmarks.pieces import FloatVoxels, Scale, Surroundings, gaussian_weight, surroundings

ROUNDS = 3
USUAL_BEND = 0.05  # standard deviation of each number of the local linear map, beyond the bend that is known
INDEPENDENT = 40.0  # pieces of speckle in a cube that tell different things
MOST_MM = 1.0  # a place that moves further has followed something else
SPARE = 1.25  # factor by which a bend may enlarge what is compared
TINY = 1e-6


@dataclass(frozen=True, eq=False)
class BentPlace:
    """Where a piece lies once it may bend.

    Parameters
    ----------
    place_mm : (3,) in the target
    jacobian : (3, 3), how small steps of the source are turned and stretched there
    template, found : what was compared, (n,)³ each
    """

    place_mm: FloatArray
    jacobian: FloatArray
    template: FloatVoxels
    found: FloatVoxels


def bent(
    source: Volume, target: Volume, source_mm: npt.ArrayLike, place_mm: FloatArray, jacobian: FloatArray, scale: Scale
) -> BentPlace | None:
    """Adjust place and bend of a piece that was found; None where half of it is missing or nothing got better.

    Parameters
    ----------
    source_mm, place_mm : (3,) the point and where it was found
    jacobian : (3, 3), the bend that is known before
    """
    here, half, step = np.asarray(source_mm, np.float64), scale.half, scale.step_mm
    of_source = surroundings(source, here, np.eye(3), half, scale)
    of_target = surroundings(target, place_mm, SPARE * jacobian, half, scale, MOST_MM)
    if of_source is None or of_target is None:
        return None
    template = of_source.cube(here, np.eye(3), half, step)
    before = last = BentPlace(place_mm, jacobian, template, of_target.cube(place_mm, jacobian, half, step))
    for _ in range(ROUNDS):
        last = _adjusted(last, of_target, scale)
    apart = float(np.linalg.norm(last.place_mm - place_mm))
    return last if apart <= MOST_MM and _likeness(last) > _likeness(before) else None


def _adjusted(now: BentPlace, target: Surroundings, scale: Scale) -> BentPlace:
    """One step: all fourteen numbers by weighted least squares."""
    weight = gaussian_weight(scale.half)
    here = now.template - (weight * now.template).sum()
    there = now.found - (weight * now.found).sum()
    gain = float((weight * here * there).sum()) / max(float((weight * there**2).sum()), TINY)
    there = gain * there
    slopes = np.array(np.gradient((here + there) / 2, scale.step_mm), np.float32)
    bends = slopes[:, None] * _steps(scale)[None]
    columns = np.concatenate([slopes, bends.reshape(9, *here.shape), there[None], np.ones_like(there)[None]])
    flat, rest = columns.reshape(14, -1), (here - there).ravel()
    weighted = flat * weight.ravel()
    unlikely = np.zeros(14)
    unlikely[3:12] = float((weight.ravel() * rest**2).sum()) / INDEPENDENT / USUAL_BEND**2
    normal = (weighted @ flat.T).astype(np.float64) + np.diag(unlikely + TINY)
    change = np.linalg.solve(normal, (weighted @ rest).astype(np.float64))
    place = now.place_mm + now.jacobian @ change[:3]
    jacobian: FloatArray = now.jacobian @ (np.eye(3) + change[3:12].reshape(3, 3))
    return BentPlace(place, jacobian, now.template, target.cube(place, jacobian, scale.half, scale.step_mm))


@lru_cache(maxsize=4)
def _steps(scale: Scale) -> FloatVoxels:
    """The points of a cube, (3, n, n, n) in mm from its middle."""
    line = np.arange(-scale.half, scale.half + 1, dtype=np.float32) * np.float32(scale.step_mm)
    return np.stack(np.meshgrid(line, line, line, indexing="ij"))


def _likeness(place: BentPlace) -> float:
    """Weighted correlation coefficient of what was compared."""
    weight = gaussian_weight(round((place.template.shape[0] - 1) / 2))
    here = place.template - (weight * place.template).sum()
    there = place.found - (weight * place.found).sum()
    strength = float((weight * here**2).sum()) * float((weight * there**2).sum())
    return float((weight * here * there).sum()) / math.sqrt(max(strength, TINY))
