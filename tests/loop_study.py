"""A study of three simulated scans of a breast, AP, LAT and MED, listed as three pairs that are registered by the truth.

bench = make_loops(tmp_path)
register(bench, "lat-med", spoilt)     # another result, which is then in use
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from workstation.core.geometry import SIDES, Grid
from workstation.core.study import CaseEntry, GeometryDecision, TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.transform import Composite, Transform
from workstation.core.volume import Volume
from workstation.imaging.phantom.motion import MotionAmounts, draw_motion, sampled
from workstation.workbench.workbench import Workbench

GRID = Grid((24, 20, 28), (1.5, 1.5, 1.5), (-20.25, 0.75, -17.25))
_TO_LAT, _TO_MED = (
    sampled(draw_motion(np.random.default_rng(seed), GRID, MotionAmounts(2.0, 0.5, 4.0, 0.03, 1.0)), GRID)
    for seed in (1, 2)
)
TRUTH: tuple[Transform, Transform, Transform] = (_TO_LAT, Composite((_TO_LAT.inverse(), _TO_MED)), _TO_MED)
"""AP to LAT, LAT to MED, AP to MED."""


def make_loops(folder: Path, reader: str = "reader") -> Workbench:
    """The study, no case open; the pair of MED and AP is listed with MED as the fixed scan."""
    bench = Workbench(reader)
    bench.new_study(folder / "study")
    ap, lat, med = scan(1), scan(2), scan(3)
    to_lat, onwards, to_med = TRUTH
    for case_id, pair, views, transform in (
        ("ap-lat", (ap, lat), ("AP", "LAT"), to_lat),
        ("lat-med", (lat, med), ("LAT", "MED"), onwards),
        ("med-ap", (med, ap), ("MED", "AP"), to_med.inverse()),
    ):
        list_pair(bench, case_id, *pair, views)
        register(bench, case_id, transform)
    bench.close_case()
    return bench


def scan(seed: int) -> Volume:
    """A scan of noise, the same for the same number."""
    values = np.random.default_rng(seed).integers(0, 255, GRID.shape_zyx, dtype=np.uint8)
    return Volume.from_array(values, GRID, name=f"scan {seed}", modality="US")


def list_pair(bench: Workbench, case_id: str, fixed: Volume, moving: Volume, views: tuple[str, str]) -> None:
    """List a pair whose scans are of these views."""
    decisions = tuple(GeometryDecision(side, "confirmed", "reader", "2026-01-01", view=view)
                      for side, view in zip(SIDES, views, strict=True))  # fmt: skip
    bench.add_case(CaseEntry(case_id, decisions=decisions), fixed, moving)


def register(bench: Workbench, case_id: str, transform: Transform) -> None:
    """Open a case and put a result to use in it."""
    bench.show_case(case_id)
    assert bench.open_case is not None
    assert bench.folder is not None
    number = len(bench.open_case.reading.transforms) + 1
    bench.folder.write_transform(case_id, f"t{number}", transform, {})
    bench.do(AddTransform(TransformRecord(f"t{number}", "m", "M")))
    bench.do(UseTransform(f"t{number}"))
