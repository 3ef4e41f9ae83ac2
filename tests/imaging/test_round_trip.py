import numpy as np
import pytest

from phantoms import shifted_blobs
from workstation.core.errors import Cancelled
from workstation.core.transform import Affine
from workstation.imaging.round_trip import round_trip_map


@pytest.fixture(scope="module")
def pair():
    return shifted_blobs((3.0, 0.0, 0.0))


def silent(*_, **__):
    pass


def test_the_right_result_comes_back_to_where_it_was_and_a_wrong_one_misses_by_its_error(pair):
    right, wrong = (
        round_trip_map(pair.fixed, pair.moving, Affine.translation(shift), silent)
        for shift in ((3.0, 0.0, 0.0), (3.0, 4.0, 0.0))
    )
    middle = [pair.fixed.grid.centre_mm]
    assert right.at(middle)[0] < 0.6
    assert wrong.at(middle)[0] == pytest.approx(4.0, abs=0.6)


def test_places_that_leave_the_moving_volume_are_not_known(pair):
    away = round_trip_map(pair.fixed, pair.moving, Affine.translation((500.0, 0.0, 0.0)), silent)
    assert np.isnan(away.values).all()


def test_it_can_be_cancelled(pair):
    def stop(*_, **__):
        raise Cancelled

    with pytest.raises(Cancelled):
        round_trip_map(pair.fixed, pair.moving, Affine.identity(), stop)
