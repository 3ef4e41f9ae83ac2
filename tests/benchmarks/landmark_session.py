"""A session at the landmark table by keys alone, with pictures of its moments, and how fast it answers.

    python tests/benchmarks/landmark_session.py --json OUT [--pictures DIR] [--points 300] [--scale 1.75]

A pair of 843×546×270 is simulated first (not counted). It is opened in a window drawn off screen, and nothing is known of
it; points are suggested, accepted, refused, corrected, refined and flagged; then `--points` pairs of a colleague come in
(0.3 mm error per axis, two swapped, three gross), and mix-ups are found, put right, deleted, restored and held out. Every
step is a key event that reaches the window.

Wall clock in ms, median and 95th percentile, with all points in the table: `ring_*` from a key that moves the crosshair
until the ring of the new place is drawn; `ring_seen_*` until the pictures were searched for it too; `edit_*`, `sort_*`,
`filter_*` and `next_*` until the table and the panes are painted. `*_cpu_p95_ms` is the processor time of the window's own
thread, which other programs do not lengthen much; of it `*_panes_cpu_p95_ms` is the painting of the panes' pictures, and
`*_table_cpu_p95_ms` all the rest: key, command, model, what every panel makes of it, and painting the table. A pause of
250 ms after each, not counted, leaves time for what is put off (coverage, judgement, enabled states). `suggestions_s` is
the search where nothing is known.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeySequence, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

sys.path.insert(0, str(Path(__file__).parents[1]))  # where tests find it too

from benchmarks.settling import settle
from workstation.core.commands import Group
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import CaseEntry
from workstation.core.transform import Transform
from workstation.core.volume import Volume
from workstation.imaging.phantom import simulate_pair
from workstation.ui.actions import BY_ID
from workstation.ui.app import wait_until_drawn
from workstation.ui.main_window import MainWindow
from workstation.ui.slice_canvas import SliceCanvas
from workstation.workbench.workbench import Workbench

MOVES = ("view.cursor_left", "view.cursor_right", "view.cursor_up", "view.cursor_down")
SWAPPED, GROSS = (5, 40), (12, 21, 33)
REST_MS = 250
SEED, FULL_SHAPE, FULL_SPACING = 1, (270, 546, 843), (0.2, 0.073, 0.476)


class PaintClock:
    """Adds up the processor time that panes take to paint."""

    def __init__(self) -> None:
        self.painting_s = 0.0

    def watch(self) -> None:
        """From now on; before the first pane is made."""
        paint = SliceCanvas.paintEvent

        def timed(canvas: SliceCanvas, event: QPaintEvent) -> None:
            begun = time.thread_time()
            paint(canvas, event)
            self.painting_s += time.thread_time() - begun

        SliceCanvas.paintEvent = timed  # type: ignore[method-assign]


PANES = PaintClock()


@dataclass
class Session:
    """The hands of a person who has a keyboard only. `figures` is what was measured, `seen` what was found on the way."""

    window: MainWindow
    pictures: Path | None = None
    figures: dict[str, float] = field(default_factory=dict)
    seen: dict[str, object] = field(default_factory=dict)

    @property
    def bench(self) -> Workbench:
        """What the window works on."""
        return self.window.workbench

    @property
    def annotate(self) -> QWidget:
        """The workspace."""
        return self.window.workspaces["annotate"]

    def press(self, action_id: str, times: int = 1) -> None:
        """Press the key of an action as soon as it can be carried out."""
        combination = QKeySequence(BY_ID[action_id].keys[0])[0]
        for _ in range(times):
            settle(lambda: self.window.actions_.actions[action_id].isEnabled())
            if QApplication.activeWindow() is not self.window:  # no window manager brings it to the front off screen
                self.window.activateWindow()
                settle(lambda: QApplication.activeWindow() is self.window)
            QTest.keyClick(self.window, combination.key(), combination.keyboardModifiers())

    def type_into(self, dialog: type[QDialog] | None, *keys: Qt.Key, text: str = "") -> None:
        """Keys that go to the dialog in front."""
        settle(lambda: self._front(dialog) is not None)
        front = self._front(dialog)
        assert front is not None
        for key in text:
            QTest.keyClicks(QApplication.focusWidget() or front, key)
        for pressed in keys:
            QTest.keyClick(QApplication.focusWidget() or front, pressed)

    def run_by_name(self, words: str) -> None:
        """An action without a key, by the command palette."""
        self.press("help.palette")
        settle(lambda: self._front(None) is not None)
        palette = self._front(None)
        QTest.keyClicks(palette.field, words)  # type: ignore[union-attr]
        QTest.keyClick(palette.field, Qt.Key.Key_Return)  # type: ignore[union-attr]

    def picture(self, name: str) -> None:
        """Keep what is on the screen, with the dialog in front of it."""
        if self.pictures is not None:
            wait_until_drawn(self.window)
            front = self._front(None)
            (front or self.window).grab().save(str(self.pictures / f"{name}.png"))

    def timed(self, name: str, work: Callable[[int], None], count: int) -> None:
        """Note median and 95th percentile of some repetitions."""
        wall, own, panes = [], [], []
        for number in range(count):
            PANES.painting_s = 0.0
            start, begun = time.perf_counter(), time.thread_time()
            work(number)
            wall.append(1000 * (time.perf_counter() - start))
            own.append(1000 * (time.thread_time() - begun))
            panes.append(1000 * PANES.painting_s)
            rest()
        self.figures[f"{name}_median_ms"] = round(float(np.median(wall)), 2)
        self.figures[f"{name}_p95_ms"] = round(float(np.percentile(wall, 95)), 2)
        for part, spent in (("", own), ("panes_", panes), ("table_", np.subtract(own, panes))):
            self.figures[f"{name}_{part}cpu_p95_ms"] = round(float(np.percentile(spent, 95)), 2)

    def _front(self, kind: type[QDialog] | None) -> QDialog | None:
        return next((each for each in self.window.findChildren(kind or QDialog) if each.isVisible()), None)


def rest() -> None:
    """A person's pause, in which the window does what it had put off: coverage, judgement, enabled states."""
    loop = QEventLoop()
    QTimer.singleShot(REST_MS, loop.quit)
    loop.exec()


