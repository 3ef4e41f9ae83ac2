"""What each ingredient of our own engine is worth on the hard cases: landmark error with it left out or put in.

    python tests/benchmarks/ablation.py --json OUT [--cases a,b] [--preset instant]

Every row is a case with one thing changed, and the error that of its landmarks. Where landmarks guide, every second one
does and the others are scored, once either way, so that each is scored and none on what it drove. Label maps that guide are
those of the cases: true tissue of the simulated ones, thresholds of brightness of the CT, which say nothing that its picture
does not. Cases lie in ../shared/bench/cases beside the checkout.

"worst place": where the run without guidance is most wrong on average within 25 mm, of places drawn from all that is scored;
"marked": eight of them guide, and others within 25 mm, more than 5 mm from any of the eight, are scored in both rows.
"all places" are all that were drawn: a few marks must not harm the rest.

"everywhere": the same for guidance by labels and by every second landmark, at all places drawn that are more than 5 mm from
any mark that drives. That tells more than the landmarks themselves, of which a case has some sixty: whatever is changed,
their mean moves by chance, by about 0.015 mm as estimated.

Some rows make the cases harder first. "shadows": either scan gets six deep shadows of its own, 5 to 14 mm in radius, in
which only noise is left (ultrasound alone). "turned": the moving scan lies 40° or 75° further about the patient's long axis,
as if the probe had been tilted. "half": only one half of the moving scan is there. "peeled": the first 6 mm of either scan
are missing, so that neither shows its skin. "skin" and "chest wall" that are known are labels of the case with such a name
(ultrasound alone), and no other label.
"""

from __future__ import annotations

import argparse
import csv
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from random_pairs import public_pair
from scipy.spatial import cKDTree

from workstation.core.geometry import SIDES, FloatArray, Side
from workstation.core.labels import Box
from workstation.core.landmarks import Correspondence
from workstation.core.plugin import RunContext
from workstation.core.transform import Affine, Transform
from workstation.core.volume import Volume
from workstation.imaging.linear import rotation_about
from workstation.imaging.registration import EngineOptions, register_pair
from workstation.imaging.registration.surfaces import CHEST_WALL, SKIN, values_named
from workstation.storage.images import read_labels, read_volume
from workstation.workbench.plugins import load_plugin, plugin_by_id

CASES = Path(__file__).parents[3] / "shared" / "bench" / "cases"
HARD = "abus_hard_1,abus_hard_2,abus_follow_1,ct_hard_1"
SHADOWS, SHADOW_SEED = 6, 1
PLACES, REGION_MM, MARKS, APART_MM = 12_000, 25.0, 8, 5.0  # drawn; of the worst place; that guide; from those scored
LEAST_PLACES = 60  # in a region that is judged
PEEL_MM = 6.0  # of the depth, with the skin
NOISE_GREY = (12.0, 6.0)  # mean and deviation of what is left in a shadow


@dataclass(frozen=True)
class Row:
    """What guides a run, which options are changed, and how the pair was made harder."""

    guides: tuple[str, ...] = ()
    changes: dict[str, Any] = field(default_factory=dict)
    harder: str = ""


ROWS = {
    "as it is": Row(),
    "with labels": Row(("labels",)),
    "with landmarks": Row(("landmarks",)),
    "with both": Row(("labels", "landmarks")),
    "without blur of the tensors": Row(changes={"blur": False}),
    "without trust limit": Row(changes={"floor": -1.0}),
    "without turned starts": Row(changes={"angles_deg": (0.0,)}),
    "half the stiffness": Row(changes={"bending": 0.67}),
    "twice the stiffness": Row(changes={"bending": 0.95}),  # its fourth power counts
    "without map of noise": Row(changes={"least_shared": 0.0}),
    "shadows": Row(harder="shadows"),
    "shadows, without map of noise": Row(changes={"least_shared": 0.0}, harder="shadows"),
    "turned 40": Row(harder="turned 40"),
    "turned 40, views known": Row(("views",), harder="turned 40"),
    "turned 75": Row(harder="turned 75"),
    "turned 75, landmarks known": Row(("landmarks",), harder="turned 75"),
    "half": Row(harder="half"),
    "half, nipple known": Row(("nipple",), harder="half"),
    "half, skin known": Row(("skin",), harder="half"),
    "half, turned 75": Row(harder="half, turned 75"),
    "half, turned 75, skin known": Row(("skin",), harder="half, turned 75"),
    "half, turned 75, peeled": Row(harder="half, turned 75, peeled"),
    "half, turned 75, peeled, chest wall known": Row(("chest wall",), harder="half, turned 75, peeled"),
}
SURFACES = {"skin": SKIN, "chest wall": CHEST_WALL}


@dataclass(frozen=True, eq=False)
class Inputs:
    """Two volumes, what may guide by name, and the landmarks (N, 3) in both scans."""

    fixed: Volume
    moving: Volume
    guiding: dict[str, dict[str, Any]]
    here_mm: FloatArray
    there_mm: FloatArray

    def driving(self, guides: tuple[str, ...]) -> list[FloatArray]:
        """Which landmarks drive (N) in each of the runs of a row: every second one, the first as a nipple, or none."""
        number = np.arange(len(self.here_mm))
        if "landmarks" in guides:
            return [number % 2 == 0, number % 2 == 1]
        return [(number == 0) & ("nipple" in guides)]


