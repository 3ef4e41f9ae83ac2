"""Learning from strokes on an open case: what has been drawn teaches, the rest of the volume follows.

Labels that are drawn are the strokes; a locked label is finished work and neither teaches nor changes. The label
"surroundings" stands for what is to be nothing: its strokes teach, and what is found to be like them stays empty. How the
scan looks does not change from stroke to stroke and is kept.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping

import numpy as np

from workstation.core.geometry import Side
from workstation.core.labels import LabelMap, Segment
from workstation.core.volume import Volume
from workstation.imaging.segmentation.learning import Looks, learn, look_at
from workstation.imaging.segmentation.region import may_change, spacing_zyx
from workstation.workbench.segmentation import Proposal, Report

SURROUNDINGS = "surroundings"

_lock = threading.Lock()
_kept: list[tuple[Volume, Looks]] = []  # of the volume looked at last


def surroundings(segments: Mapping[int, Segment]) -> int:
    """The label that stands for what is to be nothing, 0 if the table has none."""
    return next((value for value, segment in segments.items() if segment.name == SURROUNDINGS), 0)


def learned(
    side: Side, labels: LabelMap, volume: Volume, over: frozenset[int] | None, empty: int, locked: frozenset[int],
    report: Report,
) -> Proposal:  # fmt: skip
    """The labels that all drawn strokes together teach, for the whole volume; raises InvalidInput without two labels.

    `empty` is the label whose strokes teach what is to be nothing; 0 for none. `locked` labels do not teach.
    """
    looks = _looks_of(volume, report)
    report(0.4, "")
    strokes = labels.whole()
    teaching = may_change(frozenset(range(256)) - locked)
    taught = np.where(teaching[strokes], strokes, 0) if locked else strokes
    found = learn(looks, taught, labels.shape, lambda share: report(0.4 + 0.5 * share, ""))
    report(0.9, "")
    after = labels.copy()
    table = may_change(over)
    _, ny, nx = labels.shape
    for z in range(labels.shape[0]):
        drawn = strokes[z]
        layer = np.where((drawn == 0) & table[0], found[z], drawn)
        layer[layer == empty] = 0
        if (layer != drawn).any():
            after.write((slice(z, z + 1), slice(0, ny), slice(0, nx)), layer[None])
    return Proposal(side, labels, after, "learn", 0)


def _looks_of(volume: Volume, report: Report) -> Looks:
    with _lock:
        for known, looks in _kept:
            if known is volume:
                return looks
    looks = look_at(volume.voxels.whole(), spacing_zyx(volume.grid), lambda f: report(0.4 * f, ""))
    with _lock:
        _kept[:] = [(volume, looks)]
    return looks
