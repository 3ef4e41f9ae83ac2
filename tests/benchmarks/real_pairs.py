"""How well methods align real ultrasound: heart phases by their segmentation, and a liver that was warped by a known field.

    python tests/benchmarks/real_pairs.py --json OUT [--methods sonolign,greedy:fast] [--data FOLDER] [--start ours]
                                          [--out FOLDER]

The data lie in ../shared/data beside the checkout. What the figures are, and are not:

- echo: phases 1, 2 and 5 of one heart, each fixed and moving once with each other (`echo_5_1` moves phase 1 onto 5): real
  motion. The label maps of phases 1 and 2 were made by another program (greedy) from that of phase 5, so Dice here is
  agreement with that program, not accuracy, and between 1 and 2 it holds two of its errors. One label: the whole foreground.
  The preset `echo` was chosen on these very phases.
- liver: real pictures of alternate frames of one sweep, so that speckle is largely shared; the second one is warped by a
  known smooth field of 4 mm standard deviation on six nodes a side. The error is against that field, in the swept region.

The JSON is flat: `case/method/figure`; `identity` is no registration.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from workstation.core.geometry import Grid
from workstation.core.transform import Affine, DisplacementField, displacement_on
from workstation.imaging.warping import warped_volume
from workstation.storage.images import read_labels, read_volume, write_labels, write_volume
from workstation.workbench.bench import BenchOptions, BenchRow, bench_methods, run_bench
from workstation.workbench.bench_cases import find_cases
from workstation.workbench.bench_figures import score
from workstation.workbench.bench_report import write_report

DATA = Path(__file__).parents[3] / "shared" / "data"
DRAWN_PHASE = 5
NODES, BEND_MM, BEND_SEED, POINTS = 6, 4.0, 7, 300


def write_echo(data: Path, folder: Path, phases: tuple[int, int]) -> None:
    """One phase is fixed, another moves onto it. The segmentation of phase 5 was drawn, the others follow from it."""
    folder.mkdir(parents=True)
    for side, phase in zip(("fixed", "moving"), phases, strict=True):
        name = "labels" if phase == DRAWN_PHASE else "labels_by_greedy"
        shutil.copy(data / "echo" / f"phase{phase}.nii.gz", folder / f"{side}.nii.gz")
        grid = read_volume(folder / f"{side}.nii.gz", "volume").grid
        drawn = read_labels(data / "echo" / f"phase{phase}_{name}.nii.gz", grid)
        write_labels(folder / f"labels_{side}.nii.gz", (drawn > 0).astype(np.uint8), grid)


def write_liver(data: Path, folder: Path) -> None:
    """One volume of the sweep is fixed; the other one, warped by a known field, moves."""
    folder.mkdir(parents=True)
    fixed = read_volume(data / "liver-us" / "liver_compound_even.nii.gz", "fixed")
    other = read_volume(data / "liver-us" / "liver_compound_odd.nii.gz", "moving")
    swept = read_labels(data / "liver-us" / "liver_coverage_mask.nii.gz", fixed.grid) > 0
    nodes = Grid((NODES,) * 3, tuple((np.array(fixed.grid.extent_mm) / (NODES - 1)).tolist()), fixed.grid.origin_mm)
    rng = np.random.default_rng(BEND_SEED)
    bend = DisplacementField(nodes, rng.normal(0, BEND_MM, (NODES, NODES, NODES, 3)).astype(np.float32))
    truth = displacement_on(bend.inverse(), fixed.grid)
    write_volume(folder / "fixed.nii.gz", fixed)
    write_volume(folder / "moving.nii.gz", warped_volume(other, fixed.grid, bend))
    np.savez(folder / "truth.npz", disp=np.moveaxis(truth.displacement_mm, -1, 0),
             origin=fixed.grid.origin_mm, spacing=fixed.grid.spacing_mm)  # fmt: skip
    inside = np.argwhere(swept)
    here = fixed.grid.to_world(inside[:, ::-1])
    known = swept.copy()
    known[tuple(inside.T)] = fixed.grid.contains(truth(here))  # what both volumes show
    write_labels(folder / "mask_eval.nii.gz", known.astype(np.uint8), fixed.grid)
    places = np.argwhere(known)
    points = fixed.grid.to_world(places[rng.choice(len(places), POINTS, replace=False), ::-1])
    rows = [
        f"P{n},place,{','.join(map(str, (*p, *q)))}" for n, (p, q) in enumerate(zip(points, truth(points), strict=True))
    ]
    (folder / "landmarks.csv").write_text("\n".join(["name,kind,fx,fy,fz,mx,my,mz", *rows]) + "\n", encoding="utf-8")


def tell(row: BenchRow) -> None:
    figures = "  ".join(f"{name} {value:.4g}" for name, value in row.figures.items() if not math.isnan(value))
    print(f"{row.case:15}{row.method:20}{row.problem or figures}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--methods", default="sonolign:instant,sonolign,sonolign:best")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--out", type=Path, help="folder of cases and results; a temporary one if left out")
    parser.add_argument("--start", choices=("own", "ours"), default="own")
    parser.add_argument("--threads", type=int, default=2)
    choices = parser.parse_args()
    options = BenchOptions(choices.threads, 0, choices.start)
    with tempfile.TemporaryDirectory() as temporary:
        out = choices.out or Path(temporary)
        cases = out / "cases"
        if not cases.is_dir():
            for phases in itertools.permutations((1, 2, DRAWN_PHASE), 2):
                write_echo(choices.data, cases / "echo_{}_{}".format(*phases), phases)
            write_liver(choices.data, cases / "liver_warped")
        sources = find_cases([cases])
        still = [BenchRow(source.name, "identity", score(source.open(), Affine.identity())) for source in sources]
        for row in still:
            tell(row)
        rows = run_bench(
            sources, bench_methods(choices.methods.split(",")), options, out, lambda share, note: None, done=tell
        )
        write_report(out, [*still, *rows], options)
    report: dict[str, Any] = {"threads": choices.threads, "cpus": os.cpu_count(), "start": choices.start}
    for row in [*still, *rows]:
        known = {name: round(value, 4) for name, value in row.figures.items() if not math.isnan(value)}
        report.update({f"{row.case}/{row.method}/{name}": value for name, value in known.items()})
    if choices.json:
        choices.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
