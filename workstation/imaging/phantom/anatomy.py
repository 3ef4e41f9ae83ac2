"""Draws the breast that is scanned: layers, lobules, ribs, nipple, ducts, vessels, lesions, and the landmarks they give.

Lengths follow the size of the scanned box, so that a small volume shows a whole breast of smaller depth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.spatial import Voronoi, cKDTree

from workstation.core.geometry import FloatArray, Grid
from workstation.imaging.phantom import tissue as ts

MARGIN_MM = 34.0  # how far beyond the fixed volume lobules and ribs are laid out
BIN_MM = 4.0
LOBULE_MM = (10.5, 6.8, 10.5)
ECHO_DB = {
    ts.BACKGROUND: -60.0, ts.SKIN: -6.0, ts.FAT: -18.0, ts.GLAND: -3.0, ts.LESION: -24.0, ts.CYST: -50.0,
    ts.MUSCLE: -17.0, ts.RIB: -32.0, ts.NIPPLE: -15.0, ts.DUCT: -23.0, ts.VESSEL: -30.0, ts.LUNG: -26.0,
}  # fmt: skip


@dataclass(frozen=True)
class Spot:
    """A nameable point of the anatomy, in mm in the fixed frame."""

    name: str
    position_mm: tuple[float, float, float]


@dataclass(frozen=True)
class Tube:
    """One straight piece of a duct or vessel."""

    kind: int
    start: FloatArray
    end: FloatArray
    radius_mm: float


def draw_anatomy(rng: np.random.Generator, grid: Grid) -> tuple[ts.Anatomy, list[Spot]]:
    """A random breast that fills the box of a grid and goes on beyond it, and its nameable points."""
    width, depth, length = grid.extent_mm
    centre = np.array(grid.centre_mm)
    top = grid.origin_mm[1]
    noise = _smooth_noise(rng)
    nipple = np.array(
        [centre[0] + 0.12 * width * rng.uniform(-1, 1), top + 4.2, centre[2] + 0.1 * length * rng.uniform(-1, 1)]
    )
    mound = _Mound(
        centre=np.array([centre[0], top + 0.40 * depth, centre[2]])
        + rng.uniform(-0.05, 0.05, 3) * (width, depth, length),
        radii=np.array([0.50 * width, 0.34 * depth, 0.52 * length]) * rng.uniform(0.9, 1.1),
    )
    sites, origin, step = _lay_out_lobules(rng, grid)
    ragged = 0.45 * rng.standard_normal(sites[..., 0].size) - rng.uniform(0.15, 0.4)
    is_gland = mound.holds(sites.reshape(-1, 3), ragged).reshape(sites.shape[:3])
    spots = [Spot("nipple", _tuple(nipple))]
    nipple_body = _row(ts.NIPPLE_BODY, nipple, (6.2, 5.2, 6.2), 0.08, rng)
    tubes, forks = _draw_ducts(rng, nipple, mound)
    veins, crossings = _draw_vessels(rng, grid)
    masses, centres = _draw_masses(rng, grid, mound, nipple)
    objects = [*(_tube_row(tube) for tube in tubes + veins), nipple_body, *masses]  # later ones lie over earlier ones
    table = np.array(objects, dtype=np.float32).reshape(-1, ts.OBJECT_COLUMNS)
    start, items, bin_origin, bin_count = _bin(table, grid)
    anatomy = ts.Anatomy(
        noise=noise, sites=np.ravel(sites.astype(np.float32)), site_origin=origin, site_step=step,
        site_count_xyz=np.array(sites.shape[2::-1]), site_is_gland=is_gland.ravel().astype(np.uint8),
        site_hash=rng.random(sites[..., 0].size).astype(np.float32),
        objects=table, bin_start=start, bin_items=items, bin_origin=bin_origin, bin_count_xyz=bin_count, bin_mm=BIN_MM,
        ribs=_draw_ribs(rng, grid), skin_top=top + 0.9, skin_thickness=1.5 * rng.uniform(0.85, 1.2),
        fascia=top + 0.70 * depth, chest=top + 0.86 * depth, nipple=nipple,
        echo_db=np.array([ECHO_DB[label] for label in sorted(ECHO_DB)]),
    )  # fmt: skip
    spots += centres + forks + crossings + _septum_junctions(anatomy, top, depth)
    return anatomy, spots


@dataclass(frozen=True)
class _Mound:
    """Where the gland lies: an ellipsoid with a ragged border."""

    centre: FloatArray
    radii: FloatArray

    def level(self, points_mm: FloatArray) -> FloatArray:
        """1 in the middle, 0 on the border, negative outside."""
        inside: FloatArray = 1 - (((points_mm - self.centre) / self.radii) ** 2).sum(axis=-1)
        return inside

    def holds(self, points_mm: FloatArray, ragged: FloatArray) -> FloatArray:
        """Whether each point is gland."""
        return np.asarray(self.level(points_mm) + ragged > 0)

    def random_point(self, rng: np.random.Generator, reach: float) -> FloatArray:
        """A point within a share of the radii."""
        direction = rng.standard_normal(3)
        direction *= reach * rng.random() ** (1 / 3) / np.linalg.norm(direction)
        point: FloatArray = self.centre + direction * self.radii
        return point


def _smooth_noise(rng: np.random.Generator) -> np.ndarray:
    noise = gaussian_filter(rng.standard_normal((ts.NOISE_SAMPLES,) * 3).astype(np.float32), 1.5, mode="wrap")
    return np.ravel((noise - noise.mean()) / noise.std())


def _lay_out_lobules(rng: np.random.Generator, grid: Grid) -> tuple[FloatArray, FloatArray, FloatArray]:
    step = np.array(LOBULE_MM)
    origin = np.array(grid.origin_mm) - MARGIN_MM
    nx, ny, nz = np.ceil((np.array(grid.extent_mm) + 2 * MARGIN_MM) / step).astype(int)
    k, j, i = np.meshgrid(np.arange(nz), np.arange(ny), np.arange(nx), indexing="ij")
    lattice = np.stack([i, j, k], axis=-1) + rng.uniform(0.02, 0.98, (nz, ny, nx, 3))
    return origin + lattice * step, origin, step


def _draw_ribs(rng: np.random.Generator, grid: Grid) -> FloatArray:
    length = grid.extent_mm[2]
    z = np.arange(-length, length, 25.0) + grid.centre_mm[2] + rng.uniform(0, 25)
    count = len(z)
    slope = rng.uniform(-0.25, 0.25) + rng.normal(0, 0.02, count)
    return np.column_stack(
        [z + rng.normal(0, 1.2, count), slope, rng.uniform(6, 7.5, count), rng.uniform(3.6, 4.6, count)]
    )


def _draw_ducts(rng: np.random.Generator, nipple: FloatArray, mound: _Mound) -> tuple[list[Tube], list[Spot]]:
    tubes: list[Tube] = []
    spots: list[Spot] = []
    mains = 8
    for n in range(mains):
        azimuth = 2 * np.pi * (n + rng.uniform(-0.3, 0.3)) / mains
        heading = np.array([np.cos(azimuth), 1.2, np.sin(azimuth)])
        start = nipple + np.array([2.2 * heading[0], 2.5, 2.2 * heading[2]])
        _grow(rng, mound, start, heading, 1.15, 0, tubes, spots)
    return tubes, spots


def _grow(rng: np.random.Generator, mound: _Mound, start: FloatArray, heading: FloatArray, radius: float, generation: int,
          tubes: list[Tube], spots: list[Spot]) -> None:  # fmt: skip
    """Lead a duct outwards through the gland and let it fork."""
    here, direction = start, heading / np.linalg.norm(heading)
    steps = int(rng.integers(6, 10)) if generation == 0 else int(rng.integers(3, 6))
    for n in range(steps):
        level_out = np.array([1, 0.55 if here[1] < mound.centre[1] else 0.25, 1])
        direction = direction * level_out + 0.22 * rng.standard_normal(3) * (1, 0.6, 1)
        direction /= np.linalg.norm(direction)
        there = here + 4.0 * direction
        if n > 1 and mound.level(there) < 0.05:
            return
        tubes.append(Tube(ts.DUCT_TUBE, here, there, radius))
        here, radius = there, max(0.94 * radius, 0.45)
        if generation < 2 and n in (2, 4, 6):
            side = np.cross(direction, [0, 1, 0]) * rng.choice([-1, 1])
            spots.append(Spot(f"duct branch {len(spots) + 1}", _tuple(here)))
            _grow(rng, mound, here, direction + 0.9 * side, 0.8 * radius, generation + 1, tubes, spots)


def _draw_vessels(rng: np.random.Generator, grid: Grid) -> tuple[list[Tube], list[Spot]]:
    """Veins that run through the fat below the skin."""
    tubes: list[Tube] = []
    spots: list[Spot] = []
    centre, reach = np.array(grid.centre_mm), 0.5 * max(grid.extent_mm[0], grid.extent_mm[2]) + 10
    for n in range(4):
        azimuth = np.pi * (n + rng.random()) / 2
        here = centre + reach * np.array([np.cos(azimuth), 0, np.sin(azimuth)])
        here[1] = grid.origin_mm[1] + rng.uniform(5, 8)
        heading = azimuth + np.pi + rng.normal(0, 0.4)
        for step in range(int(1.2 * reach / 5)):
            heading += rng.normal(0, 0.22)
            there = here + np.array([5 * np.cos(heading), rng.normal(0, 0.5), 5 * np.sin(heading)])
            tubes.append(Tube(ts.VESSEL_TUBE, here, there, 0.9))
            if step % 8 == 5:
                side = heading + rng.choice([-0.9, 0.9])
                twig = there + 9 * np.array([np.cos(side), 0.15, np.sin(side)])
                tubes.append(Tube(ts.VESSEL_TUBE, there, twig, 0.65))
                spots.append(Spot(f"vessel fork {len(spots) + 1}", _tuple(there)))
            here = there
    return tubes, spots


def _draw_masses(rng: np.random.Generator, grid: Grid, mound: _Mound,
                 nipple: FloatArray) -> tuple[list[list[float]], list[Spot]]:  # fmt: skip
    """Lesions, cysts and specks of calcium that do not touch each other, in order of importance."""
    depth_scale = float(np.clip(grid.extent_mm[1] / 50, 0.35, 1.0))
    wanted = (
        [("lesion", ts.MALIGNANT, (5.2, 6.0, 5.0), 0.20), ("lesion", ts.BENIGN, (8.0, 4.6, 7.0), 0.05)]
        + [("lesion", ts.MALIGNANT, (3.4, 3.6, 3.2), 0.22)]
        + [("cyst", ts.CYST_BODY, (r, 0.75 * r, r), 0.04) for r in rng.uniform(2.0, 6.0, 5)]
        + [("calcification", ts.SPECK, (0.4, 0.3, 0.4), 0.0)] * 8
    )
    rows: list[list[float]] = []
    spots: list[Spot] = []
    taken: list[tuple[FloatArray, float]] = [(nipple, 9.0)]
    for name, kind, size, rough in wanted:
        radii = np.array(size) * (depth_scale * rng.uniform(0.85, 1.15) if kind != ts.SPECK else 1.0)
        centre = _free_place(rng, mound, taken, float(radii.max()))
        if centre is None:
            continue
        taken.append((centre, float(radii.max())))
        rows.append(_row(kind, centre, radii, rough, rng))
        number = 1 + sum(spot.name.startswith(name) for spot in spots)
        spots.append(Spot(f"{name} {number}", _tuple(centre)))
    return rows, spots


def _free_place(rng: np.random.Generator, mound: _Mound, taken: Sequence[tuple[FloatArray, float]],
                radius: float) -> FloatArray | None:  # fmt: skip
    for _ in range(200):
        place = mound.random_point(rng, 0.85)
        if all(np.linalg.norm(place - other) > radius + r + 1.5 for other, r in taken):
            return place
    return None


def _septum_junctions(anatomy: ts.Anatomy, top: float, depth: float) -> list[Spot]:
    """Points where strong septa between fat lobules meet: corners of the lobules' Voronoi cells."""
    sites = anatomy.sites.reshape(-1, 3).astype(np.float64)
    corners = Voronoi(sites).vertices
    low, high = sites.min(axis=0) + 12, sites.max(axis=0) - 12
    corners = corners[np.all((corners > low) & (corners < high), axis=1)]
    _, nearest = cKDTree(sites).query(corners, k=4)
    fat = ~anatomy.site_is_gland.reshape(-1)[nearest].astype(bool)
    number = anatomy.site_hash.reshape(-1)[nearest]
    strong = np.zeros(len(corners), dtype=int)
    for i in range(4):
        for j in range(i):
            strong += (fat[:, i] & fat[:, j]) & (((number[:, i] + number[:, j]) * 7) % 1 > 0.45)
    places = _unwarped(anatomy.noise, corners[strong >= 4])
    below_skin, above_fascia = top + 5.0, top + 0.66 * depth
    places = places[(places[:, 1] > below_skin) & (places[:, 1] < above_fascia)]
    return [Spot(f"ligament junction {n + 1}", _tuple(place)) for n, place in enumerate(places)]


