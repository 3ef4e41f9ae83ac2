"""How fast the window is on a full-size pair: first picture, slices, overlays, brush.

    python tests/benchmarks/view_speed.py --json OUT [--fixed FILE --moving FILE]

Opens a study with two volumes of 843×546×270 uint8 (speckle made here, or the given files) in the real workspaces, off
screen, at 1600×1000, and drives them as a hand would: every step ends when all panes have been painted. Times are wall
clock in ms, the median and the 95th percentile. `ratio_*` compares the warped slice with SimpleITK's resampler for the
same plane in the same run, and the plain slice step with copying the same bytes with numpy.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from scipy import ndimage
from settling import settle

from workstation.core.geometry import Grid, Vector
from workstation.core.planes import ORIENTATIONS, Orientation, plane_through
from workstation.core.study import CaseEntry, TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.transform import Affine, Composite, DisplacementField
from workstation.core.volume import Volume
from workstation.imaging.sampling import sample_plane, warm_up
from workstation.workbench.workbench import Workbench

SHAPE = (270, 546, 843)
SPACING: Vector = (0.2, 0.073, 0.475674)
STEPS = 60
Figures = dict[str, float]


def speckle(seed: int) -> Volume:
    """A volume that packs and looks like ultrasound to the machine: filtered noise, log-compressed to 8 bit."""
    rng = np.random.default_rng(seed)
    small = rng.normal(size=(SHAPE[0], SHAPE[1] // 2, SHAPE[2] // 2)).astype(np.float32)
    smooth = ndimage.gaussian_filter(small, (0.7, 1.0, 1.0))
    values = np.repeat(np.repeat(np.abs(smooth), 2, axis=1), 2, axis=2)
    grey = np.clip(160 + 45 * np.log(values + 1e-3), 0, 255).astype(np.uint8)
    padded = np.zeros(SHAPE, np.uint8)
    padded[:, : grey.shape[1], : grey.shape[2]] = grey
    return Volume.from_array(padded, Grid(SHAPE, SPACING), id="fixed" if seed == 0 else "moving")


def deformation(grid: Grid) -> Composite:
    """A turn and a shift, then a smooth field on a 2 mm grid."""
    angle = np.deg2rad(4)
    turn = np.array([[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]])
    coarse = grid.resampled((2.0, 2.0, 2.0))
    rng = np.random.default_rng(5)
    vectors = ndimage.gaussian_filter(rng.normal(size=(*coarse.shape_zyx, 3)), (6, 6, 6, 0))
    vectors *= 3.0 / np.abs(vectors).max()
    return Composite(
        (Affine.about(grid.centre_mm, turn, (2, 1, -3)), DisplacementField(coarse, vectors.astype(np.float32)))
    )


def make_study(path: Path, files: tuple[Path, Path] | None) -> None:
    """A study with one full-size case and one deformable result."""
    if files is None:
        fixed, moving = speckle(0), speckle(1)
    else:
        from workstation.workbench.importing import read_pair

        fixed, moving = read_pair(*files)
    bench = Workbench("reader")
    bench.new_study(path)
    bench.add_case(CaseEntry("full"), fixed, moving)
    bench.show_case("full")
    bench.folder.write_transform("full", "t", deformation(fixed.grid), {})  # type: ignore[union-attr]
    bench.do(AddTransform(TransformRecord("t", "made", "Made")))
    bench.close()


def timed(work: Callable[[int], None], count: int = STEPS) -> tuple[float, float]:
    """Median and 95th percentile in ms of some repetitions."""
    times = []
    for number in range(count):
        start = time.perf_counter()
        work(number)
        times.append(1000 * (time.perf_counter() - start))
    return float(np.median(times)), float(np.percentile(times, 95))


def put(figures: Figures, name: str, times: tuple[float, float]) -> None:
    """Note a median and a 95th percentile."""
    figures[f"{name}_median_ms"], figures[f"{name}_p95_ms"] = (round(value, 2) for value in times)


def memory_mb() -> float:
    """Resident memory of this process."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def first_picture(bench: Workbench, workspace: QWidget, path: Path) -> float:
    """Milliseconds from asking for the case to all six panes painted, from a warm disk."""
    bench.open_study(path)
    start = time.perf_counter()
    bench.show_case("full")
    settle()
    workspace.grab()
    return 1000 * (time.perf_counter() - start)


