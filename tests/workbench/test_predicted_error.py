from dataclasses import replace

import numpy as np
import pytest

from phantoms import bent_pair, textured_volume
from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid
from workstation.core.study import StudyProtocol, TransformRecord
from workstation.core.tolerance import Tolerance
from workstation.core.transform import Affine, Composite
from workstation.imaging.uncertainty import OUTSIDE, SEEN, UNSEEN, ErrorMap
from workstation.storage.schema import from_json, to_json
from workstation.workbench.engine import METHOD_SHARE, RegistrationRequest, perform
from workstation.workbench.error_gate import error_gate, map_for, recognition_gate
from workstation.workbench.gates import judge
from workstation.workbench.plugins import plugin_by_id
from workstation.workbench.predicted_error import whole_light, zone_lights

GRID = Grid((20, 12, 20), (2.5, 2.5, 2.5), (-23.75, 0.0, -23.75))  # about the middle in x and z, skin at y = 0
SHAPE, SPACING = (56, 56, 56), (1.2, 1.2, 1.2)


def quiet(fraction, message="", preview=None, **curves):
    pass


def map_with(error, zone=None):
    values = np.full(GRID.shape_zyx, 0.3, np.float32) if error is None else np.asarray(error, np.float32)
    kinds = np.full(GRID.shape_zyx, SEEN, np.uint8) if zone is None else zone
    return ErrorMap(GRID, np.where(kinds == OUTSIDE, np.nan, values), 2 * values, kinds)


def volume(**change):
    return replace(textured_volume(Grid(SHAPE, SPACING)), name="A", **change)


def gate_of(error_map, **tolerance):
    return error_gate(error_map, volume(), volume(), Tolerance(**tolerance))


def test_the_light_of_the_whole_is_green_yellow_or_red():
    corner, half = np.full(GRID.shape_zyx, 0.3), np.full(GRID.shape_zyx, 0.3)
    corner[:4, :, :8] = 3.0
    half[:16] = 3.0
    maps = [map_with(error) for error in (None, corner, half)]
    assert [gate_of(each).verdict for each in maps] == ["PASS", "CHECK", "FAIL"]
    assert [whole_light(each).verdict for each in maps] == ["PASS", "CHECK", "FAIL"]


def test_a_few_places_with_a_large_error_are_worth_a_look():
    error = np.full(GRID.shape_zyx, 0.3)
    error[:1, :4] = 7.0
    assert gate_of(map_with(error)).verdict == "CHECK"


def test_the_sentence_prints_the_tolerance_and_its_source():
    words = str(gate_of(map_with(None)).message)
    assert "0.3 mm on average" in words
    assert "2 mm mean, 5 mm largest (AAPM TG-132, Brock et al. 2017)" in words


def test_a_study_may_tolerate_less():
    error = map_with(np.full(GRID.shape_zyx, 1.2))
    assert gate_of(error).verdict == "PASS"
    assert gate_of(error, mean_mm=1.0, largest_mm=3.0, source="our protocol").verdict == "FAIL"
    protocol = StudyProtocol("mine", tolerance=Tolerance(1.0, 3.0, "our protocol"))
    assert from_json(StudyProtocol, to_json(protocol)) == protocol
    assert from_json(StudyProtocol, {"name": "old"}).tolerance == Tolerance()
    with pytest.raises(InvalidInput, match="must not be above"):
        Tolerance(3.0, 2.0)


def test_without_any_overlap_the_light_is_red():
    nothing = map_with(None, np.full(GRID.shape_zyx, OUTSIDE, np.uint8))
    assert gate_of(nothing).verdict == "FAIL"
    assert whole_light(nothing).verdict is None


def test_kinds_it_is_not_calibrated_for_say_so_and_lose_nothing():
    gate = error_gate(None, volume(modality="CT"), volume(modality="CT"), Tolerance())
    assert gate.verdict == "PASS"
    assert str(gate.message) == "The error is not predicted: that is calibrated for ultrasound, and A is CT."
    assert map_for(volume(modality="CT"), volume(), Affine.identity(), quiet, 1) is None


