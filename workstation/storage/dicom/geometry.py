"""The geometry of DICOM pictures, from their tags alone, with the source and the trust of each number.

Order of sources: private elements of a GE Invenia; positions in Enhanced US Volume, CT and MR; PixelSpacing and
SpacingBetweenSlices; Sequence of Ultrasound Regions; nothing. What is not stated is never assumed in silence: it
comes out red, or amber where a plausible stand-in exists.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pydicom.dataset import Dataset

from workstation.core.curved import CurvedRaster
from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import IDENTITY_DIRECTION, FloatArray, Grid, Shape, Vector
from workstation.core.geometry_report import (
    GeometryReport,
    Quantity,
    QuantityName,
    doubtful,
    no_curvature,
    stated,
    unknown,
)
from workstation.storage.dicom.files import items, number, numbers, text
from workstation.storage.dicom.invenia import InveniaFacts, is_invenia

PIXEL_SPACING = "PixelSpacing (0028,0030)"
BETWEEN_SLICES = "SpacingBetweenSlices (0018,0088)"
THICKNESS = "SliceThickness (0018,0050)"
REGIONS = "SequenceOfUltrasoundRegions (0018,6011)"
POSITIONS = "ImagePositionPatient (0020,0032)"
VOLUME_POSITIONS = "ImagePositionVolume (0020,9301)"
ORIENTATION = "ImageOrientationPatient (0020,0037)"
RADIUS = "CurvatureRadiusProbe (0021,xx40)"
PLACEHOLDER_MM = 1.0  # for what is red: a grid needs some number, and the report says that it means nothing

_CENTIMETRE = 3  # PhysicalUnitsXDirection
_SAME_DIRECTION = 1e-3
_SAME_SPACING = 0.01
_TISSUE = 1  # RegionDataType
_STEPS: tuple[QuantityName, ...] = ("dx", "dy", "dz")

Pose = tuple[Vector, tuple[float, ...]]  # position of the first pixel, and directions of a row and a column


@dataclass(frozen=True)
class Stack:
    """Pictures in their order along the normal, with positions in mm on it and the geometry they give."""

    order: tuple[int, ...]
    along_mm: tuple[float, ...]
    step_mm: float
    origin_mm: Vector
    direction: tuple[float, ...]
    dz: Quantity

    @property
    def is_regular(self) -> bool:
        """Whether every picture lies where a regular grid has a slice."""
        regular = np.arange(len(self.order)) * self.step_mm
        return bool(np.abs(np.array(self.along_mm) - regular).max() <= 0.1 * self.step_mm)


def in_plane(dataset: Dataset) -> tuple[Quantity, Quantity]:
    """Distances of pixels along a row (dx) and along a column (dy)."""
    places = [dataset]
    for sequence in ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence"):
        for groups in items(dataset, sequence)[:1]:
            places += items(groups, "PixelMeasuresSequence")
    for place in reversed(places):
        spacing = numbers(place, "PixelSpacing", 2)
        if len(spacing) == 2 and min(spacing) > 0:
            return _checked_with_regions(dataset, spacing[1], spacing[0])
    region = _region_spacing(dataset)
    if region is not None:
        (dx, dy), differ = region
        if not differ:
            return stated("dx", (dx,), REGIONS), stated("dy", (dy,), REGIONS)
        why = "Several regions of the picture state different scales; the largest was taken."
        return doubtful("dx", (dx,), REGIONS, why), doubtful("dy", (dy,), REGIONS, why)
    for keyword, tag in (("ImagerPixelSpacing", "(0018,1164)"), ("NominalScannedPixelSpacing", "(0018,2010)")):
        spacing = numbers(dataset, keyword, 2)
        if len(spacing) == 2 and min(spacing) > 0:
            source, why = f"{keyword} {tag}", "{source} is the spacing at the detector, not in the patient."
            return (doubtful("dx", (spacing[1],), source, why, source=source),
                    doubtful("dy", (spacing[0],), source, why, source=source))  # fmt: skip
    why = "The file states no distance of pixels; lay a ruler on the picture."
    return unknown("dx", why), unknown("dy", why)


def slice_step(dataset: Dataset, ordered_by: str) -> Quantity:
    """Distance of pictures whose positions are not stated; `ordered_by` says what put them in order."""
    places = [dataset]
    for groups in items(dataset, "SharedFunctionalGroupsSequence")[:1]:
        places += items(groups, "PixelMeasuresSequence")
    for place in reversed(places):
        step = number(place, "SpacingBetweenSlices")
        if step is not None and step != 0:
            return stated("dz", (abs(step),), BETWEEN_SLICES)
    if number(dataset, "FrameTime") or numbers(dataset, "FrameTimeVector"):
        return unknown("dz", "The pictures follow each other in time (Frame Time), not by a stated distance: this may be a "
                       "film and not a volume.")  # fmt: skip
    for place in reversed(places):
        step = number(place, "SliceThickness")
        if step is not None and step > 0:
            return doubtful("dz", (step,), THICKNESS, "{source} is how thick a picture is, not how far apart two are.",
                            source=THICKNESS)  # fmt: skip
    return unknown("dz", "The file states no distance between pictures, which stand in the order of {order}.",
                   order=ordered_by)  # fmt: skip


def unplaced(dataset: Dataset, ordered_by: str) -> GeometryReport:
    """The geometry of pictures that state no place in the patient, as of most ultrasound scanners."""
    dx, dy = in_plane(dataset)
    if is_invenia(dataset):
        curvature = unknown("curvature", "This scanner's pictures are curved, but the file lacks {tag}.", tag=RADIUS)
    else:
        curvature = doubtful("curvature", (0.0,), "", "The file does not say whether the pictures were straightened; they "
                             "were taken as they are.")  # fmt: skip
    return GeometryReport(
        (dx, dy, slice_step(dataset, ordered_by), _origin_by_convention(), _side_unknown(), curvature)
    )


def placed(dataset: Dataset, stack: Stack, in_patient: bool) -> GeometryReport:
    """The geometry of pictures that state their place, in the patient or (Enhanced US Volume) in their own volume."""
    dx, dy = in_plane(dataset)
    positions, turned = (
        (POSITIONS, ORIENTATION) if in_patient else (VOLUME_POSITIONS, "ImageOrientationVolume (0020,9302)")
    )
    direction = stated("direction", stack.direction, turned)
    if not in_patient:
        direction = doubtful("direction", stack.direction, turned, "{tag} is about the scanned volume; how that lies in "
                             "the patient is not stated.", tag=turned)  # fmt: skip
    return GeometryReport((dx, dy, stack.dz, stated("origin", stack.origin_mm, positions), direction, no_curvature()))


def curved(dataset: Dataset, facts: InveniaFacts, frames: int) -> tuple[GeometryReport, CurvedRaster | None]:
    """The geometry of a GE Invenia, and the raster it is bent to; no raster if a number is missing or cannot be."""
    dx, dy = in_plane(dataset)
    dz = slice_step(dataset, "the file")
    rows, columns = int(number(dataset, "Rows") or 0), int(number(dataset, "Columns") or 0)
    if dy.value is not None and facts.depth_cm is not None and rows:
        depth = rows * dy.value[0]
        if abs(depth - 10 * facts.depth_cm) > 0.05 * depth:
            dy = doubtful("dy", dy.value, dy.source, "{rows} rows give a depth of {mm} mm, but the scanner says {cm} cm.",
                          rows=rows, mm=round(depth, 1), cm=facts.depth_cm)  # fmt: skip
    curvature, raster = _curvature(facts, (dx, dy, dz), (frames, rows, columns))
    return GeometryReport((dx, dy, dz, _origin_by_convention(), _side_unknown(), curvature)), raster


def grid_of(report: GeometryReport, shape_zyx: Shape) -> Grid:
    """The straight grid of a geometry; what is not known stands as 1 mm, 0 or the identity, and is red in the report."""

    def value(name: QuantityName, otherwise: tuple[float, ...]) -> tuple[float, ...]:
        return report[name].value or otherwise

    dx, dy, dz = (value(name, (PLACEHOLDER_MM,))[0] for name in _STEPS)
    x, y, z = value("origin", (0.0, 0.0, 0.0))
    return Grid(shape_zyx, (dx, dy, dz), (x, y, z), value("direction", IDENTITY_DIRECTION))


def stack_of(poses: Sequence[Pose], name: str, source: str = POSITIONS) -> Stack:
    """The order and geometry of pictures from their positions; gaps are told in `dz`.

    Raises
    ------
    InvalidInput
        The pictures point in different directions, are shifted sideways against each other (gantry tilt), or several
        lie at one place.
    """
    right, down = _axes_of(poses, name)
    normal = np.cross(right, down)
    points = np.array([position for position, _ in poses])
    along = points @ normal
    order = np.argsort(along, kind="stable")
    along, points = along[order], points[order]
    steps = np.diff(along)
    _refuse_shared_places(steps, along, name)
    _refuse_tilt(points, along, normal, name)
    step = float(np.median(steps))
    if step > 0 and np.abs(np.rint(steps / step) * step - steps).max() > 0.1 * step:
        step = float(steps.mean()) if np.ptp(steps) <= 0.2 * step else float(steps.min())
    direction = tuple(np.stack([right, down, normal], axis=1).ravel().tolist())
    x, y, z = points[0].tolist()
    return Stack(tuple(order.tolist()), tuple((along - along[0]).tolist()), step, (x, y, z), direction,
                 _positions_dz(steps, step, source))  # fmt: skip


def _positions_dz(steps: FloatArray, step: float, source: str) -> Quantity:
    wide = np.flatnonzero(steps > 1.5 * step)
    if len(wide):
        places = ", ".join(f"{n + 1}–{n + 2}" for n in wide[:5].tolist()) + (", …" if len(wide) > 5 else "")
        return doubtful("dz", (step,), source, "Pictures are missing between {places} (every {step} mm is the rule); "
                        "the gaps were filled from their neighbours.", places=places, step=round(step, 3))  # fmt: skip
    if np.ptp(steps) > _SAME_SPACING * step:
        return doubtful("dz", (step,), source, "The distances between pictures vary from {low} to {high} mm; they were "
                        "brought to {step} mm.", low=round(float(steps.min()), 3), high=round(float(steps.max()), 3),
                        step=round(step, 3))  # fmt: skip
    return stated("dz", (step,), source)


def _axes_of(poses: Sequence[Pose], name: str) -> tuple[FloatArray, FloatArray]:
    """Directions of a row and a column, which must be the same for all pictures and at right angles."""
    orientations = np.array([orientation for _, orientation in poses])
    if np.abs(orientations - orientations[0]).max() > _SAME_DIRECTION:
        raise InvalidInput("The pictures of {name} point in different directions; choose a series of parallel ones.",
                           name=name)  # fmt: skip
    right, down = orientations[0, :3], orientations[0, 3:]
    lengths = np.linalg.norm([right, down], axis=1)
    if np.abs(lengths - 1).max() > 0.01 or abs(float(right @ down)) > 0.01:
        raise InvalidInput("{name} states directions of rows and columns that are not at right angles.", name=name)
    right = right / lengths[0]
    down = down - (down @ right) * right
    return right, down / np.linalg.norm(down)


def _refuse_shared_places(steps: FloatArray, along: FloatArray, name: str) -> None:
    same = int((steps <= 1e-4).sum())
    if same:
        raise InvalidInput(
            "{name} shows {count} places more than once (first at {where} mm): it holds several volumes, such as echoes or "
            "times; choose one of them.", name=name, count=same, where=round(float(along[np.argmax(steps <= 1e-4)]), 2),
        )  # fmt: skip


def _refuse_tilt(points: FloatArray, along: FloatArray, normal: FloatArray, name: str) -> None:
    offset = points - points[0]
    sideways = np.linalg.norm(offset - np.outer(along - along[0], normal), axis=1)
    depth = float(along[-1] - along[0])
    if sideways.max() > max(0.05, 0.002 * depth):
        angle = math.degrees(math.atan2(float(sideways[-1]), max(depth, 1e-9)))
        raise InvalidInput(
            "The pictures of {name} are shifted against each other by {mm} mm, as by a tilted gantry ({angle}°); such a "
            "sheared volume must be resampled to a straight grid first.",
            name=name, mm=round(float(sideways.max()), 2), angle=round(angle, 1),
        )  # fmt: skip


def pose_of(
    dataset: Dataset, position: str = "ImagePositionPatient", turned: str = "ImageOrientationPatient"
) -> Pose | None:
    """Where a picture says that it lies; None if it does not say both place and directions."""
    at, axes = numbers(dataset, position, 3), numbers(dataset, turned, 6)
    return ((at[0], at[1], at[2]), axes) if len(at) == 3 and len(axes) == 6 and any(axes) else None


def frame_poses(dataset: Dataset, frames: int) -> tuple[list[Pose], bool]:
    """Where the pictures of an enhanced file lie, and whether that is in the patient; [] if it does not say."""
    per_frame = items(dataset, "PerFrameFunctionalGroupsSequence")
    shared = (items(dataset, "SharedFunctionalGroupsSequence") or [Dataset()])[0]
    for kind, in_patient in (("", True), ("Volume", False)):
        names = (f"PlanePosition{kind}Sequence", f"PlaneOrientation{kind}Sequence")
        values = ("ImagePositionVolume", "ImageOrientationVolume") if kind else (
            "ImagePositionPatient", "ImageOrientationPatient")  # fmt: skip
        found = [
            pose_of(_merged(items(groups, names[0]) or items(shared, names[0]),
                            items(groups, names[1]) or items(shared, names[1])), *values)
            for groups in per_frame[:frames]
        ]  # fmt: skip
        poses = [pose for pose in found if pose is not None]
        if len(poses) == frames:
            return poses, in_patient
    return [], True


def _merged(*parts: list[Dataset]) -> Dataset:
    merged = Dataset()
    for part in parts:
        for each in part[:1]:
            merged.update(each)
    return merged


def _checked_with_regions(dataset: Dataset, dx: float, dy: float) -> tuple[Quantity, Quantity]:
    region = _region_spacing(dataset)
    if region is None or all(abs(a - b) <= _SAME_SPACING * b for a, b in zip((dx, dy), region[0], strict=True)):
        return stated("dx", (dx,), PIXEL_SPACING), stated("dy", (dy,), PIXEL_SPACING)
    why = "{source} says {stated} mm, the ultrasound regions say {other} mm."

    def differing(name: QuantityName, value: float, other: float) -> Quantity:
        return doubtful(name, (value,), PIXEL_SPACING, why, source=PIXEL_SPACING, stated=round(value, 4),
                        other=round(other, 4))  # fmt: skip

    return differing("dx", dx, region[0][0]), differing("dy", dy, region[0][1])


def _region_spacing(dataset: Dataset) -> tuple[tuple[float, float], bool] | None:
    """Scale (dx, dy) in mm of the largest ultrasound region in centimetres, and whether another one disagrees."""
    found: list[tuple[float, float, float]] = []
    for region in items(dataset, "SequenceOfUltrasoundRegions"):
        units = number(region, "PhysicalUnitsXDirection"), number(region, "PhysicalUnitsYDirection")
        dx, dy = number(region, "PhysicalDeltaX"), number(region, "PhysicalDeltaY")
        if units != (_CENTIMETRE, _CENTIMETRE) or not dx or not dy:
            continue
        edges = [number(region, f"RegionLocation{name}") or 0 for name in ("MinX0", "MaxX1", "MinY0", "MaxY1")]
        area = max(edges[1] - edges[0], 0) * max(edges[3] - edges[2], 0)
        is_tissue = number(region, "RegionDataType") == _TISSUE
        found.append((area + (1e12 if is_tissue else 0), abs(dx) * 10, abs(dy) * 10))
    if not found:
        return None
    _, dx, dy = max(found)
    differ = any(abs(x - dx) > _SAME_SPACING * dx or abs(y - dy) > _SAME_SPACING * dy for _, x, y in found)
    return (dx, dy), differ


def _curvature(
    facts: InveniaFacts, steps: tuple[Quantity, Quantity, Quantity], shape: Shape
) -> tuple[Quantity, CurvedRaster | None]:
    if facts.track_radius_mm not in (0, 0.0):
        return unknown("curvature", "The track of this scan is curved (radius {track}), or not stated to be straight; how "
                       "such a scan lies in the body is not known.", track=facts.track_radius_mm), None  # fmt: skip
    spacing = [each.value[0] if each.value else PLACEHOLDER_MM for each in steps]
    try:
        raster = CurvedRaster(shape, (spacing[0], spacing[1], spacing[2]), facts.radius_mm)
    except InvalidInput as error:
        return Quantity("curvature", (facts.radius_mm,), RADIUS, "red", error.message), None
    return stated("curvature", (facts.radius_mm,), RADIUS), raster


def _origin_by_convention() -> Quantity:
    return Quantity("origin", (0.0, 0.0, 0.0), "convention", "green", Message(
        "The scanner states no place in the patient; distances do not depend on it."))  # fmt: skip


def _side_unknown() -> Quantity:
    return doubtful("direction", IDENTITY_DIRECTION, "convention",
                    "The file does not state which side of the picture is the patient's right and which way the probe "
                    "moved; compare with the examination and confirm.")  # fmt: skip


def laterality_of(dataset: Dataset) -> str:
    """Which breast: "left", "right", "both" or "" if the file does not say."""
    for keyword in ("ImageLaterality", "FrameLaterality", "Laterality"):
        side = {"L": "left", "R": "right", "B": "both"}.get(text(dataset, keyword).upper())
        if side:
            return side
    return ""
