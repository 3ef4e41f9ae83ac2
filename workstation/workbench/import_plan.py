"""A pair before it enters a study: both volumes as read, what is known of their geometry, and what a person decided.

Every step gives a new plan, so that a window can show it, go back, and drop it; nothing is written before `apply`. The
same values serve an open case whose geometry is confirmed later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import Grid, Side, Vector
from workstation.core.geometry_report import (
    Decision,
    GeometryReport,
    Light,
    QuantityName,
    doubtful,
    no_curvature,
    stated,
    unknown,
)
from workstation.core.planes import Orientation, plane_axes
from workstation.core.study import Case, GeometryDecision, PrivacyRecord
from workstation.core.volume import Volume
from workstation.workbench.review import ReviewPage, review_pages

if TYPE_CHECKING:
    from workstation.storage.dicom.blackout import Rectangle
    from workstation.storage.dicom.kept import Subject

Report = Callable[[float, str], None]
SPACINGS: tuple[QuantityName, QuantityName, QuantityName] = ("dx", "dy", "dz")
LATERALITIES = ("left", "right")
VIEWS = ("AP", "LAT", "MED", "SUP", "INF", "AX")
NO_TEXT, NOT_LOOKED = "no text left", "not looked at"
BENT = "The lines of this scan converge; its millimetres follow from the probe and cannot be changed here."


@dataclass(frozen=True, slots=True)
class PlannedVolume:
    """One volume of a plan.

    Parameters
    ----------
    volume : as its files give it
    report : its geometry with what was decided so far
    files : the files of a DICOM volume, () for others
    laterality, view : as stated or chosen: "left", "right" or ""; a view of the breast or ""
    scan_confirmed : what a person said about laterality, view and mirroring, None as long as nobody did
    mirrored : whether the picture of a curved probe was turned over
    is_bent : whether it was converted from the raster of a curved probe
    nipple : the scanner's own mark in LPS mm
    notices : what else a person should know
    shown_as : what the file or folder is called, for the screen only, as it may name the patient
    subject : whom a DICOM volume shows, None for others
    pages : pictures to be looked through for text burned into them; empty for volumes that are not DICOM
    hide : rectangles of every picture whose pixels are replaced when it enters the study
    reviewed : what a person said about text in the pictures, None as long as nobody did
    """

    volume: Volume
    report: GeometryReport
    files: tuple[Path, ...] = ()
    laterality: str = ""
    view: str = ""
    scan_confirmed: Decision | None = None
    mirrored: bool = False
    is_bent: bool = False
    nipple: Vector | None = None
    notices: tuple[Message, ...] = ()
    shown_as: str = field(default="", compare=False)
    subject: Subject | None = field(default=None, compare=False)
    pages: tuple[ReviewPage, ...] = field(default=(), compare=False)
    hide: tuple[Rectangle, ...] = ()
    reviewed: Decision | None = None

    @property
    def needs_review(self) -> bool:
        """Whether a person must look for text in the pictures before they may enter a study."""
        return self.subject is not None and self.subject.may_carry_text

    @property
    def light(self) -> Light:
        """The worst colour of its geometry."""
        return self.report.light

    @property
    def grid(self) -> Grid:
        """Where the voxels lie after what was decided; what nobody knows is shown as it came."""
        own = self.volume.grid.spacing_mm
        x, y, z = (
            value[0] if (value := self.report[name].value) else own[n] for n, name in enumerate(SPACINGS)
        )  # fmt: skip
        return replace(self.volume.grid, spacing_mm=(x, y, z))

    @property
    def is_decided(self) -> bool:
        """Whether a person decided anything about it."""
        return self.scan_confirmed is not None or any(each.decision for each in self.report.quantities)

    def why_not_confirm(self) -> Message | None:
        """Why its geometry cannot be confirmed as it is shown, None if it can."""
        if self.light == "green":
            return Message("Nothing is in doubt.")
        missing = [each for each in self.report.quantities if each.value is None]
        if any(each.name == "curvature" for each in missing) or self.report["curvature"].light == "red":
            return Message("How its lines lie in the body is not known; no millimetres can be stated.")
        if missing:
            names = ", ".join(each.name for each in missing)
            return Message("{names} is not known; type it, or lay a ruler on the picture.", {"names": names})
        return None

    def confirmed(self, who: str, when: str) -> Self:
        """As a person confirmed it, with the values that are shown."""
        why = self.why_not_confirm()
        if why is not None:
            raise InvalidInput(why.template, **why.values)
        names = [each.name for each in self.report.quantities if each.light != "green"]
        return replace(self, report=self.report.confirmed(names, who, when))

    def typed(self, spacing_mm: Vector, who: str, when: str) -> Self:
        """With the spacing that a person typed; the values that stay as they were are not touched."""
        self._check_free()
        Grid((1, 1, 1), spacing_mm)  # raises if these are no lengths
        report = self.report
        for name, value in zip(SPACINGS, spacing_mm, strict=True):
            if report[name].value != (value,):
                decided = report[name].decided(Decision(who, when, f"typed: {value:g} mm"), (value,))
                report = report.with_quantity(decided)
        return replace(self, report=report)

    def measured(self, name: QuantityName, voxels: float, length_mm: float, who: str, when: str) -> Self:
        """With the spacing that follows from a ruler: a known length over some voxels along an axis."""
        self._check_free()
        return replace(self, report=self.report.calibrated(name, voxels, length_mm, who, when))

    def with_scan(self, laterality: str, view: str, who: str, when: str) -> Self:
        """With the side of the body, the view and the mirroring that a person confirmed."""
        decision = Decision(who, when, "confirmed")
        return replace(self, laterality=laterality, view=view, scan_confirmed=decision)

    def decision(self, side: Side) -> GeometryDecision | None:
        """What was decided, as the study keeps it; None if nothing was."""
        made = [each.decision for each in self.report.quantities if each.decision is not None]
        if self.scan_confirmed is not None:
            made.append(self.scan_confirmed)
        if not made:
            return None
        last = max(made, key=lambda each: each.when)
        how = "; ".join(dict.fromkeys(each.how for each in made))
        scan = (self.laterality, self.view) if self.scan_confirmed is not None else ("", "")
        return GeometryDecision(side, how, last.who, last.when, self.report.doubt, self.grid.spacing_mm, *scan,
                                self.mirrored, is_trusted=self.light == "green")  # fmt: skip

    def blacked_out(self, hide: Sequence[Rectangle]) -> Self:
        """With other rectangles to be replaced; whoever has looked through the pictures must do so again."""
        return replace(self, hide=tuple(hide), reviewed=None)

    def looked_through(self, who: str, when: str, how: str = NO_TEXT) -> Self:
        """As a person found no text left in its pictures, or said that nobody has looked (`NOT_LOOKED`)."""
        return replace(self, reviewed=Decision(who, when, how))

    def final(self, side: Side, report: Report | None = None) -> Volume:
        """The volume as it enters the study; its files are read again if pixels are to be replaced.

        Raises
        ------
        InvalidInput
            Nobody has said yet that its pictures show no text that tells who the patient is.
        """
        if self.needs_review and self.reviewed is None:
            raise InvalidInput(
                "Look through the pictures of the {side} volume for text first: names and dates may be burned into them.",
                side=Message(side),
            )
        volume = self.volume
        if self.hide:
            from workstation.storage.dicom.series import read_series

            volume = read_series(self.files, side, mirrored=self.mirrored, hide=self.hide, report=report).volume
        origin = volume.provenance
        provenance = self.report.provenance(origin.source_name, origin.source_sha256)
        return replace(volume, id=side, grid=self.grid, provenance=provenance)

    def _check_free(self) -> None:
        if self.is_bent:
            raise InvalidInput(BENT)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Both volumes of a pair that is about to be imported."""

    fixed: PlannedVolume
    moving: PlannedVolume

    def planned(self, side: Side) -> PlannedVolume:
        """The fixed or the moving one."""
        return self.fixed if side == "fixed" else self.moving

    def with_planned(self, side: Side, planned: PlannedVolume) -> Self:
        """The plan with one volume replaced."""
        return replace(self, fixed=planned) if side == "fixed" else replace(self, moving=planned)

    def swapped(self) -> Self:
        """Fixed and moving exchanged, with what was decided about each."""
        return replace(self, fixed=self.moving, moving=self.fixed)

    def apply(self, report: Report | None = None) -> Applied:
        """The volumes as they enter the study, the decisions to be kept, and the scanner's marks; see `final`."""
        sides: tuple[Side, Side] = ("fixed", "moving")
        decisions = tuple(made for side in sides if (made := self.planned(side).decision(side)) is not None)
        nipples = {side: mark for side in sides if (mark := self.planned(side).nipple) is not None}
        return Applied(self.fixed.final("fixed", report), self.moving.final("moving", report), decisions, nipples)


