"""The 3D view as arrays: smooth surfaces of labels, pictures of them with planes, or of the scan's maxima, from any side.

A `Camera3` looks along an axis without perspective, so that lengths can be compared. Every picture comes with the depth of
each pixel, from which a pick finds its world point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray, Grid, Vector
from workstation.core.labels import LabelMap
from workstation.core.planes import Plane
from workstation.core.volume import AnyArray
from workstation.imaging.preprocess import block_mean
from workstation.imaging.segmentation.blur import blurred
from workstation.imaging.segmentation.region import share_out, spacing_zyx, widened

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]
MOST_CELLS = 2_000_000  # of the lattice on which a surface is found
SMOOTH_CELLS = 0.8
FAR = np.float32(1e9)
LIGHT = np.array([-0.4, -0.5, -0.77], np.float32)
GROUND = (18, 20, 22)
MIP_CELLS = 6_000_000


@dataclass(frozen=True, eq=False, slots=True)
class Mesh:
    """A surface: points (N, 3) in world mm, unit normals (N, 3), triangles (M, 3), and its colour (red, green, blue)."""

    points_mm: FloatArray
    normals: FloatArray
    faces: Ints
    colour: tuple[int, int, int] = (200, 200, 200)


@dataclass(frozen=True, slots=True)
class Camera3:
    """Where the 3D view looks from: `turn` takes world directions to the screen's right, down and away (rows)."""

    centre_mm: Vector
    mm_per_px: float
    turn: tuple[tuple[float, float, float], ...] = ((1.0, 0.0, 0.0), (0.0, 0.0, -1.0), (0.0, 1.0, 0.0))

    @property
    def axes(self) -> FloatArray:
        """The turn as a (3, 3) matrix."""
        return np.array(self.turn)

    def to_screen(self, points_mm: FloatArray, size: tuple[int, int]) -> FloatArray:
        """Screen points (N, 3) in pixels of world points (N, 3); `size` is (columns, rows)."""
        seen: FloatArray = (points_mm - np.array(self.centre_mm)) @ self.axes.T / self.mm_per_px
        seen[:, :2] += (np.array(size) - 1) / 2
        return seen

    def to_world(self, screen: Sequence[float], size: tuple[int, int]) -> Vector:
        """The world point of a screen point (x, y, depth) in pixels."""
        offset = np.array([screen[0] - (size[0] - 1) / 2, screen[1] - (size[1] - 1) / 2, screen[2]])
        x, y, z = (np.array(self.centre_mm) + offset * self.mm_per_px @ self.axes).tolist()
        return x, y, z

    def turned(self, right_px: float, down_px: float) -> Camera3:
        """The camera after a drag of some pixels: half a turn for 500."""
        a, b = np.pi * right_px / 500, -np.pi * down_px / 500
        about_y = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
        about_x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
        axes, _ = np.linalg.qr((about_x @ about_y @ self.axes).T)
        axes = axes.T * np.sign(np.sum(axes.T * (about_x @ about_y @ self.axes), axis=1))[:, None]
        rows = [tuple(float(v) for v in row) for row in axes]
        return replace(self, turn=(rows[0], rows[1], rows[2]))  # type: ignore[arg-type]


@dataclass(frozen=True, eq=False, slots=True)
class Picture3:
    """A picture (rows, columns, 3) and the depth of every pixel in pixels, `FAR` where nothing is."""

    pixels: Bytes
    depth: Floats


def surface_of(labels: LabelMap, grid: Grid, value: int, colour: tuple[int, int, int]) -> Mesh | None:
    """The smooth surface of a label, on a lattice coarse enough to be drawn at once; None if nothing is drawn with it."""
    from workstation.imaging.segmentation import surface_kernels as kernels

    own = labels.bounds((value,))
    if own is None:
        return None
    factors = _factors([s.stop - s.start for s in own], grid)
    box = widened(own, labels.shape, [2 * f for f in factors])
    soft = _padded(labels.read(box) == value, factors)
    soft = blurred(soft, (1.0, 1.0, 1.0), SMOOTH_CELLS)
    number = np.empty(tuple(n - 1 for n in soft.shape), np.int32)
    count = kernels.net_points(soft, number, np.empty((0, 3), np.float32))
    points, faces = np.empty((count, 3), np.float32), np.empty((0, 3), np.int32)
    if count == 0:
        return None
    kernels.net_points(soft, number, points)
    faces = np.empty((kernels.net_faces(soft, number, faces), 3), np.int32)
    kernels.net_faces(soft, number, faces)
    cells = points[:, ::-1].astype(np.float64)
    step = np.array(factors)[::-1]
    corner = np.array([box[2].start, box[1].start, box[0].start])
    world = grid.to_world(corner + (cells - 2) * step + (step - 1) / 2)
    return Mesh(world, _normals(world, faces), faces, colour)


def _factors(size: list[int], grid: Grid) -> tuple[int, int, int]:
    """Voxels per cell along z, y, x, so that cells are nearly cubes and not too many."""
    spacing = spacing_zyx(grid)
    edge = max(max(spacing) / 1.5, (float(np.prod(spacing)) * float(np.prod(size)) / MOST_CELLS) ** (1 / 3))
    z, y, x = (max(1, round(edge / each)) for each in spacing)
    return z, y, x


