"""What can be said about the correspondence at one place: how tissue moved, and where its image would rather be found.

`look_here` is a pure function of two volumes, a transform and a point; it takes about 30 ms and reads only the blocks of
voxels around the place and its image, so that it can follow a crosshair in the background.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from workstation.core.errors import Message, listed
from workstation.core.geometry import FloatArray, Vector
from workstation.core.transform import Transform
from workstation.core.volume import Volume
from workstation.imaging.deformation import gradient_at
from workstation.imaging.landmarks.patches import Match, match_point
from workstation.imaging.segmentation.artefacts import Artefact, artefact_at

SEARCH_MM = 6.0  # around the place that the transform says
AGREES_MM = 1.0  # nearer than this counts as agreement, however certain the match is
LEAST_LIKENESS, LEAST_MARGIN = 0.6, 0.02  # below, the surroundings cannot be told from others
GAP_MM = 0.5  # there and back again; more is worth a word
WORTH_SAYING_MM = 0.3  # of a direction

Finding = Literal["agrees", "elsewhere", "unclear", "outside"]

_HIDDEN: dict[Artefact, Message] = {
    "shadow": Message("In the {side} volume this place lies in a shadow, or deeper than the sound reached."),
    "no contact": Message("In the {side} volume the probe had no contact above this place."),
}

# world axes LPS: what less and what more of each means
Words = tuple[tuple[Message, Message], ...]
_ACROSS = Message("{mm} mm to the right"), Message("{mm} mm to the left")
_ALONG = Message("{mm} mm toward the feet"), Message("{mm} mm toward the head")
_ULTRASOUND: Words = (_ACROSS, (Message("{mm} mm shallower"), Message("{mm} mm deeper")), _ALONG)
_OTHERS: Words = (_ACROSS, (Message("{mm} mm to the front"), Message("{mm} mm to the back")), _ALONG)


@dataclass(frozen=True, slots=True)
class Here:
    """What was found at a place.

    Parameters
    ----------
    point_mm, mapped_mm : the place in the fixed volume, and where the transform says that it lies in the moving one
    suggested_mm : where its surroundings were found in the moving volume; None if they cannot be told from others
    apart_mm : between the two, NaN without a suggestion
    gap_mm : from the place to where it comes back to through transform and inverse
    sentences : the same for a person, the most important one first
    """

    point_mm: Vector
    mapped_mm: Vector
    finding: Finding
    suggested_mm: Vector | None
    apart_mm: float
    gap_mm: float
    sentences: tuple[Message, ...]


def look_here(fixed: Volume, moving: Volume, transform: Transform, inverse: Transform, point_mm: Vector) -> Here:
    """Compare the surroundings of a point of the fixed volume with those of its image, and say what the transform does."""
    start = np.array([point_mm])
    mapped = transform(start)[0]
    gradient = gradient_at(transform, start)[0]
    gap = float(np.linalg.norm(inverse(mapped[None])[0] - start[0]))
    words = _ULTRASOUND if fixed.modality == "US" else _OTHERS
    motion = _motion(mapped - start[0], float(np.linalg.det(gradient)), words)
    if not moving.grid.contains(_vector(mapped)):
        outside = Message("This place lies outside the moving volume; there is nothing to compare it with.")
        return Here(point_mm, _vector(mapped), "outside", None, math.nan, gap, (outside, *motion))
    if not fixed.grid.contains(point_mm):
        outside = Message("This place lies outside the fixed volume; there is nothing to compare with.")
        return Here(point_mm, _vector(mapped), "outside", None, math.nan, gap, (outside, *motion))
    match = match_point(fixed, moving, point_mm, mapped, SEARCH_MM, gradient)
    finding, apart, sentence = _judged(match, mapped, words)
    suggested = match.position_mm if match is not None and finding != "unclear" else None
    sentences = [sentence, *_artefacts(fixed, point_mm), *_artefacts(moving, _vector(mapped)), *motion]
    if gap > GAP_MM:
        sentences.append(Message("There and back again it misses itself by {mm} mm: the map folds or is torn near here.",
                                 {"mm": f"{gap:.1f}"}))  # fmt: skip
    return Here(point_mm, _vector(mapped), finding, suggested, apart, gap, tuple(sentences))


def _artefacts(volume: Volume, point_mm: Vector) -> list[Message]:
    """What hides a place of an ultrasound scan."""
    artefact = artefact_at(volume, point_mm) if volume.modality == "US" else ""
    return [Message(_HIDDEN[artefact].template, {"side": Message(volume.id)})] if artefact else []


def _judged(match: Match | None, mapped: FloatArray, words: Words) -> tuple[Finding, float, Message]:
    if match is None or match.likeness < LEAST_LIKENESS or match.margin < LEAST_MARGIN or match.at_edge:
        return (
            "unclear",
            math.nan,
            Message("Local image content says nothing here: it is flat, in shadow, or ambiguous."),
        )
    off = np.asarray(match.position_mm) - mapped
    apart = float(np.linalg.norm(off))
    blur = 2 * math.sqrt(float(np.trace(match.covariance_mm2)) / 3)
    if apart <= max(AGREES_MM, blur):
        return "agrees", apart, Message("Local image content agrees within {mm} mm.", {"mm": f"{apart:.1f}"})
    values = {"mm": f"{apart:.1f}", "where": _directions(off, words)}
    return "elsewhere", apart, Message("Local image content suggests a place {mm} mm away: {where}.", values)


def _motion(moved: FloatArray, growth: float, words: Words) -> list[Message]:
    length = float(np.linalg.norm(moved))
    if length < WORTH_SAYING_MM:
        said = [Message("In the moving volume this tissue lies at the same place.")]
    else:
        values = {"mm": f"{length:.1f}", "where": _directions(moved, words)}
        said = [Message("In the moving volume this tissue lies {mm} mm away: {where}.", values)]
    if growth <= 0:
        said.append(Message("The map folds here: two places of one volume claim the same place of the other."))
    else:
        said.append(Message("It takes {percent} % of its room there.", {"percent": f"{100 * growth:.0f}"}))
    return said


def _directions(off: FloatArray, words: Words) -> Message:
    """Such as "3.2 mm deeper, 0.8 mm to the left": the longest part first, nothing that is not worth saying."""
    parts = sorted(zip(off.tolist(), words, strict=True), key=lambda part: -abs(part[0]))
    worth = [part for n, part in enumerate(parts) if n == 0 or abs(part[0]) >= WORTH_SAYING_MM]
    return listed((Message(pair[value > 0].template, {"mm": f"{abs(value):.1f}"}) for value, pair in worth), ", ")


def _vector(values: FloatArray) -> Vector:
    x, y, z = values.tolist()
    return x, y, z