def first_pairs(session: Session) -> None:
    """Nothing is known: points are suggested, and decided one by one."""
    queue, rows = session.annotate.landmark_help.queue, session.bench.open_case.reading.landmarks
    session.press("workspace.annotate")
    session.press("tool.landmark")
    session.press("view.cursor_right", 3)
    settle(lambda: session.annotate.landmark_help.ring is not None)
    start = time.perf_counter()
    session.press("landmark.suggest")
    settle(lambda: queue.suggestions is not None)
    session.figures["suggestions_s"] = round(time.perf_counter() - start, 1)
    session.press("landmark.heat")
    session.picture("1_suggested")
    session.press("landmark.heat")
    session.press("landmark.next_unsure")
    session.picture("2_proposed")
    before = len(rows)
    session.press("landmark.confirm", 3)
    session.seen["accepted"] = len(rows) - before
    session.press("landmark.delete")
    session.seen["refused"] = len(rows.refused)
    session.press("view.pane_other")
    session.press("view.cursor_right")
    session.press("landmark.place_here")
    made = rows[session.bench.view.landmark_id]
    session.seen["corrected"] = made.moving.origin
    session.press("landmark.nudge_right")
    session.press("landmark.refine")
    session.seen["refined"] = rows[made.id].moving.origin
    session.press("landmark.flag")
    session.seen["flagged"] = rows[made.id].state
    session.picture("3_corrected")
    session.press("edit.undo")


def colleagues_pairs(bench: Workbench, truth: Transform, count: int) -> None:
    """Pairs that somebody else has put: spread over the overlap, with an error of 0.3 mm and a few mistakes."""
    rng, case = np.random.default_rng(7), bench.open_case.case
    grid = case.fixed.grid
    here: list[np.ndarray] = []
    while len(here) < count:
        point = np.array(grid.point_of(tuple((0.1 + 0.8 * rng.random(3)) * np.array(grid.size_xyz))))
        if case.moving.grid.contains(tuple(truth(point[None])[0].tolist())):
            here.append(point)
    there = truth(np.array(here)) + rng.normal(0, 0.3, (count, 3))
    there[list(SWAPPED)] = there[list(SWAPPED[::-1])]
    for n in GROSS:
        there[n] += rng.choice([-1, 1], 3) * 5.0
    at = "2026-11-01T10:00:00+00:00"
    commands = []
    for n, (fixed, moving) in enumerate(zip(here, there, strict=True)):
        marks = [Mark(tuple(case.volume(side).grid.clamped(tuple(p.tolist()))), (0, 0, 0), by="Li", at=at)
                 for side, p in (("fixed", fixed), ("moving", moving))]  # fmt: skip
        kind = ("cyst", "duct branch", "calcification", "")[n % 4]
        commands.append(AddLandmark(Landmark(f"c{n}", f"P{n + 1}", kind, "placed", fixed=marks[0], moving=marks[1])))
    bench.do(Group("Import {count} landmarks", tuple(commands)))


