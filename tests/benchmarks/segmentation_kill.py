"""Kill a painting process at random moments, most of them in the middle of a stroke, and see what is lost.

    python tests/benchmarks/segmentation_kill.py --kills 100 --json OUT

A child process opens the case in the workbench and paints without end, as a hand does: a stroke moves a dozen times over a
copy of the labels (disc, sphere, eraser), is let go, becomes one edit, and the next begins while the journal writes; every
third stroke is on a second layer, whose labels overlap with the first one's. It
tells what it does on a pipe: begun, released, saved. The parent kills it (SIGKILL), opens the study again and paints the
same strokes itself: the labels must be exactly those after some number of strokes, never part of one.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from workstation.core.geometry import Grid
from workstation.core.label_commands import PaintLabels
from workstation.core.labels import LabelMap, LabelPatch
from workstation.core.planes import ORIENTATIONS, plane_through
from workstation.core.study import CaseEntry
from workstation.core.volume import Volume
from workstation.imaging.painting import Stroke
from workstation.workbench.workbench import Workbench

READER = "annotator"
GRID = Grid((70, 80, 90), (0.5, 0.3, 0.8))
MOVES = 12
MOVE_S = 0.008  # between two moves of the mouse
BETWEEN_S = 0.1  # strokes, while the hand goes to the next place
LONGEST_S = 0.9  # before the kill
STROKES_A_SNAPSHOT = 6


def make_study(path: Path) -> int:
    """A study of one small case; returns how many edits it holds before the first stroke."""
    bench = Workbench(READER)
    bench.new_study(path)
    values = np.random.default_rng(0).integers(0, 255, GRID.shape_zyx).astype(np.uint8)
    fixed, moving = (Volume.from_array(values, GRID, id=side) for side in ("fixed", "moving"))
    bench.add_case(CaseEntry("case"), fixed, moving)
    bench.show_case("case")
    history = bench.history()
    assert history is not None
    edits = history.undo_depth
    bench.close()
    return edits


def opened_bench(path: Path) -> Workbench:
    """The workbench with the case open."""
    bench = Workbench(READER)
    bench.open_study(path)
    bench.show_case("case")
    return bench


def painted(labels: LabelMap, number: int, pause_s: float = 0.0) -> LabelPatch:
    """The stroke of a number over some labels; the labels are left as they are."""
    rng = np.random.default_rng(number)
    size = np.array(GRID.extent_mm)
    place = rng.uniform(0.1, 0.9, 3) * size
    plane = plane_through(GRID, ORIENTATIONS[number % 3], (place[0], place[1], place[2]))
    value = 0 if number % 5 == 4 else number % 7 + 1 + 7 * layer_of(number)
    stroke = Stroke(labels.copy(), GRID, rng.uniform(1, 5), value, ("disc", "sphere")[number % 2], plane)
    for _ in range(MOVES):
        stroke.move((float(place[0]), float(place[1]), float(place[2])))
        place = np.clip(place + rng.normal(0, 2, 3), 0, size)
        time.sleep(pause_s)
    return stroke.finish()


def layer_of(number: int) -> int:
    """The layer on which the stroke of a number is painted."""
    return int(number % 3 == 2)


def paint_forever(path: Path) -> None:
    """The child."""
    bench = opened_bench(path)
    history = bench.history()
    assert history is not None
    number = history.undo_depth
    painted(LabelMap(GRID.shape_zyx), 0)  # compiled code is loaded before the hand moves
    history.saved.connect(lambda count: say("saved", count))
    while True:
        say("begun", number + 1)
        layer = layer_of(number)
        patch = painted(history.state.layer("fixed", layer), number, MOVE_S)
        bench.do(PaintLabels("fixed", patch, "paint", number % 7 + 1 + 7 * layer, layer))
        number += 1
        say("released", number)
        if number % STROKES_A_SNAPSHOT == 0:
            bench.checkpoint_in_background()
        time.sleep(BETWEEN_S)


def say(what: str, number: int) -> None:
    """One line on the pipe, whole."""
    sys.stdout.write(f"{what} {number}\n")
    sys.stdout.flush()


def one_round(path: Path, chance: random.Random) -> dict[str, int]:
    """Let the child save a stroke, paint on for a while, and kill it; the last number of each thing it told, or 0."""
    command = [sys.executable, __file__, "--child", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        lines = []
        while not lines or lines[-1].split()[:1] not in ([], ["saved"]):
            lines.append(child.stdout.readline())
        time.sleep(chance.uniform(0, LONGEST_S))
        child.kill()
        lines += child.stdout.read().split("\n")
    told: dict[str, int] = defaultdict(int)
    for line in lines:
        match line.split():
            case [what, number]:
                told[what] = max(told[what], int(number))
    return told


def check(path: Path, first: int) -> tuple[int, int]:
    """Open the study after a kill: how many edits it holds, and how many voxels differ from just those strokes."""
    bench = opened_bench(path)
    try:
        history = bench.history()
        assert history is not None
        found, expected = history.undo_depth, [LabelMap(GRID.shape_zyx) for _ in range(2)]
        for number in range(first, found):
            layer = expected[layer_of(number)]
            layer.apply(painted(layer, number))
        drawn = [history.state.layer("fixed", n).whole() for n in range(2)]
        return found, sum(int((a != b.whole()).sum()) for a, b in zip(drawn, expected, strict=True))
    finally:
        bench.close()


def run(kills: int, seed: int = 0) -> dict[str, int]:
    """Kill so many times; figures as a flat dict."""
    chance = random.Random(seed)
    saved_lost = released_lost = most_lost = wrong = in_a_stroke = found = first = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study"
        first = make_study(path)
        for _ in range(kills):
            told = one_round(path, chance)
            found, voxels = check(path, first)
            wrong += voxels
            in_a_stroke += told["begun"] > told["released"]
            saved_lost += max(0, told["saved"] - found)
            released_lost += max(0, told["released"] - found)
            most_lost = max(most_lost, told["begun"] - found)
    return {
        "kills": kills, "kills_during_a_stroke": in_a_stroke, "strokes_painted": found - first,
        "saved_strokes_lost": saved_lost, "released_strokes_lost": released_lost,
        "most_strokes_lost_by_one_kill": most_lost, "wrong_voxels": wrong,
    }  # fmt: skip


if __name__ == "__main__":
    from killing import measure

    measure(__doc__, paint_forever, run, kills=100)
