"""What the program expects of landmarks in the open case: predicted twins, how far to trust them, and which pairs to doubt.

`knowledge_of` takes what is known at a moment out of an open case as one frozen value: accepted pairs, the smooth map
through them, the registration in use and how well it fits those pairs. Everything else is a function of it, so that any
thread may ask. Learning how wide the rings must be (`calibrated`) and judging the pairs (`judged`) take longer and are
done behind the window; until then the last answers stand.
"""

from __future__ import annotations

import math
import weakref
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from workstation.core.geometry import FloatArray, Side, Vector
from workstation.core.landmarks import Correspondence, Landmark, Mark, Repeat
from workstation.core.lineage import lineage_of, sources_of
from workstation.core.study import Case
from workstation.core.transform import Transform
from workstation.imaging.landmarks.consistency import Findings, find_doubts
from workstation.imaging.landmarks.prediction import (
    RADII_PER_SD,
    Prediction,
    Scales,
    Witness,
    learn_image_scale,
    learn_scale,
    predict,
    weigh,
)
from workstation.imaging.landmarks.spline import PairModel, fit_pairs
from workstation.workbench.open_case import OpenCase

CLICK_MM = 0.7  # error of a mark per axis, until repeats have shown the reader's own
FEWEST_REPEATS = 5
GUESS_MM = 5.0  # spread of a place that is only assumed, because both cursors stand at such a distance
MEMORY = 256  # predictions that are remembered
UNKNOWN_FIT_MM = 2.0  # spread of a registration that no pair has judged
BEST_FIT_MM = 0.3
FEWEST_JUDGES = 3
SURE = 0.9  # probability from which what the pictures report counts as evidence about a pair
BY_EYE = ("hand", "imported", "simulated")  # origins of marks that were not put where the program expected them
COVERED = (0.5, 0.8, 0.9, 0.95)  # shares of the reliability figure

Tell = Callable[[float, str], None]


