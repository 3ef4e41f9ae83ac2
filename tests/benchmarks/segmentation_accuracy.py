"""How right interpolation and learning are on data with truth.

    python tests/benchmarks/segmentation_accuracy.py --json OUT [--cases FOLDER] [--echo FOLDER]

Interpolation: every fifth slice of the true lesions and glands of simulated pairs is kept, the rest interpolated; Dice with
the truth. ITK's morphological contour interpolation gets the same slices in the same run if the package
`itk-morphologicalcontourinterpolation` is installed (SimpleITK does not carry it); otherwise its figures are missing.

Learning: a simulated annotator puts the crosshair into the middle of the structure and draws only in the three slices that
meet there, one in each pane, in two ways. Strokes: one through the middle of the largest part of each tissue, and then,
round by round, one through the middle of the largest wrong parts in those slices; Dice over the whole volume after every
round, with the number of strokes so far. Outlines: every part and hole of the structure that is not small is outlined, its
corners rounded as a hand rounds them, what is small is passed over, and the rest of the slice is filled with "surroundings";
an outline or a fill counts as one stroke. On the echo the annotator goes on to six more slices, one at a time. The truth
elsewhere is used for the Dice alone. Without --cases and --echo, the folders beside the checkout are used.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import SimpleITK as sitk
from scipy import ndimage

from workstation.core.labels import LabelArray
from workstation.imaging.metrics import dice
from workstation.imaging.segmentation.interpolate import between_slices
from workstation.imaging.segmentation.learning import learn, look_at
from workstation.imaging.segmentation.region import Spacing

BESIDE = Path(__file__).resolve().parents[3] / "shared"
GLAND, LESION = 3, 4
CASES = ("abus_easy_1", "abus_mod_1", "abus_mod_2", "abus_hard_1", "abus_hard_2", "abus_follow_1")
EVERY = 5
ROUNDS = 8
PARTS = 2  # wrong parts that get a stroke in each slice and round
SLICES = 3  # that are drawn before the first learning
SMALLEST_PART = 60  # pixels; smaller parts of a tissue get no first stroke
SMALLEST_OUTLINE = 12  # pixels; smaller parts and holes are passed over
HAND_PX = 0.6  # by how much a hand rounds an outline: the standard deviation of a blur
Mask = npt.NDArray[np.bool_]
Figures = dict[str, Any]


def read(path: Path) -> tuple[npt.NDArray[Any], Spacing]:
    """The values (z, y, x) of a file and its spacing in that order."""
    image = sitk.ReadImage(str(path))
    z, y, x = image.GetSpacing()[::-1]
    return sitk.GetArrayFromImage(image), (z, y, x)


# ---- interpolation


def every_fifth(mask: Mask) -> Mask:
    """The mask with only every fifth of its slices along the first axis."""
    first = int(np.flatnonzero(mask.any(axis=(1, 2)))[0])
    kept = np.zeros(len(mask), bool)
    kept[first::EVERY] = True
    return np.ascontiguousarray(mask & kept[:, None, None])


def itks(mask: Mask) -> Mask | None:
    """ITK's interpolation of the same slices; None where it is not installed."""
    try:
        import itk
    except ImportError:
        return None
    image = itk.image_from_array(mask.astype(np.uint8))
    return np.asarray(itk.array_from_image(itk.morphological_contour_interpolator(image, axis=2, label=1))) > 0


def measure_interpolation(figures: Figures, cases: Path) -> None:
    """Dice of each structure, each orientation of slices and each case."""
    for case in CASES:
        labels, spacing = read(cases / case / "labels_fixed.nii.gz")
        for value, name in ((GLAND, "gland"), (LESION, "lesion")):
            for axis, slices in ((0, "transverse"), (1, "coronal")):
                truth = np.moveaxis(labels == value, axis, 0)
                if np.count_nonzero(truth.any(axis=(1, 2))) < 2 * EVERY + 1:
                    continue
                turned = (spacing[axis], *np.delete(spacing, axis).tolist())
                drawn = every_fifth(truth)
                begun = time.perf_counter()
                ours = between_slices(drawn, (turned[0], turned[1], turned[2]))
                seconds, theirs = time.perf_counter() - begun, itks(drawn)
                figures[f"interpolate {case} {name} {slices}"] = {
                    "dice": round(float(dice(ours, truth)), 4), "seconds": round(seconds, 3),
                    "dice_itk": None if theirs is None else round(float(dice(theirs, truth)), 4),
                }  # fmt: skip


