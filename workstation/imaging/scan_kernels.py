"""The compiled inner loop of scan conversion; see `imaging.kernels` for how loops are compiled."""

from __future__ import annotations

import math

from workstation.core.geometry import FloatArray
from workstation.core.volume import AnyArray
from workstation.imaging.kernels import compiled


@compiled
def bend_slice(near: AnyArray, share: float, where: FloatArray, rounded: bool, result: AnyArray) -> None:
    """Fill a slice (rows, columns) from one or two neighbouring raster slices (1 or 2, samples, scan lines).

    `where` holds the scan line and sample of each pixel, `share` the weight of the second slice; pixels further than
    half a sample outside are left as they are.
    """
    samples, lines = near.shape[1], near.shape[2]
    for r in range(result.shape[0]):
        for c in range(result.shape[1]):
            u, v = where[r, c, 0], where[r, c, 1]
            if not (-0.5 <= u < lines - 0.5 and -0.5 <= v < samples - 0.5):
                continue
            u, v = min(max(u, 0.0), lines - 1.0), min(max(v, 0.0), samples - 1.0)
            i, j = int(u), int(v)
            right, below = min(i + 1, lines - 1), min(j + 1, samples - 1)
            s, t = u - i, v - j
            value = 0.0
            for n in range(near.shape[0]):
                weight = share if n == 1 else 1.0 - share
                top = near[n, j, i] * (1.0 - s) + near[n, j, right] * s
                bottom = near[n, below, i] * (1.0 - s) + near[n, below, right] * s
                value += weight * (top * (1.0 - t) + bottom * t)
            result[r, c] = math.floor(value + 0.5) if rounded else value
