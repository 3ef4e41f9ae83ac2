import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import small_case, vectors
from workstation.core.errors import InvalidInput
from workstation.core.label_commands import EditSegment
from workstation.core.labels import Segment
from workstation.core.measurements import AddMeasurement, Measurement, MoveMeasurement, RemoveMeasurement
from workstation.core.study import Reading
from workstation.storage.schema import command_from_json, command_to_json, from_json


def test_a_ruler_is_as_long_as_its_ends_are_apart_and_an_angle_as_wide_as_its_arms():
    assert Measurement("a", "ruler", "fixed", ((0, 0, 0), (3, 0, 4))).value == pytest.approx(5)
    right = Measurement("b", "angle", "moving", ((2, 0, 0), (0, 0, 0), (0, 0, 7)))
    assert (right.value, right.text) == (pytest.approx(90), "90.0°")
    with pytest.raises(InvalidInput, match="needs 3 points"):
        Measurement("c", "angle", "fixed", ((0, 0, 0), (1, 0, 0)))


@given(st.tuples(vectors, vectors), st.tuples(vectors, vectors))
def test_every_edit_of_a_measurement_is_taken_back_by_its_inverse(first, second):
    reading = Reading.blank("r", small_case())
    for edit in (
        AddMeasurement(Measurement("m", "ruler", "fixed", first)),
        MoveMeasurement("m", second),
        RemoveMeasurement("m"),
    ):
        before = reading.copy()
        inverse = command_from_json(command_to_json(edit)).apply(reading)
        after = reading.copy()
        again = inverse.apply(reading)
        assert reading.measurements == before.measurements
        again.apply(reading)
        assert reading.measurements == after.measurements


def test_an_unknown_measurement_is_refused():
    reading = Reading.blank("r", small_case())
    with pytest.raises(InvalidInput, match="no measurement"):
        RemoveMeasurement("m").apply(reading)


def test_a_label_of_an_older_file_is_opaque_and_filled_and_opacity_is_an_edit():
    old = from_json(Segment, {"value": 4, "name": "lesion", "colour": "#e0533d", "code": "", "locked": True})
    assert (old.opacity, old.outlined, old.locked) == (1.0, False, True)
    reading = Reading.blank("r", small_case())
    reading.segments[4] = old
    for field, to in (("opacity", 0.5), ("outlined", True), ("opacity", 1.0)):
        command_from_json(command_to_json(EditSegment(4, field, to))).apply(reading)
        assert getattr(reading.segments[4], field) == to
    with pytest.raises(InvalidInput, match="between 0 and 1"):
        EditSegment(4, "opacity", 1.5).apply(reading)