def _padded(mask: npt.NDArray[np.bool_], factors: tuple[int, int, int]) -> Floats:
    """Shares of the mask in cells, with two empty cells around; what does not fill a cell counts as empty."""
    more = [(-n) % f for n, f in zip(mask.shape, factors, strict=True)]
    whole = np.pad(mask, [(0, n) for n in more]).astype(np.uint8)
    shares: Floats = np.pad(block_mean(whole, factors), 2)
    return shares


def _normals(points: FloatArray, faces: Ints) -> FloatArray:
    """Unit normals at points: the mean of the faces around, larger ones counting more."""
    a, b, c = (points[faces[:, n]] for n in range(3))
    across = np.cross(b - a, c - a)
    normals = np.zeros_like(points)
    for n in range(3):
        for k in range(3):
            normals[:, k] += np.bincount(faces[:, n], across[:, k], len(points))
    length: FloatArray = np.linalg.norm(normals, axis=1, keepdims=True)
    unit: FloatArray = normals / np.maximum(length, 1e-12)
    return unit


def draw(
    camera: Camera3, size: tuple[int, int], meshes: Sequence[Mesh],
    planes: Sequence[tuple[Plane, Bytes, tuple[int, int, int]]] = (),
) -> Picture3:  # fmt: skip
    """A picture of surfaces and of grey slices where they lie; `size` is (columns, rows)."""
    from workstation.imaging.segmentation import surface_kernels as kernels

    picture = np.empty((size[1], size[0], 3), np.uint8)
    picture[:] = GROUND
    depth = np.full((size[1], size[0]), FAR, np.float32)
    for mesh in meshes:
        seen = camera.to_screen(mesh.points_mm, size).astype(np.float32)
        normals = (mesh.normals @ camera.axes.T).astype(np.float32)
        kernels.draw_faces(seen, normals, mesh.faces, np.array(mesh.colour, np.float32), LIGHT, picture, depth)
    for plane, grey, edge in planes:
        ends = np.array(
            [plane.origin_mm, np.add(plane.origin_mm, plane.right_mm), np.add(plane.origin_mm, plane.down_mm)]
        )
        origin, right, down = camera.to_screen(ends, size)
        kernels.draw_plane(grey, origin, right - origin, down - origin, np.array(edge, np.float32), picture, depth)
    return Picture3(picture, depth)


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """A scan made small for looking through: 0 to 255 (z, y, x), and where its cells lie."""

    values: Bytes
    grid: Grid


def cells_of(grey: AnyArray, grid: Grid, low: float, high: float) -> Cells:
    """A scan through a window, on cells few enough to be looked through while it is turned."""
    spacing = spacing_zyx(grid)
    edge = (float(np.prod(spacing)) * grey.size / MIP_CELLS) ** (1 / 3)
    factors = tuple(max(1, min(n, round(edge / each))) for each, n in zip(spacing, grey.shape, strict=True))
    values = block_mean(grey, (factors[0], factors[1], factors[2]))
    scaled = np.clip((values - low) * np.float32(255 / max(high - low, 1e-9)), 0, 255).astype(np.uint8)
    step = np.array(factors)[::-1]
    z, y, x = scaled.shape
    sx, sy, sz = (float(f * s) for f, s in zip(step, grid.spacing_mm, strict=True))
    return Cells(
        scaled, replace(grid, shape_zyx=(z, y, x), spacing_mm=(sx, sy, sz), origin_mm=grid.point_of((step - 1) / 2))
    )


def project(camera: Camera3, size: tuple[int, int], cells: Cells) -> Picture3:
    """The brightest cell along every line of sight; its depth is where that cell lies."""
    from workstation.imaging.segmentation import surface_kernels as kernels

    grid = cells.grid
    corners = np.array(np.meshgrid(*[(0, n - 1) for n in grid.size_xyz])).reshape(3, -1).T
    depths = camera.to_screen(grid.to_world(corners), size)[:, 2]
    near, far = float(depths.min()), float(depths.max())
    step_px = min(grid.spacing_mm) / camera.mm_per_px
    steps = max(1, int((far - near) / step_px) + 1)
    ends = [(0.0, 0.0, near), (1.0, 0.0, near), (0.0, 1.0, near), (0.0, 0.0, near + step_px)]
    origin, right, down, along = grid.to_index([camera.to_world(each, size) for each in ends])
    values = np.zeros((size[1], size[0]), np.uint8)
    places = np.empty(values.shape, np.int32)
    share_out(size[1], values.size * steps, lambda a, b: kernels.brightest(
        cells.values, origin, right - origin, down - origin, along - origin, steps, values, places, a, b
    ))  # fmt: skip
    depth = np.where(places >= 0, near + places * step_px, FAR).astype(np.float32)
    picture = np.repeat(values[..., None], 3, axis=2)
    picture[places < 0] = GROUND
    return Picture3(picture, depth)
