"""Whether the 95 % rings hold the true twins, stage by stage: before any registration and after one, few pairs and many."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from annotator_scenes import Scene
from wrong_registrations import INSTANT, run_context

from workstation.core.errors import UserError
from workstation.core.landmarks import Correspondence
from workstation.imaging.registration import register_pair
from workstation.workbench.error_gate import map_for
from workstation.workbench.landmark_guide import fit_spread_mm
from workstation.workbench.landmark_judging import judged
from workstation.workbench.landmark_knowledge import Knowledge

PLACES = 50
STAGES = {
    "6 pairs": (6, False),
    "25 pairs": (25, False),
    "registration": (0, True),
    "registration, 12 pairs": (12, True),
}


def is_held(scene: Scene, point: np.ndarray, prediction: object) -> bool:
    """Whether the ring holds the true twin."""
    away = np.linalg.norm(np.array(prediction.position_mm) - scene.twin(point))  # type: ignore[attr-defined]
    return bool(away <= prediction.radius_mm)  # type: ignore[attr-defined]


def rings_anywhere(scene: Scene, knowledge: Knowledge, rng: np.random.Generator, places: int) -> list[bool]:
    """Whether rings hold at places all over the overlap, as the cursor would ask for them."""
    grid, found = scene.case.fixed.grid, []
    while len(found) < places:
        point = grid.to_world(rng.uniform(0.08, 0.92, 3) * np.array(grid.size_xyz))
        if not scene.shows(point):
            continue
        prediction = knowledge.predict("fixed", tuple(point.tolist()))
        assert prediction is not None
        found.append(is_held(scene, point, prediction))
    return found


def stages(scene: Scene, pairs: list[Correspondence], seed: int) -> dict[str, tuple[int, int]]:
    """How many of how many rings are right at every stage; `pairs` were put by eye."""
    blank = Knowledge(scene.case, by_eye=frozenset(pair.id for pair in pairs))
    registered = _registered(blank)
    found = {}
    for n, (name, (count, after)) in enumerate(STAGES.items()):
        if after and registered is None:
            continue
        some = pairs[:count]
        known = blank
        if after and registered is not None:
            assert registered.transform is not None
            known = replace(registered, transform_spread_mm=fit_spread_mm(registered.transform, some))
        knowledge = judged(known, some, {}).knowledge
        held = rings_anywhere(scene, knowledge, np.random.default_rng([seed, 4, n]), PLACES)
        found[name] = (sum(held), len(held))
    return found


def _registered(blank: Knowledge) -> Knowledge | None:
    """With a quick registration and its predicted error."""
    case = blank.case
    try:
        transform = register_pair(case.fixed, case.moving, INSTANT, run_context(1))
    except UserError:
        return None
    error_map = map_for(case.fixed, case.moving, transform, lambda *_args, **_curves: None, 1)
    return replace(blank, transform=transform, error_map=error_map)
