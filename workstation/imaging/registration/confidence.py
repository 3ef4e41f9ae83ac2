"""Which places of an ultrasound scan show tissue at all: without contact, or where sound was lost, only noise is left.

Tissue and speckle reach over several voxels, electronic noise over one. So the share of the local variation that
neighbouring voxels have in common tells them apart, however bright gain has made the noise. Dark places in which tissue
can still be seen are kept: they carry information. Maps of mere brightness (`segmentation.artefacts`), meant for
persons, would take them away. (Karamalis et al., Med Image Anal 2012;16:1101 weight by a confidence map for the same end.)
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from workstation.imaging.preprocess import FLAT_SHARE, Mask
from workstation.imaging.registration.kernels import Floats, Real, compiled
from workstation.imaging.registration.parallel import Threads
from workstation.imaging.registration.pyramid import Scan, smoothed, window_radii

CELL_VOXELS = 2  # along each axis, in which neighbours are gathered before they are averaged over a window
WINDOW_MM = 5.0
WIDENED_MM = 1.6  # by which what is found reaches into what was averaged with it
MOST_NOISE = (
    0.12  # of a scan; more is no ultrasound (air around a head in MRI), or its voxels are coarser than its speckle
)


def without_noise(scan: Scan, least_shared: float, threads: Threads) -> Scan:
    """The scan without the places that hold mere noise and their nearest surroundings.

    `least_shared` is the correlation of neighbouring voxels below which a place holds noise; 0 keeps everything.
    """
    if least_shared <= 0 or min(scan.grid.shape_zyx) < 2 * CELL_VOXELS:
        return scan
    noise = noisy_cells(scan, least_shared, threads)
    if not 0 < np.count_nonzero(noise) <= MOST_NOISE * noise.size:
        return scan
    x, y, z = (round(WIDENED_MM / CELL_VOXELS / each) for each in scan.grid.spacing_mm)
    near = smoothed(noise.astype(np.float32), (z, y, x), threads, passes=1) > 1e-3
    for axis, count in enumerate(scan.grid.shape_zyx):
        near = np.repeat(near, CELL_VOXELS, axis).take(np.arange(count), axis)
    return replace(scan, weight=np.where(near, np.float32(0), scan.weight))


def noisy_cells(scan: Scan, least_shared: float, threads: Threads) -> Mask:
    """Cells (z, y, x) of `CELL_VOXELS` along each axis around which neighbouring voxels have too little in common."""
    shape = tuple(-(-n // CELL_VOXELS) for n in scan.grid.shape_zyx)
    offset = float(scan.values[::4, ::4, ::4].mean())
    sums = np.zeros((4, *shape), np.float32)
    threads.planes(
        shape[0], scan.values.size,
        lambda a, b: gather_neighbours(scan.values, scan.weight, offset, CELL_VOXELS, sums, a, b),
    )  # fmt: skip
    spread = float(sums[1].sum(dtype=np.float64) / max(sums[3].sum(dtype=np.float64), 1.0))
    varied = (
        _covariances(sums)[0] > FLAT_SHARE**2 * spread
    )  # in the cell itself: an even grey beside tissue is no noise
    z, y, x = (max(1, n // CELL_VOXELS) for n in window_radii(scan.grid, WINDOW_MM))
    variance, covariance = _covariances(smoothed(sums, (z, y, x), threads))
    told: Mask = varied & (variance > FLAT_SHARE**2 * spread) & (covariance < least_shared * variance)
    return told


def _covariances(sums: Floats) -> tuple[Floats, Floats]:
    """Variance of the values (z, y, x) and covariance of neighbours, from what `gather_neighbours` added up."""
    mean, squares, products = sums[:3] / np.maximum(sums[3], np.float32(1e-3))
    return squares - mean * mean, products - mean * mean


@compiled
def gather_neighbours(
    values: Floats, weight: Floats, offset: Real, cell: int, out: Floats, start: int, stop: int
) -> None:
    """Sums over pairs of neighbours that count, by the cell of the first, for planes start to stop of `out` (4, z, y, x).

    Channels: mean of the two values, mean of their squares, their product, number; values are counted from `offset`.
    """
    depth, height, width = values.shape
    offset, half = np.float32(offset), np.float32(0.5)
    row = np.empty((4, width), np.float32)
    for c in range(start, stop):
        for r in range(out.shape[2]):
            row[:] = 0
            for z in range(c * cell, min((c + 1) * cell, depth)):
                for y in range(r * cell, min((r + 1) * cell, height)):
                    here, counts = values[z, y], weight[z, y]
                    for axis in range(3):
                        below, beside = min(z + 1, depth - 1), min(y + 1, height - 1)
                        if (axis == 0 and below == z) or (axis == 1 and beside == y):
                            continue
                        other = values[below, y] if axis == 0 else values[z, beside] if axis == 1 else here[1:]
                        both = weight[below, y] if axis == 0 else weight[z, beside] if axis == 1 else counts[1:]
                        for x in range(other.size):
                            a, b, w = here[x] - offset, other[x] - offset, counts[x] * both[x]
                            row[0, x] += w * half * (a + b)
                            row[1, x] += w * half * (a * a + b * b)
                            row[2, x] += w * a * b
                            row[3, x] += w
            for n in range(4):
                for x in range(width):
                    out[n, c, r, x // cell] += row[n, x]
