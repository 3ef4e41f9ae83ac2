"""Places of an ultrasound scan that show mere noise: found, and left out of a registration."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import ndimage

import phantoms
from workstation.core.geometry import Grid
from workstation.core.plugin import RunContext
from workstation.core.transform import Affine
from workstation.core.volume import Volume
from workstation.imaging.registration import EngineOptions, register_pair
from workstation.imaging.registration.confidence import noisy_cells, without_noise
from workstation.imaging.registration.pyramid import Scan

SHAPE = (48, 56, 52)
GRID = Grid(SHAPE, (1.0, 1.0, 1.0))
OPTIONS = EngineOptions(finest_mm=1.8, levels=3)


def speckled(noisy=np.s_[:0], gain=1.0):
    """A scan of soft speckle in which a region holds white noise instead."""
    rng = np.random.default_rng(0)
    soft = ndimage.gaussian_filter(rng.normal(size=SHAPE), 1.2)
    values = (100 + 20 * soft / soft.std()).astype(np.float32)
    values[noisy] = 100 + gain * rng.normal(0, 20, values[noisy].shape)
    return Scan(values, np.ones(SHAPE, np.float32), GRID)


def test_tissue_and_speckle_are_kept(threads):
    scan = speckled()
    assert without_noise(scan, 0.35, threads) is scan


@pytest.mark.parametrize("gain", [0.3, 1.0, 3.0])
def test_noise_is_found_however_bright_it_is(threads, gain):
    scan = without_noise(speckled(np.s_[12:30, 28:, 18:34], gain), 0.35, threads)
    lost = scan.weight == 0
    assert lost[17:25, 33:52, 23:29].all()
    assert not lost[:, :20].any()
    assert not lost[:, :, :10].any()


def test_an_even_grey_is_no_noise(threads):
    scan = speckled()
    scan.values[:, 20:, 12:24] = 100
    assert not noisy_cells(scan, 0.35, threads)[:, 12:, 7:11].any()


def test_a_scan_of_noise_alone_is_left_as_it_is(threads):
    scan = speckled(np.s_[:])
    assert without_noise(scan, 0.35, threads) is scan


def test_what_a_mask_hides_stays_hidden(threads):
    scan = speckled(np.s_[12:30, 28:, 18:34])
    hidden = np.ones(SHAPE, np.float32)
    hidden[:8] = 0
    assert (without_noise(replace(scan, weight=hidden), 0.35, threads).weight[:8] == 0).all()


def test_the_edge_of_a_deep_shadow_leads_nowhere_astray():
    rng = np.random.default_rng(1)
    soft = ndimage.gaussian_filter(rng.normal(size=(60, 68, 64)), 1.6)
    tissue = (100 + 25 * soft / soft.std()).clip(0).astype(np.float32)
    crops = [tissue[z : z + 52, y : y + 60, x : x + 56].copy() for x, y, z in ((2, 3, 4), (6, 5, 3))]
    for values, x in zip(crops, (8, 36), strict=True):
        values[14:36, 8:, x : x + 12] = rng.normal(12, 6, (22, 52, 12)).clip(0)
    grid = Grid((52, 60, 56), (1.0, 1.0, 1.0))
    points = phantoms.centres_of(grid)[::97]

    run = RunContext(lambda *_args, **_curves: None, initial=Affine.translation((-3.0, -2.0, 1.0)))

    def error(least_shared):
        options = replace(OPTIONS, least_shared=least_shared)
        volumes = [Volume.from_array(each, grid) for each in crops]
        found = register_pair(*volumes, options, run)
        return float(np.linalg.norm(found(points) - points - (-4, -2, 1), axis=1).mean())

    assert error(0.35) < 0.8 * error(0.0)
