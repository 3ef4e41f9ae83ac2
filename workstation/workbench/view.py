"""What is looked at: a frozen view, and the pure functions that turn it into slice requests.

`ViewState` is everything on screen that is not an edit: cursors, windows, the overlay, the tool. It is replaced as a whole
(`workbench.look(replace(view, ...))`) and never undone. `resolve` decides which slice a pane shows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from workstation.core.geometry import FloatArray, Grid, Side, Vector
from workstation.core.oblique_planes import MOST_PIXELS, oblique_plane
from workstation.core.planes import Orientation, Plane, plane_through, slice_step
from workstation.core.region_box import RegionBox
from workstation.core.rotation import NONE, SMALLEST_DEG
from workstation.core.study import Case, Reading
from workstation.core.transform import Transform
from workstation.core.volume import AnyArray, Volume
from workstation.imaging.compare import WipeShape
from workstation.imaging.sampling import SlabMode
from workstation.workbench.slices import SliceRequest

OverlayMode = Literal["native", "blend", "two colours", "checkerboard", "flicker", "wipe", "edges", "difference"]
DeformationLook = Literal[
    "none", "grid", "arrows", "distance", "volume change", "strain", "predicted error", "round trip", "loop closure"
]
Tool = Literal[
    "navigate", "landmark", "paint", "erase", "threshold", "adaptive", "fill", "polygon", "livewire", "scissors", "ruler",
    "angle", "region",
]  # fmt: skip
BRUSHES: frozenset[Tool] = frozenset(("paint", "erase", "threshold", "adaptive"))
BrushShape = Literal["disc", "sphere"]


@dataclass(frozen=True, slots=True)
class Window:
    """Which values are black and which are white."""

    low: float = 0.0
    high: float = 255.0

    def __post_init__(self) -> None:
        if not self.high > self.low:
            object.__setattr__(self, "high", self.low + 1e-6)


@dataclass(frozen=True, slots=True)
class Overlay:
    """How the moving volume is compared with the fixed one: beside it ("native"), or laid over it.

    `warped` says whether both are linked by the active registration or lie as they were scanned; `opacity` is in [0, 1].
    `deformation` is what is shown of the registration itself, over whatever picture is there, as strongly as
    `deformation_opacity` says.
    """

    mode: OverlayMode = "native"
    warped: bool = True
    opacity: float = 0.5
    flicker_hz: float = 2.0
    tile_mm: float = 10.0
    colours: Literal["green-magenta", "orange-blue"] = "green-magenta"
    wipe: WipeShape = "upright"
    loupe_mm: float = 12.0
    deformation: DeformationLook = "none"
    deformation_opacity: float = 0.6


@dataclass(frozen=True, slots=True)
class Brush:
    """The brush of the paint tools, and what the other drawing tools share with it.

    Parameters
    ----------
    low, high : grey values that a threshold brush paints; with `range_from_press` those around each press
    tolerance : by how much grey values may differ from where a flood began
    fill_in_space : whether a flood leaves its slice
    speckle_mm : how much the scan is blurred before a tool looks for borders in it
    over : labels that may be drawn over (0 for empty), None for all
    """

    radius_mm: float = 3.0
    shape: BrushShape = "disc"
    value: int = 1
    low: float = 0.0
    high: float = 255.0
    range_from_press: bool = True
    tolerance: float = 20.0
    fill_in_space: bool = False
    speckle_mm: float = 0.3
    over: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the person switched off; `segments` are label values."""

    labels: bool = False
    landmarks: bool = False
    names: bool = False
    segments: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ViewState:
    """Everything on screen that is not an edit. Cursors are world points in mm of their own volume.

    `turned` lets the moving volume's slices in Check follow the registration in orientation too.
    `turn_deg` turns the three planes about the crosshair (see `core.rotation`), in both volumes (see `oblique`).
    `loupe` magnifies `loupe_times` what lies under the mouse.
    A region keeps the drawing tools of its volume inside a box; None lets them go everywhere.
    A slab combines the slices within `slab_mm` around each pane's own; 0 shows that one alone.
    """

    fixed_cursor_mm: Vector = (0.0, 0.0, 0.0)
    moving_cursor_mm: Vector = (0.0, 0.0, 0.0)
    linked: bool = True
    turned: bool = False
    turn_deg: Vector = NONE
    fixed_window: Window = field(default_factory=Window)
    moving_window: Window = field(default_factory=Window)
    smooth: bool = True
    loupe: bool = False
    loupe_times: float = 2.5
    slab_mm: float = 0.0
    slab_mode: SlabMode = "mean"
    overlay: Overlay = field(default_factory=Overlay)
    tool: Tool = "navigate"
    brush: Brush = field(default_factory=Brush)
    label_opacity: float = 0.35
    hidden: Hidden = field(default_factory=Hidden)
    landmark_id: str = ""
    fixed_region: RegionBox | None = None
    moving_region: RegionBox | None = None

    @property
    def is_oblique(self) -> bool:
        """Whether the planes are turned away from the volumes' own slices."""
        return math.hypot(*self.turn_deg) > SMALLEST_DEG

    def cursor_mm(self, side: Side) -> Vector:
        """The cursor of one volume."""
        return self.fixed_cursor_mm if side == "fixed" else self.moving_cursor_mm

    def window(self, side: Side) -> Window:
        """The window of one volume."""
        return self.fixed_window if side == "fixed" else self.moving_window

    def with_window(self, side: Side, window: Window) -> ViewState:
        """The view with another window for one volume."""
        return replace(self, fixed_window=window) if side == "fixed" else replace(self, moving_window=window)

    def region(self, side: Side) -> RegionBox | None:
        """The box to which drawing in one volume keeps, None for all of it."""
        return self.fixed_region if side == "fixed" else self.moving_region

    def with_region(self, side: Side, region: RegionBox | None) -> ViewState:
        """The view with another region for one volume."""
        return replace(self, fixed_region=region) if side == "fixed" else replace(self, moving_region=region)


