"""What the program expects of landmarks in the open case: the guide that every pane asks for predicted twins.

`knowledge_of` takes what is known at a moment out of an open case as one frozen value: accepted pairs, the smooth map
through them, the registration in use and how well it fits those pairs. Judging the pairs and learning how wide the rings
must be (`landmark_judging`) take longer and are done behind the window; until then the last answers stand.
"""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from workstation.core.errors import UserError
from workstation.core.geometry import Side, Vector
from workstation.core.landmarks import Correspondence, Landmark, Mark, Repeat, six_of
from workstation.core.lineage import lineage_of, sources_of
from workstation.core.transform import Affine, Transform
from workstation.imaging.landmarks.prediction import Prediction
from workstation.imaging.uncertainty import ErrorMap
from workstation.workbench.landmark_judging import Judgement, Seen
from workstation.workbench.landmark_knowledge import CLICK_MM, FEWEST_JUDGES, UNKNOWN_FIT_MM, Knowledge
from workstation.workbench.landmark_trust import FEWEST_REPEATS, LEAST_ERROR_MM
from workstation.workbench.open_case import OpenCase
from workstation.workbench.predicted_error import stored_error_map

MEMORY = 256  # predictions that are remembered
BEST_FIT_MM = 0.3
BY_EYE = ("hand", "imported", "simulated")  # origins of marks that were not put where the program expected them


@dataclass(frozen=True, eq=False)
class Offer:
    """A suggested pair that is before the reader: Enter takes it, a click in the moving volume corrects it."""

    fixed_mm: Vector
    prediction: Prediction
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueRepeat:
    """A mark that its reader is asked to put again, without seeing where it was."""

    landmark_id: str
    side: Side
    start_mm: Vector


class Guide:
    """What is expected in one open case, kept while neither its pairs nor its registration change.

    `judgement` is set by whoever judges the pairs behind the window, `current` and `repeat` by whoever leads the reader
    through suggestions and repeats.
    """

    def __init__(self, opened: OpenCase) -> None:
        self._opened = weakref.ref(opened)
        self.judgement: Judgement | None = None
        self.seen: dict[object, Seen] = {}
        self.current: Offer | None = None
        self.repeat: DueRepeat | None = None
        self.start: Affine | None = None  # a rough alignment that the pictures gave, before anything else is known
        self._known: dict[str, tuple[object, Knowledge]] = {}
        self._twins: OrderedDict[object, Prediction | None] = OrderedDict()

    def knowledge(self, without: str = "") -> Knowledge:
        """What is known now; `without` is the id of a landmark that must not help to predict itself."""
        opened = self._opened()
        assert opened is not None
        pairs = tuple(opened.reading.landmarks.correspondences())
        is_one = any(pair.id == without for pair in pairs)
        key = pairs, opened.reading.active_transform, self.judgement
        before = self._known.get(without if is_one else "")
        if before is None or before[0] != key:
            before = key, knowledge_of(opened, self.judgement, without)
            self._known = {each: value for each, value in self._known.items() if value[0] == key}
            self._known[without if is_one else ""] = before
        return before[1]

    def twin(
        self, side: Side, point_mm: Vector, looks: bool = True, without: str = "", guess_mm: Vector | None = None
    ) -> Prediction | None:
        """The expected twin of a point of `side`, remembered: every pane asks at every step of a scroll."""
        knowledge = self.knowledge(without)
        key = knowledge, side, point_mm, looks, guess_mm if knowledge.is_blank else None
        if key not in self._twins:
            self._twins[key] = knowledge.predict(side, point_mm, looks, guess_mm)
            if len(self._twins) > MEMORY:
                self._twins.popitem(last=False)
        return self._twins[key]


_MAPS: weakref.WeakKeyDictionary[OpenCase, dict[str, ErrorMap]] = weakref.WeakKeyDictionary()
_GUIDES: weakref.WeakKeyDictionary[OpenCase, Guide] = weakref.WeakKeyDictionary()


def guide_of(opened: OpenCase) -> Guide:
    """The guide of an open case; there is one as long as it is open."""
    if opened not in _GUIDES:
        _GUIDES[opened] = Guide(opened)
    return _GUIDES[opened]


def knowledge_of(opened: OpenCase, before: Judgement | None = None, without: str = "") -> Knowledge:
    """What is known in an open case now; doubts and scale are taken over from the last judgement.

    `without` is the id of a landmark that is being predicted and so must not help.
    """
    reading = opened.reading
    doubted = set(before.findings.doubts) if before is not None else set()
    rows = [pair for pair in reading.landmarks.correspondences() if pair.id not in doubted and pair.id != without]
    by_eye = frozenset(row.id for row in reading.landmarks if row.moving and row.moving.origin in BY_EYE)
    click = measured_click_mm(list(reading.landmarks.repeats.values()))
    made = Knowledge(opened.case, tuple(rows), by_eye, click_mm=click if click is not None else CLICK_MM)
    if before is not None:
        made = replace(made, scales=before.knowledge.scales)
    transform = opened.fixed_to_moving
    if transform is None:
        return made
    record = reading.transform(reading.active_transform)
    lineage = lineage_of(record, reading.transforms)
    judges = [pair for pair in rows if lineage.may_score(pair)]
    return replace(
        made, transform=transform, transform_spread_mm=fit_spread_mm(transform, judges), error_map=_error_map(opened),
        sources=sources_of((), record, reading.transforms),
    )  # fmt: skip


def measured_click_mm(repeats: Sequence[Repeat]) -> float | None:
    """The reader's error per axis from marks that were put twice: standard deviation of differences over √2 (mm)."""
    if len(repeats) < FEWEST_REPEATS:
        return None
    gaps = np.array([np.subtract(each.again_mm, each.first_mm) for each in repeats])
    return max(float(np.sqrt((gaps**2).mean() / 2)), LEAST_ERROR_MM)


def predicted_mark(mark: Mark, prediction: Prediction | None, sources: tuple[str, ...], hidden: bool = False) -> Mark:
    """A mark with what was expected when it was put; at a predicted place also with its sources and uncertainty."""
    if prediction is None:
        return mark
    marked = replace(mark, predicted_mm=prediction.position_mm, radius_mm=prediction.radius_mm, hidden=hidden)
    if mark.origin in BY_EYE:
        return marked
    return replace(marked, sources=sources, spread_mm2=six_of(prediction.covariance_mm2))


def known_side(landmark: Landmark) -> Side | None:
    """The only volume in which a landmark is placed; None if it is placed in both or neither."""
    if (landmark.fixed is None) == (landmark.moving is None):
        return None
    return "fixed" if landmark.fixed else "moving"


def _error_map(opened: OpenCase) -> ErrorMap | None:
    """The predicted error of the registration in use, remembered once it was read; None where it was not predicted."""
    maps, active = _MAPS.setdefault(opened, {}), opened.reading.active_transform
    if active not in maps:
        try:
            found = stored_error_map(opened, active)
        except UserError:  # a damaged map is no reason to predict nothing
            found = None
        if found is None:
            return None
        maps[active] = found
    return maps[active]


def fit_spread_mm(transform: Transform, judges: Sequence[Correspondence]) -> float:
    """Error per axis of a registration, from pairs that it did not learn from; a stranger's is taken to be 2 mm."""
    if len(judges) < FEWEST_JUDGES:
        return UNKNOWN_FIT_MM
    gaps = transform(np.array([pair.fixed_mm for pair in judges])) - np.array([pair.moving_mm for pair in judges])
    return max(float(np.median(np.linalg.norm(gaps, axis=1))) / 1.538, BEST_FIT_MM)
