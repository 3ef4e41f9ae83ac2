"""The commands bench, batch and tune as a person calls them; what they do is tested beside the workbench."""

import pytest

import phantoms
from bench_case import write_case
from small_study import READER, make_study


@pytest.fixture
def run(shell, monkeypatch, tmp_path):
    """Runs a command in an empty folder and home; gives its exit status, what it printed, and its complaints."""
    for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return shell


def test_a_bench_writes_results_table_and_plot_and_is_not_run_twice(run, tmp_path):
    write_case(tmp_path / "cases" / "blobs", phantoms.affine_pair())
    command = ("bench", "cases", "--methods", "affine", "--out", "out", "--threads", "1")
    status, out, _ = run(*command)
    assert status == 0
    assert "blobs" in out
    assert {"results.csv", "table.md", "accuracy.svg", "bench.json"} <= {
        path.name for path in (tmp_path / "out").iterdir()
    }
    status, out, _ = run(*command)
    assert status == 0
    assert "blobs" not in out  # nothing was run again


def test_wrong_calls_of_a_bench_are_told_in_one_line(run, tmp_path):
    write_case(tmp_path / "cases" / "blobs", phantoms.shifted_blobs())
    for methods, word in (
        ("nothing", "no registration method"),
        ("affine:best", "no preset best"),
        ("", "at least one"),
    ):
        status, _, err = run("bench", "cases", "--methods", methods, "--out", "out")
        assert status == 1
        assert word in err
        assert err.count("\n") == 1


def test_a_batch_registers_a_study(run, tmp_path):
    make_study(tmp_path / "study", cases=("a",))
    status, out, _ = run("batch", "study", "--methods", "landmarks", "--reader", READER)
    assert "landmarks" in out
    status, out, _ = run("batch", "study", "--methods", "landmarks", "--reader", READER)
    assert status == 0
    assert "was there already" in out


def test_tuning_refuses_a_name_that_is_taken(run, tmp_path):
    write_case(tmp_path / "cases" / "blobs", phantoms.shifted_blobs())
    status, _, err = run("tune", "cases", "--method", "demons_sitk", "--preset", "fast")
    assert status == 1
    assert "already comes with" in err