def test_a_transform_with_gaps_has_no_map():
    class Broken:
        def __call__(self, points_mm):
            return np.full(np.shape(points_mm), np.nan)

        def inverse(self):
            return self

    assert map_for(volume(), volume(), Broken(), quiet, 1) is None


def test_around_the_nipple_zones_are_quadrants_in_three_depths():
    error = np.full(GRID.shape_zyx, 0.3)
    error[10:, 8:, 10:] = 4.0  # head side, deep, patient's left
    lights = {str(zone.name): zone for zone in zone_lights(map_with(error), None, (0.0, 0.0, 0.0), "left")}
    assert len(lights) == 12
    red = [name for name, zone in lights.items() if zone.verdict == "FAIL"]
    assert red == ["upper outer quadrant, deep"]
    assert lights[red[0]].mean_mm > 3
    assert "do not trust" in str(lights[red[0]].message)
    right = {
        str(zone.name)
        for zone in zone_lights(map_with(error), None, (0.0, 0.0, 0.0), "right")
        if zone.verdict == "FAIL"
    }
    assert right == {"upper inner quadrant, deep"}
    unknown = {str(zone.name) for zone in zone_lights(map_with(error), None, (0.0, 0.0, 0.0)) if zone.verdict == "FAIL"}
    assert unknown == {"upper left quadrant, deep"}


def test_without_a_nipple_zones_are_a_grid_and_every_place_is_in_one():
    lights = zone_lights(map_with(None))
    assert len(lights) == 18
    assert {zone.verdict for zone in lights} == {"PASS"}
    assert str(lights[0].name) == "head side, right, front"
    assert GRID.contains([zone.worst_mm for zone in lights]).all()


@pytest.mark.parametrize(("share", "verdict"), [(0.9, "PASS"), (0.25, "CHECK"), (0.08, "FAIL")])
def test_scans_whose_content_is_not_recognised_fail(share, verdict):
    gate = recognition_gate(replace(map_with(None), recognised=share), Tolerance())
    assert gate is not None
    assert gate.verdict == verdict
    assert f"{share:.0%} of the places" in str(gate.message)


def test_where_nothing_is_known_of_recognition_there_is_no_such_gate():
    assert recognition_gate(None, Tolerance()) is None
    assert recognition_gate(map_with(None), Tolerance()) is None


def test_zones_outside_the_overlap_and_in_the_dark_are_told_apart():
    zone = np.full(GRID.shape_zyx, SEEN, np.uint8)
    zone[:7], zone[14:] = OUTSIDE, UNSEEN
    lights = {str(each.name): each for each in zone_lights(map_with(None, zone))}
    foot, head = lights["foot side, middle, back"], lights["head side, middle, back"]
    assert foot.verdict is None
    assert "not in both scans" in str(foot.message)
    assert "little to compare" in str(head.message)


def test_a_job_predicts_the_error_of_its_result_and_judges_by_it():
    pair = bent_pair(3.0, SHAPE, SPACING, seed=4, noise=1.0)
    told = []
    request = RegistrationRequest(pair.fixed, pair.moving, plugin_by_id("sonolign"), preset="instant", threads=1)
    outcome = perform(request, lambda fraction, message="", preview=None, **curves: told.append((fraction, message)))
    assert outcome.error_map is not None
    assert any("predicting the error" in message for _, message in told)
    after = [fraction for fraction, _ in told if fraction >= METHOD_SHARE]
    assert after == sorted(after)
    gate = next(gate for gate in outcome.gates if gate.name == "predicted error")
    assert gate.verdict == "PASS"
    assert next(gate for gate in outcome.gates if gate.name == "recognition").verdict == "PASS"
    wrong = Composite((Affine.translation((8.0, 0, 0)), outcome.transform))
    gates = judge(pair.fixed, pair.moving, wrong, error_map=map_for(pair.fixed, pair.moving, wrong, quiet, 1))
    assert TransformRecord("", "", "", gates=gates).verdict == "FAIL"