@dataclass(frozen=True, slots=True)
class Applied:
    """What a plan comes to."""

    fixed: Volume
    moving: Volume
    decisions: tuple[GeometryDecision, ...] = ()
    nipples_mm: dict[Side, Vector] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class MiddleSlice:
    """The slice in the middle of a volume: pixels (rows, columns) and the axes of the grid along its edges."""

    pixels: npt.NDArray[Any]
    across: QuantityName
    down: QuantityName


def read_plan(fixed: Sequence[Path], moving: Sequence[Path], report: Report | None = None) -> ImportPlan:
    """Read both volumes of a pair, each from one image file, a folder of one DICOM series, or DICOM files.

    Errors as of `importing.read_scan`; the same files twice are refused.
    """
    if [path.resolve() for path in fixed] == [path.resolve() for path in moving]:
        raise InvalidInput("Fixed and moving are the same file ({name}); choose two scans.", name=fixed[0].name)
    halves = (None, None) if report is None else (_part(report, 0.0), _part(report, 0.5))
    return ImportPlan(read_planned(fixed, "fixed", report=halves[0]), read_planned(moving, "moving", report=halves[1]))


def _part(report: Report, start: float) -> Report:
    """A report about one of two halves of the work."""

    def tell(share: float, words: str) -> None:
        report(start + share / 2, words)

    return tell


