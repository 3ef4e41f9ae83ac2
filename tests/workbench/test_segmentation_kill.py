from benchmarks import segmentation_kill


def test_a_process_killed_while_it_paints_leaves_whole_strokes_and_loses_no_saved_one():
    figures = segmentation_kill.run(kills=2, seed=2)
    assert (figures["saved_strokes_lost"], figures["wrong_voxels"]) == (0, 0)
    assert figures["strokes_painted"] > 0
