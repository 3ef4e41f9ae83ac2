"""Batches: every case with every method, in processes of their own, going on after a stop, or on a cluster."""

import pytest

from small_study import READER, make_study
from workstation.core.errors import Cancelled, InvalidInput, UserError
from workstation.workbench import batch
from workstation.workbench.batch import Batch, BatchOptions
from workstation.workbench.bench import BenchMethod
from workstation.workbench.open_case import OpenCase
from workstation.workbench.plugins import plugin_by_id

METHODS = [BenchMethod("landmarks", plugin_by_id("landmarks")), BenchMethod("affine", plugin_by_id("affine"))]


@pytest.fixture
def study(tmp_path):
    return make_study(tmp_path / "study", cases=("a", "b"))


def reading_of(folder, case):
    entry = folder.open_study(read_only=True).state.case(case)
    opened = OpenCase(folder, folder.open_case(entry), READER, read_only=True)
    try:
        return opened.reading
    finally:
        opened.close()


def quiet(share, note):
    pass


def test_every_case_gets_a_result_of_every_method_once(study):
    rows = Batch(study.path, READER, METHODS[:1], BatchOptions(processes=2, threads=2)).run(quiet)
    assert sorted((row.case, row.problem) for row in rows) == [("a", ""), ("b", "")]
    for case in ("a", "b"):
        reading = reading_of(study, case)
        assert [each.method for each in reading.transforms.values()].count("landmarks") == 1
        assert reading.active_transform.startswith("affine")  # what was in use stays in use
    again = Batch(study.path, READER, METHODS[:1], BatchOptions()).run(quiet)
    assert all(row.was_there for row in again)


def test_a_case_that_fails_does_not_stop_the_others_and_can_be_chosen(study, monkeypatch):
    def run(job, workers):
        if job.request.fixed.id == "broken":
            raise UserError("It broke.")
        raise RuntimeError("It crashed.")

    monkeypatch.setattr(batch, "_run", run)
    rows = Batch(study.path, READER, METHODS, BatchOptions(), cases=["b"]).run(quiet)
    assert [(row.case, row.problem) for row in rows] == [("b", "RuntimeError: It crashed.")] * 2


def test_a_cancelled_batch_stops_and_keeps_what_had_ended(study):
    rows = []
    with pytest.raises(Cancelled):
        Batch(study.path, READER, METHODS[:1], BatchOptions()).run(quiet, lambda: len(rows) > 0, rows.append)
    assert len(rows) == 1


def test_the_thread_budget_is_shared_out():
    assert BatchOptions(processes=3, threads=8).threads_each == 2
    with pytest.raises(InvalidInput, match="one thread for each"):
        BatchOptions(processes=4, threads=2)


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")  # the library's own
def test_a_cluster_does_the_same(study):
    distributed = pytest.importorskip("distributed", reason="distributed is not installed")
    here = {"host": "127.0.0.1", "protocol": "tcp://", "dashboard_address": None}
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, **here) as cluster:
        options = BatchOptions(scheduler=cluster.scheduler_address)
        rows = Batch(study.path, READER, METHODS[:1], options, cases=["a"]).run(quiet)
    assert [(row.case, row.problem) for row in rows] == [("a", "")]
    assert "landmarks" in {each.method for each in reading_of(study, "a").transforms.values()}


def test_a_cluster_that_is_not_there_is_told_in_a_sentence(study):
    with pytest.raises(UserError, match=r"No scheduler answers|needs the library"):
        Batch(study.path, READER, METHODS[:1], BatchOptions(scheduler="tcp://127.0.0.1:9")).run(quiet)


def test_progress_rises_within_a_case_and_rows_carry_their_records(study):
    told = []
    rows = Batch(study.path, READER, METHODS[1:], BatchOptions()).run(lambda share, words: told.append((share, words)))
    assert [share for share, _ in told] == sorted(share for share, _ in told)
    assert told[-1][0] == 1.0
    assert any(
        0 < share <= 0.5 and words.startswith("a, affine: ") for share, words in told
    )  # before its row: "a, affine"
    assert [row.record.method for row in rows] == ["affine", "affine"]
    (again,) = Batch(study.path, READER, METHODS[1:], BatchOptions(), cases=["a"]).run(quiet)
    assert again.record.id == rows[0].record.id


def test_results_can_be_kept_by_somebody_else_and_what_cannot_be_kept_is_a_problem(study):
    kept = []

    def keep(entry, result):
        if entry.id == "b":
            raise UserError("No room.")
        kept.append((entry.id, result.record.method))

    rows = Batch(study.path, READER, METHODS[:1], BatchOptions(), keep=keep).run(quiet)
    assert kept == [("a", "landmarks")]
    assert [(row.case, row.problem) for row in rows] == [("a", ""), ("b", "No room.")]
    assert "landmarks" not in {each.method for each in reading_of(study, "a").transforms.values()}
