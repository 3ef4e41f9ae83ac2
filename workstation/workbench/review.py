"""Pictures of a volume in which a person looks for burned-in text: few enough to be seen all, and enough to show it.

Text that stands still is bright in the darkest value of every pixel over all pictures, where speckle has vanished; text
that comes and goes shows in the brightest. Pictures from the whole sweep follow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workstation.core.errors import Message
from workstation.core.volume import AnyArray, Volume

SINGLE_PICTURES = 7


@dataclass(frozen=True, eq=False, slots=True)
class ReviewPage:
    """A picture (rows, columns) as it is stored in the file, and what it is."""

    title: Message
    pixels: AnyArray


def review_pages(volume: Volume) -> tuple[ReviewPage, ...]:
    """Darkest and brightest values over all pictures (z) of a volume, then first, last and some between."""
    values = volume.voxels.whole()
    count = len(values)
    single = np.unique(np.rint(np.linspace(0, count - 1, min(SINGLE_PICTURES, count))).astype(int)).tolist()
    return (
        ReviewPage(Message("darkest value of all {count} pictures", {"count": count}), values.min(axis=0)),
        ReviewPage(Message("brightest value of all {count} pictures", {"count": count}), values.max(axis=0)),
        *(
            ReviewPage(Message("picture {n} of {count}", {"n": z + 1, "count": count}), np.array(values[z]))
            for z in single
        ),
    )
