from benchmarks import kill


def test_a_process_killed_while_it_edits_and_snapshots_loses_no_acknowledged_edit():
    figures = kill.run(kills=4, seed=1)
    assert figures["acknowledged_edits_lost"] == 0
    assert figures["edits"] > 0
