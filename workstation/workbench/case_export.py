"""One case on its way out: what there is of it, what of that is wanted, and where its files go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import SIDES, Grid, Side
from workstation.core.labels import LabelArray, Segment
from workstation.core.landmarks import Landmark
from workstation.core.study import Case, Reading
from workstation.core.transform import Affine, DisplacementField, Transform
from workstation.storage.atomic import not_saved
from workstation.workbench.importing import plain_row

Content = Literal["scans", "labels", "landmarks", "transform", "warped"]
CONTENTS: tuple[Content, ...] = get_args(Content)


@dataclass(frozen=True, eq=False)
class CaseExport:
    """One case on its way out: what there is, where it goes, what has been written, and what is to be said of it."""

    case: Case
    reading: Reading
    transform: Transform | None
    folder: Path
    warp_grid: Grid
    study_id: str = ""
    contents: frozenset[Content] = frozenset(CONTENTS)
    report: Callable[[str], None] = lambda name: None
    written: list[Path] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)

    def file(self, name: str) -> Path:
        """A file of this export; its folder is made, and it is told, which is where a person can stop it."""
        self.report(name)
        path = self.folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise not_saved(path, error) from error
        self.written.append(path)
        return path

    def wants(self, content: Content) -> bool:
        """Whether this part was asked for."""
        return content in self.contents

    def layers(self, side: Side) -> list[tuple[int, LabelArray]]:
        """The layers of one volume on which labels are drawn, lowest first; none where they are not wanted."""
        if not self.wants("labels"):
            return []
        return [(n, labels.whole()) for n, labels in self.reading.layers(side) if labels.values()]

    def segments_of(self, layer: int) -> tuple[Segment, ...]:
        """The rows of the label table that lie on a layer."""
        return tuple(each for each in self.segments if each.layer == layer)

    @property
    def landmarks(self) -> tuple[Landmark, ...]:
        """The landmarks in the order of the table, none where they are not wanted."""
        return tuple(self.reading.landmarks) if self.wants("landmarks") else ()

    @property
    def placed(self) -> tuple[Landmark, ...]:
        """All landmarks if any of them is placed somewhere, else none."""
        return self.landmarks if any(row.fixed or row.moving for row in self.landmarks) else ()

    @property
    def map(self) -> Transform | None:
        """The transform, None where there is none or it is not wanted."""
        return self.transform if self.wants("transform") else None

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The label table, with a row for every value that is drawn."""
        known = dict(self.reading.segments)
        for side in SIDES:
            for layer, labels in self.reading.layers(side):
                known |= {value: plain_row(value, layer) for value in labels.values() - known.keys()}
        return tuple(known[value] for value in sorted(known))

    @property
    def doubts(self) -> list[Message]:
        """What whoever gets the files must know about their millimetres."""
        from workstation.workbench.evaluate import why_no_millimetres

        why = why_no_millimetres(self.case)
        text = "Case {case}: the millimetres in these files are not to be trusted, because {why}."
        return [Message(text, {"case": self.case.id, "why": why})] if why else []

    def file_of_layer(self, name: str, layer: int, suffix: str) -> Path:
        """The file for one layer of labels, in formats that cannot hold overlapping labels in one file."""
        if not layer:
            return self.file(name + suffix)
        self.notes.append(Message(
            "Case {case}: labels overlap, so {file} holds those of layer {n}.",
            {"case": self.case.id, "file": f"{name}_layer{layer + 1}{suffix}", "n": layer + 1},
        ))  # fmt: skip
        return self.file(f"{name}_layer{layer + 1}{suffix}")

    @property
    def grids(self) -> dict[Side, Grid]:
        """The grids of both volumes."""
        return {side: self.case.volume(side).grid for side in SIDES}


def warp_grid(fixed: Grid, spacing_mm: float) -> Grid:
    """The grid for warped scans: the fixed scan's, or one over the same box with equal spacing."""
    if spacing_mm < 0:
        raise InvalidInput("The spacing of a grid must be positive, got {s} mm.", s=spacing_mm)
    return fixed.resampled((spacing_mm, spacing_mm, spacing_mm)) if spacing_mm else fixed


def linear_or_field(transform: Transform, grid: Grid) -> Affine | DisplacementField:
    """The transform itself where other programs have a form for it, else sampled at every voxel of a grid."""
    from workstation.imaging.warping import dense_displacement
    from workstation.storage.interchange.transform_file import collapsed

    simple = collapsed(transform)
    return simple if isinstance(simple, Affine | DisplacementField) else dense_displacement(simple, grid)