def look_through(session: Session) -> None:
    """Doubted pairs are found, put right, deleted and restored; some pairs are held out."""
    helper, rows = session.annotate.landmark_help, session.bench.open_case.reading.landmarks
    settle(lambda: {"c5", "c40"} <= set(helper.findings.doubts))
    session.seen["doubted"] = sorted(helper.findings.doubts)
    session.picture("4_all_points")
    session.press("landmark.next_unsure")
    session.picture("5_doubted")
    session.seen["first_doubted"] = chosen = session.bench.view.landmark_id
    before = rows[chosen].moving.position_mm
    session.press("landmark.mend")
    session.seen["mended"] = rows[chosen].moving.position_mm != before
    session.press("landmark.next")
    session.press("landmark.confirm")
    session.picture("6_mended")
    chosen = session.bench.view.landmark_id
    session.press("landmark.delete")
    session.press("landmark.trash")
    session.picture("7_trash")
    session.seen["deleted"] = chosen in rows.trash
    session.type_into(None, Qt.Key.Key_Return)
    session.type_into(None, Qt.Key.Key_Escape)
    session.seen["restored"] = chosen in rows
    session.run_by_name("Draw held-out")
    session.type_into(None, Qt.Key.Key_Return)
    settle(lambda: rows.seals)
    session.seen["held_out"] = sum(row.role == "held out" for row in rows)
    session.press("landmark.report")
    session.picture("8_report")
    session.type_into(None, Qt.Key.Key_Escape)


def measure(session: Session, repeats: int) -> None:
    """How fast rings and table answer, with all points there."""
    helper, bench = session.annotate.landmark_help, session.bench
    session.press("tool.landmark")
    settle(lambda: helper.judgement is not None and not helper.queue.busy)
    if session.annotate.pair.active.side != "fixed":
        session.press("view.pane_other")
    bench.look(replace(bench.view, landmark_id=""))

    def ring(number: int) -> None:
        session.press(MOVES[number % 2 + 2 * (number // 20 % 2)])
        settle(lambda: helper.ring is not None and helper.ring.of_mm == bench.view.fixed_cursor_mm)

    def ring_seen(number: int) -> None:
        ring(number)
        settle(lambda: helper.ring.prediction.image is not None)

    session.timed("ring", ring, repeats)
    session.timed("ring_seen", ring_seen, repeats)
    table_operations(session, repeats)


def table_operations(session: Session, repeats: int) -> None:
    """How fast the table answers: the next landmark, an edit, another order, a filter."""
    panel = session.annotate.landmarks
    session.timed("next", lambda _: (session.press("landmark.next"), settle()), repeats)
    session.timed("edit", lambda _: (session.press("landmark.flag"), settle()), repeats)
    header = panel.table.horizontalHeader()

    def sort(number: int) -> None:
        header.setSortIndicator(number % 6, Qt.SortOrder.AscendingOrder)
        settle()

    session.timed("sort", sort, repeats)

    def search(number: int) -> None:
        panel.filter.setText(("cyst", "duct", "P1", "")[number % 4])
        settle()

    session.timed("filter", search, repeats)
    panel.filter.clear()


def whole_session(
    window: MainWindow, truth: Transform, points: int, repeats: int, pictures: Path | None = None
) -> Session:  # fmt: skip
    """The whole session in an open window, whose case is open and untouched."""
    session = Session(window, pictures)
    first_pairs(session)
    colleagues_pairs(session.bench, truth, points)
    look_through(session)
    measure(session, repeats)
    return session


def make_study(path: Path, fixed: Volume, moving: Volume) -> Workbench:
    """A new study with one case, which is open."""
    bench = Workbench("Li")
    bench.new_study(path)
    bench.add_case(CaseEntry("full"), fixed, moving)
    bench.show_case("full")
    return bench


def main() -> int:
    """Carry the session out and write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, required=True)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--points", type=int, default=300)
    parser.add_argument("--repeats", type=int, default=60)
    parser.add_argument("--scale", default="1")
    parser.add_argument("--language", default="en")
    choices = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = choices.scale
    from workstation.imaging.sampling import warm_up
    from workstation.ui.app import make_application
    from workstation.workbench.settings import UserSettings

    settings = UserSettings(reader="Li", language=choices.language)
    make_application(settings)
    PANES.watch()
    warm_up()
    if choices.pictures is not None:
        choices.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pair = simulate_pair("moderate", SEED, FULL_SHAPE, FULL_SPACING)
        bench = make_study(Path(folder) / "study", pair.fixed, pair.moving)
        window = MainWindow(bench, settings)
        scale = float(choices.scale)
        window.resize(round(1600 / min(scale, 1.46)), round(1000 / min(scale, 1.62)))
        window.show()
        try:
            session = whole_session(window, pair.fixed_to_moving, choices.points, choices.repeats, choices.pictures)
        finally:
            window.shut_down()
            bench.close()
    result = {"points": choices.points, "scale": scale, **session.figures, "seen": session.seen}
    choices.json.write_text(json.dumps(result, indent=1, default=str))
    print(json.dumps(result, indent=1, default=str))
    return 0


if __name__ == "__main__":
    sys.exit(main())
