"""What adapters of other people's engines share: the pair as such an engine wants it, and silence while it works.

An adapter gives an engine the voxels as they are (float32, at full size), so that the engine is seen as its authors
made it, and turns what it finds into our direction: points of the fixed volume to points of the moving one, LPS mm.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from workstation.core.plugin import RunContext
from workstation.core.transform import Affine, Composite, Transform
from workstation.core.volume import AnyArray, Volume
from workstation.imaging.itk import resample, to_image, to_itk, values_of
from workstation.imaging.linear import check_overlap, nearest_affine
from workstation.imaging.preprocess import Picture, check_mask, check_volume


@dataclass(frozen=True, eq=False)
class PeerPair:
    """A pair for an engine that can start from an affine map only.

    Parameters
    ----------
    fixed, moving : voxels and what counts of them; after a deformed start, `moving` is already seen through it
    affine : where to start, None for the engine's own start
    deformed : the start that `moving` is seen through, None if there was none
    """

    fixed: Picture
    moving: Picture
    affine: Affine | None
    deformed: Transform | None

    def whole(self, found: Transform) -> Transform:
        """What the engine found, together with the deformed start."""
        return found if self.deformed is None else Composite((found, self.deformed))


def peer_pair(fixed: Volume, moving: Volume, run: RunContext) -> PeerPair:
    """The pair of a run for an engine of other people.

    Raises
    ------
    InvalidInput : a volume or mask holds nothing to align, or the start lays them apart.
    """
    here, there = _picture(fixed, run.fixed_mask, "fixed"), _picture(moving, run.moving_mask, "moving")
    initial = run.initial
    if initial is None or isinstance(initial, Affine):
        if initial is not None:
            check_overlap(here, there, initial)
        return PeerPair(here, there, initial, None)
    check_overlap(here, there, nearest_affine(initial, here.grid))
    through = to_itk(initial, here.grid)
    values, inside = (
        values_of(resample(to_image(each, there.grid), here.grid, through, threads=run.threads))
        for each in (there.values, there.mask.astype(np.float32))
    )
    return PeerPair(here, Picture(values, here.grid, inside > 0.5), Affine.identity(), initial)


def _picture(volume: Volume, mask: AnyArray | None, what: str) -> Picture:
    check_volume(volume, what)
    check_mask(mask, volume.grid, what)
    inside = np.ones(volume.grid.shape_zyx, bool) if mask is None else mask.astype(bool)
    return Picture(volume.voxels.whole().astype(np.float32), volume.grid, inside)


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Let nothing that native code prints reach anybody while the block runs; only for worker processes and tests."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = os.dup(1), os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        yield
    finally:
        for number, descriptor in enumerate(kept, start=1):
            os.dup2(descriptor, number)
            os.close(descriptor)
        os.close(nowhere)
