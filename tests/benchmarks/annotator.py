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
mistakes that are flagged is measured on `CROWD` annotators a pair without help, where there are enough of them. The
ring is right if it holds the true twin of the fixed point; it is asked at suggestions, at free places all over the overlap,
and at the stages of `annotator_rings`. The real pairs of ../shared/data follow where they are there (`annotator_scenes` says
what they are). No constant of the program was fitted to these seeds.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from annotator_rings import is_held, rings_anywhere, stages
from annotator_scenes import DATA, Maker, Scene, real, simulated

from workstation.core.landmarks import Correspondence
from workstation.imaging.landmarks.suggestions import Suggestion
from workstation.workbench.landmark_judging import judged
from workstation.workbench.landmark_knowledge import Knowledge
from workstation.workbench.landmark_reliability import left_out_errors, reliability
from workstation.workbench.landmark_suggesting import matched_again, suggest

SEEDS = {"easy": (51, 52), "moderate": (51, 52), "hard": (51, 52)}
REAL_SEEDS = (51,)
PAIRS = 60
BY_EYE, WITH_RING = 2, 1
CROWD = 6
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


def staged(scene: Scene, seed: int) -> dict[str, tuple[int, int]]:
    """Rings at the stages of a case, with pairs put by an annotator of their own."""
    person = Annotator(np.random.default_rng([seed, 3]))
    return stages(scene, by_eye(scene, person, person.rng.permutation(len(scene.salient_mm))[:PAIRS]), seed)


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
        batch = (suggestions.proposed or suggestions.asked[:8])[: count - len(pairs)]
        if not batch:
            break
        for each in batch:
            suggestions = suggestions.without(each.position_mm)
            rings.append(is_held(scene, np.array(each.position_mm), each.prediction))
            pairs.append(decided(scene, person, each, f"S{len(pairs)}", eye, offers))
    for _ in range(2):
        started = time.process_time()
        doubts = judged(Knowledge(scene.case, by_eye=frozenset(eye)), pairs, samples).findings.doubts
        computed_s += time.process_time() - started
        pairs = [reconsidered(scene, person, pair, eye) if pair.id in doubts else pair for pair in pairs]
    knowledge = known(scene, pairs, eye, samples)
    free = rings_anywhere(scene, knowledge, person.rng, RING_PLACES)
    shares = reliability(left_out_errors(judged(knowledge, knowledge.pairs, {}).samples, knowledge))
    correct = [error < CORRECT_MM for is_proposed, error in offers if is_proposed]
    return {
        "pairs": len(pairs), "minutes": (person.clock_s + computed_s) / 60, "computed_s": computed_s,
        "error_mm": figures(errors(scene, pairs)), "proposals": len(correct), "proposals_correct": sum(correct),
        "asked": sum(not is_proposed for is_proposed, _ in offers), "rings": len(rings), "rings_right": sum(rings),
        "free_rings": len(free), "free_rings_right": sum(free),
        "reliability": [(each.stated, each.seen, each.count) for each in shares],
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
    rings.append(is_held(scene, here, offer))
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


def errors(scene: Scene, pairs: list[Correspondence]) -> np.ndarray:
    """Distance of each moving point from the true twin of its fixed point."""
    return np.array([np.linalg.norm(np.array(p.moving_mm) - scene.twin(np.array(p.fixed_mm))) for p in pairs])


def figures(values: np.ndarray) -> dict[str, float]:
    """Median, mean, 95th percentile and maximum."""
    return {
        "median": float(np.median(values)), "mean": float(values.mean()),
        "p95": float(np.percentile(values, 95)), "max": float(values.max()),
    }  # fmt: skip


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--seeds", type=int, nargs="*", help="instead of the benchmark's own: for tuning")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the real pairs")
    parser.add_argument("--only", choices=("simulated", "real"), help="instead of both")
    parser.add_argument("--pairs", type=int, default=PAIRS, help="pairs that each annotator marks")
    chosen = parser.parse_args()
    seeds = SEEDS if not chosen.seeds else dict.fromkeys(SEEDS, tuple(chosen.seeds))
    report: dict[str, object] = {}
    if chosen.only != "real":
        report["simulated"] = measured(simulated(seeds), chosen.pairs)
    if chosen.only != "simulated":
        report["real"] = measured(real(chosen.data, tuple(chosen.seeds or REAL_SEEDS)), chosen.pairs)
    if chosen.json:
        chosen.json.write_text(json.dumps(report, indent=1), encoding="utf-8")
    return 0


def measured(makers: list[Maker], pairs: int) -> dict[str, object]:
    """All scenes of a kind, told as they end."""
    rows = []
    for make, seed in makers:
        scene = make()
        row = {"case": scene.name, "unaided": unaided(scene, seed, pairs)}
        row["helped"] = helped(scene, seed, pairs)
        row["flags"] = flagged(scene, seed)
        row["stages"] = staged(scene, seed)
        rows.append(row)
        print(told(row), flush=True)
    total = summed(rows) if rows else {}
    print(json.dumps(total, indent=1), flush=True)
    return {"cases": rows, "total": total}


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
        f"stages {', '.join(f'{name} {right}/{count}' for name, (right, count) in row['stages'].items())}, "
        f"computed {aided['computed_s']:.1f} s, n {aided['pairs']}"
    )


def summed(rows: list[dict]) -> dict[str, float]:
    """All cases in a few figures."""

    def share(part: str, right: str, whole: str) -> float:
        return sum(row[part][right] for row in rows) / max(sum(row[part][whole] for row in rows), 1)

    def speed(part: str) -> float:
        return sum(row[part]["pairs"] for row in rows) / sum(row[part]["minutes"] for row in rows)

    at_stage = {
        f"rings_right_{name}": float(
            np.mean([row["stages"][name][0] / row["stages"][name][1] for row in rows if name in row["stages"]])
        )
        for name in sorted({name for row in rows for name in row["stages"]})
    }
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
        **at_stage,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