def _unwarped(noise: np.ndarray, warped_mm: FloatArray) -> FloatArray:
    """The points p with p + warp(p) = warped, by fixed-point steps."""
    points = warped_mm.copy()
    for _ in range(60):
        bend = np.array([ts.warp_at(noise, *point) for point in points]).reshape(-1, 3)
        points += 0.5 * (warped_mm - points - bend)
    left = np.array([ts.warp_at(noise, *point) for point in points]).reshape(-1, 3) + points - warped_mm
    solved: FloatArray = points[np.abs(left).max(axis=1, initial=0.0) < 0.02]
    return solved


def _bin(objects: np.ndarray, grid: Grid) -> tuple[np.ndarray, np.ndarray, FloatArray, np.ndarray]:
    """For each cubic bin the objects that may touch it, in drawing order, as a CSR table."""
    origin = np.array(grid.origin_mm) - MARGIN_MM
    count = np.ceil((np.array(grid.extent_mm) + 2 * MARGIN_MM) / BIN_MM).astype(np.int64)
    members: list[list[int]] = [[] for _ in range(int(count.prod()))]
    for n, row in enumerate(objects):
        is_tube = row[0] >= ts.DUCT_TUBE
        reach = row[7] + 1.0 if is_tube else 1.3 * row[4:7] + 3.0
        other = row[4:7] if is_tube else row[1:4]
        low = np.clip((np.minimum(row[1:4], other) - reach - origin) // BIN_MM, 0, count - 1).astype(int)
        high = np.clip((np.maximum(row[1:4], other) + reach - origin) // BIN_MM, 0, count - 1).astype(int)
        for k in range(low[2], high[2] + 1):
            for j in range(low[1], high[1] + 1):
                for i in range(low[0], high[0] + 1):
                    members[(k * count[1] + j) * count[0] + i].append(n)
    start = np.concatenate([[0], np.cumsum([len(m) for m in members])]).astype(np.int64)
    items = np.array([n for m in members for n in m] or [0], dtype=np.int64)
    return start, items, origin, count


def _row(kind: int, centre: FloatArray, radii: Sequence[float] | FloatArray, rough: float,
         rng: np.random.Generator) -> list[float]:  # fmt: skip
    return [float(kind), *map(float, centre), *map(float, radii), rough, float(rng.uniform(0, 100))]


def _tube_row(tube: Tube) -> list[float]:
    return [float(tube.kind), *map(float, tube.start), *map(float, tube.end), tube.radius_mm, 0.0]


def _tuple(point: FloatArray) -> tuple[float, float, float]:
    x, y, z = (float(v) for v in point)
    return x, y, z
