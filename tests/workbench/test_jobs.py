import hashlib
import multiprocessing
import re
import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest

from misbehaviour import PAIR, SHIFT_MM, job_for, misbehave, request_for
from workstation.core.transform import Affine
from workstation.workbench import engine
from workstation.workbench.engine import on_gpu_or_processor
from workstation.workbench.jobs import Job, JobQueue, JobState

END_S = 60  # nothing here takes longer, however busy the computer


@pytest.fixture(scope="module")
def queue(tmp_path_factory):
    queue = JobQueue(log_file=tmp_path_factory.mktemp("log") / "worker.log")
    yield queue
    queue.close()


def watched(job):
    """Everything a job says, in order."""
    said = []
    job.progressed.connect(said.append)
    job.ended.connect(said.append)
    return said


def wait_for_first_step(job):
    begun = threading.Event()

    def on_progress(progress):
        if progress.fraction > 0:
            begun.set()

    job.progressed.connect(on_progress)
    return begun


def test_a_job_runs_in_the_background_and_tells_how_its_result_came_about(queue):
    job = job_for(preset="fast", seed=7, initial=Affine.identity(), initial_id="older", evaluation=PAIR.landmarks)
    said = watched(job)
    queue.submit(job)
    assert job.wait(END_S)
    assert job.state == JobState.DONE, (job.error, job.details)
    record = job.result.record
    assert record.settings == {"how": "shift", "shift_mm": SHIFT_MM}
    assert (record.method, record.title, record.preset, record.seed) == ("misbehave", "Misbehave", "fast", 7)
    assert record.initial_transform == "older"
    assert record.versions.keys() >= {"sonolign", "misbehave", "python", "numpy"}
    assert record.input_hashes["fixed"] == hashlib.sha256(PAIR.fixed.voxels.whole().tobytes()).hexdigest()
    assert record.seconds > 0
    assert record.peak_memory_mb > 0
    assert record.threads >= 1
    assert record.device == "cpu"
    assert record.verdict == "PASS"
    assert re.fullmatch(r"misbehave-\d{8}-\d{6}-[0-9a-f]{6}", record.id)
    assert said[-1] is job
    fractions = [progress.fraction for progress in said[:-1]]
    assert fractions == sorted(fractions)


def test_the_same_job_runs_inline_with_the_same_result(queue):
    inline, behind = job_for(), job_for()
    inline.run(inline=True)
    queue.submit(behind)
    behind.wait(END_S)
    assert inline.state == behind.state == JobState.DONE
    assert inline.result.gates == behind.result.gates
    assert inline.result.record.input_hashes == behind.result.record.input_hashes


def test_a_job_alone_brings_and_removes_its_own_process(monkeypatch, tmp_path):
    monkeypatch.setattr("workstation.workbench.worker.log_folder", lambda: tmp_path)
    before = multiprocessing.active_children()
    job = job_for()
    job.run()
    assert job.state == JobState.DONE
    assert multiprocessing.active_children() == before


@pytest.mark.parametrize("inline", [True, False])
def test_a_failure_is_the_jobs_and_not_the_callers(queue, inline):
    job = job_for("raise")
    if inline:
        job.run(inline=True)
    else:
        queue.submit(job)
        job.wait(END_S)
    assert job.state == JobState.FAILED
    assert "RuntimeError: the {optimiser} diverged" in str(job.error.message)
    assert "misbehave.py" in job.details
    assert job.result is None


def test_a_crash_ends_the_job_and_the_next_one_runs(queue):
    crashing, next_one = job_for("exit"), job_for()
    queue.submit(crashing)
    queue.submit(next_one)
    assert next_one.wait(END_S)
    assert crashing.state == JobState.FAILED
    assert "crashed" in str(crashing.error)
    assert next_one.state == JobState.DONE


@pytest.mark.parametrize("how", ["steps", "hang natively"])
def test_cancel_does_not_wait_and_ends_a_running_job_that_would_go_on(queue, how):
    job = job_for(how)
    # asked for in the thread of the job: a cancel that waited for the end would never return
    job.progressed.connect(lambda progress: progress.fraction > 0 and job.cancel())
    queue.submit(job)
    assert job.wait(END_S)
    assert job.state == JobState.CANCELLED
    assert job.error is None


