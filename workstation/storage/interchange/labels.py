"""Label maps as files hold them: voxels on a grid of their own, the table of segments, and their way onto a scan's
grid.

Files may be cropped, mirrored or hold their axes in another order; all that is undone voxel by voxel, without
interpolation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import FloatArray, Grid
from workstation.core.labels import LAYERS, LabelArray, Segment
from workstation.core.volume import AnyArray

PLAIN_COLOURS = ("#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#b3b3b3")
DEFAULT_CODE = ("SCT", "85756007", "Tissue")
_ALIGNED = 0.01  # voxels by which a file may lie beside the scan's voxels


@dataclass(frozen=True, eq=False)
class LabelFile:
    """The labels of a file: (z, y, x) uint8 on a grid, its segments, and what a person should know.

    Where segments overlap, `upper` holds further layers of the same shape; each segment says on which it lies.
    """

    values: LabelArray
    grid: Grid
    segments: tuple[Segment, ...]
    notes: tuple[Message, ...] = ()
    upper: tuple[LabelArray, ...] = ()

    @property
    def layers(self) -> tuple[LabelArray, ...]:
        """All layers, lowest first."""
        return self.values, *self.upper

    def on(self, grid: Grid, layer: int = 0) -> LabelArray:
        """One layer on a scan's grid; what lies outside it is dropped.

        Raises
        ------
        InvalidInput
            The file's voxels do not coincide with the scan's to 0.01 voxel.
        """
        placed, values = np.zeros(grid.shape_zyx, np.uint8), self.layers[layer]
        if not values.any():
            return placed
        matrix, offset = _index_map(self.grid, grid)
        turned = np.rint(matrix)
        if (
            np.abs(matrix - turned).max() * max(self.grid.shape_zyx) > _ALIGNED
            or (np.abs(turned).sum(axis=0) != 1).any()
        ):
            raise InvalidInput(
                "These labels have another voxel size or direction than the scan; resample them to it first."
            )
        if np.abs(offset - np.rint(offset)).max() > _ALIGNED:
            raise InvalidInput(
                "These labels lie a part of a voxel beside the scan's voxels; resample them to it first."
            )
        _paste(placed, values, turned, np.rint(offset).astype(int))
        return placed


def _paste(placed: LabelArray, values: LabelArray, turned: FloatArray, offset: npt.NDArray[np.int_]) -> None:
    """Put an array into another, its axes exchanged and mirrored as a signed permutation of x, y, z says."""
    order = np.abs(turned).argmax(axis=1)
    mirrored = turned.sum(axis=1) < 0
    source = np.flip(values.transpose(2, 1, 0).transpose(order), tuple(np.flatnonzero(mirrored)))
    target = placed.transpose(2, 1, 0)
    size = np.array(source.shape)
    start = offset - np.where(mirrored, size - 1, 0)
    low, high = np.maximum(start, 0), np.minimum(start + size, target.shape)
    if (low < high).all():
        cut = tuple(slice(a - s, b - s) for a, b, s in zip(low, high, start, strict=True))
        target[tuple(slice(a, b) for a, b in zip(low, high, strict=True))] = source[cut]


class Packing:
    """Segments of a file, one after the other, on as few layers as keep them whole; the last layer takes the rest."""

    def __init__(self, shape_zyx: tuple[int, ...]) -> None:
        self.layers: list[LabelArray] = [np.zeros(shape_zyx, np.uint8)]
        self.doubled = 0  # voxels that a later segment took from an earlier one, because there are no more layers

    def put(self, value: int, mask: npt.NDArray[np.bool_]) -> int:
        """Add a segment (z, y, x); returns the layer on which it lies."""
        found = next((n for n, labels in enumerate(self.layers) if not labels[mask].any()), None)
        if found is None and len(self.layers) < LAYERS:
            self.layers.append(np.zeros_like(self.layers[0]))
        number = len(self.layers) - 1 if found is None else found
        self.doubled += int(np.count_nonzero(self.layers[number][mask]))
        self.layers[number][mask] = value
        return number

    @property
    def notes(self) -> tuple[Message, ...]:
        """What a person should know about segments that overlap."""
        if self.doubled:
            text = "More than {count} segments overlap in one place; {n} voxels were left to the later one."
            return (Message(text, {"count": LAYERS, "n": self.doubled}),)
        text = "Segments overlap; they lie on {n} layers."
        return (Message(text, {"n": len(self.layers)}),) if len(self.layers) > 1 else ()


def values_in(labels: AnyArray) -> set[int]:
    """The values other than 0 that occur in an integer array, slice by slice."""
    found: set[int] = set()
    for plane in labels:
        if labels.dtype == np.uint8:
            found.update(np.flatnonzero(np.bincount(plane.ravel(), minlength=1)).tolist())
        else:
            found.update(np.unique(plane).tolist())
    return found - {0}


def layer_with(value: int, layers: Sequence[LabelArray]) -> int:
    """The first of some layers (z, y, x) that holds a label, the lowest if none does."""
    return next((n for n, labels in enumerate(layers) if (labels == value).any()), 0)


def code_parts(code: str) -> tuple[str, str, str] | None:
    """Scheme, value and meaning of a segment's code such as "SCT 85756007 Tissue"; None for any other text."""
    found = re.fullmatch(r"([A-Z0-9_]{2,16}) (\S{1,16}) (.{1,64})", code.strip())
    return (found.group(1), found.group(2), found.group(3)) if found else None


def plain_segment(value: int, name: str = "") -> Segment:
    """A segment of which a file says no more than its value."""
    return Segment(value, name or f"label {value}", PLAIN_COLOURS[(value - 1) % len(PLAIN_COLOURS)])


def _index_map(own: Grid, grid: Grid) -> tuple[FloatArray, FloatArray]:
    """The affine map from voxel indices of one grid to those of another."""
    whole = grid.world_to_index @ own.index_to_world
    return whole[:3, :3], whole[:3, 3]
