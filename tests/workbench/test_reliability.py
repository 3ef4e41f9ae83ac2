"""Predictions against truth: the shipped curves belong to the shipped coefficients; only held-out pairs are compared."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from phantoms import shifted_blobs
from workstation.core.geometry import Grid
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import Case, Reading, TransformRecord
from workstation.core.transform import Affine
from workstation.imaging.uncertainty import OUTSIDE, SEEN, ErrorMap
from workstation.imaging.uncertainty import reliability as measured
from workstation.imaging.uncertainty.model import error_model
from workstation.workbench.reliability import own_points, reliability_of

GRID = Grid((40, 40, 40), (3.0, 3.0, 3.0), (-30.0, -30.0, -30.0))


def reading_with(roles=()):
    pair = shifted_blobs((3.0, 0.0, 0.0))
    reading = Reading.blank("Li", Case("a", pair.fixed, pair.moving))
    for n, mark in enumerate(pair.landmarks):
        reading.landmarks.rows[mark.id] = Landmark(
            mark.id, mark.name, state="placed", role=roles[n] if n < len(roles) else "open",
            fixed=Mark(mark.fixed_mm, (0, 0, 0)), moving=Mark(mark.moving_mm, (0, 0, 0)),
        )  # fmt: skip
    return reading, pair


def flat_map(error=1.0, bound=2.0):
    shape = GRID.shape_zyx
    return ErrorMap(
        GRID, np.full(shape, error, np.float32), np.full(shape, bound, np.float32), np.full(shape, SEEN, np.uint8)
    )


def record(**more):
    return TransformRecord("t", "m", "M", **more)


def test_the_shipped_curves_were_measured_with_the_shipped_coefficients():
    """If this fails, run `python tests/benchmarks/error_map.py --work DIR --keep`."""
    curves = measured.reliabilities()
    assert {curve.name for curve in curves} == {"sim/all", "sim/right", "public/all", "public/right"}
    for curve in curves:
        assert len(curve.predicted_mm) == len(curve.true_mm) == len(curve.true_p95_mm) == 10
        assert list(curve.predicted_mm) == sorted(curve.predicted_mm)
        assert 0.9 <= curve.covered <= 1


def test_curves_of_other_coefficients_are_not_shown(monkeypatch):
    model = error_model()
    monkeypatch.setattr(measured, "error_model", lambda: replace(model, intercept=model.intercept + 0.1))
    measured.reliabilities.cache_clear()
    try:
        assert measured.reliabilities() == ()
        reading, pair = reading_with()
        monkeypatch.setattr("workstation.workbench.reliability.reliabilities", measured.reliabilities)
        report = reliability_of(reading, record(), pair.fixed_to_moving, flat_map())
        assert "not been measured" in str(next(report.sentences()))
    finally:
        measured.reliabilities.cache_clear()


def test_predicted_and_measured_errors_of_the_held_out_pairs():
    reading, pair = reading_with(("open", "drive", "held out"))
    used = pair.landmarks[0].id
    points = own_points(reading, record(used_landmarks=(used,)), Affine.identity(), flat_map(1.0, 2.0))
    assert len(points.names) == len(pair.landmarks) - 2
    assert pair.landmarks[0].name not in points.names
    np.testing.assert_allclose(points.measured_mm, 3.0)
    np.testing.assert_allclose(points.predicted_mm, 1.0)
    assert points.covered == 0
    assert own_points(reading, record(), pair.fixed_to_moving, flat_map(0.0, 0.0)).covered == len(points.names) + 1


def test_pairs_outside_the_predicted_map_do_not_count():
    reading, pair = reading_with()
    outside = replace(flat_map(), zone=np.full(GRID.shape_zyx, OUTSIDE, np.uint8))
    assert own_points(reading, record(), pair.fixed_to_moving, outside) is None


def test_the_words_say_what_was_measured_on_what_and_nothing_in_doubtful_millimetres():
    reading, pair = reading_with()
    words = " ".join(map(str, reliability_of(reading, record(), Affine.identity(), flat_map(1.0, 4.0)).sentences()))
    assert "270000 places of 45 registrations" in words
    assert "Measured on simulated pairs that it was not fitted to" in words
    assert "On scans of patients nothing has been measured" in words
    assert f"{len(pair.landmarks)} of {len(pair.landmarks)} held-out landmarks lie below" in words
    assert "predicted 1.00 mm on average, measured 3.00 mm" in words
    for report in (
        reliability_of(reading, record(), Affine.identity(), flat_map(), in_mm=False),
        reliability_of(reading, record(), Affine.identity(), None),
    ):
        assert report.points is None
        assert "no held-out landmarks" in str(list(report.sentences())[-1])


@pytest.mark.parametrize("change", [{"intercept": 0.5}, {"curves": {}}])
def test_every_coefficient_counts_in_the_fingerprint_and_the_origin_does_not(change):
    model = error_model()
    assert replace(model, **change).fingerprint != model.fingerprint
    assert replace(model, about="elsewhere").fingerprint == model.fingerprint