def inputs(case: Path) -> Inputs:
    """What a case gives as it is."""
    fixed, moving = (read_volume(case / f"{side}.nii.gz", side) for side in ("fixed", "moving"))
    with (case / "landmarks.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    here, there = (np.array([[float(row[side + axis]) for axis in "xyz"] for row in rows]) for side in "fm")
    labels = {
        f"{side}_labels": read_labels(case / f"labels_{side}.nii.gz", volume.grid)
        for side, volume in (("fixed", fixed), ("moving", moving))
    }
    facts = json.loads((case / "case.json").read_text(encoding="utf-8"))
    names = {int(value): name for value, name in facts.get("labels", {}).items()}
    guiding = {"labels": labels, "views": {"views": ("AP", "LAT")}}
    for what, words in SURFACES.items():
        values = values_named(names, words)
        if values:
            alone = {side: np.where(np.isin(array, values), array, 0) for side, array in labels.items()}
            guiding[what] = {**alone, "label_names": names}
    return Inputs(fixed, moving, guiding, here, there)


def marks(here: FloatArray, there: FloatArray) -> tuple[Correspondence, ...]:
    """Places of both scans as landmarks."""
    pairs = enumerate(zip(here, there, strict=True))
    return tuple(Correspondence(str(n), f"L{n}", tuple(a), tuple(b)) for n, (a, b) in pairs)


def made_harder(given: Inputs, how: str) -> Inputs | None:
    """The pair made harder in one way; None where that means nothing for it."""
    if how == "shadows":
        if given.fixed.voxels.whole().min() < 0:
            return None
        rng = np.random.default_rng(SHADOW_SEED)
        return replace(given, fixed=shadowed(given.fixed, rng), moving=shadowed(given.moving, rng))
    for step in how.split(", ") if how else ():
        if step == "peeled" and given.fixed.voxels.whole().min() < 0:
            return None
        given = turned(given, float(step.split()[1])) if step.startswith("turned") else HARDER[step](given)
    return given


def shadowed(volume: Volume, rng: np.random.Generator) -> Volume:
    """A scan with deep round shadows from somewhere on down, in which only noise is left."""
    values = volume.voxels.whole().astype(np.float32)
    z, y, x = (np.arange(n) * s for n, s in zip(values.shape, volume.grid.spacing_mm[::-1], strict=True))
    kept = np.ones_like(values)
    for _ in range(SHADOWS):
        centre_z, centre_x = rng.uniform(0, z[-1]), rng.uniform(0, x[-1])
        radius, depth = rng.uniform(5, 14), rng.uniform(0, 15)
        across = 1 / (1 + np.exp(np.hypot(z[:, None] - centre_z, x[None] - centre_x) - radius))
        kept *= 1 - across[:, None, :] / (1 + np.exp(depth - y))[None, :, None]
    lost = 1 - kept
    noisy = np.maximum(values - 255 * lost, 0) + lost * rng.normal(*NOISE_GREY, values.shape)
    return Volume.from_array(noisy.clip(0, 255).astype(np.uint8), volume.grid, id=volume.id)


def turned(given: Inputs, degrees: float) -> Inputs:
    """The pair with its moving scan turned about the patient's long axis."""
    grid = given.moving.grid
    turn = Affine.about(grid.centre_mm, rotation_about(np.radians(degrees) * np.array([0.0, 0.0, 1.0])), (0, 0, 0))
    axes = tuple((turn.matrix @ grid.axes).ravel().tolist())
    origin = tuple(turn([grid.origin_mm])[0].tolist())
    moved = replace(given.moving, grid=replace(grid, origin_mm=origin, direction=axes))
    return replace(given, moving=moved, there_mm=turn(given.there_mm))


def halved(given: Inputs) -> Inputs:
    """The pair with one half of the moving scan only, and the landmarks that lie in it."""
    z, y, x = given.moving.grid.shape_zyx
    return cut(given, "moving", (slice(0, z), slice(0, y), slice(0, x // 2)))


def peeled(given: Inputs) -> Inputs:
    """The pair without the first millimetres of depth of either scan, which show the skin."""
    for side in SIDES:
        grid = getattr(given, side).grid
        z, y, x = grid.shape_zyx
        given = cut(given, side, (slice(0, z), slice(round(PEEL_MM / grid.spacing_mm[1]), y), slice(0, x)))
    return given


def cut(given: Inputs, side: Side, box: Box) -> Inputs:
    """The pair with a part of one scan and of its labels, and the landmarks that lie in both scans."""
    volume: Volume = getattr(given, side)
    voxels = np.ascontiguousarray(volume.voxels.whole()[box])
    origin = volume.grid.point_of([each.start for each in box[::-1]])
    grid = replace(volume.grid, shape_zyx=voxels.shape, origin_mm=origin)
    part = Volume.from_array(voxels, grid, id=volume.id, modality=volume.modality)
    key = f"{side}_labels"
    guiding = {
        name: {**each, key: np.ascontiguousarray(each[key][box])} if key in each else each
        for name, each in given.guiding.items()
    }
    inside = grid.contains(given.here_mm if side == "fixed" else given.there_mm)
    left = replace(given, guiding=guiding, here_mm=given.here_mm[inside], there_mm=given.there_mm[inside])
    return replace(left, fixed=part) if side == "fixed" else replace(left, moving=part)


HARDER = {"half": halved, "peeled": peeled}


def errors(given: Inputs, options: EngineOptions, guides: tuple[str, ...]) -> FloatArray:
    """Distances in mm of the landmarks, each from a run that it did not drive."""
    guiding = {name: value for guide in guides for name, value in given.guiding.get(guide, {}).items()}
    found = []
    for driving in given.driving(guides):
        pairs = marks(given.here_mm[driving], given.there_mm[driving])
        transform = registered(given, options, landmarks=pairs, **guiding)
        found.append(missed(transform, given.here_mm[~driving], given.there_mm[~driving]))
    return np.concatenate(found)


def registered(given: Inputs, options: EngineOptions, **guiding: Any) -> Transform:
    """The result of one run."""
    return register_pair(given.fixed, given.moving, options, RunContext(lambda *_args, **_curves: None, **guiding))


def missed(transform: Transform, here_mm: FloatArray, there_mm: FloatArray) -> FloatArray:
    """Distances in mm (N,) of places from where they belong."""
    found: FloatArray = np.linalg.norm(transform(here_mm) - there_mm, axis=1)
    return found


def places_of(case: Path, given: Inputs, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Places drawn from all that is scored, in both scans."""
    scored = np.argwhere(read_labels(case / "mask_eval.nii.gz", given.fixed.grid))
    here = given.fixed.grid.to_world(scored[rng.choice(len(scored), PLACES, replace=False), ::-1])
    return here, public_pair(case).truth(here)


def everywhere(case: Path, given: Inputs, options: EngineOptions) -> dict[str, FloatArray]:
    """The rows about guidance at the same places, none of them near a landmark that drives, by title."""
    here, there = places_of(case, given, np.random.default_rng(0))
    driving = given.driving(("landmarks",))[0]
    pairs = {"landmarks": marks(given.here_mm[driving], given.there_mm[driving])}
    apart = cKDTree(given.here_mm[driving]).query(here)[0] > APART_MM
    labels = given.guiding["labels"]
    guidance = {"": {}, ", with labels": labels, ", with landmarks": pairs, ", with both": {**labels, **pairs}}
    return {
        f"everywhere{name}": missed(registered(given, options, **guiding), here[apart], there[apart])
        for name, guiding in guidance.items()
    }


def worst_place(case: Path, given: Inputs, options: EngineOptions) -> dict[str, FloatArray]:
    """The rows about marks where the result without guidance is most wrong, by title."""
    rng = np.random.default_rng(0)
    here, there = places_of(case, given, rng)
    before = missed(registered(given, options), here, there)
    region = _worst_region(here, before, rng)
    driving = rng.choice(region, MARKS, replace=False)
    apart = cKDTree(here[driving]).query(here[region])[0] > APART_MM
    after = missed(registered(given, options, landmarks=marks(here[driving], there[driving])), here, there)
    return {
        "worst place": before[region[apart]],
        "worst place, marked": after[region[apart]],
        "all places": before,
        "all places, worst place marked": after,
    }


def _worst_region(here: FloatArray, error: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Which places lie around the one, of a few hundred tried, around which the mean error is greatest."""
    tree = cKDTree(here)
    around = tree.query_ball_point(here[rng.choice(len(here), 400, replace=False)], REGION_MM)
    return np.array(max((each for each in around if len(each) >= LEAST_PLACES), key=lambda each: error[each].mean()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--cases", default=HARD)
    parser.add_argument("--preset", default="instant")
    parser.add_argument("--rows", default="", help="only rows whose title contains this")
    chosen = parser.parse_args()
    plugin = load_plugin(plugin_by_id("sonolign"))
    options = plugin.options(plugin.PRESETS[chosen.preset])
    report: dict[str, float] = {}

    def note(case: str, title: str, found: FloatArray) -> None:
        mean, p95 = float(found.mean()), float(np.percentile(found, 95))
        print(f"{case:15}{title:42}mean {mean:.3f}  p95 {p95:.3f}", flush=True)
        report.update({f"{case}/{title}/tre_mean": round(mean, 4), f"{case}/{title}/tre_p95": round(p95, 4)})

    for name in chosen.cases.split(","):
        given = inputs(CASES / name)
        for title, row in ROWS.items():
            harder = made_harder(given, row.harder)
            if harder is not None and chosen.rows in title:
                note(name, title, errors(harder, replace(options, **row.changes), row.guides))
        for part in (everywhere, worst_place):
            if chosen.rows in part.__name__.replace("_", " "):
                for title, found in part(CASES / name, given, options).items():
                    note(name, title, found)
    if chosen.json:
        chosen.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
