"""Structures that overlap: which layer is free, moving a label to another layer, and all layers seen from above."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workstation.core.commands import Command, Group
from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import SIDES, Side
from workstation.core.label_commands import EditSegment, PaintLabels
from workstation.core.labels import LAYERS, LabelMap
from workstation.core.study import Reading


@dataclass(frozen=True, slots=True)
class Move:
    """What moving a label to another layer would do.

    Parameters
    ----------
    command : the edit, as one step
    lost : by label value, how many voxels of the other layer's labels it takes for itself, in both volumes
    """

    command: Group
    lost: dict[int, int]


def free_layer(reading: Reading) -> int:
    """The lowest layer above the first on which no label lies; InvalidInput if there is none."""
    taken = {each.layer for each in reading.segments.values()}
    taken |= {number for side in SIDES for number, _ in reading.layers(side)}
    free = [number for number in range(1, LAYERS) if number not in taken]
    if not free:
        raise InvalidInput("All {count} layers are in use; choose the layer of labels that do not overlap with this "
                           "one.", count=LAYERS)  # fmt: skip
    return free[0]


def move_to_layer(reading: Reading, value: int, layer: int) -> Move:
    """The edit that moves a label with all its voxels to another layer; what lies there in its voxels gives way.

    Raises
    ------
    InvalidInput : the label is unknown, locked or on that layer already, or a locked label would give way.
    """
    segment = reading.segments.get(value)
    if segment is None:
        raise InvalidInput("There is no label with value {v}.", v=value)
    if segment.locked:
        raise InvalidInput("{name} is locked; unlock it in the label table to move it.", name=segment.name)
    if layer == segment.layer:
        raise InvalidInput("{name} lies on layer {n} already.", name=segment.name, n=layer + 1)
    taken: list[Command] = []
    put: list[Command] = []
    lost: dict[int, int] = {}
    for side in SIDES:
        here, there = reading.layer(side, segment.layer), reading.layer(side, layer)
        without, with_it = _moved(here, there, value, lost)
        for labels, before, number, commands in ((without, here, segment.layer, taken), (with_it, there, layer, put)):
            patch = labels.difference_from(before)
            if patch.changes:
                commands.append(PaintLabels(side, patch, "move", value, number))
    locked = [each for each in lost if each in reading.segments and reading.segments[each].locked]
    if locked:
        name = reading.segments[locked[0]].name
        raise InvalidInput("{name} is locked and has voxels there; choose another layer.", name=name)
    return Move(Group("", (*taken, EditSegment(value, "layer", layer), *put)), lost)


def why_not_move(reading: Reading, value: int, move: Move) -> Message | None:
    """What a person must agree to before a label moves, None if nothing gives way."""
    if not move.lost:
        return None
    names = ", ".join(reading.segments[v].name if v in reading.segments else str(v) for v in sorted(move.lost))
    return Message(
        "{n} voxels of {name} belong to {others} on that layer. Moved there, it takes them.",
        {"n": sum(move.lost.values()), "name": reading.segments[value].name, "others": names},
    )


def _moved(here: LabelMap, there: LabelMap, value: int, lost: dict[int, int]) -> tuple[LabelMap, LabelMap]:
    """Copies of both layers after the move; `lost` gains the voxels that change their label."""
    without, with_it = here.copy(), there.copy()
    for key in here.block_keys():
        block = here.block(key)
        assert block is not None  # the keys are those of stored blocks
        mask = block == value
        if not mask.any():
            continue
        without.block_for_writing(key)[mask] = 0
        target = with_it.block_for_writing(key)
        for other, count in enumerate(np.bincount(target[mask], minlength=256).tolist()):
            if count and other not in (0, value):
                lost[other] = lost.get(other, 0) + count
        target[mask] = value
    return without, with_it


def flattened(reading: Reading, side: Side) -> LabelMap:
    """All layers of a volume as one label map, higher layers over lower ones; the lowest itself if it is alone."""
    flat = reading.labels[side]
    upper = [labels for number, labels in reading.layers(side) if number]
    if not upper:
        return flat
    flat = flat.copy()
    for labels in upper:
        for key in labels.block_keys():
            block = labels.block(key)
            if block is not None and block.any():
                target = flat.block_for_writing(key)
                np.copyto(target, block, where=block > 0)
    flat.touch()
    return flat
