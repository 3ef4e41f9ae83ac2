from dataclasses import replace

import numpy as np
import psygnal
import pytest

from misbehaviour import misbehave
from phantoms import shifted_blobs
from workstation.core.commands import Group
from workstation.core.errors import InvalidInput, UserError
from workstation.core.label_commands import AddSegment, PaintLabels
from workstation.core.labels import LabelMap, Segment
from workstation.core.landmark_commands import AddLandmark, EditLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import CaseEntry, Gate, TransformRecord
from workstation.core.study_commands import AddTransform
from workstation.core.transform import Affine
from workstation.workbench.jobs import Job, JobQueue, RegistrationResult
from workstation.workbench.plugins import plugin_by_id
from workstation.workbench.registration import Choices, Registrations, accept, build_request
from workstation.workbench.workbench import Workbench

SHIFT_MM = (3.0, 0.0, 0.0)


class InlineQueue(JobQueue):
    """Runs a job as soon as it is told to, in this thread and process."""

    def __init__(self):
        super().__init__()
        self.submitted = []

    def submit(self, job):
        self.submitted.append(job)

    def run_all(self):
        for job in self.submitted:
            job.run(inline=True)
        self.submitted.clear()
        psygnal.emit_queued()


@pytest.fixture
def bench(tmp_path):
    bench = Workbench("reader")
    bench.new_study(tmp_path / "study")
    pair = shifted_blobs(SHIFT_MM)
    for name in ("one", "two"):
        bench.add_case(CaseEntry(name, f"Case {name}"), pair.fixed, pair.moving)
    bench.show_case("one")
    for number, each in enumerate(pair.landmarks):
        fixed, moving = Mark(each.fixed_mm, (0, 0, 0)), Mark(each.moving_mm, (0, 0, 0))
        bench.do(AddLandmark(Landmark(f"id{number}", f"L{number}", state="placed", fixed=fixed, moving=moving)))
    yield bench
    bench.close()


@pytest.fixture
def queue():
    queue = InlineQueue()
    yield queue
    queue.close()


@pytest.fixture
def told(bench):
    told = []
    bench.noticed.connect(told.append)
    return told


def result(verdict="PASS", id="r1"):
    record = TransformRecord(id, "shift", "Shift", gates=(Gate("match", verdict, "The scans match."),))
    return RegistrationResult(Affine.translation(SHIFT_MM), record)


def test_held_out_landmarks_are_for_evaluation_only(bench):
    bench.do(EditLandmark("id0", "role", "held out"))
    request = build_request(bench.open_case, plugin_by_id("landmarks"), Choices())
    assert "id0" not in {pair.id for pair in request.landmarks}
    assert "id0" in {pair.id for pair in request.evaluation}
    assert len(request.landmarks) == len(request.evaluation) - 1


def test_nothing_is_offered_that_was_not_chosen_or_that_the_method_cannot_use(bench):
    without = build_request(bench.open_case, plugin_by_id("sonolign"), Choices())
    assert without.landmarks == ()
    helped = build_request(bench.open_case, plugin_by_id("sonolign"), Choices(use_landmarks=True))
    assert helped.landmarks
    assert build_request(bench.open_case, plugin_by_id("landmarks"), Choices()).landmarks == helped.landmarks
    demons = build_request(bench.open_case, plugin_by_id("demons_sitk"), Choices(use_labels=True))
    assert demons.landmarks == ()
    assert demons.fixed_labels is None
    assert demons.label_names == {}
    assert demons.evaluation


def test_a_method_that_gets_the_labels_learns_what_they_are_called(bench):
    bench.do(AddSegment(Segment(99, "皮肤", "#40c0a0")))
    request = build_request(bench.open_case, plugin_by_id("sonolign"), Choices(use_labels=True))
    assert request.label_names[99] == "皮肤"


def test_a_label_becomes_the_mask(bench):
    reading = bench.open_case.reading
    array = np.zeros(reading.labels["fixed"].shape, np.uint8)
    array[4:9, 5:10, 6:11] = 4
    patch = LabelMap.from_array(array).difference_from(reading.labels["fixed"])
    bench.do(PaintLabels("fixed", patch, "paint"))
    request = build_request(bench.open_case, plugin_by_id("demons_sitk"), Choices(mask_value=4))
    np.testing.assert_array_equal(request.fixed_mask, array == 4)
    assert request.moving_mask is None


def test_a_mask_without_a_voxel_is_refused_by_name(bench):
    with pytest.raises(InvalidInput, match="No voxel has the label lesion"):
        build_request(bench.open_case, plugin_by_id("demons_sitk"), Choices(mask_value=4))


def test_a_registration_may_start_from_an_earlier_result(bench):
    accept(bench.open_case, result())
    request = build_request(bench.open_case, plugin_by_id("demons_sitk"), Choices(initial_id="r1"))
    np.testing.assert_allclose(request.initial([[0, 0, 0]]), [SHIFT_MM])
    assert request.initial_id == "r1"


def test_an_accepted_result_is_in_use_and_one_step_takes_it_back(bench):
    accept(bench.open_case, result())
    reading = bench.open_case.reading
    assert reading.active_transform == "r1"
    np.testing.assert_allclose(bench.open_case.fixed_to_moving([[1, 2, 3]]), [[4, 2, 3]])
    assert str(bench.undo()) == "Register with Shift"
    assert (reading.active_transform, dict(reading.transforms)) == ("", {})
    bench.redo()
    assert reading.active_transform == "r1"