@dataclass(frozen=True, eq=False)
class Sample:
    """One pair against its prediction from all others.

    Parameters
    ----------
    error_mm, radius_mm : how far off, and in which ring
    away_mm : how far from the mark the pictures report the twin is; None where they are not sure
    moving_mm, prediction : the mark, and what was expected
    """

    pair_id: str
    error_mm: float
    radius_mm: float
    away_mm: float | None = None
    moving_mm: Vector | None = None
    prediction: Prediction | None = None

    def weighed(self, image_scale: float) -> Sample:
        """The same with another trust in the pictures."""
        before = self.prediction
        if before is None or before.image is None or self.moving_mm is None:
            return self
        after = weigh(before.pairs, before.registration, before.image, Scales(image=image_scale))
        return replace(self, error_mm=math.dist(after.position_mm, self.moving_mm), radius_mm=after.radius_mm)


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What is known of a pair of volumes at one moment.

    Parameters
    ----------
    pairs : accepted pairs, those that are doubted left out
    by_eye : ids of the pairs that a person placed without the program's help
    transform, transform_spread_mm, sources : the registration in use, its error per axis, and what it learnt from
    scales : what the case has taught about the radii
    click_mm : error of the reader's marks, per axis
    """

    case: Case
    pairs: tuple[Correspondence, ...] = ()
    by_eye: frozenset[str] = frozenset()
    transform: Transform | None = None
    transform_spread_mm: float = UNKNOWN_FIT_MM
    sources: tuple[str, ...] = ()
    scales: Scales = field(default_factory=Scales)
    click_mm: float = CLICK_MM

    @cached_property
    def forward(self) -> PairModel | None:
        """The smooth map from fixed to moving through the pairs, None without any."""
        return fit_pairs(self._points("fixed"), self._points("moving")) if self.pairs else None

    @cached_property
    def backward(self) -> PairModel | None:
        """The same from moving to fixed."""
        return fit_pairs(self._points("moving"), self._points("fixed")) if self.pairs else None

    @cached_property
    def inverse(self) -> Transform | None:
        """The registration from moving to fixed."""
        return self.transform.inverse() if self.transform is not None else None

    @property
    def mark_sources(self) -> tuple[str, ...]:
        """What a mark at a predicted place is learnt from."""
        return tuple(sorted({*self.sources, *(f"landmark:{pair.id}" for pair in self.pairs), "image"}))

    def witnesses(self, side: Side, point_mm: Vector) -> tuple[Witness | None, Witness | None]:
        """What the pairs and the registration report about the twin of a point of `side`."""
        model = self.forward if side == "fixed" else self.backward
        through = self.transform if side == "fixed" else self.inverse
        place = np.array([point_mm])
        pairs = Witness(_vector(model(place)[0]), float(model.spread_mm(place)[0])) if model is not None else None
        registration = Witness(_vector(through(place)[0]), self.transform_spread_mm) if through is not None else None
        return pairs, registration

    def predict(
        self, side: Side, point_mm: Vector, looks: bool = True, guess_mm: Vector | None = None
    ) -> Prediction | None:
        """Where the twin of a point of `side` lies in the other volume; None while nothing is known.

        Parameters
        ----------
        looks : let the pictures be searched, which takes some 10 to 30 ms
        guess_mm : where to begin while there are neither pairs nor a registration
        """
        pairs, registration = self.witnesses(side, point_mm)
        if pairs is None and registration is None:
            if guess_mm is None:
                return None
            pairs = Witness(guess_mm, GUESS_MM)
        return self._predict(side, point_mm, pairs, registration, looks, self.scales)

    def jacobian(self, side: Side, point_mm: Vector) -> FloatArray:
        """(3, 3), how small steps around a point of `side` are turned and stretched on the way to the other volume."""
        model = self.forward if side == "fixed" else self.backward
        through = self.transform if side == "fixed" else self.inverse
        if model is not None and (through is None or len(self.pairs) > FEWEST_JUDGES):
            return model.jacobian(point_mm)
        if through is None:
            return np.eye(3)
        steps = 3.0 * np.vstack([np.eye(3), -np.eye(3)])
        moved = through(np.asarray(point_mm) + steps)
        matrix: FloatArray = ((moved[:3] - moved[3:]) / 6.0).T
        return matrix

    def _predict(
        self, side: Side, point_mm: Vector, pairs: Witness | None, registration: Witness | None, looks: bool,
        scales: Scales,
    ) -> Prediction:  # fmt: skip
        source, target = self.case.volume(side), self.case.volume("moving" if side == "fixed" else "fixed")
        return predict(
            source, target, point_mm, pairs, registration, self.jacobian(side, point_mm), scales,
            looks and bool(source.grid.contains(point_mm)),
        )  # fmt: skip

    def left_out(self, index: int) -> Prediction:
        """What all other pairs, the registration and the pictures report about a pair, at factor 1."""
        assert self.forward is not None
        pair, model = self.pairs[index], self.forward
        place = np.subtract(pair.moving_mm, model.left_out_mm[index])
        others = Witness(_vector(place), float(model.left_out_spread_mm[index]))
        registration = self.witnesses("fixed", pair.fixed_mm)[1]
        return self._predict("fixed", pair.fixed_mm, others, registration, True, Scales())

    def _points(self, side: Side) -> FloatArray:
        return np.array([pair.fixed_mm if side == "fixed" else pair.moving_mm for pair in self.pairs])

    @property
    def is_blank(self) -> bool:
        """Whether nothing is known, so that a place can only be assumed."""
        return not self.pairs and self.transform is None


@dataclass(frozen=True, eq=False)
class Judgement:
    """What was found out about the pairs behind the window.

    Parameters
    ----------
    findings : doubts and left-out residuals
    samples : every pair against its prediction
    knowledge : what is known, with doubted pairs left out and the radii scaled
    """

    findings: Findings
    samples: tuple[Sample, ...]
    knowledge: Knowledge


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
        self.samples: dict[object, Sample] = {}
        self.current: Offer | None = None
        self.repeat: DueRepeat | None = None
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
        made, transform=transform, transform_spread_mm=_fit_spread(transform, judges),
        sources=sources_of((), record, reading.transforms),
    )  # fmt: skip


def judged(opened_knowledge: Knowledge, pairs: Sequence[Correspondence], samples: dict[object, Sample],
           tell: Tell | None = None) -> Judgement:  # fmt: skip
    """Judge all pairs and learn the scale of the radii; `samples` remembers what was computed before, by content.

    Parameters
    ----------
    pairs : all accepted pairs, also those that were doubted before
    """
    report = tell or (lambda _share, _text: None)
    whole = replace(opened_knowledge, pairs=tuple(pairs))
    first = find_doubts(pairs, whole.click_mm)
    sound = replace(whole, pairs=tuple(pair for pair in pairs if pair.id not in first.doubts))
    found = tuple(_sampled(sound, samples, report))
    seen = {each.pair_id: each.away_mm for each in found if each.away_mm is not None}
    findings = find_doubts(pairs, whole.click_mm, seen)
    image = _image_scale(pairs, found)
    good = [s.weighed(image) for s in found if s.pair_id in whole.by_eye and s.pair_id not in findings.doubts]
    radius = learn_scale(np.array([s.error_mm for s in good]), np.array([s.radius_mm for s in good]), whole.click_mm)
    kept = tuple(pair for pair in pairs if pair.id not in findings.doubts)
    scales = Scales(radius, image)
    return Judgement(findings, found, replace(whole, pairs=kept, scales=scales))


def reliability(samples: Sequence[Sample], knowledge: Knowledge) -> list[tuple[float, float, int]]:
    """Whether 95 % means 95 %: for some shares, what share of the marks really lies that far within; and of how many.

    Only marks put by eye count. A mark's own error widens the ring it is looked for in.
    """
    chosen = [each.weighed(knowledge.scales.image) for each in samples if each.pair_id in knowledge.by_eye]
    if not chosen:
        return []
    spread = [math.hypot(knowledge.scales.radius * s.radius_mm / RADII_PER_SD, knowledge.click_mm) for s in chosen]
    lengths = np.array([s.error_mm for s in chosen]) / np.array(spread)
    limits = {0.5: 1.538, 0.8: 2.154, 0.9: 2.500, 0.95: RADII_PER_SD}  # of the length of a standard normal vector
    return [(share, float((lengths <= limits[share]).mean()), len(chosen)) for share in COVERED]


def measured_click_mm(repeats: Sequence[Repeat]) -> float | None:
    """The reader's error per axis from marks that were put twice: standard deviation of differences over √2 (mm)."""
    if len(repeats) < FEWEST_REPEATS:
        return None
    gaps = np.array([np.subtract(each.again_mm, each.first_mm) for each in repeats])
    return max(float(np.sqrt((gaps**2).mean() / 2)), 0.05)


