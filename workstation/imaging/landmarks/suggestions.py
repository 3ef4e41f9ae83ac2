"""Points worth marking: distinct, found again, outside shadow, spread over the volume; and their twins.

A good point is a corner in three dimensions of the despeckled picture (smallest eigenvalue of the structure tensor,
Förstner 1987; Rohr 1997 compares such detectors), unlike its own surroundings (the picture around it is not found again
nearby in the same volume), and lies where the scanner saw something: not in a shadow, not where the probe had no contact.
Points are thinned by farthest-point sampling, so that they cover the volume evenly (Kabus et al., MICCAI 2009), and each
is matched forward and back; where all agree, the pair is proposed, else a person is asked, most informative first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from workstation.core.geometry import FloatArray, Grid, Vector
from workstation.core.volume import Volume
from workstation.imaging.landmarks.patches import uniqueness
from workstation.imaging.landmarks.prediction import Prediction
from workstation.imaging.preprocess import block_mean, normalise_locally, shrink_factors, shrunk_grid, smoothed
from workstation.imaging.segmentation.artefacts import find_artefacts

FloatVoxels = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
Tell = Callable[[float, str], None]
Predictor = Callable[[Vector], Prediction | None]  # the twin of a point

SPACING_MM = 1.0
DESPECKLE_MM = 0.8
WINDOW_MM = 12.0  # of local normalisation
TENSOR_MM = 1.8
BORDER_MM = 5.0  # nearer to the edge of the volume nothing is suggested: half of its surroundings would be missing
DARK_SHARE = 0.45  # of the median brightness of a depth; what is darker over a wide area is shadow or lack of contact
SHADOW_MM = 3.0
PEAK_MM = 3.0  # suggestions lie at least this far apart
CANDIDATES_PER_POINT = 3
UNIQUE_RADIUS_MM = 6.0
LEAST_UNIQUE = 0.02  # margin over the best place nearby in the same volume
AGREE_MM = 1.0  # forward and back must end this near to where they began
SURE = 0.97  # probability that the search was right, from which a pair is proposed


@dataclass(frozen=True, slots=True)
class Spot:
    """A point worth marking, and how good it is (0 to 1)."""

    position_mm: Vector
    quality: float


@dataclass(frozen=True, eq=False)
class Suggestion:
    """A point worth marking with its twin.

    Parameters
    ----------
    prediction : its twin in the other volume
    round_trip_mm : distance from the point after going forward and back; None where there is no way back
    gain : how much a person's answer would tell, in mm: uncertainty there, more where no pair is near
    """

    position_mm: Vector
    quality: float
    prediction: Prediction
    round_trip_mm: float | None
    gain: float

    @property
    def is_proposed(self) -> bool:
        """Whether everything agrees, so that one look and one key suffice."""
        near = self.round_trip_mm is not None and self.round_trip_mm < AGREE_MM
        return near and self.prediction.image_trust >= SURE


@dataclass(frozen=True, eq=False)
class GoodPlaces:
    """How good a landmark would be at every place: `quality` (z, y, x) from 0 to 1 on `grid`."""

    grid: Grid
    quality: FloatVoxels


def good_places(volume: Volume, tell: Tell | None = None) -> GoodPlaces:
    """The map "good landmark here" of a volume, about a millimetre fine."""
    report = tell or (lambda _share, _text: None)
    report(0.0, "reading the volume")
    factors = shrink_factors(volume.grid, SPACING_MM)
    grid = shrunk_grid(volume.grid, factors)
    values = block_mean(volume.voxels.whole(), factors)
    report(0.5, "looking for corners")
    smooth = smoothed(values, grid, DESPECKLE_MM)
    seen = usable(smooth, grid) & sounded(values, grid)
    corner = _cornerness(normalise_locally(smooth, grid, WINDOW_MM), grid)
    corner[~seen] = 0.0
    top = float(np.percentile(corner[seen], 99.5)) if seen.any() else 1.0
    report(1.0, "looking for corners")
    return GoodPlaces(grid, np.minimum(corner / max(top, 1e-9), 1.0).astype(np.float32))


def usable(values: FloatVoxels, grid: Grid) -> Mask:
    """Where the scanner saw something: brightness over a few mm is not far below that of the same depth.

    Shadow, lack of contact and the outside of a scan are dark over a wide area; the border of the volume is left out.
    """
    wide = smoothed(values, grid, SHADOW_MM)
    usual = np.median(wide, axis=(0, 2), keepdims=True)
    seen: Mask = (wide > DARK_SHARE * usual) & (wide > 0.05 * float(wide.max()))
    for axis, size in enumerate(grid.shape_zyx):
        border = min(math.ceil(BORDER_MM / grid.spacing_mm[2 - axis]), size // 3)
        edges = [slice(None)] * 3
        for part in (slice(0, border), slice(size - border, size)):
            edges[axis] = part
            seen[tuple(edges)] = False
    return seen


def sounded(values: FloatVoxels, grid: Grid) -> Mask:
    """Where sound came: neither in a shadow, as under the nipple, nor under a place without contact."""
    found = find_artefacts(values, grid)
    hidden = found.no_contact | found.shadow
    layers = [found.layer(hidden, z, values.shape[1:]) for z in range(values.shape[0])]
    heard: Mask = ~np.stack(layers)
    return heard


def find_spots(
    places: GoodPlaces, volume: Volume, count: int, known_mm: FloatArray, tell: Tell | None = None
) -> list[Spot]:
    """Up to `count` distinct points, spread over the volume and away from known ones (N, 3)."""
    report = tell or (lambda _share, _text: None)
    peaks = _peaks(places)
    rough = spread_out(peaks, CANDIDATES_PER_POINT * count, known_mm, 0.5)
    unique = []
    for n, spot in enumerate(rough):
        report(n / max(len(rough), 1), "looking for rare places")
        margin = uniqueness(volume, spot.position_mm, UNIQUE_RADIUS_MM)
        if margin is not None and margin >= LEAST_UNIQUE:
            unique.append(Spot(spot.position_mm, spot.quality * min(1.0, margin / (5 * LEAST_UNIQUE))))
    return spread_out(unique, count, known_mm, 0.25)


def spread_out(spots: Sequence[Spot], count: int, known_mm: FloatArray, taste: float) -> list[Spot]:
    """Farthest-point sampling: the next point is the one farthest from all taken ones, times its quality to a power."""
    if not spots:
        return []
    points = np.array([spot.position_mm for spot in spots])
    worth = np.maximum([spot.quality for spot in spots], 1e-3) ** taste
    far = np.full(len(points), np.linalg.norm(np.ptp(points, axis=0)) + 1.0)
    for place in np.asarray(known_mm, np.float64).reshape(-1, 3):
        far = np.minimum(far, np.linalg.norm(points - place, axis=1))
    chosen: list[Spot] = []
    while len(chosen) < min(count, len(spots)):
        best = int((far * worth).argmax())
        if far[best] < PEAK_MM:
            break
        chosen.append(spots[best])
        far = np.minimum(far, np.linalg.norm(points - points[best], axis=1))
    return chosen


def match_spots(
    spots: Sequence[Spot], forward: Predictor, back: Predictor, known_mm: FloatArray, tell: Tell | None = None
) -> list[Suggestion]:
    """Match every point forward and back; those whose twin cannot be said at all are left out."""
    report = tell or (lambda _share, _text: None)
    known = np.asarray(known_mm, np.float64).reshape(-1, 3)
    found = []
    for n, spot in enumerate(spots):
        report(n / len(spots), "matching forward and back")
        there = forward(spot.position_mm)
        if there is None:
            continue
        here = back(there.position_mm) if there.image is not None else None
        trip = math.dist(here.position_mm, spot.position_mm) if here is not None and here.image is not None else None
        gap = float(np.linalg.norm(known - spot.position_mm, axis=1).min()) if len(known) else 50.0
        found.append(Suggestion(spot.position_mm, spot.quality, there, trip, there.radius_mm * math.sqrt(gap)))
    report(1.0, "matching forward and back")
    return found


def by_information(suggestions: Sequence[Suggestion]) -> tuple[list[Suggestion], list[Suggestion]]:
    """Those that are proposed, best first, and those a person must decide, most informative first."""
    proposed = sorted((each for each in suggestions if each.is_proposed), key=lambda each: each.prediction.radius_mm)
    asked = sorted((each for each in suggestions if not each.is_proposed), key=lambda each: -each.gain)
    return proposed, asked


def _cornerness(values: FloatVoxels, grid: Grid) -> FloatVoxels:
    """Smallest eigenvalue of the structure tensor, by way of det / (sum of principal minors), which is near it."""
    slopes: list[FloatVoxels] = list(np.gradient(values, *grid.spacing_mm[::-1]))
    gz, gy, gx = slopes

    def averaged(product: FloatVoxels) -> FloatVoxels:
        return smoothed(product, grid, TENSOR_MM)

    xx, yy, zz = averaged(gx * gx), averaged(gy * gy), averaged(gz * gz)
    xy, xz, yz = averaged(gx * gy), averaged(gx * gz), averaged(gy * gz)
    minors = (xx * yy - xy**2) + (xx * zz - xz**2) + (yy * zz - yz**2)
    det = xx * (yy * zz - yz**2) - xy * (xy * zz - yz * xz) + xz * (xy * yz - yy * xz)
    result: FloatVoxels = np.maximum(det, 0) / np.maximum(minors, 1e-9)
    return result


def _peaks(places: GoodPlaces) -> list[Spot]:
    """Local maxima of the map, at least `PEAK_MM` apart, to a fraction of a voxel."""
    quality, grid = places.quality, places.grid
    size = [max(3, 2 * round(PEAK_MM / s / 2) + 1) for s in grid.spacing_mm[::-1]]
    top = (quality == ndimage.maximum_filter(quality, size)) & (quality > 0.02)
    index = np.argwhere(top)
    points = grid.to_world(index[:, ::-1])
    return [
        Spot((float(x), float(y), float(z)), float(quality[tuple(i)]))
        for (x, y, z), i in zip(points, index, strict=True)
    ]
