import numpy as np
import pytest

from workstation.core.curved import CurvedRaster
from workstation.core.errors import Cancelled, InvalidInput
from workstation.core.geometry import Grid
from workstation.core.volume import ArrayVoxels
from workstation.imaging.scan_conversion import bent_back, scan_converted

RASTER = CurvedRaster((12, 80, 90), (0.5, 0.4, 0.8), 60.0)


def smooth(points):
    """A field that varies slowly in millimetres."""
    x, y, z = np.moveaxis(np.asarray(points), -1, 0)
    return 120 + 50 * np.sin(x / 9) * np.cos(y / 8) + 30 * np.sin(z / 3)


def indices(shape_zyx):
    z, y, x = np.indices(shape_zyx)
    return np.stack([x, y, z], axis=-1)


@pytest.mark.parametrize("raster", [RASTER, RASTER.flipped()])
@pytest.mark.parametrize("spacing", [None, (0.6, 0.5, 0.5)])
def test_a_field_in_millimetres_comes_out_where_it_is(raster, spacing):
    values = smooth(raster.to_world(indices(raster.shape_zyx)))
    grid = raster.cartesian_grid(spacing)
    converted = scan_converted(ArrayVoxels(values), raster, grid, outside=-1)
    points = grid.to_world(indices(grid.shape_zyx))
    index = raster.to_index(points)
    last = np.array(raster.shape_zyx[::-1]) - 1
    inside = ((index >= 0) & (index <= last)).all(axis=-1)
    assert inside.mean() > 0.5
    assert np.abs(converted - smooth(points))[inside].max() < (0.2 if spacing is None else 0.6)
    beyond = ((index < -0.6) | (index > last + 0.6)).any(axis=-1)
    assert beyond.any()
    assert (converted[beyond] == -1).all()


def test_whole_numbers_stay_whole_numbers_and_are_rounded():
    values = smooth(RASTER.to_world(indices(RASTER.shape_zyx)))
    exact = scan_converted(ArrayVoxels(values), RASTER)
    converted = scan_converted(ArrayVoxels(np.rint(values).astype(np.uint8)), RASTER)
    assert converted.dtype == np.uint8
    assert np.abs(converted - exact)[converted > 0].max() <= 1.0


def test_a_point_marked_in_the_raster_is_found_in_the_straight_grid():
    values = np.zeros(RASTER.shape_zyx, np.float32)
    values[5, 38:43, 18:23] = 1
    grid = RASTER.cartesian_grid((0.2, 0.2, 0.8))
    converted = scan_converted(ArrayVoxels(values), RASTER, grid)
    _, y, x = np.nonzero(converted[5:6] > 0.5)
    centre = grid.to_world(np.array([x.mean(), y.mean(), 5]))
    assert centre == pytest.approx(RASTER.to_world((20, 40, 5)), abs=0.05)
    assert not converted[4].any()


def test_it_stops_when_asked():
    def stop(*_):
        raise Cancelled

    with pytest.raises(Cancelled):
        scan_converted(ArrayVoxels(np.zeros(RASTER.shape_zyx, np.uint8)), RASTER, report=stop)


def test_an_oblique_grid_and_a_wrong_shape_are_refused():
    oblique = Grid((3, 3, 3), (1, 1, 1), direction=(0, 1, 0, 1, 0, 0, 0, 0, 1))
    with pytest.raises(InvalidInput, match="oblique"):
        scan_converted(ArrayVoxels(np.zeros(RASTER.shape_zyx, np.uint8)), RASTER, oblique)
    with pytest.raises(InvalidInput, match="shape"):
        scan_converted(ArrayVoxels(np.zeros((2, 3, 4), np.uint8)), RASTER)


@pytest.mark.parametrize("raster", [RASTER, RASTER.flipped()])
def test_bending_back_undoes_the_conversion(raster):
    values = smooth(raster.to_world(indices(raster.shape_zyx)))
    grid = raster.cartesian_grid((0.4, 0.4, 0.8))
    back = bent_back(scan_converted(ArrayVoxels(values), raster, grid, outside=np.nan), grid, raster)
    inner = back[:, 2:-2, 2:-2]  # at the rim the straight grid knows only half of the neighbours
    assert np.isfinite(inner).mean() > 0.99
    assert np.nanmax(np.abs(inner - values[:, 2:-2, 2:-2])) < 0.5


def test_bending_back_takes_a_field_in_millimetres_from_where_it_is():
    grid = Grid((14, 130, 150), (0.5, 0.45, 0.8), (-38.0, -4.0, -5.0))
    back = bent_back(smooth(grid.to_world(indices(grid.shape_zyx))), grid, RASTER, outside=-1)
    points = RASTER.to_world(indices(RASTER.shape_zyx))
    inside = back != -1
    assert inside.mean() > 0.9
    assert np.abs(back - smooth(points))[inside].max() < 0.6


def test_labels_bent_back_stay_labels():
    grid = RASTER.cartesian_grid()
    labels = np.random.default_rng(0).choice(np.array([0, 3, 200], np.uint8), grid.shape_zyx)
    back = bent_back(labels, grid, RASTER, nearest=True)
    assert back.dtype == np.uint8
    assert set(np.unique(back)) <= {0, 3, 200}


def test_values_must_fit_their_grid():
    with pytest.raises(InvalidInput, match="shape"):
        bent_back(np.zeros((2, 3, 4)), RASTER.cartesian_grid(), RASTER)