def read_planned(
    places: Sequence[Path], side: Side, mirrored: bool = False, report: Report | None = None
) -> PlannedVolume:  # fmt: skip
    """Read one volume of a plan; `mirrored` turns the picture of a curved probe over."""
    if report is not None:
        report(0.0, places[0].name)
    if len(places) == 1 and not is_dicom_place(places[0]):
        from workstation.workbench.importing import read_scan

        return replace(plan_of(read_scan(places[0], side)), shown_as=places[0].name)
    from workstation.storage.dicom.kept import Subject
    from workstation.storage.dicom.scan import files_of_volume
    from workstation.storage.dicom.series import read_series

    files = files_of_volume(places[0]) if len(places) == 1 else list(places)
    read = read_series(files, side, mirrored=mirrored, report=report)
    nipple = read.nipple[0] if read.nipple is not None else None
    notices = read.notices if read.nipple is None else (*read.notices, read.nipple[1])
    return PlannedVolume(
        read.volume, read.geometry, tuple(files), read.laterality, read.view, mirrored=mirrored,
        is_bent=read.raster is not None, nipple=nipple, notices=notices, shown_as=places[0].name,
        subject=Subject.of(files[0]), pages=review_pages(read.raw or read.volume),
    )  # fmt: skip


def is_dicom_place(path: Path) -> bool:
    """Whether a path is a folder, which may hold DICOM files, or a DICOM file."""
    from workstation.storage.dicom.files import looks_like_dicom

    return path.is_dir() or looks_like_dicom(path)


def volumes_in(place: Path, report: Report | None = None) -> dict[str, tuple[Path, ...]]:
    """The volumes a DICOM folder or DICOMDIR holds, by a name for the screen; one volume or file is itself."""
    if not place.is_dir() and place.name.upper() != "DICOMDIR":
        return {place.name: (place,)}
    from workstation.storage.dicom.scan import scan

    found: dict[str, tuple[Path, ...]] = {}
    for patient in scan(place, report).patients:
        for study in patient.studies:
            for series in study.series:
                for volume in series.volumes:
                    if not volume.reason:
                        words = [str(len(found) + 1), study.date, series.modality, series.description]
                        found[
                            "  ".join(filter(None, (*words, f"{volume.pictures} × {volume.columns}×{volume.rows}")))
                        ] = volume.files
    if not found:
        raise InvalidInput("{name} holds no DICOM volume; choose another folder.", name=place.name)
    return found


