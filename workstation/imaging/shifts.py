"""Every shift at once: masked normalised correlation by FFT (Padfield, IEEE TIP 2012;21:2706, eq. 16 to 21)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import fft

from workstation.imaging.preprocess import FloatVoxels

LEAST_OVERLAP = 0.3  # of the smaller picture; below that a few agreeing voxels look like a match


Belief = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]


class Shifts:
    """Masked correlation of one array with others for every shift."""

    def __init__(self, values: FloatVoxels, mask: FloatVoxels) -> None:
        self._shape, self._count = values.shape, float(mask.sum())
        self._parts = (values, mask, values * values)
        self._ready: dict[tuple[int, ...], list[np.ndarray]] = {}

    def best(
        self, values: FloatVoxels, mask: FloatVoxels, workers: int, belief: Belief | None = None
    ) -> list[tuple[float, tuple[int, int, int]]]:
        """The best shift: correlation times overlap, and which voxel (x, y, z) of the other lies on the first's first.

        `belief` weighs shifts: called with such voxels (..., 3) it gives factors from 0 to 1.
        """
        full = tuple(n + m - 1 for n, m in zip(self._shape, values.shape, strict=True))
        size = tuple(fft.next_fast_len(n, real=True) for n in full)
        if size not in self._ready:
            self._ready[size] = [fft.rfftn(part, size, workers=workers) for part in self._parts]
        fa, fam, fa2 = self._ready[size]
        flip = (slice(None, None, -1),) * 3
        fb, fbm, fb2 = (fft.rfftn(each[flip], size, workers=workers) for each in (values, mask, values * values))
        inside = tuple(slice(0, n) for n in full)

        def product(left: np.ndarray, right: np.ndarray) -> FloatVoxels:
            result: FloatVoxels = fft.irfftn(left * right, size, workers=workers)[inside]
            return result

        count = np.maximum(product(fam, fbm), 1)
        sum_a, sum_b = product(fa, fbm), product(fam, fb)
        spread = (product(fa2, fbm) - sum_a**2 / count) * (product(fam, fb2) - sum_b**2 / count)
        scale = np.sqrt(np.maximum(spread, 0))
        overlap = count / min(self._count, float(mask.sum()))
        usable = (overlap >= LEAST_OVERLAP) & (scale > 1e-3 * scale.max())
        score = np.where(
            usable,
            (product(fa, fb) - sum_a * sum_b / count) / np.where(usable, scale, 1) * np.minimum(np.sqrt(overlap), 1),
            0,
        )
        value, lag = _highest(score, values.shape)
        if belief is not None and float(belief(np.array(lag, float))) < 1:  # else no other one can be better
            value, lag = _highest(score * belief(_lags(values.shape, score.shape)), values.shape)
        return [(value, lag)] if value > 0 else []


def _highest(score: npt.NDArray[Any], shape: tuple[int, ...]) -> tuple[float, tuple[int, int, int]]:
    """The highest correlation, and which voxel (x, y, z) of the other (of that shape) lies on the first's first."""
    place = np.unravel_index(int(np.argmax(score)), score.shape)
    z, y, x = (int(m) - 1 - int(s) for m, s in zip(shape, place, strict=True))
    return float(score[place]), (x, y, z)


def _lags(shape: tuple[int, ...], full: tuple[int, ...]) -> npt.NDArray[np.float64]:
    """For every place of the correlation, which voxel (x, y, z) of the other lies on the first's first."""
    places = np.indices(full, dtype=np.float64)
    return np.stack([m - 1 - s for m, s in zip(shape, places, strict=True)][::-1], axis=-1)