def measure_slices(figures: Figures, bench: Workbench) -> None:
    """Slice steps of each orientation, with all panes and crosshairs."""
    for orientation in ORIENTATIONS:

        def step(number: int, orientation: Orientation = orientation) -> None:
            bench.scroll("fixed", orientation, 1 if number % 40 < 20 else -1)
            settle()

        put(figures, f"slice_{orientation}", timed(step))


def measure_brush(figures: Figures, bench: Workbench, pane: QWidget) -> None:
    """Moves of the brush while a stroke is drawn, with repaint."""
    canvas = pane.canvas  # type: ignore[attr-defined]
    for shape in ("disc", "sphere"):
        for radius in (5.0, 20.0):
            bench.look(
                replace(bench.view, tool="paint", brush=replace(bench.view.brush, radius_mm=radius, shape=shape))
            )
            middle = QPoint(canvas.width() // 2, canvas.height() // 2)
            send(canvas, QMouseEvent.Type.MouseButtonPress, middle, Qt.MouseButton.LeftButton)
            settle()

            def move(number: int, middle: QPoint = middle) -> None:
                at = middle + QPoint(round(60 * np.cos(number / 6)), round(40 * np.sin(number / 6)))
                send(canvas, QMouseEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)
                settle()

            put(figures, f"brush_{shape}_{radius:.0f}mm", timed(move))
            end = time.perf_counter()
            send(canvas, QMouseEvent.Type.MouseButtonRelease, middle, Qt.MouseButton.LeftButton)
            settle()
            figures[f"brush_{shape}_{radius:.0f}mm_release_ms"] = round(1000 * (time.perf_counter() - end), 2)
            bench.undo()
    bench.look(replace(bench.view, tool="navigate"))


def send(canvas: QWidget, kind: QMouseEvent.Type, at: QPoint, button: Qt.MouseButton) -> None:
    """A mouse event as the window system would send it."""
    held = Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    where = QPointF(at)
    event = QMouseEvent(kind, where, QPointF(canvas.mapToGlobal(at)), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(canvas, event)


def measure_overlay(figures: Figures, bench: Workbench) -> None:
    """Slice steps with the warped moving volume blended over: to the first overlay, and to the exact one."""
    from workstation.ui.check_workspace import CheckWorkspace

    bench.do(UseTransform("t"))
    workspace = CheckWorkspace(bench)
    workspace.resize(1600, 1000)
    workspace.show()
    workspace.handlers()["overlay.blend"]()
    settle(workspace.pictures.is_at_rest)
    composed: list[str] = []
    workspace.pictures.composed.connect(composed.append)
    for orientation in ORIENTATIONS:

        def step(number: int, orientation: Orientation = orientation) -> None:
            composed.clear()
            bench.scroll("fixed", orientation, 3 if number % 40 < 20 else -3)
            settle(lambda: orientation in composed)

        put(figures, f"overlay_{orientation}", timed(step, 40))
        start = time.perf_counter()
        settle(workspace.pictures.is_at_rest)
        figures[f"overlay_{orientation}_exact_after_ms"] = round(1000 * (time.perf_counter() - start), 2)
    workspace.shut_down()
    workspace.close()


def measure_ratios(figures: Figures, bench: Workbench) -> None:
    """Our sampling beside SimpleITK's resampler and beside copying bytes."""
    import SimpleITK as sitk

    opened = bench.open_case
    assert opened is not None
    moving, fixed = opened.case.moving, opened.case.fixed
    transform = deformation(fixed.grid)
    image = sitk.GetImageFromArray(moving.voxels.whole())
    image.SetSpacing(moving.grid.spacing_mm)
    image.SetOrigin(moving.grid.origin_mm)
    affine = sitk.AffineTransform(3)
    first, field = transform.transforms
    affine.SetMatrix(first.matrix.ravel().tolist())  # type: ignore[attr-defined]
    affine.SetTranslation(first.offset_mm.tolist())  # type: ignore[attr-defined]
    vectors = sitk.GetImageFromArray(field.displacement_mm.astype(np.float64), isVector=True)  # type: ignore[attr-defined]
    vectors.SetSpacing(field.grid.spacing_mm)  # type: ignore[attr-defined]
    vectors.SetOrigin(field.grid.origin_mm)  # type: ignore[attr-defined]
    chain = sitk.CompositeTransform([sitk.DisplacementFieldTransform(vectors), affine])
    sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(2)
    for orientation in ORIENTATIONS:
        plane = plane_through(fixed.grid, orientation, fixed.grid.centre_mm)
        down, right, through = (np.array(v) / np.linalg.norm(v) for v in (plane.down_mm, plane.right_mm, plane.normal))
        reference = sitk.Image(plane.columns, plane.rows, 1, sitk.sitkUInt8)
        reference.SetOrigin(plane.origin_mm)
        reference.SetSpacing((float(np.linalg.norm(plane.right_mm)), float(np.linalg.norm(plane.down_mm)), 1.0))
        reference.SetDirection(np.stack([right, down, through], axis=1).ravel().tolist())
        theirs = timed(lambda _, r=reference: sitk.Resample(image, r, chain, sitk.sitkLinear, 0.0), 10)[0]  # type: ignore[misc]
        ours = timed(lambda _, p=plane: sample_plane(moving.voxels, moving.grid, p, transform), 10)[0]  # type: ignore[misc]
        figures[f"warped_{orientation}_ms"], figures[f"warped_{orientation}_sitk_ms"] = round(ours, 2), round(theirs, 2)
        figures[f"ratio_warped_{orientation}_to_sitk"] = round(ours / theirs, 3)
        plain = timed(lambda _, p=plane: sample_plane(fixed.voxels, fixed.grid, p), 20)[0]  # type: ignore[misc]
        picture = np.zeros((plane.rows, plane.columns), np.uint8)
        copied = timed(lambda _, p=picture: p.copy(), 20)[0]  # type: ignore[misc]
        figures[f"ratio_plain_{orientation}_to_copy"] = round(plain / copied, 2)


def run(files: tuple[Path, Path] | None) -> Figures:
    """All figures as a flat dict."""
    from workstation.ui import theme
    from workstation.ui.annotate_workspace import AnnotateWorkspace

    app = QApplication.instance() or QApplication([])
    theme.apply(app)  # type: ignore[arg-type]
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study"
        make_study(path, files)
        warm_up().join()
        before = memory_mb()
        bench = Workbench("reader")
        workspace = AnnotateWorkspace(bench)
        workspace.resize(1600, 1000)
        workspace.show()
        figures["first_picture_ms"] = round(first_picture(bench, workspace, path), 1)
        opened = bench.open_case
        assert opened is not None
        start = time.perf_counter()
        for side in ("fixed", "moving"):
            opened.case.volume(side).voxels.whole()  # type: ignore[arg-type]
        figures["all_voxels_after_ms"] = round(1000 * (time.perf_counter() - start), 1)
        figures["memory_open_mb"] = round(memory_mb() - before, 1)
        measure_slices(figures, bench)
        measure_brush(figures, bench, workspace.pair.panes["fixed", "coronal"])
        workspace.close()
        measure_overlay(figures, bench)
        figures["memory_after_mb"] = round(memory_mb() - before, 1)
        figures["voxels_mb"] = round(2 * np.prod(opened.case.fixed.grid.shape_zyx) / 2**20, 1)
        measure_ratios(figures, bench)
        bench.close()
    return figures


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--fixed", type=Path)
    parser.add_argument("--moving", type=Path)
    arguments = parser.parse_args()
    figures = run((arguments.fixed, arguments.moving) if arguments.fixed else None)
    print(json.dumps(figures, indent=1))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures))


if __name__ == "__main__":
    main()
