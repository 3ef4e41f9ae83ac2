"""A study, its cases, and what one reader did with a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from workstation.core.bookmarks import Bookmark
from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import SIDES, Side, Vector
from workstation.core.labels import LAYERS, LabelMap, Segment
from workstation.core.landmarks import LandmarkSet
from workstation.core.measurements import Measurement
from workstation.core.tolerance import ChangedLimit, Tolerance
from workstation.core.volume import Volume

Verdict = Literal["PASS", "CHECK", "FAIL"]
Progress = Literal["new", "in progress", "done"]
Decision = Literal["undecided", "accepted", "rejected", "needs work"]
Value = str | int | float


@dataclass(frozen=True, slots=True)
class Gate:
    """One question that a registration result was asked: its answer as a figure, a verdict and a sentence.

    `limits` are those thresholds behind the verdict that are not the default ones.
    """

    name: str
    verdict: Verdict
    template: str
    values: dict[str, Value] = field(default_factory=dict)
    limits: tuple[ChangedLimit, ...] = ()

    @property
    def message(self) -> Message:
        """The sentence, ready to be translated, with the changed thresholds behind it."""
        said = Message(self.template, self.values)
        for limit in self.limits:
            said = Message("{sentence} {limit}", {"sentence": said, "limit": limit.message})
        return said


@dataclass(frozen=True, slots=True)
class TransformRecord:
    """How one registration result came about; the transform itself lies in a file of the same id.

    Parameters
    ----------
    settings : every setting of the method by name
    versions : of the program, the method and the libraries it used
    seconds : registration proper, without loading and saving
    used_landmarks : ids of the landmarks that drove it; they never count in its TRE
    used_labels : whether segmentations drove it
    sources : all that it learnt from by way of others (see `core.lineage`): "landmark:<id>", "transform:<id>", "labels"
    used_points_mm : (fx, fy, fz, mx, my, mz) of the pairs that drove it, by which they are known under another id too
    input_hashes : sha256 of fixed and moving voxels
    """

    id: str
    method: str
    title: str
    preset: str = ""
    settings: dict[str, object] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    created: str = ""
    seconds: float = 0.0
    peak_memory_mb: float = 0.0
    device: str = "cpu"
    threads: int = 0
    seed: int = 0
    initial_transform: str = ""
    used_landmarks: tuple[str, ...] = ()
    used_labels: bool = False
    input_hashes: dict[str, str] = field(default_factory=dict)
    gates: tuple[Gate, ...] = ()
    sources: tuple[str, ...] = ()
    used_points_mm: tuple[tuple[float, ...], ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of all gates; CHECK where no gate was asked."""
        verdicts = {gate.verdict for gate in self.gates}
        if "FAIL" in verdicts:
            return "FAIL"
        return "CHECK" if "CHECK" in verdicts or not verdicts else "PASS"


@dataclass(frozen=True, slots=True)
class Review:
    """What the reader says about the pair: how far the work is, and whether the accepted alignment holds.

    `by` and `at` (ISO 8601) sign a decision; they are "" where there is none, and in files from before they were kept.
    """

    progress: Progress = "new"
    decision: Decision = "undecided"
    transform_id: str = ""
    comment: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """What came in from somebody's file, how its numbers were taken, and who decided that.

    Parameters
    ----------
    kind : "landmarks", "labels" or "transform"
    file, sha256 : what kind of file (never its name: names may name patients), and the hash of its bytes
    decision : how the file was read, on what figures, as a sentence
    by, at : the reader, and the moment as ISO 8601
    """

    id: str
    kind: str
    file: str
    sha256: str
    decision: str
    by: str
    at: str


