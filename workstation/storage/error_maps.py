"""Predicted-error maps on disk: the group ``predicted_error`` of a result's file (see `transforms`).

    /predicted_error   error_mm, bound_mm (z, y, x) float32, NaN outside the overlap; zone (z, y, x) uint8: 0 both scans
                       show something, 1 nothing to compare, 2 outside the overlap; attributes spacing_mm (3,),
                       origin_mm (3,), direction (9,) of these nodes over the fixed volume, as in Grid, and recognised,
                       the share of places whose content finds its counterpart (NaN or missing where not known)

The group is there only for results whose error could be predicted; readers that do not know it lose nothing else.
"""

from __future__ import annotations

import math
from typing import Any

import h5py
import numpy as np

from workstation.core.geometry import Grid
from workstation.imaging.uncertainty.error_map import OUTSIDE, ErrorMap

GROUP = "predicted_error"
_ARRAYS = {"error_mm": np.float32, "bound_mm": np.float32, "zone": np.uint8}
_GEOMETRY = ("spacing_mm", "origin_mm", "direction")


def write_error_map(file: h5py.File, error_map: ErrorMap) -> None:
    """Write a map into a result's file that is being made."""
    group = file.create_group(GROUP)
    for key in _GEOMETRY:
        group.attrs[key] = np.array(getattr(error_map.grid, key), dtype="<f8")
    group.attrs["recognised"] = error_map.recognised
    for name in _ARRAYS:
        group.create_dataset(name, data=getattr(error_map, name), compression="gzip", compression_opts=1, shuffle=True,
                             fletcher32=True)  # fmt: skip


def read_error_map(file: h5py.File) -> ErrorMap | None:
    """The map of an open file, None if it has none; `ValueError` and the like become a sentence in `open_untrusted`."""
    if GROUP not in file:
        return None
    group = file[GROUP]
    arrays: dict[str, Any] = {name: group[name] for name in _ARRAYS}
    for name, stored in arrays.items():
        if stored.ndim != 3 or stored.dtype != _ARRAYS[name] or stored.shape != arrays["zone"].shape:
            raise ValueError(f"its predicted error {name} has shape {stored.shape} and type {stored.dtype}")
    spacing, origin, direction = (group.attrs[key].tolist() for key in _GEOMETRY)
    zone = arrays["zone"][()]
    if zone.max(initial=0) > OUTSIDE:
        raise ValueError("its predicted error has an unknown kind of place")
    grid, recognised = Grid(zone.shape, spacing, origin, direction), float(group.attrs.get("recognised", math.nan))
    return ErrorMap(grid, arrays["error_mm"][()], arrays["bound_mm"][()], zone, recognised)


def same_error_map(one: ErrorMap | None, other: ErrorMap | None) -> bool:
    """Whether two maps are equal to the last bit."""
    if one is None or other is None:
        return one is other
    if one.grid != other.grid or not np.array_equal(one.recognised, other.recognised, equal_nan=True):
        return False
    return all(np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True) for name in _ARRAYS)
