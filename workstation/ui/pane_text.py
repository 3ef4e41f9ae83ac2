"""What a pane says about what it shows: its name, the number of its slice, and what lies under the pointer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from workstation.core.geometry import FloatArray, Grid, Side, Vector
from workstation.core.labels import LabelMap, Segment
from workstation.core.planes import Orientation, Plane, slice_step
from workstation.core.volume import Volume
from workstation.ui.slice_items import GAP
from workstation.ui.text import tr
from workstation.workbench.view import ViewState

_SIDES = {"fixed": "Fixed", "moving": "Moving"}
ALONG = 1 - 1e-6  # cosine of the largest angle by which a slice may lean and still follow the grid
_SLABS = {"mean": "mean", "max": "maximum", "min": "minimum"}
_ORIENTATIONS = {"coronal": "coronal", "transverse": "transverse", "sagittal": "sagittal"}


def side_name(side: Side) -> str:
    """The name of a volume's role."""
    return tr(_SIDES[side])


def caption(side: Side, orientation: Orientation) -> str:
    """Such as "Fixed · coronal"."""
    return f"{side_name(side)} · {tr(_ORIENTATIONS[orientation])}"


def slice_place(grid: Grid, plane: Plane, orientation: Orientation) -> str:
    """Number of the slice among all of its orientation, counted from 1 in the direction of positive steps.

    A slice that does not follow the grid has none; it is called oblique, with how far it leans.
    """
    if np.abs(plane.normal @ grid.axes).max() < ALONG:
        return tr("oblique {angle}°", angle=round(_leaning_deg(plane, slice_step(grid, orientation))))
    step = slice_step(grid, orientation)
    along = grid.world_to_index[:3, :3] @ step
    axis = int(np.argmax(np.abs(along)))
    index, count = round(float(grid.to_index(plane.origin_mm)[axis])), grid.size_xyz[axis]
    number = index + 1 if along[axis] > 0 else count - index
    return f"{number} / {count}"


def _leaning_deg(plane: Plane, step: FloatArray) -> float:
    """The angle between a plane's normal and the way from slice to slice, at most 90."""
    return math.degrees(math.acos(min(1.0, abs(float(plane.normal @ step)) / float(np.linalg.norm(step)))))


def slab_text(view: ViewState) -> str:
    """Such as " · 4 mm mean", "" for single slices."""
    return f" · {view.slab_mm:g} mm {tr(_SLABS[view.slab_mode])}" if view.slab_mm else ""


def geometry_doubt(volume: Volume) -> str:
    """What a badge says about a volume whose millimetres are not certain, "" for all others."""
    if volume.grid_kind == "raw":
        return tr("raw raster: no mm")
    return tr("check spacing") if volume.provenance.state == "doubtful" else ""


def doubt_explained(volume: Volume) -> str:
    """The longer sentence behind the badge."""
    if volume.grid_kind == "raw":
        return tr("This is the raw raster of the scanner; distances on it are wrong until it is scan-converted.")
    if volume.provenance.state == "doubtful":
        return tr(
            "The millimetres of this volume are not certain: {why}. Click to confirm them.",
            why=tr(volume.provenance.doubt or "its file does not say them"),
        )
    return ""


def read_out(
    volume: Volume, point_mm: Vector, layers: Sequence[LabelMap], segments: Mapping[int, Segment]
) -> str:  # fmt: skip
    """Value, LPS mm, voxel and labels under the pointer; parts are `GAP` apart. "" outside the volume.

    The label of the highest layer is named first. Millimetres that are not certain carry a question mark, as those of
    the scale bar do.
    """
    if not volume.grid.contains(point_mm):
        return ""
    x, y, z = (int(i) for i in np.round(volume.grid.to_index(point_mm)))
    box = (slice(z, z + 1), slice(y, y + 1), slice(x, x + 1))
    value = volume.voxels.read(box)[0, 0, 0]
    found = [int(labels.read(box)[0, 0, 0]) for labels in reversed(layers)]
    parts = [f"{value:.4g}" if volume.voxels.dtype.kind == "f" else str(int(value))]
    parts.append("{:.1f}, {:.1f}, {:.1f} mm".format(*point_mm) + ("" if volume.millimetres_trusted else " ?"))
    parts.append(f"[{x}, {y}, {z}]")
    names = [tr(segments[n].name) if n in segments else tr("label {n}", n=n) for n in found if n]
    if names:
        parts.append(" + ".join(names))
    return GAP.join(parts)
