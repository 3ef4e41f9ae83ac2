"""How fast the Check workspace follows a crosshair on a full-size pair with a deformable registration, in every overlay.

    python tests/benchmarks/check_speed.py --json OUT [--moves N]

The study is that of view_speed.py: two volumes of 843×546×270 uint8, a turn and a smooth field, in a real window of
1600×1000 drawn off screen. Each move puts the crosshair somewhere else, so that all three planes change at once. Wall
clock in ms, median and 95th percentile: `native_*` until all six panes are painted; `MODE_coarse_*` until every visible
pane shows the new place, in the fewer pixels of a coarse picture where that is needed; `MODE_exact_*` until every pane
shows its exact picture, a rest of 45 ms included. `deformation_*` until map, grid or arrows lie over the native panes.
`here_*` until the image content at the crosshair has been judged, a rest of 120 ms included. `memory_growth_mb` is what
the process has grown by over the two volumes. The ratios to SimpleITK's resampler are those of view_speed.py.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication
from settling import settle
from view_speed import Figures, make_study, measure_ratios, memory_mb, put

from workstation.core.study_commands import UseTransform
from workstation.imaging.sampling import warm_up
from workstation.ui import theme
from workstation.ui.check_workspace import CheckWorkspace
from workstation.ui.overlay_bar import DEFORMATIONS, MODES
from workstation.workbench.workbench import Workbench


class Drive:
    """A hand that moves the crosshair of a workspace to places all over the volume."""

    def __init__(self, bench: Workbench, workspace: CheckWorkspace, moves: int) -> None:
        self.bench, self.workspace, self.moves = bench, workspace, moves
        self._rng = np.random.default_rng(3)
        opened = bench.open_case
        assert opened is not None
        self._grid = opened.case.fixed.grid

    def move(self) -> None:
        """Put the crosshair somewhere in the middle of the volume, on other slices than before."""
        index = (0.2 + 0.6 * self._rng.random(3)) * np.array(self._grid.size_xyz)
        self.bench.look_at("fixed", self._grid.point_of(np.round(index)))

    def times(self, until, rest=lambda: None) -> tuple[float, float]:  # type: ignore[no-untyped-def]
        """Median and 95th percentile in ms from a move to what is waited for; `rest` follows, not counted."""
        found = []
        for _ in range(self.moves):
            start = time.perf_counter()
            self.move()
            settle(until)
            found.append(1000 * (time.perf_counter() - start))
            rest()
        return float(np.median(found)), float(np.percentile(found, 95))


def measure_overlays(figures: Figures, drive: Drive) -> None:
    """Every mode: until all panes show the new place, and until all are exact."""
    workspace, bench = drive.workspace, drive.bench
    for mode in MODES.values():
        bench.look(replace(bench.view, overlay=replace(bench.view.overlay, mode=mode, deformation="none")))
        settle(workspace.is_drawn)
        name = mode.replace(" ", "_")
        if mode == "native":
            put(figures, name, drive.times(lambda: True))
            continue
        put(figures, f"{name}_coarse", drive.times(lambda: all_there(workspace), lambda: settle(workspace.is_drawn)))
        put(figures, f"{name}_exact", drive.times(workspace.pictures.is_at_rest))


def all_there(workspace: CheckWorkspace) -> bool:
    """Whether every visible overlay pane shows the slice through the crosshair, coarsely or exactly."""
    pictures = workspace.pictures
    wanted, shown = pictures._wanted, pictures._moving
    return all(each in shown and shown[each].request.plane == wanted[each].plane for each in wanted)


def measure_deformation(figures: Figures, drive: Drive) -> None:
    """Every look of the registration itself, over the native panes."""
    workspace, bench = drive.workspace, drive.bench
    for look in DEFORMATIONS:
        if look in ("none", "predicted error", "round trip", "loop closure"):  # which are not stored here
            continue
        bench.look(replace(bench.view, overlay=replace(bench.view.overlay, mode="native", deformation=look)))
        settle(workspace.is_drawn)
        put(figures, f"deformation_{look.replace(' ', '_')}", drive.times(workspace.deformation.is_at_rest))
    bench.look(replace(bench.view, overlay=replace(bench.view.overlay, deformation="none")))


def run(moves: int) -> Figures:
    """All figures as a flat dict."""
    app = QApplication.instance() or QApplication([])
    theme.apply(app)  # type: ignore[arg-type]
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study"
        make_study(path, None)
        warm_up().join()
        before = memory_mb()
        bench = Workbench("reader")
        bench.open_study(path)
        bench.show_case("full")
        opened = bench.open_case
        assert opened is not None
        for side in ("fixed", "moving"):
            opened.case.volume(side).voxels.whole()  # type: ignore[arg-type]
        bench.do(UseTransform("t"))
        workspace = CheckWorkspace(bench)
        workspace.resize(1600, 1000)
        workspace.show()
        settle(workspace.is_drawn)
        drive = Drive(bench, workspace, moves)
        measure_overlays(figures, drive)
        measure_deformation(figures, drive)
        put(figures, "here", drive.times(lambda: workspace.here.here is not None and workspace.here.is_at_rest()))
        voxels_mb = 2 * np.prod(opened.case.fixed.grid.shape_zyx) / 2**20
        figures["voxels_mb"] = round(float(voxels_mb), 1)
        figures["memory_growth_mb"] = round(memory_mb() - before - float(voxels_mb), 1)
        workspace.shut_down()
        workspace.close()
        measure_ratios(figures, bench)
        bench.close()
    return figures


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--moves", type=int, default=40)
    arguments = parser.parse_args()
    figures = run(arguments.moves)
    print(json.dumps(figures, indent=1))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures))


if __name__ == "__main__":
    main()
