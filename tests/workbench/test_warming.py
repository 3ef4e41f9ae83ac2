"""Getting the worker ready ahead: it works in the background, gives way at once, and changes no result."""

import threading

import numpy as np
import pytest

from misbehaviour import SHIFT_MM, job_for, misbehave, request_for
from workstation.core.errors import Cancelled
from workstation.workbench import warming
from workstation.workbench.jobs import JobQueue, JobState
from workstation.workbench.plugins import plugin_by_id
from workstation.workbench.warming import Warm, Warmer, tiny_pair, usual_types
from workstation.workbench.worker import Worker


@pytest.mark.parametrize("dtype", ["uint8", "int16", "float32"])
def test_the_tiny_pair_is_the_same_thing_a_voxel_apart(dtype):
    fixed, moving = (volume.voxels.whole() for volume in tiny_pair(dtype))
    assert fixed.dtype == moving.dtype == dtype
    np.testing.assert_array_equal(fixed[..., 1:], moving[..., :-1])
    assert fixed.std() > 1


def test_voxel_types_are_named_once_in_the_machines_byte_order():
    assert usual_types([np.dtype(">i2"), np.dtype("<i2"), np.dtype("u1")]) == ("int16", "uint8")


def test_our_own_method_can_be_warmed_up():
    fractions = []
    warming.warm_up(plugin_by_id("sonolign"), "uint8", lambda fraction, *_a, **_k: fractions.append(fraction))
    assert fractions[-1] == pytest.approx(1)


def test_a_warmer_stops_at_the_next_report(monkeypatch):
    begun, ended = threading.Event(), []

    def endless(_plugin, _dtype, report):
        begun.set()
        try:
            while True:
                report(0.5)
        except Cancelled:
            ended.append(True)
            raise

    monkeypatch.setattr(warming, "warm_up", endless)
    warmer = Warmer()
    warmer.start(Warm(misbehave(), ("uint8",)))
    assert begun.wait(30)
    warmer.wait(30)
    assert ended == [True]


def test_a_method_that_fails_while_warming_up_harms_nobody(monkeypatch, capsys):
    def failing(*_arguments):
        raise RuntimeError("no such thing")

    monkeypatch.setattr(warming, "warm_up", failing)
    warmer = Warmer()
    warmer.start(Warm(misbehave(), ("uint8",)))
    warmer._thread.join(30)
    assert "no such thing" in capsys.readouterr().err


def test_a_run_right_after_the_wish_is_done_as_ever(tmp_path):
    worker = Worker(tmp_path / "worker.log")
    try:
        worker.warm_up(Warm(plugin_by_id("sonolign"), ("uint8", "int16")))
        pid = worker.pid
        outcome = worker.run(request_for(), lambda _report: None, lambda: False)
        np.testing.assert_allclose(outcome.transform([[1, 2, 3]]), [[1 + SHIFT_MM, 2, 3]])
        assert worker.pid == pid
    finally:
        worker.close()


def test_a_queue_warms_up_while_idle_only():
    queue = JobQueue()
    try:
        job = job_for("steps")
        queue.submit(job)
        queue.warm_up(Warm(misbehave(), ("uint8",)))
        assert queue._waiting.qsize() <= 1
        job.cancel()
        assert job.wait(30)
        queue.warm_up(Warm(misbehave(), ("uint8",)))
        after = job_for()
        queue.submit(after)
        assert after.wait(60)
        assert after.state is JobState.DONE
    finally:
        queue.close()
