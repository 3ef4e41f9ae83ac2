"""How fast drawing and the region tools are on a full-size volume, and what they cost in memory, beside SimpleITK.

    python tests/benchmarks/segmentation_speed.py --json OUT [--quick]

A label map of 843×546×270 uint8 with 12 labels lies over speckle of the same size. The brush is driven in the real Annotate
workspace, off screen at 1600×1000: from a mouse move to painted panes, with radii in screen pixels; wall clock in ms, and as
`_cpu_p95_ms` the processor time of the whole program, which a busy machine does not inflate. The region tools run each in a
process of its own, once on a small part first so that compiled code is loaded, then once measured: seconds, and the peak of
resident memory above what the inputs hold. `sitk_*` is the same operation of SimpleITK
on the same data in the same run, with two threads. For growing from seeds SimpleITK has no shortest-path method; its
marker watershed on the gradient answers the same question. `--quick` makes everything smaller, to try the script.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from settling import settle
from view_speed import SHAPE, SPACING, memory_mb, put, send, speckle, timed

from workstation.core.label_commands import AddSegment, PaintLabels
from workstation.core.labels import LabelMap, Segment
from workstation.core.study import CaseEntry
from workstation.imaging.painting import Stroke
from workstation.workbench.workbench import Workbench

Figures = dict[str, Any]
RADII_PX = (5, 20, 60)
LABELS = 12
ZYX_MM = SPACING[::-1]


def twelve_labels(shape: tuple[int, int, int]) -> LabelMap:
    """Layers of labels over the whole volume, wavy as tissue is, so that no block is empty or of one value."""
    labels = LabelMap(shape)
    _, y, x = np.ogrid[: shape[0], : shape[1], : shape[2]]
    for z in range(shape[0]):
        wave = y[0] / shape[1] + 0.05 * np.sin(x[0] / 40.0) + 0.05 * np.sin(z / 25.0)
        layer = np.clip(wave * (LABELS + 1), 0, LABELS).astype(np.uint8)
        labels.write((slice(z, z + 1), slice(0, shape[1]), slice(0, shape[2])), layer[None])
    return labels


# ---- the brush in the window


def measure_brush(
    figures: Figures, bench: Workbench, pane: Any, moves: int, value: int = 4, name: str = "brush"
) -> None:
    """Moves of the brush while a stroke is drawn, with repaint; discs and spheres of some radii in screen pixels."""
    canvas = pane.canvas
    middle = QPoint(canvas.width() // 2, canvas.height() // 2)
    for shape in ("disc", "sphere"):
        for radius in RADII_PX:
            radius_mm = radius * pane.camera.mm_per_px
            brush = replace(bench.view.brush, radius_mm=radius_mm, shape=shape, value=value)
            bench.look(replace(bench.view, tool="paint", brush=brush))
            send(canvas, QMouseEvent.Type.MouseButtonPress, middle, Qt.MouseButton.LeftButton)
            settle()

            def move(number: int) -> None:
                at = middle + QPoint(round(120 * np.cos(number / 9)), round(60 * np.sin(number / 9)))
                send(canvas, QMouseEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)
                settle()

            spent: list[float] = []

            def move_and_count(number: int, move: Callable[[int], None] = move, spent: list[float] = spent) -> None:
                begun = time.process_time()
                move(number)
                spent.append(1000 * (time.process_time() - begun))

            put(figures, f"{name}_{shape}_{radius}px", timed(move_and_count, moves))
            figures[f"{name}_{shape}_{radius}px_cpu_p95_ms"] = round(float(np.percentile(spent, 95)), 2)
            begun = time.perf_counter()
            send(canvas, QMouseEvent.Type.MouseButtonRelease, middle, Qt.MouseButton.LeftButton)
            settle()
            figures[f"{name}_{shape}_{radius}px_release_ms"] = round(1000 * (time.perf_counter() - begun), 2)
            patch = bench.history().undo_command.patch  # type: ignore[union-attr]
            figures[f"{name}_{shape}_{radius}px_undo_bytes"] = patch.byte_count
            bench.undo()


def measure_undo(figures: Figures, bench: Workbench, strokes: int) -> None:
    """Memory of many strokes that can all be taken back, and whether taking all back restores every voxel."""
    opened = bench.open_case
    assert opened is not None
    grid, labels = opened.case.fixed.grid, opened.reading.labels["fixed"]
    before, start, bytes_held = labels.copy(), memory_mb(), 0
    rng = np.random.default_rng(0)
    for _ in range(strokes):
        stroke = Stroke(labels.copy(), grid, float(rng.uniform(1, 5)), int(rng.integers(1, LABELS + 1)), "sphere")
        index = rng.uniform(0.1, 0.9, 3) * grid.size_xyz
        for step in range(6):
            stroke.move(grid.point_of(index + 6.0 * step * rng.normal(size=3) / grid.spacing_mm * 0.2))
        patch = stroke.finish()
        bytes_held += patch.byte_count
        bench.do(PaintLabels("fixed", patch, "paint", 1))
    figures["undo_strokes"], figures["undo_patch_mb"] = strokes, round(bytes_held / 2**20, 1)
    bench.history().flush()  # type: ignore[union-attr]
    figures["undo_resident_mb"] = round(memory_mb() - start, 1)
    for _ in range(strokes):
        bench.undo()
    figures["undo_restores_every_voxel"] = labels == before


def cover(figures: Figures, bench: Workbench) -> None:
    """Twelve labels more on a second layer, which overlap with the first ones everywhere."""
    opened = bench.open_case
    assert opened is not None
    for value in range(LABELS + 1, 2 * LABELS + 1):
        bench.do(AddSegment(Segment(value, f"over {value}", "#e69f00", layer=1)))
    before = opened.reading.layer("fixed", 1)
    labels = twelve_labels(before.shape)
    for key in labels.block_keys():
        block = labels.block_for_writing(key)
        block[block > 0] += LABELS
    start = memory_mb()
    bench.do(PaintLabels("fixed", labels.difference_from(before), "import", layer=1))
    del labels
    figures["second_layer_mb"] = round(memory_mb() - start, 1)


def window_figures(figures: Figures, quick: bool) -> None:
    """Brush and undo in the real workspace."""
    from workstation.ui import theme
    from workstation.ui.annotate_workspace import AnnotateWorkspace

    app = QApplication.instance() or QApplication([])
    theme.apply(app)  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        bench = Workbench("reader")
        bench.new_study(Path(folder) / "study")
        bench.add_case(CaseEntry("full"), speckle(0), speckle(1))
        bench.show_case("full")
        opened = bench.open_case
        assert opened is not None
        labels = twelve_labels(opened.case.fixed.grid.shape_zyx)
        bench.do(PaintLabels("fixed", labels.difference_from(opened.reading.labels["fixed"]), "import"))
        workspace = AnnotateWorkspace(bench)
        workspace.resize(1600, 1000)
        workspace.show()
        settle()
        for side in ("fixed", "moving"):
            opened.case.volume(side).voxels.whole()  # type: ignore[arg-type]
        bench.history().flush()  # type: ignore[union-attr]
        pane, moves = workspace.pair.panes["fixed", "coronal"], 20 if quick else 120
        measure_brush(figures, bench, pane, moves)
        cover(figures, bench)
        measure_brush(figures, bench, pane, moves, LABELS + 2, "second_layer_brush")
        for _ in range(LABELS + 1):
            bench.undo()
        measure_undo(figures, bench, 50 if quick else 1000)
        workspace.shut_down()
        workspace.close()
        bench.close()


# ---- region tools, each in a process of its own


def body(shape: tuple[int, int, int]) -> np.ndarray:
    """A round body with a rough border and some specks around it."""
    rng = np.random.default_rng(2)
    z, y, x = (np.linspace(-1, 1, n, dtype=np.float32).reshape([-1 if k == a else 1 for k in range(3)])
               for a, n in enumerate(shape))  # fmt: skip
    mask = z * z + y * y + x * x + 0.12 * rng.normal(size=shape).astype(np.float32) < 0.5
    mask |= rng.random(shape) < 0.0005
    return mask


def sitk_image(values: np.ndarray) -> Any:
    """A SimpleITK image on the benchmark's spacing."""
    import SimpleITK as sitk

    sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(2)
    image = sitk.GetImageFromArray(values.astype(np.uint8) if values.dtype == bool else values)
    image.SetSpacing(SPACING)
    return image


