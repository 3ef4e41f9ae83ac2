from __future__ import annotations

import h5py
import numpy as np
import pytest

from phantoms import grid_of
from workstation.core.errors import UnreadableFile
from workstation.core.transform import Affine
from workstation.imaging.landmarks.patches import Match
from workstation.imaging.landmarks.prediction import Prediction, Witness
from workstation.imaging.landmarks.suggestions import GoodPlaces, Suggestion
from workstation.storage.suggestion_file import KeptSuggestions, read_suggestions, write_suggestions

GRID = grid_of()
COVARIANCE = np.array([[0.5, 0.1, 0.0], [0.1, 0.4, 0.2], [0.0, 0.2, 0.3]])


def kept(start=None):
    image = Match((1.0, 2.0, 3.0), 0.9, 0.3, COVARIANCE, at_edge=True)
    seen = Prediction((1.0, 2.1, 3.0), 1.7, Witness((1.5, 2.0, 3.0), 2.0), None, image, 0.98, COVARIANCE)
    unseen = Prediction((4.0, 5.0, 6.0), 7.0, None, Witness((4.0, 5.0, 6.0), 3.0), None, 0.0, np.eye(3))
    found = (Suggestion((0.1, 0.2, 0.3), 0.8, seen, 0.4, 2.0), Suggestion((7.0, 8.0, 9.0), 0.5, unseen, None, 5.0))
    quality = np.linspace(0, 1, 60, dtype=np.float32).reshape(3, 4, 5)
    places = GoodPlaces(grid_of((3, 4, 5)), quality)
    return KeptSuggestions((GRID, grid_of((8, 9, 10))), places, found, ("image", "transform:t1"), start)


@pytest.mark.parametrize("start", [None, Affine(np.diag([1.0, 1.1, 0.9]), np.array([1.0, 2.0, 3.0]))])
def test_what_is_written_is_read_again(tmp_path, start):
    path, before = tmp_path / "suggestions" / "Li.h5", kept(start)
    write_suggestions(path, before)
    after = read_suggestions(path)
    assert (after.grids, after.sources, after.places.grid) == (before.grids, before.sources, before.places.grid)
    assert np.abs(after.places.quality - before.places.quality).max() <= 0.5 / 255 + 1e-6
    for one, other in zip(before.found, after.found, strict=True):
        for name in ("position_mm", "quality", "round_trip_mm", "gain", "is_proposed"):
            assert getattr(one, name) == getattr(other, name)
        for name in ("position_mm", "radius_mm", "pairs", "registration", "image_trust"):
            assert getattr(one.prediction, name) == getattr(other.prediction, name)
        assert other.prediction.covariance_mm2 == pytest.approx(one.prediction.covariance_mm2)
        assert (one.prediction.image is None) == (other.prediction.image is None)
    assert after.found[0].prediction.image.at_edge
    if start is None:
        assert after.start is None
    else:
        assert np.array_equal(after.start.matrix, start.matrix)


def test_no_suggestions_at_all_are_kept_too(tmp_path):
    path = tmp_path / "none.h5"
    write_suggestions(path, KeptSuggestions((GRID, GRID), kept().places, (), ()))
    assert read_suggestions(path).found == ()


def spoil_kind(file):
    file.attrs["kind"] = "reading"


def spoil_version(file):
    file.attrs["format_version"] = 99


def spoil_points(file):
    file["points"][0, 0] = np.nan


def spoil_width(file):
    del file["points"]
    file["points"] = np.zeros((2, 3))


def spoil_start(file):
    file["start"] = np.full((3, 4), np.inf)


def spoil_basis(file):
    del file["basis"]
    file["basis"] = np.frombuffer(b"{}", np.uint8)


def spoil_places(file):
    del file["places"]
    file["places"] = np.zeros((2, 2))


@pytest.mark.parametrize(
    "spoil", [spoil_kind, spoil_version, spoil_points, spoil_width, spoil_start, spoil_basis, spoil_places]
)
def test_a_file_that_is_not_as_it_was_written_is_refused_in_a_sentence(tmp_path, spoil):
    path = tmp_path / "spoilt.h5"
    write_suggestions(path, kept())
    with h5py.File(path, "r+") as file:
        spoil(file)
    with pytest.raises(UnreadableFile):
        read_suggestions(path)


def test_a_torn_file_is_refused_and_a_failed_write_leaves_the_old_one(tmp_path):
    path = tmp_path / "torn.h5"
    write_suggestions(path, kept())
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableFile):
        read_suggestions(path)
    path.write_bytes(whole)
    with pytest.raises(ZeroDivisionError):
        write_suggestions(path, KeptSuggestions((GRID, GRID), kept().places, Broken(), ()))
    assert path.read_bytes() == whole
    assert [each.name for each in tmp_path.iterdir()] == ["torn.h5"]


class Broken(tuple):
    def __iter__(self):
        raise ZeroDivisionError