# ---- learning


def stroke(region: Mask, value: int, onto: LabelArray, thick: int) -> None:
    """A stroke through the middle of a region from end to end, `thick` pixels to either side, nowhere outside it."""
    middle = ndimage.distance_transform_edt(np.pad(region, 1))[1:-1, 1:-1]
    places = np.argwhere(region)
    along = (places - places.mean(axis=0)) @ np.linalg.svd(places - places.mean(axis=0), full_matrices=False)[2][0]
    before: npt.NDArray[Any] | None = None
    for at in np.linspace(along.min(), along.max(), 40):
        near = places[np.abs(along - at) < 1.2]
        if not len(near):
            continue
        here = near[np.argmax(middle[tuple(near.T)])]
        steps = 1 if before is None or np.linalg.norm(here - before) >= 12 else int(np.abs(here - before).max()) + 1
        for share in np.linspace(0, 1, steps + 1)[1:]:
            row, column = np.rint(here if before is None or steps == 1 else before + share * (here - before)).astype(
                int
            )
            part = (slice(max(row - thick, 0), row + thick + 1), slice(max(column - thick, 0), column + thick + 1))
            onto[part][region[part]] = value
        before = here


def largest_parts(mask: Mask, least: int = 1) -> list[Mask]:
    """The largest parts of a slice that hang together."""
    parts, count = ndimage.label(mask)
    sizes = np.bincount(parts.ravel(), minlength=count + 1)[1:]
    return [parts == n + 1 for n in np.argsort(-sizes)[:PARTS] if sizes[n] >= least]


def session(
    grey: npt.NDArray[Any],
    truth: LabelArray,
    spacing: Spacing,
    slices: Sequence[tuple[int, int]],
    value: int,
    thick: int,
) -> list[dict[str, float]]:
    """Strokes, Dice of one label and seconds after each round; `slices` are (axis, index)."""
    strokes, count = np.zeros(truth.shape, np.uint8), 0
    views = [(np.moveaxis(truth, axis, 0)[n], np.moveaxis(strokes, axis, 0)[n], axis, n) for axis, n in slices]
    for seen, onto, _, _ in views:
        for tissue in np.unique(seen).tolist():
            for part in largest_parts(seen == tissue, SMALLEST_PART):
                stroke(part, tissue, onto, thick)
                count += 1
    looks, rows = look_at(grey, spacing), []
    for number in range(ROUNDS + 1):
        begun = time.process_time()
        found = learn(looks, strokes, truth.shape)
        seconds = time.process_time() - begun
        rows.append({"strokes": count, "dice": round(float(dice(found == value, truth == value)), 4),
                     "cpu_seconds": round(seconds, 2)})  # fmt: skip
        for seen, onto, axis, n in views if number < ROUNDS else ():
            wrong = np.moveaxis(found, axis, 0)[n] != seen
            for part in largest_parts(wrong):
                tissue = int(np.bincount(seen[part]).argmax())
                stroke(part & (seen == tissue), tissue, onto, thick)
                count += 1
    return rows


def outlined(
    grey: npt.NDArray[Any], truth: LabelArray, spacing: Spacing, slices: Sequence[tuple[int, int]], value: int, rest: int
) -> list[dict[str, float]]:  # fmt: skip
    """Outlines of one label in some slices (axis, index), the rest of them filled; after three slices and each further one.

    Their number, Dice and seconds; the first row also tells how long it takes to look at the scan.
    """
    strokes, count, rows = np.zeros(truth.shape, np.uint8), 0, []
    begun = time.process_time()
    looks = look_at(grey, spacing)
    looked = time.process_time() - begun
    for number, (axis, n) in enumerate(slices, start=1):
        drawn, lines = by_hand(np.moveaxis(truth, axis, 0)[n] == value)
        onto = np.moveaxis(strokes, axis, 0)[n]
        onto[...] = np.where(drawn, value, np.where(onto == value, value, rest))
        count += lines + 1
        if number < SLICES:
            continue
        begun = time.process_time()
        found = learn(looks, strokes, truth.shape)
        rows.append({"slices": number, "strokes": count, "dice": round(float(dice(found == value, truth == value)), 4),
                     "cpu_seconds": round(time.process_time() - begun, 2)})  # fmt: skip
    rows[0]["cpu_seconds_look"] = round(looked, 2)
    return rows


