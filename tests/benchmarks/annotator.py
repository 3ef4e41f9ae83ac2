"""A simulated annotator marks pairs with and without the program's help: python tests/benchmarks/annotator.py --json OUT

On six simulated pairs (two of each difficulty) an annotator with known faults marks `PAIRS` corresponding points:

- finding a point by eye takes 2 s and is off by 0.7 mm per axis (normal); a pair by eye is two points;
- 3 of 100 points put by eye are gross mistakes, 4 to 15 mm off in any direction;
- looking at an offered pair and accepting or refusing it takes 0.4 s. What is seen to be off by more than 2 mm (judged
  with the same 0.7 mm) is refused and placed by eye; 3 of 100 offers are accepted without a look;
- a pair that turns amber is looked at again: the annotator compares, and places the point anew if it is off.

Without help all pairs are placed by eye. With help the first `BY_EYE` pairs are placed by eye, for the next `WITH_RING`
the fixed point is, and the ring shows its twin; then the program suggests the rest. The time it computes is charged to
the annotator in full (seconds of one processor core), although the window computes in the background. The share of gross
mistakes that are flagged is measured on `CROWD` annotators a pair without help, where there are enough of them. The ring
is right if it holds the true twin of the fixed point; it is asked at suggestions and at free places all over the overlap.
With --real the same is done on the real pairs of ../shared/data whose truth is known, and said for what it is: the two
liver volumes are made from alternate frames of one sweep, the truth is the identity and speckle is shared; one of them is
warped by a known smooth field.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from workstation.core.geometry import Vector
from workstation.core.landmarks import Correspondence
from workstation.core.study import Case
from workstation.core.transform import Transform
from workstation.imaging.landmarks.suggestions import Suggestion
from workstation.imaging.phantom import simulate_pair
from workstation.workbench.landmark_judging import judged
from workstation.workbench.landmark_knowledge import Knowledge
from workstation.workbench.landmark_reliability import left_out_errors, reliability
from workstation.workbench.landmark_suggesting import matched_again, suggest

SEEDS = {"easy": (11, 12), "moderate": (11, 12), "hard": (11, 12)}
PAIRS = 60
BY_EYE, WITH_RING = 2, 1
CROWD = 8
FIND_S, LOOK_S = 2.0, 0.4
CLICK_MM, GROSS_SHARE, GROSS_MM = 0.7, 0.03, (4.0, 15.0)
SEEN_MM = 2.0  # an offer that looks further off than this is refused
CORRECT_MM = 1.5  # an offer nearer than this to the truth is correct
RING_PLACES = 150


@dataclass
class Annotator:
    """The person: clicks, looks, and a clock."""

    rng: np.random.Generator
    clock_s: float = 0.0
    gross: set[str] = field(default_factory=set)

    def click(self, truth: np.ndarray) -> tuple[np.ndarray, bool]:
        """A point put by eye, and whether it is a gross mistake."""
        self.clock_s += FIND_S
        point = truth + CLICK_MM * self.rng.standard_normal(3)
        if self.rng.random() >= GROSS_SHARE:
            return point, False
        way = self.rng.standard_normal(3)
        return point + way / np.linalg.norm(way) * self.rng.uniform(*GROSS_MM), True

    def accepts(self, offered: np.ndarray, truth: np.ndarray) -> bool:
        """Whether an offered place is taken for right."""
        self.clock_s += LOOK_S
        if self.rng.random() < GROSS_SHARE:
            return True
        return float(np.linalg.norm(offered - truth + CLICK_MM * self.rng.standard_normal(3))) <= SEEN_MM


@dataclass(frozen=True)
class Scene:
    """A pair of volumes with its truth, and points that a person would choose."""

    name: str
    case: Case
    truth: Transform
    salient_mm: np.ndarray
    seen: np.ndarray | None = None  # (z, y, x), where the scanner saw something; everywhere if None

    def shows(self, point: np.ndarray) -> bool:
        """Whether both volumes show a fixed point."""
        x, y, z = np.round(self.case.fixed.grid.to_index(point)).astype(int).tolist()
        return bool(self.case.moving.grid.contains(self.twin(point))) and (
            self.seen is None or bool(self.seen[z, y, x])
        )

    def twin(self, point: np.ndarray) -> np.ndarray:
        """The true twin of a fixed point."""
        return self.truth(np.asarray(point)[None])[0]


def by_eye(scene: Scene, person: Annotator, names: np.ndarray) -> list[Correspondence]:
    """Pairs placed without help, at salient points."""
    made = []
    for n in names.tolist():
        here, wrong = person.click(scene.salient_mm[n])
        there, too = person.click(scene.twin(scene.salient_mm[n]))
        if not bool(scene.case.fixed.grid.contains(here)) or not bool(scene.case.moving.grid.contains(there)):
            here, there, wrong, too = scene.salient_mm[n], scene.twin(scene.salient_mm[n]), False, False
        if wrong or too:
            person.gross.add(f"E{n}")
        made.append(Correspondence(f"E{n}", f"E{n}", tuple(here), tuple(there)))
    return made


def unaided(scene: Scene, seed: int, count: int) -> dict[str, object]:
    """All pairs by eye; what the program would flag is only counted."""
    person = Annotator(np.random.default_rng([seed, 1]))
    pairs = by_eye(scene, person, person.rng.permutation(len(scene.salient_mm))[:count])
    seconds = person.clock_s
    return {"pairs": len(pairs), "minutes": seconds / 60, "error_mm": figures(errors(scene, pairs))}


def flagged(scene: Scene, seed: int) -> dict[str, int]:
    """How many gross mistakes and how many sound pairs turn amber, over several annotators without help."""
    counts = {"gross": 0, "gross_flagged": 0, "sound": 0, "sound_flagged": 0}
    for each in range(CROWD):
        person = Annotator(np.random.default_rng([seed, 2, each]))
        pairs = by_eye(scene, person, person.rng.permutation(len(scene.salient_mm))[:PAIRS])
        doubts = judged(Knowledge(scene.case, by_eye=frozenset(p.id for p in pairs)), pairs, {}).findings.doubts
        for pair in pairs:
            kind = "gross" if pair.id in person.gross else "sound"
            counts[kind] += 1
            counts[f"{kind}_flagged"] += pair.id in doubts
    return counts


def helped(scene: Scene, seed: int, count: int) -> dict[str, object]:
    """The first pairs by eye, the rest from suggestions; then every amber pair is looked at again."""
    person = Annotator(np.random.default_rng([seed, 1]))
    order = person.rng.permutation(len(scene.salient_mm))[: BY_EYE + WITH_RING]
    pairs = by_eye(scene, person, order[:BY_EYE])
    eye = {pair.id for pair in pairs}
    computed_s, rings, offers, samples = 0.0, [], [], {}
    for n in order[BY_EYE:].tolist():
        computed_s += with_ring(scene, person, n, pairs, eye, rings, samples)
    suggestions = None
    while len(pairs) < count:
        started = time.process_time()
        knowledge = known(scene, pairs, eye, samples)
        suggestions = (
            suggest(knowledge, count + 20) if suggestions is None else matched_again(knowledge, suggestions)
        )  # fmt: skip
        computed_s += time.process_time() - started
        batch = suggestions.queue[: count - len(pairs)] if suggestions.asked else suggestions.proposed
        batch = (suggestions.proposed or suggestions.asked[:8])[: count - len(pairs)]
        if not batch:
            break
        for each in batch:
            suggestions = suggestions.without(each.position_mm)
            rings.append(ring(scene, each.position_mm, each.prediction))
            pairs.append(decided(scene, person, each, f"S{len(pairs)}", eye, offers))
    for _ in range(2):
        started = time.process_time()
        doubts = judged(Knowledge(scene.case, by_eye=frozenset(eye)), pairs, samples).findings.doubts
        computed_s += time.process_time() - started
        pairs = [reconsidered(scene, person, pair, eye) if pair.id in doubts else pair for pair in pairs]
    free, shares = free_rings(scene, known(scene, pairs, eye, samples), person.rng)
    correct = [error < CORRECT_MM for is_proposed, error in offers if is_proposed]
    return {
        "pairs": len(pairs), "minutes": (person.clock_s + computed_s) / 60, "computed_s": computed_s,
        "error_mm": figures(errors(scene, pairs)), "proposals": len(correct), "proposals_correct": sum(correct),
        "asked": sum(not is_proposed for is_proposed, _ in offers), "rings": len(rings), "rings_right": sum(rings),
        "free_rings": len(free), "free_rings_right": sum(free), "reliability": shares,
    }  # fmt: skip


def with_ring(
    scene: Scene,
    person: Annotator,
    n: int,
    pairs: list[Correspondence],
    eye: set[str],
    rings: list[bool],
    samples: dict,
) -> float:
    """One pair: the fixed point by eye, its twin where the ring shows it, or by eye if that is off; seconds computed."""
    here, wrong = person.click(scene.salient_mm[n])
    if not bool(scene.case.fixed.grid.contains(here)):
        return 0.0
    started = time.process_time()
    offer = known(scene, pairs, eye, samples).predict("fixed", tuple(here.tolist()))
    computed_s = time.process_time() - started
    assert offer is not None
    truth, place = scene.twin(here), np.array(offer.position_mm)
    rings.append(ring(scene, tuple(here.tolist()), offer))
    if not person.accepts(place, truth):
        place, wrong = person.click(truth)
        eye.add(f"R{n}")
    if wrong:
        person.gross.add(f"R{n}")
    pairs.append(Correspondence(f"R{n}", f"R{n}", tuple(here.tolist()), tuple(place.tolist())))
    return computed_s


def known(scene: Scene, pairs: list[Correspondence], eye: set[str], samples: dict) -> Knowledge:
    """What the program knows after judging the pairs."""
    return judged(Knowledge(scene.case, by_eye=frozenset(eye)), pairs, samples).knowledge


def decided(
    scene: Scene, person: Annotator, offer: Suggestion, name: str, eye: set[str], offers: list
) -> Correspondence:
    """One look at an offered pair: accepted with a key, or placed by eye in the moving volume."""
    place, truth = np.array(offer.prediction.position_mm), scene.twin(np.array(offer.position_mm))
    offers.append((offer.is_proposed, float(np.linalg.norm(place - truth))))
    if not person.accepts(place, truth):
        place, wrong = person.click(truth)
        eye.add(name)
        if wrong:
            person.gross.add(name)
    return Correspondence(name, name, offer.position_mm, tuple(place))


def reconsidered(scene: Scene, person: Annotator, pair: Correspondence, eye: set[str]) -> Correspondence:
    """A second look at an amber pair."""
    truth = scene.twin(np.array(pair.fixed_mm))
    if person.accepts(np.array(pair.moving_mm), truth):
        return pair
    eye.add(pair.id)
    place, _ = person.click(truth)
    return Correspondence(pair.id, pair.name, pair.fixed_mm, tuple(place))


def ring(scene: Scene, point: Vector, prediction: object) -> bool:
    """Whether the ring holds the true twin."""
    truth = scene.twin(np.array(point))
    return bool(np.linalg.norm(np.array(prediction.position_mm) - truth) <= prediction.radius_mm)  # type: ignore[attr-defined]


def free_rings(scene: Scene, knowledge: Knowledge, rng: np.random.Generator) -> tuple[list[bool], list]:
    """Rings at places all over the overlap, as the cursor would ask for them."""
    grid, found = scene.case.fixed.grid, []
    while len(found) < RING_PLACES:
        point = tuple(grid.to_world(rng.uniform(0.08, 0.92, 3) * np.array(grid.size_xyz)).tolist())
        if not scene.shows(np.array(point)):
            continue
        prediction = knowledge.predict("fixed", point)
        assert prediction is not None
        found.append(ring(scene, point, prediction))
    samples = judged(knowledge, knowledge.pairs, {}).samples
    shares = reliability(left_out_errors(samples, knowledge))
    return found, [(each.stated, each.seen, each.count) for each in shares]


def errors(scene: Scene, pairs: list[Correspondence]) -> np.ndarray:
    """Distance of each moving point from the true twin of its fixed point."""
    return np.array([np.linalg.norm(np.array(p.moving_mm) - scene.twin(np.array(p.fixed_mm))) for p in pairs])


def figures(values: np.ndarray) -> dict[str, float]:
    """Median, mean, 95th percentile and maximum."""
    return {
        "median": float(np.median(values)), "mean": float(values.mean()),
        "p95": float(np.percentile(values, 95)), "max": float(values.max()),
    }  # fmt: skip


def simulated(seeds: dict[str, tuple[int, ...]]) -> list[tuple[Callable[[], Scene], int]]:
    """The simulated pairs, made when asked for."""

    def make(difficulty: str, seed: int) -> Scene:
        pair = simulate_pair(difficulty, seed)  # type: ignore[arg-type]
        case = Case(f"{difficulty} {seed}", pair.fixed, pair.moving)
        return Scene(case.id, case, pair.fixed_to_moving, np.array([mark.fixed_mm for mark in pair.landmarks]))

    return [(lambda d=d, s=s: make(d, s), s) for d, each in seeds.items() for s in each]  # type: ignore[misc]


def real(folder: Path) -> list[tuple[Callable[[], Scene], int]]:
    """The liver volumes with the second one warped by a known smooth field, if they are there."""
    from workstation.core.geometry import Grid
    from workstation.core.transform import DisplacementField
    from workstation.imaging.landmarks.suggestions import _peaks, good_places
    from workstation.imaging.warping import warped_volume
    from workstation.storage.images import read_volume

    def make() -> Scene:
        fixed = read_volume(folder / "liver_compound_even.nii.gz", "fixed")
        other = read_volume(folder / "liver_compound_odd.nii.gz", "moving")
        nodes = Grid((6, 6, 6), tuple((np.array(fixed.grid.extent_mm) / 5).tolist()), fixed.grid.origin_mm)
        bend = DisplacementField(nodes, np.random.default_rng(7).normal(0, 4, (6, 6, 6, 3)).astype(np.float32))
        case = Case("liver", fixed, warped_volume(other, fixed.grid, bend))
        points = np.array([spot.position_mm for spot in _peaks(good_places(fixed))])
        seen = read_volume(folder / "liver_coverage_mask.nii.gz", "mask").voxels.whole() > 0
        return Scene("liver (alternate frames of one sweep, one warped)", case, bend.inverse(), points, seen)

    return [(make, 1)]


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--seeds", type=int, nargs="*", help="instead of the benchmark's own: for tuning")
    parser.add_argument("--real", type=Path, help="folder of the real pairs")
    parser.add_argument("--pairs", type=int, default=PAIRS, help="pairs that each annotator marks")
    chosen = parser.parse_args()
    seeds = SEEDS if not chosen.seeds else dict.fromkeys(SEEDS, tuple(chosen.seeds))
    rows = []
    for make, seed in real(chosen.real) if chosen.real else simulated(seeds):
        scene = make()
        row = {"case": scene.name, "unaided": unaided(scene, seed, chosen.pairs)}
        row["helped"] = helped(scene, seed, chosen.pairs)
        row["flags"] = flagged(scene, seed)
        rows.append(row)
        print(told(row), flush=True)
    total = summed(rows)
    print(json.dumps(total, indent=1))
    if chosen.json:
        chosen.json.write_text(json.dumps({"cases": rows, "total": total}, indent=1), encoding="utf-8")
    return 0


def told(row: dict) -> str:
    """One case in a line."""
    alone, aided, flags = row["unaided"], row["helped"], row["flags"]
    return (
        f"{row['case']}: {alone['pairs'] / alone['minutes']:.0f} -> {aided['pairs'] / aided['minutes']:.0f} pairs/min, "
        f"median {alone['error_mm']['median']:.2f} -> {aided['error_mm']['median']:.2f} mm, "
        f"p95 {alone['error_mm']['p95']:.2f} -> {aided['error_mm']['p95']:.2f}, "
        f"proposals {aided['proposals_correct']}/{aided['proposals']}, asked {aided['asked']}, "
        f"rings {aided['rings_right']}/{aided['rings']} free {aided['free_rings_right']}/{aided['free_rings']}, "
        f"flagged {flags['gross_flagged']}/{flags['gross']} false {flags['sound_flagged']}/{flags['sound']}, "
        f"computed {aided['computed_s']:.1f} s, n {aided['pairs']}"
    )


def summed(rows: list[dict]) -> dict[str, float]:
    """All cases in a few figures."""

    def share(part: str, right: str, whole: str) -> float:
        return sum(row[part][right] for row in rows) / max(sum(row[part][whole] for row in rows), 1)

    def speed(part: str) -> float:
        return sum(row[part]["pairs"] for row in rows) / sum(row[part]["minutes"] for row in rows)

    return {
        "pairs_per_minute_unaided": speed("unaided"), "pairs_per_minute_helped": speed("helped"),
        "times_faster": speed("helped") / speed("unaided"),
        "median_error_unaided_mm": float(np.median([row["unaided"]["error_mm"]["median"] for row in rows])),
        "median_error_helped_mm": float(np.median([row["helped"]["error_mm"]["median"] for row in rows])),
        "correct_proposals": share("helped", "proposals_correct", "proposals"),
        "gross_flagged": share("flags", "gross_flagged", "gross"),
        "false_alarms": share("flags", "sound_flagged", "sound"),
        "rings_right_at_suggestions": share("helped", "rings_right", "rings"),
        "rings_right_anywhere": share("helped", "free_rings_right", "free_rings"),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
