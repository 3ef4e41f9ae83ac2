"""The compiled loops behind votes: neighbours of like brightness agree, and cells become voxels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workstation.imaging.kernels import compiled

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]


@compiled
def walk(
    votes: Floats, ties: tuple[Floats, Floats, Floats], trust: float, before: Floats, after: Floats, start: int, stop: int
) -> None:  # fmt: skip
    """One step towards votes on which neighbours agree: planes start … stop - 1 of `after`.

    votes, before, after : (z, y, x), as voted, before the step and after it; ties : for each axis, how strongly a cell
    holds to the next one along it; trust : how strongly a cell holds to its own vote
    """
    depth, height, width = votes.shape
    along_z, along_y, along_x = ties
    for z in range(start, stop):
        for y in range(height):
            for x in range(width):
                total, weight = trust * votes[z, y, x], trust
                if z > 0:
                    total += along_z[z - 1, y, x] * before[z - 1, y, x]
                    weight += along_z[z - 1, y, x]
                if z < depth - 1:
                    total += along_z[z, y, x] * before[z + 1, y, x]
                    weight += along_z[z, y, x]
                if y > 0:
                    total += along_y[z, y - 1, x] * before[z, y - 1, x]
                    weight += along_y[z, y - 1, x]
                if y < height - 1:
                    total += along_y[z, y, x] * before[z, y + 1, x]
                    weight += along_y[z, y, x]
                if x > 0:
                    total += along_x[z, y, x - 1] * before[z, y, x - 1]
                    weight += along_x[z, y, x - 1]
                if x < width - 1:
                    total += along_x[z, y, x] * before[z, y, x + 1]
                    weight += along_x[z, y, x]
                after[z, y, x] = total / weight


@compiled
def settle(
    votes: Floats, factors: Ints, values: npt.NDArray[np.uint8], out: npt.NDArray[np.uint8], start: int, stop: int
) -> None:
    """The label with most votes at every voxel of the full grid, the votes of coarse cells interpolated linearly.

    votes : (K, z, y, x) of cells of `factors` (z, y, x) voxels; values : (K,); out : (z, y, x), planes start … stop - 1
    """
    kinds, depth, height, width = votes.shape
    row = np.empty((kinds, width), np.float32)
    for z in range(start, stop):
        pz = min(max((z + 0.5) / factors[0] - 0.5, 0.0), depth - 1.0)
        z0 = int(pz)
        z1, fz = min(z0 + 1, depth - 1), np.float32(pz - z0)
        for y in range(out.shape[1]):
            py = min(max((y + 0.5) / factors[1] - 0.5, 0.0), height - 1.0)
            y0 = int(py)
            y1, fy = min(y0 + 1, height - 1), np.float32(py - y0)
            for c in range(kinds):
                for x in range(width):
                    low = (1 - fy) * votes[c, z0, y0, x] + fy * votes[c, z0, y1, x]
                    high = (1 - fy) * votes[c, z1, y0, x] + fy * votes[c, z1, y1, x]
                    row[c, x] = (1 - fz) * low + fz * high
            for x in range(out.shape[2]):
                px = min(max((x + 0.5) / factors[2] - 0.5, 0.0), width - 1.0)
                x0 = int(px)
                x1, fx = min(x0 + 1, width - 1), np.float32(px - x0)
                best, most = 0, np.float32(-1.0)
                for c in range(kinds):
                    share = (1 - fx) * row[c, x0] + fx * row[c, x1]
                    if share > most:
                        best, most = c, share
                out[z, y, x] = values[best]
