"""The demo study: a simulated ABUS pair with exact landmarks and labels, ready to be registered and checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from workstation.core.commands import Command, Group
from workstation.core.geometry import SIDES
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import CaseEntry, Reading
from workstation.core.study_commands import AddCase
from workstation.core.volume import Volume
from workstation.imaging.phantom import SimulatedPair, simulate_pair
from workstation.storage.study_folder import StudyFolder
from workstation.workbench import importing
from workstation.workbench.history import History
from workstation.workbench.open_case import OpenCase

CASE_ID = "demo"
Difficulty = Literal["easy", "moderate", "hard"]


def make_demo(
    path: Path,
    reader: str,
    difficulty: Difficulty = "moderate",
    seed: int = 0,
    report: Callable[[float, str], None] | None = None,
) -> None:
    """Make the demo study in an empty folder: one simulated pair, and a reading with its true landmarks and labels."""
    pair = simulate_pair(difficulty, seed, report=report)
    folder = StudyFolder.create(path, "Demo (simulated)", importing.shipped_protocol())
    folder.write_case(CASE_ID, pair.fixed, pair.moving)
    _list(folder, CaseEntry(CASE_ID, f"Simulated rescan ({difficulty})", "simulated, not a patient"))
    opened = OpenCase(folder, folder.open_case(CaseEntry(CASE_ID)), reader)
    try:
        for command in demo_edits(opened.reading, pair):
            opened.history.do(command)
    finally:
        opened.close()


def demo_edits(reading: Reading, pair: SimulatedPair) -> list[Command]:
    """The edits that bring the simulated truth into a reading: the landmarks as one step, the labels as another."""
    marks: list[Command] = []
    for each in pair.landmarks:
        fixed, moving = (
            Mark(position, _voxel(volume, position), "simulated")
            for volume, position in ((pair.fixed, each.fixed_mm), (pair.moving, each.moving_mm))
        )
        landmark = Landmark(importing.new_id(), each.name, state="placed", confidence=3, fixed=fixed, moving=moving)
        marks.append(AddLandmark(landmark))
    edits: list[Command] = [Group("Add {count} simulated landmarks", tuple(marks))]
    arrays = dict(zip(SIDES, (pair.fixed_labels, pair.moving_labels), strict=True))
    labels = importing.label_commands(reading, arrays, pair.label_names)
    return [*edits, labels] if labels is not None else edits


def _voxel(volume: Volume, position_mm: tuple[float, float, float]) -> tuple[float, float, float]:
    x, y, z = volume.grid.to_index(position_mm).tolist()
    return x, y, z


def _list(folder: StudyFolder, entry: CaseEntry) -> None:
    study = History(folder.open_study())
    try:
        study.do(AddCase(entry))
    finally:
        study.close()
