"""Images a field of point scatterers as a breast ultrasound scanner does, slab by slab.

Each scatterer carries a random amplitude given by the tissue it sits in. It adds a complex echo, whose phase follows from
its depth along three slightly steered beams, to the voxels around it; a Gaussian point-spread function that widens away
from the focus spreads the echoes; the three envelopes are compounded, attenuated along depth, log-compressed to 8 bit.
Model: Bamber & Dickinson, Phys Med Biol 1980;25:463 (inhomogeneous medium convolved with a separable pulse), with
steered-beam compounding (Jespersen et al., Ultrason Imaging 1998;20:81).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d

from workstation.core.geometry import FloatArray, Grid
from workstation.core.transform import DisplacementField
from workstation.imaging.phantom import kernels
from workstation.imaging.phantom.tissue import Anatomy

THREADS = 2
SLAB_BYTES = 350e6
BRICK_MM = 4.0
SCATTERERS_PER_CELL = 10.0
WAVELENGTH_MM = 0.154  # 10 MHz in soft tissue
STEERING_RAD = math.radians(7.0)
WIDTH_MM = (0.40, 0.18, 0.85)  # lateral, axial, elevational full width at half maximum, at the focus
FOCUS = 0.45  # share of the depth
WIDENING = (0.9, 0.25, 0.9)  # share by which the width has grown one whole depth away from the focus
SIGMA_PER_FWHM = 1 / 2.3548
VOXEL_SIGMA = 0.42  # a voxel records an average over about itself: standard deviation in voxels
SURVEY_MM = (1.0, 0.5, 1.0)
BEAM_MM = 0.9  # half width over which the aperture blurs shadows
KERNEL_REACH = 3.0
SMOOTHING = (0.3, 0.4)  # share of each voxel's power that comes from its lateral and axial neighbours

Report = Callable[[float, str], None]


@dataclass(frozen=True)
class ScanSettings:
    """How one scan is taken, apart from what is scanned.

    Parameters
    ----------
    seed : of this scan's noise, contact and new scatterers
    gain_db, slope_db : overall gain; extra gain at the far end
    range_db : how many dB of echo fill the 256 grey levels
    noise_db : level of the receiver's noise at the surface
    contact_loss : 0 good contact everywhere, 1 wide loss at the corners and bubbles
    renewed : share of scatterers that are not those of the first scan
    aberration_rad : standard deviation of the phase by which uneven sound speed on the way delays the echoes
    """

    seed: int
    gain_db: float
    slope_db: float
    range_db: float
    noise_db: float
    contact_loss: float
    renewed: float
    aberration_rad: float


@dataclass(frozen=True)
class _Beam:
    """Point-spread function on a grid: standard deviations in voxels (ny, 3) along x, y, z, and scatterers per brick."""

    sigma: FloatArray
    per_brick: int
    amplitude: FloatArray

    @classmethod
    def on(cls, grid: Grid) -> _Beam:
        spacing = np.array(grid.spacing_mm)
        share = np.abs(np.arange(grid.shape_zyx[1]) / grid.shape_zyx[1] - FOCUS)[:, None]
        sigma = np.hypot(np.array(WIDTH_MM) * SIGMA_PER_FWHM * (1 + share * np.array(WIDENING)) / spacing, VOXEL_SIGMA)
        at_focus = sigma.min(axis=0)
        cell_mm3 = float(np.prod(at_focus * spacing / SIGMA_PER_FWHM))
        per_brick = max(1, round(SCATTERERS_PER_CELL / cell_mm3 * BRICK_MM**3))
        per_voxel = per_brick / BRICK_MM**3 * float(spacing.prod())
        energy = np.prod(1 / (2 * math.sqrt(math.pi) * sigma), axis=1)
        return cls(sigma, per_brick, 1 / np.sqrt(per_voxel * energy))

    def taps(self, axis: int) -> npt.NDArray[np.float32]:
        """Normalised filter weights (ny, taps) along an axis."""
        reach = math.ceil(KERNEL_REACH * float(self.sigma[:, axis].max()))
        offset = np.arange(-reach, reach + 1)
        weights = np.exp(-0.5 * (offset / self.sigma[:, axis, None]) ** 2)
        return np.ascontiguousarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float32)


def scan(anatomy: Anatomy, grid: Grid, motion: DisplacementField, settings: ScanSettings, scatterer_seed: int,
         report: Report) -> npt.NDArray[np.uint8]:  # fmt: skip
    """The picture (z, y, x) uint8 that a scan of the moved breast gives on a grid; `report` may raise to stop."""
    beam = _Beam.on(grid)
    loss_db, survey_grid = _loss(anatomy, grid, motion, settings)
    slabs = _slabs(grid, beam)
    picture = np.empty(grid.shape_zyx, dtype=np.uint8)

    def image(slab: tuple[int, int]) -> None:
        echoes = _echoes(anatomy, grid, motion, settings, scatterer_seed, beam, slab)
        power = kernels.detect(echoes, slab[0], beam.amplitude, loss_db, *_lattice(survey_grid), *_lattice(grid),
                               settings.seed, settings.noise_db)  # fmt: skip
        kernels.compress(power, settings.gain_db, settings.slope_db, settings.range_db, SMOOTHING,
                         picture[slab[0] : slab[1]])  # fmt: skip

    run_all(image, slabs, report)
    return picture


def label_map(anatomy: Anatomy, grid: Grid, motion: DisplacementField, report: Report) -> npt.NDArray[np.uint8]:
    """The true tissue label (z, y, x) at every voxel centre of a scan of the moved breast."""
    labels = np.empty(grid.shape_zyx, dtype=np.uint8)
    step = 8

    def look(slab: tuple[int, int]) -> None:
        kernels.label_slab(anatomy, *_lattice(grid), slab[0], motion.displacement_mm, *_lattice(motion.grid),
                           labels[slab[0] : slab[1]])  # fmt: skip

    run_all(look, [(z, min(z + step, len(labels))) for z in range(0, len(labels), step)], report)
    return labels


def run_all(work: Callable[[tuple[int, int]], None], slabs: list[tuple[int, int]], report: Report) -> None:
    """Do the work for every slab on two threads and report the share done; an error or a raising report stops it."""
    pool = ThreadPoolExecutor(THREADS)
    try:
        for done, future in enumerate(as_completed([pool.submit(work, slab) for slab in slabs]), start=1):
            future.result()
            report(done / len(slabs), "")
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _lattice(grid: Grid) -> tuple[FloatArray, FloatArray]:
    return np.array(grid.origin_mm), np.array(grid.spacing_mm)


def _slabs(grid: Grid, beam: _Beam) -> list[tuple[int, int]]:
    """Ranges of planes whose echoes fit into the memory two threads may take."""
    nz, ny, nx = grid.shape_zyx
    planes = max(4, int(SLAB_BYTES / (nx * ny * kernels.CHANNELS * 4)) - 2 * (beam.taps(2).shape[1] // 2))
    count = max(min(4 * THREADS, nz), math.ceil(nz / planes))
    edges = np.linspace(0, nz, count + 1).astype(int).tolist()
    return list(pairwise(edges))


def _echoes(anatomy: Anatomy, grid: Grid, motion: DisplacementField, settings: ScanSettings, scatterer_seed: int,
            beam: _Beam, slab: tuple[int, int]) -> npt.NDArray[np.float32]:  # fmt: skip
    """Complex echoes (z, y, x, 6) of the planes of a slab: real and imaginary part for each of three steered beams."""
    _, ny, nx = grid.shape_zyx
    halo = beam.taps(2).shape[1] // 2
    first, last = slab[0] - halo, slab[1] + halo
    echoes = np.zeros((last - first, ny, nx, kernels.CHANNELS), dtype=np.float32)
    kernels.splat(anatomy, _bricks(grid, motion, first, last), BRICK_MM, beam.per_brick, scatterer_seed, settings.seed,
                  settings.renewed, motion.displacement_mm, *_lattice(motion.grid), *_lattice(grid), first, echoes,
                  4 * math.pi / WAVELENGTH_MM, STEERING_RAD, settings.aberration_rad)  # fmt: skip
    kernels.spread_z(echoes, beam.taps(2))
    inner = echoes[halo : halo + slab[1] - slab[0]]
    kernels.spread_yx(inner, beam.taps(1), beam.taps(0))
    return inner


def _bricks(grid: Grid, motion: DisplacementField, first: int, last: int) -> npt.NDArray[np.int64]:
    """The cubes of tissue (N, 3) in units of their edge, x y z, that lie in some planes of a grid after the motion."""
    low = np.floor(np.array(motion.grid.origin_mm) / BRICK_MM).astype(int)
    high = np.ceil((np.array(motion.grid.origin_mm) + np.array(motion.grid.extent_mm)) / BRICK_MM).astype(int)
    bricks = np.stack(np.meshgrid(*map(np.arange, low, high), indexing="ij"), axis=-1).reshape(-1, 3)
    index = grid.to_index(motion((bricks + 0.5) * BRICK_MM))
    reach = 1.2 * BRICK_MM / np.array(grid.spacing_mm) + 2
    start, end = np.array([0, 0, first]), np.array([grid.shape_zyx[2], grid.shape_zyx[1], last])
    return np.ascontiguousarray(bricks[np.all((index > start - reach) & (index < end + reach), axis=1)], dtype=np.int64)


def _loss(anatomy: Anatomy, grid: Grid, motion: DisplacementField,
          settings: ScanSettings) -> tuple[npt.NDArray[np.float32], Grid]:  # fmt: skip
    """Echo lost on the way, in dB, on a coarse lattice: attenuation and shadows along depth, and poor contact."""
    lattice = grid.resampled(tuple(max(s, w) for s, w in zip(grid.spacing_mm, SURVEY_MM, strict=True)))  # type: ignore[arg-type]
    per_mm = np.empty(lattice.shape_zyx, dtype=np.float32)

    def look(slab: tuple[int, int]) -> None:
        kernels.attenuation_slab(anatomy, *_lattice(lattice), slab[0], motion.displacement_mm, *_lattice(motion.grid),
                                 per_mm[slab[0] : slab[1]])  # fmt: skip

    run_all(look, [(z, z + 1) for z in range(len(per_mm))], lambda _share, _text: None)
    loss = np.cumsum(per_mm, axis=1, dtype=np.float32) * lattice.spacing_mm[1]
    for axis, spacing in ((0, lattice.spacing_mm[2]), (2, lattice.spacing_mm[0])):
        loss = gaussian_filter1d(loss, BEAM_MM / spacing, axis=axis, mode="nearest")
    return np.ascontiguousarray(loss + _contact_loss(lattice, settings)[:, None, :], dtype=np.float32), lattice


def _contact_loss(lattice: Grid, settings: ScanSettings) -> npt.NDArray[np.float32]:
    """Loss in dB (z, x) where the probe does not touch the skin well: round corners, uneven edges, a few bubbles."""
    rng = np.random.default_rng([settings.seed, 7])
    nz, _, nx = lattice.shape_zyx
    z, x = np.meshgrid(np.linspace(-1, 1, nz), np.linspace(-1, 1, nx), indexing="ij")
    ragged = rng.standard_normal((nz, nx))
    for axis, spacing in ((0, lattice.spacing_mm[2]), (1, lattice.spacing_mm[0])):
        ragged = gaussian_filter1d(ragged, 7.0 / spacing, axis=axis, mode="wrap")
    ragged *= 0.06 / ragged.std()
    off_centre = rng.uniform(-0.06, 0.06, 2)
    radius = ((np.abs(x - off_centre[0]) ** 4 + np.abs(z - off_centre[1]) ** 4) ** 0.25) + ragged
    edge = 1.20 - 0.14 * settings.contact_loss
    lost = 36 / (1 + np.exp(-(radius - edge) / 0.04))
    for _ in range(round(3 * settings.contact_loss)):
        at, size = rng.uniform(-0.9, 0.9, 2), rng.uniform(0.02, 0.06)
        lost += rng.uniform(8, 20) * np.exp(-((((x - at[0]) ** 2 + (z - at[1]) ** 2) / size**2) ** 2))
    return np.asarray(lost, dtype=np.float32)
