import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from misbehaviour import PAIR, SHIFT_MM, request_for
from workstation.core.errors import Cancelled, UserError
from workstation.core.geometry import Grid
from workstation.core.transform import Affine, Composite, DisplacementField
from workstation.workbench import worker as worker_module
from workstation.workbench.exchange import (
    LOCK,
    exchange_folder,
    receive_copied,
    receive_mapped,
    remove_abandoned,
    send,
)
from workstation.workbench.worker import MethodFailed, Worker, reason_of
from workstation.workbench.worker_main import Beat, failure, small_copy


@pytest.fixture(scope="module")
def log_file(tmp_path_factory):
    return tmp_path_factory.mktemp("log") / "worker.log"


@pytest.fixture(scope="module")
def warm(log_file):
    """One worker for all tests of this file; those that break it get it started anew."""
    worker = Worker(log_file)
    yield worker
    worker.close()


def run(worker, how="shift", cancelled=lambda: False, on_report=lambda report: None, **more):
    return worker.run(request_for(how, **more), on_report, cancelled)


def after_first(reports):
    """Becomes true once the method has said something of its own."""
    return lambda: any(report.fraction > 0 for report in reports)


def test_a_result_comes_back_from_the_other_process(warm):
    outcome = run(warm)
    np.testing.assert_allclose(outcome.transform([[1, 2, 3]]), [[1 + SHIFT_MM, 2, 3]])
    assert outcome.settings == {"how": "shift", "shift_mm": SHIFT_MM}
    assert outcome.versions["misbehave"] == "0.1"
    assert outcome.peak_memory_mb > 10
    assert warm.pid not in (None, os.getpid())


def test_a_field_comes_back_as_it_was_and_the_worker_stays_warm(warm):
    pid = run(warm) and warm.pid
    field = run(warm, "field").transform
    assert isinstance(field, DisplacementField)
    assert field.grid == PAIR.fixed.grid
    assert field.displacement_mm.dtype == np.float32
    assert np.ptp(field.displacement_mm[..., 0]) == 0
    assert not field.displacement_mm.flags.writeable
    assert warm.pid == pid


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("exit", "exit code 7"),
        ("raise", r"RuntimeError: the \{optimiser\} diverged"),
        ("huge", "ran out of memory"),
        ("nothing", "returned nothing instead of a transform"),
        ("nan", "finite"),
    ],
)
def test_a_failing_method_ends_in_a_sentence(warm, how, words):
    with pytest.raises(MethodFailed, match=words):
        run(warm, how)
    assert run(warm).transform is not None


@pytest.mark.skipif(sys.platform == "win32", reason="signals are named on POSIX only")
def test_a_segmentation_fault_is_named_and_its_place_is_kept_for_the_author(warm):
    with pytest.raises(MethodFailed, match=r"crashed \(segmentation fault\). Your annotations are safe") as caught:
        run(warm, "segfault")
    assert "misbehave.py" in caught.value.details


def test_what_a_method_refuses_keeps_its_sentence_and_values(warm):
    with pytest.raises(UserError) as caught:
        run(warm, "refuse")
    assert str(caught.value.message) == "The fixed volume is too small: 3.0 mm."
    assert caught.value.message.values["size"] == 3.0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the system itself sets the limit")
def test_a_method_that_exhausts_memory_is_stopped_and_says_so(log_file):
    worker = Worker(log_file, memory_mb=200)
    try:
        with pytest.raises(MethodFailed, match="more than 200 MB of memory"):
            run(worker, "memory")
        assert worker.pid is None
    finally:
        worker.close()


@pytest.mark.parametrize("how", ["steps", "ignore cancel", "hang natively"])
def test_cancelling_ends_any_method_before_its_own_end(warm, how):
    reports = []
    with pytest.raises(Cancelled):  # a method that reaches its end gives an outcome, also after a cancel
        run(warm, how, after_first(reports), reports.append)


def test_a_cancel_leaves_time_to_obey_and_room_for_the_end_within_the_second_that_is_promised():
    waiting_s = worker_module.GRACE_S + 2 * worker_module.LOOK_EVERY_S  # until it is asked, and until it is ended
    assert waiting_s <= 0.75  # how long it really takes is measured by tests/benchmarks/cancel.py


def test_a_method_that_obeys_leaves_the_worker_warm(warm):
    reports = []
    pid = run(warm) and warm.pid
    with pytest.raises(Cancelled):
        run(warm, "steps", after_first(reports), reports.append)
    assert run(warm)
    assert warm.pid == pid


def test_a_listener_that_fails_ends_the_process_so_that_the_next_run_starts_clean(warm):
    def fail(report):
        raise KeyError("listener")

    with pytest.raises(KeyError):
        run(warm, "steps", on_report=fail)
    assert warm.pid is None
    assert run(warm).transform is not None


def test_reports_arrive_with_curves_and_small_previews_but_not_each_one(warm):
    reports = []
    with pytest.raises(Cancelled):
        run(warm, "steps", lambda: sum(r.preview is not None for r in reports) >= 2, reports.append)
    steps = [report for report in reports if report.message == "stepping"]
    assert steps[-1].fraction > steps[0].fraction
    assert steps[-1].curves.keys() == {"error"}
    assert len(steps) < 200


