"""No sequence of edits lets a landmark that drove a result, or was learnt from it, count in its error."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from phantoms import grid_of
from workstation.core.errors import InvalidInput, Message
from workstation.core.landmark_commands import (
    AddLandmark,
    DeleteLandmark,
    DiscardLandmark,
    EditLandmark,
    MoveLandmark,
    RestoreLandmark,
    SealRoles,
)
from workstation.core.landmarks import Landmark, Mark, Seal
from workstation.core.lineage import learnt_from, lineage_of, points_of, sources_of
from workstation.core.study import Case, Reading, TransformRecord
from workstation.core.study_commands import AddTransform, RemoveTransform, UseTransform
from workstation.core.transform import Affine
from workstation.core.volume import Volume
from workstation.imaging.landmarks.consistency import Doubt
from workstation.imaging.metrics import Summary
from workstation.storage.schema import command_from_json, command_to_json
from workstation.workbench.evaluate import evaluate_case
from workstation.workbench.landmark_mending import mending

GRID = grid_of((4, 4, 4))
CASE = Case("case", *(Volume.from_array(np.zeros(GRID.shape_zyx, np.uint8), GRID, id=side) for side in ("f", "m")))


class Story:
    """A reading that is edited at random, and an own account of who learnt from whom, kept by other means."""

    def __init__(self) -> None:
        self.reading = Reading.blank("reader", CASE)
        self.undo: list = []
        self.redo: list = []
        self.number = 0
        self.taint: dict[str, set[str]] = {}  # by result: pairs it learnt from
        self.kin: dict[str, set[str]] = {}  # by result: it and all it began from
        self.shown: dict[str, set[str]] = {}  # by pair: results and pairs from which its place was learnt
        self.learnt: dict[tuple[float, ...], set[str]] = {}  # by moving place of an accepted suggestion: the same
        self.exchanged: set[str] = set()  # pairs whose moving mark was once that of another
        self.kept: list[tuple[tuple[str, ...], set[str]]] = []  # suggestions: what their twins were learnt from

    def do(self, command) -> None:
        command = command_from_json(command_to_json(command))  # as the journal has it
        self.undo.append(command.apply(self.reading))
        self.redo.clear()

    def step(self, what: str, pick: int) -> None:
        rows = list(self.reading.landmarks)
        row = rows[pick % len(rows)] if rows else None
        if row is None and what in ("copy", "role", "delete", "discard", "move", "exchange"):
            return
        with suppress(InvalidInput):  # refused, so nothing has changed
            getattr(self, what)(row, pick)

    def new_id(self) -> str:
        self.number += 1
        return f"n{self.number}"

    def place(self, row, pick) -> None:
        self.number += 1
        where = (float(self.number), float(pick % 7), 0.0)
        mark = Mark(where, where)
        self.shown[f"n{self.number + 1}"] = set()
        self.do(AddLandmark(Landmark(self.new_id(), "L", state="placed", fixed=mark, moving=mark)))

    def suggest(self, row, pick) -> None:
        """Find suggestions, which stay with the case."""
        active = self.reading.active_transform
        record = self.reading.transforms.get(active)
        known = [pair.id for pair in self.reading.landmarks.correspondences()]
        learnt = set(known) | set(self.kin.get(active, ())) | set(self.taint.get(active, ()))
        self.kept.append((sources_of(known, record, self.reading.transforms), learnt))

    def accept(self, row, pick) -> None:
        """Take what all pairs and the result in use predict."""
        self.suggest(row, pick)
        self.accept_kept(row, len(self.kept) - 1)

    def accept_kept(self, row, pick) -> None:
        """Take a suggestion of any earlier moment, whatever was edited meanwhile."""
        if not self.kept:
            return
        sources, learnt = self.kept[pick % len(self.kept)]
        self.number += 1
        where = (float(self.number), 3.0, 1.0)
        landmark_id = self.new_id()
        self.shown[landmark_id] = self.learnt[where] = set(learnt)
        moving = Mark(where, where, "predicted", sources=sources)
        self.do(AddLandmark(Landmark(landmark_id, "P", state="placed", fixed=Mark(where, where), moving=moving)))

    def copy(self, row, pick) -> None:
        landmark_id = self.new_id()
        self.shown[landmark_id] = {row.id, *self.shown.get(row.id, ())}
        self.do(AddLandmark(replace(row, id=landmark_id)))

    def role(self, row, pick) -> None:
        self.do(EditLandmark(row.id, "role", ("open", "drive", "held out")[pick % 3]))

    def seal(self, row, pick) -> None:
        open_rows = [each for each in self.reading.landmarks if not self.reading.landmarks.is_sealed(each.id)]
        roles = tuple((each.id, "held out" if (n + pick) % 2 else "drive") for n, each in enumerate(open_rows))
        self.do(SealRoles(Seal(pick, 0.5, tuple(each for each, _ in roles)), roles))

    def delete(self, row, pick) -> None:
        self.do(DeleteLandmark(row.id))

    def discard(self, row, pick) -> None:
        self.do(DiscardLandmark(row.id))

    def restore(self, row, pick) -> None:
        trash = list(self.reading.landmarks.trash)
        self.do(RestoreLandmark(trash[pick % len(trash)] if trash else "none"))

    def move(self, row, pick) -> None:
        """By eye: what was learnt before is forgotten, but not that the pair drove a result."""
        here = row.fixed.position_mm
        self.do(MoveLandmark(row.id, "moving", Mark((here[0], here[1] + 0.5, 9.0 + pick % 5), (0, 0, 0))))

    def exchange(self, row, pick) -> None:
        """Put a mix-up right: the moving marks of two pairs change places, with what they were learnt from."""
        rows = list(self.reading.landmarks)
        one, other = rows[pick % len(rows)], rows[(pick + 1) % len(rows)]
        doubt = {one.id: Doubt(one.id, "swapped", Message(""), 9.0, other.id)}
        change = mending(SimpleNamespace(reading=self.reading), doubt, one.id)  # type: ignore[arg-type]
        if change is not None and one.id != other.id:
            self.do(change)
            self.exchanged |= {one.id, other.id}

    def register(self, row, pick) -> None:
        """As `registration.build_request` and the job do it."""
        records = self.reading.transforms
        start = list(records)[pick % len(records)] if records and pick % 3 == 0 else ""
        drives = [pair for pair in self.reading.landmarks.correspondences() if pair.role != "held out"]
        drives = drives if pick % 2 else []
        before = lineage_of(records[start], records) if start else None
        result_id = self.new_id()
        self.taint[result_id] = {pair.id for pair in drives} | set(self.taint.get(start, ()))
        self.kin[result_id] = {result_id} | set(self.kin.get(start, ()))
        for pair in drives:  # what the driving pairs were learnt from, as far as their sources still say so
            told = {source.partition(":")[2] for source in pair.sources}
            self.taint[result_id] |= told
        record = TransformRecord(
            result_id, "m", "M", initial_transform=start, used_landmarks=tuple(pair.id for pair in drives),
            sources=learnt_from(drives, before), used_points_mm=points_of(drives),
        )  # fmt: skip
        self.do(AddTransform(record))
        self.do(UseTransform(result_id))

    def remove(self, row, pick) -> None:
        records = list(self.reading.transforms)
        if records:
            self.do(UseTransform(""))
            self.do(RemoveTransform(records[pick % len(records)]))

    def take_back(self, row, pick) -> None:
        if self.undo:
            self.redo.append(self.undo.pop().apply(self.reading))

    def again(self, row, pick) -> None:
        if self.redo:
            self.undo.append(self.redo.pop().apply(self.reading))


WHAT = ["place", "place", "accept", "suggest", "accept_kept", "exchange", "copy", "role", "seal",
        "delete", "discard", "restore", "move", "register",
        "register", "remove", "take_back", "take_back", "again"]  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(steps=st.lists(st.tuples(st.sampled_from(WHAT), st.integers(0, 30)), min_size=5, max_size=50))
def test_no_sequence_of_edits_lets_a_pair_score_a_result_that_learnt_from_it(steps):
    story = Story()
    for what, pick in [("place", 1), ("place", 2), *steps, ("register", 1)]:
        story.step(what, pick)
    reading = story.reading
    pairs = reading.landmarks.correspondences()
    figures = evaluate_case(CASE, reading, {record: Affine.identity() for record in reading.transforms})
    for result in figures.results:
        lineage = lineage_of(reading.transforms[result.id], reading.transforms)
        counted = [pair for pair in pairs if lineage.may_score(pair)]
        assert (result.error.count if isinstance(result.error, Summary) else 0) == len(counted)
        for pair in counted:
            assert pair.id not in story.taint[result.id]
            assert pair.role != "drive"
            if pair.sources:  # its place is still the one that was shown to the reader
                learnt = story.learnt.get(pair.moving_mm, set())
                shown = set() if pair.id in story.exchanged else story.shown[pair.id]
                assert not (learnt | shown) & (story.kin[result.id] | story.taint[result.id])


def test_a_sealed_role_cannot_be_chosen_by_hand_but_the_draw_can_be_undone():
    story = Story()
    for what in ("place", "place", "seal"):
        story.step(what, 1)
    sealed = {row.id: row.role for row in story.reading.landmarks}
    assert set(sealed.values()) == {"held out", "drive"}
    story.step("role", 0)
    assert {row.id: row.role for row in story.reading.landmarks} == sealed
    story.step("take_back", 0)
    assert {row.role for row in story.reading.landmarks} == {"open"}
