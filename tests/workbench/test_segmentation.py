"""Recipes of the region tools change just what they say, and a proposal becomes one edit that can be taken back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hands import open_blobs
from phantoms import textured_volume
from workstation.core.errors import Cancelled, InvalidInput
from workstation.core.geometry import Grid
from workstation.core.label_commands import EditSegment, PaintLabels
from workstation.core.labels import LabelMap
from workstation.core.planes import plane_axes, plane_through
from workstation.core.region_box import RegionBox
from workstation.core.study import TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.transform import Affine
from workstation.imaging.painting import Brightness, Stroke
from workstation.imaging.segmentation.adaptive import AdaptiveBrush, AdaptiveStroke
from workstation.imaging.segmentation.outline import outline_in_slice
from workstation.imaging.segmentation.region import put, spacing_zyx
from workstation.workbench.segmentation import VERBS, Recipe, carry_out, copied_to_next, propose, slice_axis
from workstation.workbench.segmentation_jobs import Order, job_for
from workstation.workbench.segmentation_numbers import Desk, as_csv, axis_text

SHAPE = (30, 90, 80)


def oblique_volume(seed=0):
    axes, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))
    return textured_volume(Grid(SHAPE, (0.2, 0.073, 0.476), (5.0, -3.0, 8.0), tuple(axes.ravel())))


def ball(centre, radius, shape=SHAPE):
    z, y, x = np.indices(shape)
    return (z - centre[0]) ** 2 * 4 + (y - centre[1]) ** 2 + (x - centre[2]) ** 2 <= radius**2


def drawn():
    array = np.zeros(SHAPE, np.uint8)
    array[ball((14, 40, 40), 20)] = 3
    array[ball((14, 70, 68), 9)] = 3
    array[ball((14, 40, 62), 6)] = 5
    return LabelMap.from_array(array)


def quiet(fraction, message):
    pass


@settings(max_examples=15, deadline=None)
@given(operation=st.sampled_from(sorted(VERBS)), protect=st.booleans(), seed=st.integers(0, 20))
def test_a_proposal_is_one_edit_that_can_be_taken_back_and_protected_labels_stay(operation, protect, seed):
    volume, labels = oblique_volume(seed), drawn()
    before = labels.copy()
    over = frozenset(range(256)) - {5} if protect else None
    recipe = Recipe(operation, 3, 5, 0.5, picked_mm=volume.grid.point_of((68, 70, 14)), over=over)
    if operation == "interpolate":  # every slice is drawn already
        with pytest.raises(InvalidInput, match="gap"):
            propose(recipe, "fixed", labels, volume, quiet)
        return
    proposal = propose(recipe, "fixed", labels, volume, quiet)
    assert labels == before
    if protect:
        np.testing.assert_array_equal(proposal.after.whole()[before.whole() == 5], 5)
    if proposal.command is not None:
        labels.apply(proposal.command.patch)
        assert labels == proposal.after
        labels.apply(proposal.command.patch.reversed())
        assert labels == before


def test_islands_are_kept_largest_picked_and_split():
    volume, labels = oblique_volume(), drawn()
    whole = labels.whole() == 3
    kept = carry_out(Recipe("largest", 3), labels, volume, quiet).whole() == 3
    assert 0 < kept.sum() < whole.sum()
    picked = carry_out(Recipe("pick", 3, picked_mm=volume.grid.point_of((68, 70, 14))), labels, volume, quiet)
    np.testing.assert_array_equal(picked.whole() == 3, whole & ~kept)
    split = carry_out(Recipe("split", 3), labels, volume, quiet)
    assert split.values() == {1, 3, 5}
    np.testing.assert_array_equal(split.whole() == 3, kept)
    smallest = (whole & ~kept).sum() * np.prod(spacing_zyx(volume.grid))
    rid = carry_out(Recipe("small", 3, size_mm=smallest * 1.01), labels, volume, quiet)
    np.testing.assert_array_equal(rid.whole() == 3, kept)


def test_what_is_asked_for_without_sense_is_refused_in_words():
    volume, labels = oblique_volume(), drawn()
    for recipe, says in (
        (Recipe("median", 9), "Nothing is drawn"),
        (Recipe("pick", 3), "crosshair"),
        (Recipe("pick", 3, picked_mm=volume.grid.point_of((0, 0, 0))), "crosshair"),
        (Recipe("split", 5), "nothing to split"),
    ):
        with pytest.raises(InvalidInput, match=says):
            carry_out(recipe, labels, volume, quiet)


def test_interpolation_finds_the_axis_and_a_cancel_leaves_it():
    volume = oblique_volume()
    for axis in range(3):
        mask = ball((14, 40, 40), 24) & np.isin(np.indices(SHAPE)[axis] % 4, [2])
        assert slice_axis(mask) == axis
        after = carry_out(Recipe("interpolate", 2), LabelMap.from_array(mask.astype(np.uint8) * 2), volume, quiet)
        inside = ball((14, 40, 40), 24)
        assert 2 * (after.whole()[inside] == 2).sum() / (inside.sum() + (after.whole() == 2).sum()) > 0.9

    def stop(fraction, message):
        raise Cancelled

    with pytest.raises(Cancelled):
        carry_out(Recipe("interpolate", 2), drawn(), volume, stop)


def test_growing_covers_the_region_around_the_seeds_only():
    volume, labels = oblique_volume(), drawn()
    after = carry_out(Recipe("grow", 3, size_mm=0.5), labels, volume, quiet).whole()
    assert set(np.unique(after).tolist()) <= {0, 3, 5}
    assert (after[labels.whole() == 3] == 3).all()
    assert (after[labels.whole() == 5] == 5).all()
    assert (after > 0).sum() > (labels.whole() > 0).sum()


def test_a_slice_is_copied_to_the_next():
    volume, labels = oblique_volume(), drawn()
    axis = 2 - plane_axes(volume.grid, "coronal")[2]
    there = [n for n in range(SHAPE[axis]) if (np.take(labels.whole(), n, axis) == 3).any()]
    after = copied_to_next(labels, volume.grid, 3, "coronal", there[-1], there[-1] + 1)
    np.testing.assert_array_equal(
        np.take(after.whole(), there[-1] + 1, axis) == 3, np.take(labels.whole(), there[-1], axis) == 3
    )
    with pytest.raises(InvalidInput, match="no further slice"):
        copied_to_next(labels, volume.grid, 3, "coronal", 0, -1)
    with pytest.raises(InvalidInput, match="in this slice"):
        copied_to_next(labels, volume.grid, 9, "coronal", there[-1], there[-1] + 1)


# ---- mixed with the rest


@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_undoing_any_mixture_of_tools_restores_every_voxel(data, tmp_path_factory):
    bench = open_blobs(tmp_path_factory.mktemp("mixed"))
    try:
        opened = bench.open_case
        volume, labels = opened.case.fixed, opened.reading.labels["fixed"]
        before, steps = labels.copy(), 0
        for _ in range(data.draw(st.integers(2, 6))):
            value = data.draw(st.integers(1, 3))
            kind = data.draw(
                st.sampled_from(["brush", "adaptive", "threshold", "outline", "order", "recipe", "recipe"])
            )
            if kind in ("brush", "adaptive", "threshold"):
                radius = data.draw(st.sampled_from([3.0, 8.0]))
                stroke = {
                    "brush": lambda r=radius, v=value: Stroke(labels.copy(), volume.grid, r, v),
                    "threshold": lambda r=radius, v=value: Stroke(
                        labels.copy(), volume.grid, r, v, where=Brightness(volume.voxels, 60, 255)
                    ),
                    "adaptive": lambda r=radius, v=value: AdaptiveStroke(
                        labels.copy(), volume.grid, volume.voxels, AdaptiveBrush(r, "sphere"), v
                    ),
                }[kind]()
                for _ in range(2):
                    stroke.move(tuple(data.draw(st.floats(-15, 15)) for _ in range(3)))
                command = PaintLabels("fixed", stroke.finish(), "paint", value)
            elif kind == "outline":
                corners = [tuple(data.draw(st.floats(-15, 15)) for _ in range(3)) for _ in range(4)]
                plane = plane_through(volume.grid, "coronal", corners[0])
                box, mask = outline_in_slice(volume.grid, plane, corners)
                drawn_on = labels.copy()
                put(drawn_on, box, mask, value)
                command = PaintLabels("fixed", drawn_on.difference_from(labels), "outline", value)
            elif kind == "order":
                region = RegionBox.around(volume.grid, (data.draw(st.floats(-15, 15)), 0.0, 0.0), (15.0, 20.0, 15.0))
                task = data.draw(st.sampled_from(["learn", "wider", "shadow", "no_contact", "gaussian"]))
                try:
                    command = job_for(Order(task, value, size_mm=3.0, region=region), opened, "fixed")(quiet).command
                except InvalidInput:
                    continue
            else:
                recipe = Recipe(data.draw(st.sampled_from(sorted(VERBS))), value, value % 3 + 1, 2.0)
                try:
                    command = propose(recipe, "fixed", labels, volume, quiet).command
                except InvalidInput:
                    continue
            if command is not None and command.patch.changes:
                bench.do(command)
                steps += 1
        after = labels.copy()
        for _ in range(steps):
            bench.undo()
        assert labels == before
        for _ in range(steps):
            bench.redo()
        assert labels == after
    finally:
        bench.close()


def test_labels_are_taken_over_through_the_registration_in_use_and_their_fit_is_told(tmp_path):
    bench = open_blobs(tmp_path)
    opened = bench.open_case
    array = ball((14, 16, 18), 8, opened.case.moving.grid.shape_zyx).astype(np.uint8) * 4
    bench.do(PaintLabels("moving", LabelMap.from_array(array).difference_from(opened.reading.labels["moving"])))
    with pytest.raises(InvalidInput, match="No registration"):
        job_for(Order("propagate", 4), opened, "fixed")
    bench.folder.write_transform("case", "t1", Affine.translation((3.0, 0.0, 0.0)), {})
    bench.do(AddTransform(TransformRecord("t1", "shift", "Shift")))
    bench.do(UseTransform("t1"))
    bench.do(job_for(Order("propagate", 4), opened, "fixed")(quiet).command)
    moved = opened.reading.labels["fixed"].whole() == 4
    np.testing.assert_array_equal(moved[:, :, :-2], array[:, :, 2:] == 4)  # 3 mm are two voxels of 1.5 mm
    (row,) = Desk.of(opened).rows(quiet)
    assert row.fit.dice == pytest.approx(1.0)
    assert row.fit.surface.p95 == 0
    assert (row.change_mm3, row.fit.volume_difference_mm3) == (0, 0)
    assert as_csv([row]).count("\n") == 3
    bench.close()


@pytest.mark.parametrize(
    ("axis", "text"),
    [((1.0, 0.0, 0.0), "R–L 0°"), ((0.0, 2.0, 2.0 * 3**-0.5), "A–P 30°"), ((0.1736, 0.0, -0.9848), "F–H 10°")],
)
def test_a_long_axis_is_named_after_the_nearest_axis_of_the_body(axis, text):
    assert axis_text(axis) == text


def test_strokes_teach_and_surroundings_stay_empty(tmp_path):
    bench = open_blobs(tmp_path)
    opened = bench.open_case
    strokes = opened.reading.labels["fixed"].copy()
    grey = opened.case.fixed.voxels.whole()
    bright, dark = grey > np.quantile(grey, 0.97), grey < np.quantile(grey, 0.2)
    for value, mask in ((4, bright), (10, dark)):
        part = mask & (np.indices(mask.shape)[0] % 9 == 4)
        strokes.write(strokes.everything, np.where(part, value, strokes.whole()))
    bench.do(PaintLabels("fixed", strokes.difference_from(opened.reading.labels["fixed"])))
    proposal = job_for(Order("learn", 4), opened, "fixed")(quiet)
    found = proposal.after.whole()
    assert set(np.unique(found).tolist()) == {0, 4}
    assert grey[found == 4].mean() > grey[found == 0].mean() + 20
    finished = opened.reading.labels["fixed"].copy()
    finished.write((slice(2, 4), slice(2, 6), slice(2, 6)), np.full((2, 4, 4), 5, np.uint8))
    bench.do(PaintLabels("fixed", finished.difference_from(opened.reading.labels["fixed"])))
    bench.do(EditSegment(5, "locked", True))
    locked = frozenset(range(256)) - {5}
    after = job_for(Order("learn", 4, over=locked), opened, "fixed")(quiet).after.whole()
    np.testing.assert_array_equal(after == 5, finished.whole() == 5)
    bench.undo()
    bench.undo()
    bench.do(proposal.command)
    bench.undo()
    assert opened.reading.labels["fixed"] == strokes
    bench.close()