def test_what_a_method_prints_goes_to_the_log(warm, log_file, capfd):
    run(warm, "talk")
    assert "a method must not print" in log_file.read_text()
    assert "a method must not print" not in capfd.readouterr().out


def test_only_landmarks_that_may_drive_reach_the_method(warm):
    pairs = [*PAIR.landmarks[:3]]
    pairs[1] = replace(pairs[1], role="held out")
    outcome = run(warm, landmarks=tuple(pairs), evaluation=PAIR.landmarks, fixed_mask=np.ones(1, bool))
    assert outcome.used_landmarks == (pairs[0].id, pairs[2].id)
    assert outcome.ignored == ("masks",)
    assert {gate.name for gate in outcome.gates} >= {"error", "fit"}


def test_silence_is_told_once_and_any_sign_of_life_ends_it(monkeypatch):
    monkeypatch.setattr(worker_module, "QUIET_S", 0.0)
    watch = worker_module._Watch(os.getpid(), None)
    watch._cpu = time.process_time() + 100  # as if nothing had been computed since
    assert "no sign of life" in watch.after(None).message
    assert watch.after(None) is None
    assert watch.after(Beat(time.process_time() + 200)) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="there the job object does it")
def test_the_worker_ends_when_the_program_is_killed(tmp_path):
    code = f"""
import sys
sys.path[:0] = [{str(Path(__file__).parents[1])!r}]
from pathlib import Path
from misbehaviour import request_for
from workstation.workbench.worker import Worker
worker = Worker(Path({str(tmp_path / "log")!r}))
worker.run(request_for("ignore cancel"), lambda report: print(worker.pid, flush=True), lambda: False)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as program:
        pid = int(program.stdout.readline())
        program.kill()
    deadline = time.monotonic() + 40  # the method would go on for a minute
    while is_running(pid):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_running(pid):
    """Whether a process computes still; one that waits to be collected does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return Path("/proc").is_dir() is False
    return state != "Z"


def test_volumes_travel_in_their_own_type_and_leave_nothing_behind(tmp_path):
    with exchange_folder(PAIR.fixed.grid.voxel_count) as folder:
        parcel = send(PAIR.fixed, folder / "volume")
        assert len(parcel.rest) < 2000
        mapped, copied = receive_mapped(parcel), receive_copied(parcel)
        for volume in (mapped, copied):
            assert volume.grid == PAIR.fixed.grid
            assert volume.voxels.dtype == np.uint8
            np.testing.assert_array_equal(volume.voxels.whole(), PAIR.fixed.voxels.whole())
        assert not mapped.voxels.whole().flags.writeable
    assert not folder.exists()


def test_what_a_killed_program_left_is_deleted_and_what_is_in_use_stays(tmp_path):
    left, used, other = (tmp_path / name for name in ("sonolign-exchange-1", "sonolign-exchange-2", "else"))
    for folder in (left, used, other):
        folder.mkdir()
        (folder / "request").write_bytes(b"a scan")
    with FileLock(used / LOCK):
        remove_abandoned(tmp_path)
        assert left.exists()  # too young to tell
        remove_abandoned(tmp_path, older_than_s=-1)
        assert (left.exists(), used.exists(), other.exists()) == (False, True, True)


def test_any_transform_of_ours_travels():
    field = DisplacementField(PAIR.fixed.grid, np.ones((*PAIR.fixed.grid.shape_zyx, 3), np.float32))
    chain = Composite((Affine.translation((1, 2, 3)), field, field.inverse()))
    with exchange_folder(0) as folder:
        back = receive_copied(send(chain, folder / "chain"))
    points = PAIR.fixed.grid.to_world([[1, 2, 3], [4, 5, 6]])
    np.testing.assert_array_equal(back(points), chain(points))


def test_a_full_folder_is_a_clear_message(tmp_path):
    with pytest.raises(UserError, match="cannot be handed to the method"):
        send(PAIR.fixed, tmp_path / "missing" / "volume")


def test_previews_are_small_whatever_the_volume():
    grid = Grid((270, 546, 843), (0.2, 0.073, 0.476))
    shift = DisplacementField(Grid((2, 2, 2), (100, 100, 100)), np.full((2, 2, 2, 3), 2, np.float32))
    small = small_copy(shift, grid)
    assert small.grid.voxel_count <= 40**3
    np.testing.assert_allclose(small([grid.centre_mm]), shift([grid.centre_mm]), atol=1e-5)
    affine = Affine.translation((1, 2, 3))
    assert small_copy(affine, grid) is affine


def test_exit_codes_are_put_into_words():
    assert reason_of(None) == "it no longer answers"
    assert reason_of(3) == "exit code 3"
    assert reason_of(0xC0000005) == "access violation"
    if sys.platform != "win32":
        assert "memory ran out" in reason_of(-signal.SIGKILL)
        assert reason_of(-signal.SIGUSR1) == "SIGUSR1"


def test_a_failure_keeps_the_traceback_for_the_author():
    try:
        raise ValueError("odd {brace}")
    except ValueError as error:
        told = failure(error)
    assert "ValueError: odd {brace}" in told.template.format(**told.values)
    assert "test_worker.py" in told.details
