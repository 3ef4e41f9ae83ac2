"""The command loops as a person calls it."""

import json

import pytest

from loop_study import TRUTH, make_loops, register
from workstation.core.transform import Affine, Composite


@pytest.fixture
def study(tmp_path):
    bench = make_loops(tmp_path)
    register(bench, "lat-med", Composite((TRUTH[1], Affine.translation((0.0, 0.0, 5.0)))))
    bench.close()
    return tmp_path / "study"


def test_loops_tells_how_far_a_spoilt_pair_misses_and_that_it_is_no_accuracy(shell, study):
    status, out, _ = shell("loops", study, "--reader", "reader")
    assert status == 0
    assert "AP → LAT → MED → AP" in out
    assert "does not prove" in out
    (loop,) = json.loads(shell("loops", study, "--reader", "reader", "--json")[1])["loops"]
    assert loop["median_mm"] == pytest.approx(5.0, abs=0.4)


def test_loops_of_a_reader_without_results_says_what_to_do(shell, study):
    status, _, err = shell("loops", study, "--reader", "nobody")
    assert status == 0
    assert "Import the same scan" in err