def plan_of(volume: Volume) -> PlannedVolume:
    """A volume whose file says about its geometry what its provenance tells."""
    bent = volume.raster
    return PlannedVolume(
        volume, report_of(volume), is_bent=bent is not None, mirrored=bent is not None and bent.mirrored
    )


def plan_of_case(
    case: Case, decisions: Sequence[GeometryDecision], privacy: Sequence[PrivacyRecord] = ()
) -> ImportPlan:  # fmt: skip
    """The volumes of an open case, with the last decision about each, and what their files stated of side and view."""

    def one(side: Side) -> PlannedVolume:
        planned = plan_of(case.volume(side))
        for record in privacy:
            if record.side == side:
                planned = replace(planned, laterality=record.laterality, view=record.view)
        made = [each for each in decisions if each.side == side]
        if not made:
            return planned
        last = made[-1]
        if last.is_trusted and planned.light == "green":
            told = Decision(last.by, last.at, last.how)
            doubted: tuple[QuantityName, ...] = ("direction",) if planned.is_bent else SPACINGS
            for name in doubted:
                planned = replace(planned, report=planned.report.with_quantity(planned.report[name].decided(told)))
        return replace(planned, laterality=last.laterality or planned.laterality, view=last.view or planned.view,
                       mirrored=last.mirrored or planned.mirrored)  # fmt: skip

    return ImportPlan(one("fixed"), one("moving"))


def report_of(volume: Volume) -> GeometryReport:
    """Value, source and colour of each part of a volume's geometry, from its grid and provenance."""
    grid, origin = volume.grid, volume.provenance
    source = origin.spacing_source or "its file"
    parts = source.split(", ")  # of dx and dy, of dz, and of the curvature, where they differ
    sources = (parts[0], parts[0], parts[1]) if len(parts) == 2 + (volume.raster is not None) else (source,) * 3
    bent = volume.raster
    lost = origin.state == "doubtful" and bent is None  # the steps of a curved probe follow from the probe
    doubt = origin.doubt or "Its file does not state the spacing."
    values: dict[QuantityName, tuple[float, ...]] = {
        name: (mm,) for name, mm in zip(SPACINGS, grid.spacing_mm, strict=True)
    }
    steps = [doubtful(name, values[name], said, doubt) if lost else stated(name, values[name], said)
             for name, said in zip(SPACINGS, sources, strict=True)]  # fmt: skip
    curvature, direction = no_curvature(), stated("direction", grid.direction, source)
    if volume.grid_kind == "raw":
        curvature = unknown("curvature", "This is the raw raster of the scanner; distances on it are wrong.")
    elif bent is not None:
        curvature = stated("curvature", (bent.radius_mm,), parts[-1])
        if origin.state == "doubtful":
            direction = doubtful("direction", grid.direction, "convention", doubt)
    place = parts[-1] if len(parts) == 1 or "Position" in parts[-1] else "convention"
    return GeometryReport((*steps, stated("origin", grid.origin_mm, place), direction, curvature))


def middle_slice(volume: Volume, grid: Grid, orientation: Orientation) -> MiddleSlice:
    """The native pixels of the slice in the middle, turned as all pictures of that orientation are."""
    right, down, through, sign_right, sign_down = plane_axes(grid, orientation)
    place = grid.size_xyz[through] // 2
    whole = [slice(0, n) for n in grid.shape_zyx]
    whole[2 - through] = slice(place, place + 1)
    values = np.asarray(volume.voxels.read((whole[0], whole[1], whole[2])))
    pixels = values.transpose(2 - through, 2 - down, 2 - right)[0]
    pixels = pixels[::sign_down, ::sign_right]
    return MiddleSlice(pixels, SPACINGS[right], SPACINGS[down])


def now() -> str:
    """The present moment as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