def by_hand(mask: Mask) -> tuple[Mask, int]:
    """A mask as a hand outlines it: rounded, without small parts and holes; and the number of outlines that takes."""
    rounded = ndimage.gaussian_filter(mask.astype(float), HAND_PX) > 0.5
    kept, lines = rounded, 0
    for fills in (True, False):  # parts, then holes
        parts, count = ndimage.label(kept if fills else ~kept)
        sizes = np.bincount(parts.ravel(), minlength=count + 1)
        large = sizes >= SMALLEST_OUTLINE
        large[0] = False
        lines += int(large.sum()) - (0 if fills else 1)  # what lies around is no hole
        kept = large[parts] if fills else ~large[parts]
    return kept, lines


def crossing(mask: Mask) -> list[tuple[int, int]]:
    """The three slices (axis, index) through the middle of a structure."""
    places = np.argwhere(mask)
    return [(axis, int(np.median(places[:, axis]))) for axis in range(3)]


def further(mask: Mask) -> list[tuple[int, int]]:
    """Six more slices (axis, index): along each axis a quarter and three quarters of the way through a structure."""
    quarters = []
    for share in (0.25, 0.75):
        for axis in range(3):
            places = np.flatnonzero(mask.any(axis=tuple(k for k in range(3) if k != axis)))
            quarters.append((axis, int(places[int(share * len(places))])))
    return quarters


def merged(labels: npt.NDArray[Any], groups: Mapping[int, Sequence[int]]) -> LabelArray:
    """Labels put together into groups."""
    table = np.zeros(256, np.uint8)
    for value, members in groups.items():
        table[list(members)] = value
    return table[labels.astype(np.uint8)]


def measure_learning(figures: Figures, cases: Path, echo: Path) -> None:
    """The gland of simulated scans, and the whole segmentation of the real echo."""
    for case in CASES[:3]:
        grey, spacing = read(cases / case / "fixed.nii.gz")
        labels, _ = read(cases / case / "labels_fixed.nii.gz")
        truth = merged(labels, {GLAND: [GLAND], 10: [n for n in range(12) if n != GLAND]})
        slices = crossing(truth == GLAND)
        figures[f"learn {case} gland, strokes"] = session(grey, truth, spacing, slices, GLAND, 1)
        figures[f"learn {case} gland, outlines"] = outlined(grey, truth, spacing, slices, GLAND, 10)
    if (echo / "phase5.nii.gz").is_file():
        grey, spacing = read(echo / "phase5.nii.gz")
        labels, _ = read(echo / "phase5_labels.nii.gz")
        truth = merged(labels, {1: range(1, 7), 10: [0]})
        drawn = [np.flatnonzero((truth == 1).any(axis=tuple(k for k in range(3) if k != a))) for a in range(3)]
        slices = [(a, int(places[len(places) // 2])) for a, places in enumerate(drawn)]
        figures["learn echo, strokes"] = session(grey, truth, spacing, slices, 1, 0)
        figures["learn echo, outlines"] = outlined(grey, truth, spacing, slices + further(truth == 1), 1, 10)


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--cases", type=Path, default=BESIDE / "bench" / "cases")
    parser.add_argument("--echo", type=Path, default=BESIDE / "data" / "echo")
    arguments = parser.parse_args()
    figures: Figures = {}
    measure_interpolation(figures, arguments.cases)
    measure_learning(figures, arguments.cases, arguments.echo)
    print(json.dumps(figures, indent=1))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