def job(name: str, ours: bool, size: int) -> Callable[[], Any]:
    """The operation, its input made: what is called is what is measured."""
    if name == "grow":
        return grow_job(ours, size)
    if name == "interpolate":
        return interpolate_job(size)
    mask = body((size, size, size))
    image = None if ours else sitk_image(mask)
    import SimpleITK as sitk

    from workstation.imaging.segmentation import islands, margins, smooth

    sigma = 0.5
    reach = [round(0.6 / each) for each in ZYX_MM]
    choices: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
        "median": (lambda: smooth.median(mask, reach), lambda: sitk.BinaryMedian(image, reach[::-1], 1.0, 0.0)),
        "gaussian": (
            lambda: smooth.gaussian(mask, ZYX_MM, sigma),
            lambda: sitk.SmoothingRecursiveGaussian(sitk.Cast(image, sitk.sitkFloat32), sigma) > 0.5,
        ),
        "islands": (
            lambda: islands.largest(mask),
            lambda: sitk.RelabelComponent(sitk.ConnectedComponent(image), sortByObjectSize=True) == 1,
        ),
        "margin": (
            lambda: margins.grown(mask, ZYX_MM, 1.0),
            lambda: sitk.SignedMaurerDistanceMap(image, squaredDistance=False, useImageSpacing=True) <= 1.0,
        ),
    }
    return choices[name][0 if ours else 1]