def test_a_waiting_job_is_cancelled_at_once_and_never_starts(queue):
    running, waiting = job_for("ignore cancel"), job_for()
    said = watched(waiting)
    queue.submit(running)
    queue.submit(waiting)
    assert queue.unfinished == [running, waiting]
    waiting.cancel()
    assert waiting.state == JobState.CANCELLED
    running.cancel()
    assert running.wait(END_S)
    done = job_for()
    queue.submit(done)
    done.wait(END_S)
    assert said == [waiting]


def test_cancelling_inline_works_at_the_next_report():
    job = job_for("steps")
    job.progressed.connect(lambda progress: progress.fraction > 0.2 and job.cancel())
    job.run(inline=True)
    assert job.state == JobState.CANCELLED


def test_cancelling_what_has_ended_changes_nothing():
    job = job_for()
    job.run(inline=True)
    said = watched(job)
    job.cancel()
    job.run(inline=True)
    assert job.state == JobState.DONE
    assert said == []


def test_a_listener_that_fails_does_not_take_the_job_with_it(caplog):
    job = job_for()

    def fail(progress):
        raise ValueError("listener")

    job.progressed.connect(fail)
    job.run(inline=True)
    assert job.state == JobState.DONE
    assert "a listener of a job failed" in caplog.text


def test_closing_cancels_everything_and_leaves_no_thread_and_no_process(tmp_path):
    threads, processes = set(threading.enumerate()), set(multiprocessing.active_children())
    queue = JobQueue(log_file=tmp_path / "log")
    running, waiting = job_for("ignore cancel"), job_for()
    begun = wait_for_first_step(running)
    queue.submit(running)
    queue.submit(waiting)
    assert begun.wait(END_S)
    queue.close()
    assert (running.state, waiting.state) == (JobState.CANCELLED, JobState.CANCELLED)
    assert set(threading.enumerate()) <= threads
    assert set(multiprocessing.active_children()) == processes
    with pytest.raises(RuntimeError):
        queue.submit(job_for())


def test_a_queue_that_was_never_used_closes_as_well():
    JobQueue().close()


def test_a_method_that_cannot_be_used_says_why():
    missing = replace(misbehave(), missing=("no_such_library",))
    job = Job(replace(request_for(), plugin=missing))
    job.run(inline=True)
    assert job.state == JobState.FAILED
    assert "Not installed: no_such_library" in str(job.error.message)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"settings": {"how": "dance"}}, "must be one of"),
        ({"settings": None, "preset": "slow"}, "has no preset slow; it has: fast"),
        ({"device": "abacus"}, "auto, cpu, cuda or mps"),
    ],
)
def test_a_wrong_request_is_refused_in_a_sentence(wrong, words):
    job = job_for(**wrong)
    job.run(inline=True)
    assert job.state == JobState.FAILED
    assert words in str(job.error.message)


def test_settings_default_to_those_of_the_preset():
    job = job_for(settings=None, preset="fast")
    job.run(inline=True)
    assert job.result.record.settings["shift_mm"] == 1.0


def test_time_left_is_estimated_once_there_is_a_base_for_it(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("workstation.workbench.jobs.time", SimpleNamespace(monotonic=lambda: now[0]))
    job = job_for()
    job._began_at = 100.0
    job._report(0.01)
    assert job.last_progress.seconds_left is None
    now[0] = 110.0
    job._report(0.25)
    assert job.last_progress.seconds_left == pytest.approx(30)


def test_too_little_memory_on_the_graphics_card_means_the_processor():
    told, devices = [], []
    context = engine.RunContext(lambda fraction, message="", **more: told.append(message), device="cuda")

    def attempt(context):
        devices.append(context.device)
        if context.device == "cuda":
            raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")
        return Affine.identity(), context.device, 1.0

    assert on_gpu_or_processor(attempt, context)[1] == "cpu"
    assert devices == ["cuda", "cpu"]
    assert "too little memory" in told[0]


def test_other_errors_on_the_graphics_card_stay_errors():
    def attempt(context):
        raise RuntimeError("shape mismatch")

    with pytest.raises(RuntimeError, match="shape"):
        on_gpu_or_processor(attempt, engine.RunContext(lambda *a, **k: None, device="cuda"))