@dataclass
class Reading:
    """Everything one reader marked, drew, registered and decided in one case. Only commands change it.

    `labels` are the lowest layer of both volumes, `upper` those above it; `layer` gives any of them.
    """

    reader: str
    labels: dict[Side, LabelMap]
    landmarks: LandmarkSet = field(default_factory=LandmarkSet)
    segments: dict[int, Segment] = field(default_factory=dict)
    transforms: dict[str, TransformRecord] = field(default_factory=dict)
    active_transform: str = ""
    review: Review = field(default_factory=Review)
    measurements: dict[str, Measurement] = field(default_factory=dict)
    imports: dict[str, ImportRecord] = field(default_factory=dict)
    bookmarks: dict[str, Bookmark] = field(default_factory=dict)

    upper: dict[Side, tuple[LabelMap, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for side, labels in self.labels.items():
            self.upper.setdefault(side, tuple(LabelMap(labels.shape) for _ in range(1, LAYERS)))

    @classmethod
    def blank(cls, reader: str, case: Case) -> Reading:
        """A reading of a case in which nothing is done yet."""
        return cls(reader, {side: LabelMap(case.volume(side).grid.shape_zyx) for side in SIDES})

    def copy(self) -> Self:
        """The same state, cheap and independent: records are values, label maps share their blocks."""
        return replace(
            self,
            labels={side: labels.copy() for side, labels in self.labels.items()},
            upper={side: tuple(each.copy() for each in maps) for side, maps in self.upper.items()},
            landmarks=self.landmarks.copy(),
            segments=dict(self.segments),
            measurements=dict(self.measurements),
            transforms=dict(self.transforms),
            imports=dict(self.imports),
            bookmarks=dict(self.bookmarks),
        )

    def layer(self, side: Side, number: int) -> LabelMap:
        """One layer of the labels of a volume, counted from 0."""
        return self.upper[side][number - 1] if number else self.labels[side]

    def layers(self, side: Side) -> list[tuple[int, LabelMap]]:
        """The layers of a volume on which anything was drawn, lowest first, with their numbers."""
        return [(n, each) for n in range(LAYERS) if (each := self.layer(side, n)).block_keys()]

    def label_state(self, side: Side) -> tuple[int, ...]:
        """The revisions of all layers of a volume, by which pictures know that they are outdated."""
        return tuple(self.layer(side, n).revision for n in range(LAYERS))

    def layer_of(self, value: int) -> int:
        """The layer on which a label lies; the lowest for one that has no row in the table."""
        return self.segments[value].layer if value in self.segments else 0

    def labels_with(self, side: Side, value: int) -> LabelMap:
        """The label map of a volume in which a label is drawn."""
        return self.layer(side, self.layer_of(value))

    def drawn(self, side: Side) -> set[int]:
        """The values of all labels that have voxels in a volume, on any layer."""
        return set[int]().union(*(labels.values() for _, labels in self.layers(side)))

    def transform(self, transform_id: str) -> TransformRecord:
        """The record of a registration result; an unknown id is an error."""
        try:
            return self.transforms[transform_id]
        except KeyError:
            raise InvalidInput("There is no registration result with id {id}.", id=transform_id) from None


@dataclass(frozen=True, slots=True)
class GeometryDecision:
    """What a person decided about the geometry of a volume, so that its millimetres count.

    Parameters
    ----------
    how : what was done, such as "confirmed" or "ruler: 10 mm over 50 voxels"
    by, at : the reader, and the moment as ISO 8601
    note : what was still in doubt
    spacing_mm : the spacing that was confirmed, measured or typed; None for the volume's own
    laterality, view, mirrored : what was said about the scan: "left" or "right"; AP, LAT, MED, …; whether its picture was
        turned over
    is_trusted : whether nothing is in doubt any more; if not, millimetres stay back
    """

    side: Side
    how: str
    by: str
    at: str
    note: str = ""
    spacing_mm: Vector | None = None
    laterality: str = ""
    view: str = ""
    mirrored: bool = False
    is_trusted: bool = True

    def applied_to(self, volume: Volume) -> Volume:
        """The same voxels with the geometry that was decided."""
        grid = volume.grid if self.spacing_mm is None else replace(volume.grid, spacing_mm=self.spacing_mm)
        provenance = volume.provenance
        said_more = (
            self.spacing_mm is not None or provenance.state == "doubtful"
        )  # else only which breast, or which view
        if self.is_trusted and said_more:
            provenance = replace(provenance, state="confirmed", doubt="")
        return replace(volume, grid=grid, provenance=provenance)


@dataclass(frozen=True, eq=False)
class Case:
    """A pair of volumes of one breast; `stored` is the pair before anybody decided about its geometry, if somebody did.

    `views` are those of the fixed and the moving scan ("AP", "LAT", "MED", …), `breasts` which breast they show ("left" or
    "right"); "" where nobody said.
    """

    id: str
    fixed: Volume
    moving: Volume
    title: str = ""
    stored: Case | None = None
    views: tuple[str, str] = ("", "")
    breasts: tuple[str, str] = ("", "")

    def breast(self, side: Side) -> str:
        """Which breast a volume shows, "left" or "right"; where nobody said, the one of the other volume, else ""."""
        fixed, moving = self.breasts
        return (fixed or moving) if side == "fixed" else (moving or fixed)

    def volume(self, side: Side) -> Volume:
        """The fixed or the moving volume."""
        return self.fixed if side == "fixed" else self.moving

    def decided(self, decisions: Iterable[GeometryDecision]) -> Case:
        """The pair as it is after all that people have decided about its geometry; the last one about a volume counts.

        The voxels are shared with this pair, and decisions that are not among these count no more.
        """
        base = self.stored or self
        volumes = {side: base.volume(side) for side in SIDES}
        views = dict(zip(SIDES, base.views, strict=True))
        breasts = dict(zip(SIDES, base.breasts, strict=True))
        for decision in decisions:
            volumes[decision.side] = decision.applied_to(base.volume(decision.side))
            views[decision.side] = decision.view or views[decision.side]
            breasts[decision.side] = decision.laterality or breasts[decision.side]
        return replace(
            base, fixed=volumes["fixed"], moving=volumes["moving"], stored=base, views=(views["fixed"], views["moving"]),
            breasts=(breasts["fixed"], breasts["moving"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LandmarkTemplate:
    """A landmark that the protocol asks for."""

    name: str
    kind: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class StudyProtocol:
    """What the readers of a study are asked to mark: landmarks in order, and the label table; and how exact is enough.

    Parameters
    ----------
    quota, zone_quota : pairs that a case needs, and each zone of it; fewer complete it only with a reason
    hide_share : share of expected landmark places that is kept from the reader, to see whether they sway
    """

    name: str = ""
    landmarks: tuple[LandmarkTemplate, ...] = ()
    segments: tuple[Segment, ...] = ()
    tolerance: Tolerance = field(default_factory=Tolerance)
    quota: int = 0
    zone_quota: int = 0
    hide_share: float = 0.0


@dataclass(frozen=True, slots=True)
class PrivacyRecord:
    """What a study knows of the patient behind a DICOM volume, and who looked for text burned into its pictures.

    Parameters
    ----------
    by, at : who imported it, and when (ISO 8601)
    pseudonym, age, study_date : what the patient is called here; the age as DICOM writes it; the date, moved by as many
        days as all other dates of the patient
    laterality, view : as the file states them: "left", "right", "both" or ""; a view of the breast or ""
    needs_review : whether text may be burned into the pictures, as into those of ultrasound
    is_reviewed : whether that person found no text left in the pictures that tells who the patient is
    blacked_out : rectangles of every picture whose pixels were replaced: left, top, width, height
    methods : codes of DICOM PS3.16 CID 7050 that say how it was de-identified
    """

    side: Side
    by: str
    at: str
    pseudonym: str = ""
    age: str = ""
    study_date: str = ""
    is_reviewed: bool = False
    blacked_out: tuple[tuple[int, int, int, int], ...] = ()
    methods: tuple[str, ...] = ()
    laterality: str = ""
    view: str = ""
    needs_review: bool = False


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """One row of the study's work-list, with what people decided about the geometry of its volumes, oldest first.

    `privacy` tells for each DICOM volume how it was de-identified.
    """

    id: str
    title: str = ""
    note: str = ""
    decisions: tuple[GeometryDecision, ...] = ()
    privacy: tuple[PrivacyRecord, ...] = ()

    @property
    def stated_views(self) -> tuple[str, str]:
        """The views of the fixed and the moving scan as their files state them, "" where they do not."""
        views = {record.side: record.view for record in self.privacy}
        return views.get("fixed", ""), views.get("moving", "")

    @property
    def stated_breasts(self) -> tuple[str, str]:
        """Which breast the fixed and the moving scan show as their files state it, "" where they do not."""
        told = {record.side: record.laterality for record in self.privacy if record.laterality in ("left", "right")}
        return told.get("fixed", ""), told.get("moving", "")


@dataclass
class Study:
    """The work-list and its protocol. Only commands change it."""

    id: str
    title: str
    protocol: StudyProtocol = field(default_factory=StudyProtocol)
    cases: dict[str, CaseEntry] = field(default_factory=dict)

    def copy(self) -> Self:
        """The same state, independent of this one."""
        return replace(self, cases=dict(self.cases))

    def case(self, case_id: str) -> CaseEntry:
        """The row of a case; an unknown id is an error that lists the known ones."""
        try:
            return self.cases[case_id]
        except KeyError:
            known = ", ".join(self.cases) or "none"
            raise InvalidInput("There is no case {id}; the study has: {known}.", id=case_id, known=known) from None