def test_a_failed_verdict_is_listed_but_not_used(bench):
    accept(bench.open_case, result("FAIL"))
    assert list(bench.open_case.reading.transforms) == ["r1"]
    assert bench.open_case.reading.active_transform == ""


def test_a_group_without_a_name_is_called_as_its_first_command(bench):
    group = Group("", (AddTransform(result().record),))
    assert str(group.title(bench.open_case.reading)) == "Register with Shift"


def test_a_result_comes_into_the_open_case_and_is_announced(bench, queue, told):
    registrations = Registrations(bench, queue)
    registrations.start(plugin_by_id("landmarks"), Choices(settings={"transform": "rigid"}))
    assert len(registrations.unfinished) == 1
    queue.run_all()
    assert registrations.unfinished == []
    reading = bench.open_case.reading
    assert reading.active_transform in reading.transforms
    assert "From landmarks has ended for Case one" in str(told[-1])


def test_a_result_finds_its_case_although_another_is_open_by_now(bench, queue):
    registrations = Registrations(bench, queue)
    registrations.start(plugin_by_id("landmarks"), Choices())
    bench.show_case("two")
    queue.run_all()
    assert len(bench.open_case.reading.transforms) == 0
    bench.show_case("one")
    assert len(bench.open_case.reading.transforms) == 1
    assert bench.open_case.fixed_to_moving is not None


def test_a_result_finds_its_case_although_another_study_is_open_by_now(bench, queue, tmp_path):
    registrations = Registrations(bench, queue)
    registrations.start(plugin_by_id("landmarks"), Choices())
    bench.new_study(tmp_path / "other")
    queue.run_all()
    bench.open_study(tmp_path / "study")
    bench.show_case("one")
    assert len(bench.open_case.reading.transforms) == 1


def test_a_result_follows_a_study_that_was_saved_elsewhere_meanwhile(bench, queue, tmp_path):
    registrations = Registrations(bench, queue)
    registrations.start(plugin_by_id("landmarks"), Choices())
    bench.save_study_as(tmp_path / "named")
    queue.run_all()
    assert len(bench.open_case.reading.transforms) == 1
    assert list((tmp_path / "named" / "cases" / "one" / "transforms").glob("*.h5"))


@pytest.mark.parametrize("how", ["raise", "nothing"])
def test_a_job_that_fails_leaves_a_plain_message_and_no_edit(bench, queue, told, how):
    depth = bench.open_case.history.undo_depth
    registrations = Registrations(bench, queue)
    job = registrations.start(misbehave(), Choices(settings={"how": how}))
    queue.run_all()
    assert job.result is None
    assert bench.open_case.history.undo_depth == depth
    assert isinstance(told[-1], UserError)
    assert "failed for Case one" in str(told[-1])


def test_a_result_that_cannot_be_written_is_said_to_be_lost(bench, queue, told, monkeypatch):
    from workstation.core.errors import NotSaved
    from workstation.workbench import registration

    def refuse(*_):
        raise NotSaved("The disk is full.")

    monkeypatch.setattr(registration, "write", refuse)
    registrations = Registrations(bench, queue)
    registrations.start(plugin_by_id("landmarks"), Choices())
    queue.run_all()
    assert "could not be kept: The disk is full." in str(told[-1])
    assert len(bench.open_case.reading.transforms) == 0


def test_a_job_that_waits_and_is_cancelled_leaves_nothing(bench, queue, told):
    registrations = Registrations(bench, queue)
    job = registrations.start(plugin_by_id("landmarks"), Choices())
    registrations.cancel_all()
    psygnal.emit_queued()
    assert job.state == "cancelled"
    assert registrations.unfinished == []
    assert told == []


def test_without_a_case_nothing_can_be_registered(bench, queue):
    bench.close_case()
    with pytest.raises(InvalidInput, match="Open a case first"):
        Registrations(bench, queue).start(plugin_by_id("landmarks"), Choices())


def test_the_request_is_what_a_job_runs(bench):
    request = build_request(bench.open_case, plugin_by_id("landmarks"), Choices(seed=5))
    job = Job(request)
    job.run(inline=True)
    record = accept(bench.open_case, job.result)
    assert record.seed == 5
    assert record.used_landmarks


def test_a_method_is_told_the_views_of_the_scans(bench):
    bench.open_case.case = replace(bench.open_case.case, views=("AP", "LAT"))
    assert build_request(bench.open_case, plugin_by_id("sonolign"), Choices()).views == ("AP", "LAT")


@pytest.mark.parametrize("breasts", [("left", "left"), ("", "right"), ("", "")])
def test_a_pair_of_one_breast_or_of_nobody_knows_which_is_registered(bench, breasts):
    bench.open_case.case = replace(bench.open_case.case, breasts=breasts)
    assert build_request(bench.open_case, plugin_by_id("sonolign"), Choices()).fixed is bench.open_case.case.fixed


@pytest.mark.parametrize("method", ["sonolign", "landmarks"])
def test_a_left_and_a_right_breast_are_refused_in_plain_words_by_every_method(bench, method):
    bench.open_case.case = replace(bench.open_case.case, breasts=("left", "right"))
    with pytest.raises(InvalidInput, match="show the left breast and the moving one the right breast"):
        build_request(bench.open_case, plugin_by_id(method), Choices())
