"""Kill an editing process at random moments and see whether an edit it had acknowledged is ever lost.

    python tests/benchmarks/kill.py --kills 200 --json OUT

A child process edits one reading continuously: each edit writes its number into a landmark and a voxel, waits for the
journal, and only then acknowledges it on a pipe; every few edits it also writes a snapshot in the background, as the
window does. The parent kills it (SIGKILL) after a random time, reopens the study, and compares: the reading must hold
exactly the edits up to some number that is not below the last acknowledged one. All rounds work on the same study.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

from workstation.core.commands import Group
from workstation.core.geometry import Grid
from workstation.core.label_commands import PaintLabels
from workstation.core.landmark_commands import AddLandmark, EditLandmark
from workstation.core.landmarks import Landmark
from workstation.core.study import CaseEntry
from workstation.core.volume import Volume
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.open_case import OpenCase

READER = "annotator"
SHAPE = (80, 70, 90)
EDITS_A_SNAPSHOT = 7


def open_case(path: Path) -> OpenCase:
    """The one case of the study."""
    folder = StudyFolder.at(path)
    return OpenCase(folder, folder.open_case(CaseEntry("case")), READER)


def make_study(path: Path) -> None:
    """A study of one small case with one landmark."""
    folder = StudyFolder.create(path, "kill")
    values = np.random.default_rng(0).integers(0, 255, SHAPE).astype(np.uint8)
    fixed, moving = (Volume.from_array(values, Grid(SHAPE, (1, 1, 1)), id=side) for side in ("fixed", "moving"))
    folder.write_case("case", fixed, moving)
    opened = open_case(path)
    opened.history.do(AddLandmark(Landmark("a", "L1", comment="0")))
    opened.close()


def voxel_of(number: int) -> tuple[slice, slice, slice]:
    """The voxel that an edit writes to."""
    z, y, x = (int(v) for v in np.unravel_index(number * 7919 % int(np.prod(SHAPE)), SHAPE))
    return slice(z, z + 1), slice(y, y + 1), slice(x, x + 1)


def edit_forever(path: Path) -> None:
    """The child: edit, wait for the disk, acknowledge, again."""
    history = open_case(path).history
    number = int(history.state.landmarks["a"].comment)
    while True:
        number += 1
        labels = history.state.labels["fixed"]
        after = labels.copy()
        after.write(voxel_of(number), np.full((1, 1, 1), number % 255 + 1, np.uint8))
        paint = PaintLabels("fixed", after.difference_from(labels))
        history.do(Group("Edit {count}", (EditLandmark("a", "comment", str(number)), paint)))
        if number % EDITS_A_SNAPSHOT == 0 and (frozen := history.freeze()) is not None:
            threading.Thread(target=history.write_checkpoint, args=frozen).start()
        history.flush()
        print(number, flush=True)


def check(path: Path, acknowledged: int) -> tuple[int, int]:
    """Reopen after a kill: the last edit that is there, and how many acknowledged ones are missing or wrong."""
    opened = open_case(path)
    try:
        found = int(opened.reading.landmarks["a"].comment)
        expected = np.zeros(SHAPE, np.uint8)
        for number in range(1, found + 1):
            expected[voxel_of(number)] = number % 255 + 1
        wrong = int((opened.reading.labels["fixed"].whole() != expected).sum())
        return found, max(0, acknowledged - found) + wrong
    finally:
        opened.history.document.close()


def one_round(path: Path, chance: random.Random) -> int:
    """Start the child, let it edit for a while, kill it; returns the last number it acknowledged (0 if none)."""
    command = [sys.executable, __file__, "--child", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(chance.uniform(0, 0.25))
        child.kill()
        lines = [first, *child.stdout.read().split("\n")]
    numbers = [int(line) for line in lines if line.strip()]
    return numbers[-1] if numbers else 0


def run(kills: int, seed: int = 0) -> dict[str, float]:
    """Kill so many times; figures as a flat dict."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study"
        make_study(path)
        lost = unacknowledged = found = 0
        for _ in range(kills):
            acknowledged = one_round(path, chance)
            found, missing = check(path, acknowledged)
            lost += missing
            unacknowledged += max(0, found - acknowledged)
        snapshots = StudyFolder.at(path).snapshot_file("case", READER).exists()
    return {
        "kills": kills,
        "edits": found,
        "acknowledged_edits_lost": lost,
        "edits_kept_beyond_the_acknowledged": unacknowledged,
        "snapshots_were_written": int(snapshots),
    }


if __name__ == "__main__":
    from killing import measure

    measure(__doc__, edit_forever, run, kills=200)
