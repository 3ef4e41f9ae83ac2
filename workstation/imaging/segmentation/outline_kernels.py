"""The compiled loop of closed outlines: which voxels of a box lie inside, row by row."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray
from workstation.imaging.kernels import Size, compiled


@compiled
def inside_outline(
    to_plane: FloatArray, corners: FloatArray, corner: Size, thickness: float, mask: npt.NDArray[np.bool_]
) -> None:
    """Mark the voxels of a box whose foot on a plane lies inside a closed outline, by the even-odd rule.

    Parameters
    ----------
    to_plane : (3, 4), takes a voxel index (x, y, z, 1) to (u, v, depth) of a plane in mm
    corners : (N, 2) of the outline in (u, v); the last is joined to the first
    corner : voxel (x, y, z) of the box's first
    thickness : only voxels with -thickness / 2 ≤ depth < thickness / 2 count; 0 for all depths
    mask : (z, y, x), all False
    """
    count = corners.shape[0]
    crossings = np.empty(count)
    su, sv, sd = to_plane[0, 0], to_plane[1, 0], to_plane[2, 0]
    length = su * su + sv * sv
    for k in range(mask.shape[0]):
        for j in range(mask.shape[1]):
            x, y, z = corner[0], corner[1] + j, corner[2] + k
            u = su * x + to_plane[0, 1] * y + to_plane[0, 2] * z + to_plane[0, 3]
            v = sv * x + to_plane[1, 1] * y + to_plane[1, 2] * z + to_plane[1, 3]
            deep = sd * x + to_plane[2, 1] * y + to_plane[2, 2] * z + to_plane[2, 3]
            # the row runs along (su, sv), or is seen end-on; then any direction shows whether its point is inside
            du, dv = (su, sv) if length > 1e-18 else (1.0, 0.0)
            found = 0
            for n in range(count):
                m = n + 1 if n + 1 < count else 0
                a = (corners[n, 0] - u) * dv - (corners[n, 1] - v) * du
                b = (corners[m, 0] - u) * dv - (corners[m, 1] - v) * du
                if (a > 0.0) != (b > 0.0):
                    share = a / (a - b)
                    eu = corners[n, 0] + share * (corners[m, 0] - corners[n, 0]) - u
                    ev = corners[n, 1] + share * (corners[m, 1] - corners[n, 1]) - v
                    crossings[found] = (eu * du + ev * dv) / (du * du + dv * dv)
                    found += 1
            if found == 0:
                continue
            row = np.sort(crossings[:found])
            passed = 0
            for i in range(mask.shape[2]):
                at = float(i) if length > 1e-18 else 0.0
                while passed < found and row[passed] <= at:
                    passed += 1
                depth = deep + sd * i
                if passed % 2 == 1 and (thickness == 0.0 or -0.5 * thickness <= depth < 0.5 * thickness):
                    mask[k, j, i] = True