def predicted_mark(mark: Mark, prediction: Prediction | None, sources: tuple[str, ...], hidden: bool = False) -> Mark:
    """A mark with what was expected when it was put; at a predicted place also with its sources and uncertainty."""
    if prediction is None:
        return mark
    marked = replace(mark, predicted_mm=prediction.position_mm, radius_mm=prediction.radius_mm, hidden=hidden)
    if mark.origin in BY_EYE:
        return marked
    return replace(marked, sources=sources, spread_mm2=six_of(prediction.covariance_mm2))


def six_of(covariance_mm2: FloatArray) -> tuple[float, ...]:
    """A (3, 3) covariance as the six figures that a mark keeps: xx, xy, xz, yy, yz, zz."""
    return tuple(float(covariance_mm2[i, j]) for i, j in ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)))


def covariance_of(six: Sequence[float]) -> FloatArray:
    """The (3, 3) covariance of the six figures that a mark keeps."""
    xx, xy, xz, yy, yz, zz = six
    return np.array([[xx, xy, xz], [xy, yy, yz], [xz, yz, zz]])


def known_side(landmark: Landmark) -> Side | None:
    """The only volume in which a landmark is placed; None if it is placed in both or neither."""
    if (landmark.fixed is None) == (landmark.moving is None):
        return None
    return "fixed" if landmark.fixed else "moving"


def _sampled(knowledge: Knowledge, samples: dict[object, Sample], report: Tell) -> list[Sample]:
    found = []
    for n, pair in enumerate(knowledge.pairs if len(knowledge.pairs) > 1 else ()):
        report(n / len(knowledge.pairs), "comparing pairs with the pictures")
        assert knowledge.forward is not None
        prior = tuple(np.round(np.subtract(pair.moving_mm, knowledge.forward.left_out_mm[n]), 1).tolist())
        key = pair.id, pair.fixed_mm, pair.moving_mm, prior, knowledge.transform is not None
        if key not in samples:
            samples[key] = _sample(pair, knowledge.left_out(n))
        found.append(samples[key])
    return found


def _sample(pair: Correspondence, predicted: Prediction) -> Sample:
    error = math.dist(predicted.position_mm, pair.moving_mm)
    away = None
    if predicted.image is not None and predicted.image_trust >= SURE:
        away = math.dist(predicted.image.position_mm, pair.moving_mm)
    return Sample(pair.id, error, predicted.radius_mm, away, pair.moving_mm, predicted)


def _image_scale(pairs: Sequence[Correspondence], samples: Sequence[Sample]) -> float:
    """How much better than stated the pictures find places, from the pairs at which they are sure."""
    places = {pair.id: pair.fixed_mm for pair in pairs}
    sure = [
        (places[each.pair_id], each.prediction.image)
        for each in samples
        if each.away_mm is not None and each.prediction is not None and each.prediction.image is not None
    ]
    return learn_image_scale(
        np.array([here for here, _ in sure]), np.array([found.position_mm for _, found in sure]),
        np.array([spread_of(found.covariance_mm2) for _, found in sure]),
    )  # fmt: skip


def spread_of(covariance_mm2: FloatArray) -> float:
    """Root mean square over the axes of a (3, 3) covariance, in mm."""
    return math.sqrt(float(np.trace(covariance_mm2)) / 3)


def _fit_spread(transform: Transform, judges: Sequence[Correspondence]) -> float:
    """Error per axis of a registration, from pairs that it did not learn from; a stranger's is taken to be 2 mm."""
    if len(judges) < FEWEST_JUDGES:
        return UNKNOWN_FIT_MM
    gaps = transform(np.array([pair.fixed_mm for pair in judges])) - np.array([pair.moving_mm for pair in judges])
    return max(float(np.median(np.linalg.norm(gaps, axis=1))) / 1.538, BEST_FIT_MM)


def _vector(values: FloatArray) -> Vector:
    x, y, z = (float(v) for v in values)
    return x, y, z