def grow_job(ours: bool, size: int) -> Callable[[], Any]:
    """Three seeds in a noisy body and its surroundings."""
    rng = np.random.default_rng(3)
    inside = body((size, size, size))
    grey = np.clip(90 + 60 * inside + 20 * rng.normal(size=inside.shape), 0, 255).astype(np.uint8)
    seeds = np.zeros(grey.shape, np.uint8)
    half = size // 2
    seeds[half - 2 : half + 2, half - 4 : half + 4, half - 4 : half + 4] = 1
    seeds[2:4], seeds[-4:-2] = 2, 3
    if ours:
        from workstation.imaging.segmentation.grow import grown_from_seeds

        return lambda: grown_from_seeds(grey, seeds, ZYX_MM, 0.5)
    import SimpleITK as sitk

    image, marks = sitk_image(grey), sitk_image(seeds)

    def watershed() -> Any:
        slope = sitk.GradientMagnitudeRecursiveGaussian(sitk.Cast(image, sitk.sitkFloat32), 0.5)
        return sitk.MorphologicalWatershedFromMarkers(slope, marks, markWatershedLine=False)

    return watershed


def interpolate_job(size: int) -> Callable[[], Any]:
    """Ten drawn slices of a body; SimpleITK has no such tool (ITK's own is compared in `segmentation_accuracy.py`)."""
    from workstation.imaging.segmentation.interpolate import between_slices

    mask = body((91, size, size))
    mask[np.arange(91) % 10 != 0] = False
    return lambda: between_slices(mask, (0.2, 0.2, 0.2))


def measured(name: str, ours: bool, size: int, answers: Any) -> None:
    """In a process of its own: load compiled code on a small part, then time once."""
    job(name, ours, 24)()
    work = job(name, ours, size)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # from here on the peak is that of the operation
    held = memory_mb()
    begun, cpu = time.perf_counter(), time.process_time()
    work()
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024 - held
    answers.put((round(seconds, 3), round(cpu, 3), round(peak, 1)))


def region_figures(figures: Figures, quick: bool) -> None:
    """Seconds, processor seconds and peak memory of the region tools."""
    context = multiprocessing.get_context("spawn")
    size = 64 if quick else 256
    for name in ("interpolate", "grow", "median", "gaussian", "islands", "margin"):
        for ours in (True, False):
            if name == "interpolate" and not ours:
                continue
            answers = context.Queue()
            process = context.Process(target=measured, args=(name, ours, size, answers))
            process.start()
            seconds, cpu, peak = answers.get()
            process.join()
            label = name if ours else f"sitk_{name}"
            figures[f"{label}_s"], figures[f"{label}_cpu_s"], figures[f"{label}_peak_mb"] = seconds, cpu, peak
        if name != "interpolate":
            figures[f"ratio_{name}_to_sitk"] = round(figures[f"{name}_s"] / max(figures[f"sitk_{name}_s"], 1e-6), 3)


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=("regions", "window"))
    arguments = parser.parse_args()
    figures: Figures = {"shape": list(SHAPE), "labels": LABELS}
    for name, part in (("regions", region_figures), ("window", window_figures)):
        if arguments.only in (None, name):
            part(figures, arguments.quick)
        if arguments.json:  # what is there so far, should the rest be stopped
            arguments.json.write_text(json.dumps(figures, indent=1))
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