def first_view(case: Case) -> ViewState:
    """The view with which a case opens: both cursors in the middle, windows from the values of the middle slices."""
    return ViewState(
        fixed_cursor_mm=_middle(case.fixed),
        moving_cursor_mm=_middle(case.moving),
        fixed_window=auto_window(case.fixed),
        moving_window=auto_window(case.moving),
    )


def move_cursor(
    view: ViewState,
    case: Case,
    side: Side,
    point_mm: Vector,
    fixed_to_moving: Transform | None,
    inverse: Transform | None,
) -> ViewState:
    """Put one volume's cursor at a point, clamped to the volume; the other follows while they are linked.

    Without a registration the other cursor keeps its distance to this one, so that both volumes scroll together. With
    one, it goes where the transform (or its inverse) puts the point, even if that lies outside the other volume.
    """
    volume = case.volume(side)
    point_mm = volume.grid.clamped(point_mm) if not volume.grid.contains(point_mm) else point_mm
    other: Side = "moving" if side == "fixed" else "fixed"
    other_mm = view.cursor_mm(other)
    if view.linked:
        forward = fixed_to_moving if side == "fixed" else inverse
        if forward is not None:
            other_mm = _vector(forward(np.array([point_mm]))[0])
        else:
            shift = np.subtract(point_mm, view.cursor_mm(side))
            other_mm = case.volume(other).grid.clamped(_vector(np.add(other_mm, shift)))
    if side == "fixed":
        return replace(view, fixed_cursor_mm=point_mm, moving_cursor_mm=other_mm)
    return replace(view, moving_cursor_mm=point_mm, fixed_cursor_mm=other_mm)


def step_slice(view: ViewState, case: Case, side: Side, orientation: Orientation, count: int) -> Vector:
    """Where the cursor goes when a pane is scrolled by some slices: to the exact centre of the slice it lands on."""
    grid, upright = case.volume(side).grid, is_upright(case.volume(side))
    point = np.add(view.cursor_mm(side), count * slice_step(grid, orientation, upright))
    return grid.clamped(_vector(point)) if not grid.contains(point) else _vector(point)


def pane_plane(view: ViewState, case: Case, side: Side, orientation: Orientation) -> Plane:
    """The slice of a volume that a native pane shows, turned as the view says."""
    volume = case.volume(side)
    if view.is_oblique:
        upright = is_upright(volume)
        return oblique_plane(volume.grid, orientation, view.cursor_mm(side), view.turn_deg, upright)
    return plane_through(volume.grid, orientation, view.cursor_mm(side), is_upright(volume))


