"""Edits of segmentations: paint, and the rows of the label table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from workstation.core.commands import Command, command
from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import SIDES, Side
from workstation.core.labels import LAYERS, LabelPatch, Segment
from workstation.core.study import Reading

PaintVerb = Literal[
    "paint", "erase", "fill", "import", "clear", "outline", "cut", "grow", "interpolate", "smooth", "islands", "margin",
    "hollow", "holes", "logic", "copy", "propagate", "learn", "artefacts", "move",
]  # fmt: skip
SegmentField = Literal["name", "colour", "code", "locked", "opacity", "outlined", "layer"]

_PAINT_TITLES: dict[PaintVerb, str] = {
    "paint": "Paint {name}",
    "erase": "Erase {name}",
    "fill": "Fill {name}",
    "import": "Import labels",
    "clear": "Clear {name}",
    "outline": "Outline {name}",
    "cut": "Cut {name}",
    "grow": "Grow from seeds",
    "interpolate": "Interpolate {name}",
    "smooth": "Smooth {name}",
    "islands": "Clean islands of {name}",
    "margin": "Margin of {name}",
    "hollow": "Hollow {name}",
    "holes": "Fill holes of {name}",
    "logic": "Combine {name}",
    "copy": "Copy {name} to the next slice",
    "propagate": "Take {name} over from the other volume",
    "learn": "Learn from strokes",
    "artefacts": "Mark {name}",
    "move": "Move {name} to another layer",
}


@command
@dataclass(frozen=True, slots=True)
class PaintLabels:
    """Change voxels of one layer of a volume's labels by a patch."""

    side: Side
    patch: LabelPatch
    verb: PaintVerb = "paint"
    value: int = 0
    layer: int = 0

    def apply(self, target: Reading) -> Command:
        """Apply the patch; it must fit the labels as they are."""
        if not 0 <= self.layer < LAYERS:
            raise InvalidInput("A label lies on one of {count} layers, got {n}.", count=LAYERS, n=self.layer + 1)
        target.layer(self.side, self.layer).apply(self.patch)
        return replace(self, patch=self.patch.reversed())

    def title(self, target: Reading) -> Message:
        """Such as "Paint lesion"."""
        segment = target.segments.get(self.value)
        return Message(_PAINT_TITLES[self.verb], {"name": segment.name if segment else str(self.value)})


@command
@dataclass(frozen=True, slots=True)
class AddSegment:
    """Add a row to the label table."""

    segment: Segment

    def apply(self, target: Reading) -> Command:
        """Add it; a value that has a row already, or voxels on another layer, is refused."""
        if self.segment.value in target.segments or _is_drawn(target, self.segment.value, but=self.segment.layer):
            raise InvalidInput("The label value {v} is in use.", v=self.segment.value)
        _set_segments(target, {**target.segments, self.segment.value: self.segment})
        return RemoveSegment(self.segment.value, even_if_drawn=True)

    def title(self, target: Reading) -> Message:
        """Such as "Add label lesion"."""
        return Message("Add label {name}", {"name": self.segment.name})


@command
@dataclass(frozen=True, slots=True)
class RemoveSegment:
    """Remove a row of the label table that has no voxels left (taking its adding back does not ask)."""

    value: int
    even_if_drawn: bool = False

    def apply(self, target: Reading) -> Command:
        """Remove it; a label that is still drawn somewhere is refused."""
        segment = _segment(target, self.value)
        if not self.even_if_drawn and _is_drawn(target, self.value):
            raise InvalidInput("{name} is still drawn; clear its voxels before removing the label.", name=segment.name)
        _set_segments(target, {v: s for v, s in target.segments.items() if v != self.value})
        return AddSegment(segment)

    def title(self, target: Reading) -> Message:
        """Such as "Remove label lesion"."""
        return Message("Remove label {name}", {"name": _segment(target, self.value).name})


@command
@dataclass(frozen=True, slots=True)
class EditSegment:
    """Change a property of a row of the label table; a layer only while nothing is drawn with the label."""

    value: int
    field: SegmentField
    to: str | bool | int | float

    def apply(self, target: Reading) -> Command:
        """Change it; a value the property cannot have is refused."""
        before = _segment(target, self.value)
        changes: dict[str, Any] = {self.field: self.to}
        after = replace(before, **changes)
        if after.layer != before.layer and _is_drawn(target, self.value):
            raise InvalidInput("{name} is drawn; its voxels have to move to the other layer with it.", name=before.name)
        target.segments[self.value] = after
        return replace(self, to=getattr(before, self.field))

    def title(self, target: Reading) -> Message:
        """Such as "Edit label lesion"."""
        return Message("Edit label {name}", {"name": _segment(target, self.value).name})


def _segment(target: Reading, value: int) -> Segment:
    try:
        return target.segments[value]
    except KeyError:
        raise InvalidInput("There is no label with value {v}.", v=value) from None


def _is_drawn(target: Reading, value: int, but: int = -1) -> bool:
    """Whether a label has voxels anywhere, or anywhere but on one layer."""
    return any(labels.holds(value) for side in SIDES for n, labels in target.layers(side) if n != but)


def _set_segments(target: Reading, segments: dict[int, Segment]) -> None:
    """Keep the table in order of value, so that undo restores the order too."""
    target.segments = dict(sorted(segments.items()))