def turned_plane(fixed_plane: Plane, moving: Grid, cursor_mm: Vector, mapped_mm: Vector, gradient: FloatArray) -> Plane:
    """The oblique slice of the moving volume that corresponds best to a slice of the fixed one, about the crosshair.

    It is turned as the deformation gradient (3, 3) turns its surroundings (the rotation of its polar decomposition), but
    neither stretched nor bent, so that millimetres stay millimetres. Its pixels are as large as the finest voxels.

    Parameters
    ----------
    cursor_mm, mapped_mm : the crosshair in the fixed volume, and where it lies in the moving one
    """
    left, _, right = np.linalg.svd(gradient)
    turn = left @ np.diag([1.0, 1.0, np.sign(np.linalg.det(left @ right))]) @ right
    wide_mm = fixed_plane.columns * float(np.linalg.norm(fixed_plane.right_mm))
    high_mm = fixed_plane.rows * float(np.linalg.norm(fixed_plane.down_mm))
    finest = float(min(moving.spacing_mm))
    pixel_right, pixel_down = max(finest, wide_mm / MOST_PIXELS), max(finest, high_mm / MOST_PIXELS)
    columns, rows = max(2, round(wide_mm / pixel_right)), max(2, round(high_mm / pixel_down))
    row, column = fixed_plane.pixel_of(cursor_mm)
    share = (column + 0.5) / fixed_plane.columns, (row + 0.5) / fixed_plane.rows
    right_mm = _unit(turn @ np.asarray(fixed_plane.right_mm)) * pixel_right
    down_mm = _unit(turn @ np.asarray(fixed_plane.down_mm)) * pixel_down
    origin = np.asarray(mapped_mm) - (share[0] * columns - 0.5) * right_mm - (share[1] * rows - 0.5) * down_mm
    return Plane(_vector(origin), _vector(right_mm), _vector(down_mm), rows, columns)


def _unit(vector: FloatArray) -> FloatArray:
    unit: FloatArray = vector / np.linalg.norm(vector)
    return unit


def resolve(view: ViewState, case: Case, side: Side, orientation: Orientation) -> SliceRequest:
    """The slice request of a native pane."""
    plane = pane_plane(view, case, side, orientation)
    return SliceRequest(side=side, case_id=case.id, plane=plane, slab_mm=view.slab_mm, slab_mode=view.slab_mode)


def resolve_warped(
    view: ViewState, case: Case, reading: Reading, orientation: Orientation, step: int = 1
) -> SliceRequest:
    """The request for the moving volume on the fixed pane's plane: through the active result, or where it lies now."""
    transform_id = reading.active_transform if view.overlay.warped else ""
    plane = pane_plane(view, case, "fixed", orientation)
    return SliceRequest(
        side="moving", case_id=case.id, plane=plane, transform_id=transform_id, step=step,
        slab_mm=view.slab_mm, slab_mode=view.slab_mode,
    )  # fmt: skip


def is_upright(volume: Volume) -> bool:
    """Whether sagittal pictures show the head up (CT, MR) and not depth downwards (ultrasound)."""
    return volume.modality != "US"


def auto_window(volume: Volume, low_percent: float = 0.5, high_percent: float = 99.5) -> Window:
    """A window from percentiles of two middle slices; cheap, and the same for the same volume."""
    nz, ny, nx = volume.grid.shape_zyx
    boxes = [
        (slice(nz // 2, nz // 2 + 1), slice(0, ny), slice(0, nx)),
        (slice(0, nz), slice(ny // 2, ny // 2 + 1), slice(0, nx)),
    ]
    values = np.concatenate([volume.voxels.read(box).ravel()[::7] for box in boxes])
    return window_of(values, low_percent, high_percent)


def window_of(values: AnyArray, low_percent: float = 0.5, high_percent: float = 99.5) -> Window:
    """A window from percentiles of some values."""
    low, high = np.percentile(values, [low_percent, high_percent])
    return Window(float(low), float(high) if high > low else float(low) + 1.0)


def _middle(volume: Volume) -> Vector:
    return volume.grid.point_of([n // 2 for n in volume.grid.size_xyz])


def _vector(values: AnyArray) -> Vector:
    x, y, z = (float(v) for v in values)
    return x, y, z
