"""Suggested landmarks stay with the case: kept beside the reading, and still there when the case is opened again.

What was found is derived from the volumes and may be found again, so it lies in a file of its own. What the reader said
about it is work and lies in the journal: an accepted suggestion is a landmark that says what it was learnt from, a refused
one a command. The queue is what was found, less both; so undoing either brings the suggestion back.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from workstation.core.errors import Message, UserError
from workstation.core.geometry import FloatArray, Vector
from workstation.core.landmarks import LandmarkSet
from workstation.storage.study_folder import safe_name
from workstation.storage.suggestion_file import KeptSuggestions, read_suggestions, write_suggestions
from workstation.workbench.landmark_suggesting import Suggestions
from workstation.workbench.open_case import OpenCase


def suggestion_file(opened: OpenCase) -> Path:
    """Where the suggestions of a reader in a case lie."""
    return opened.folder.case_folder(opened.id) / "suggestions" / f"{safe_name(opened.reading.reader)}.h5"


def keep_suggestions(opened: OpenCase, found: Suggestions) -> None:
    """Keep what was found beside the reading; nothing while another window has the case. May raise NotSaved."""
    if not opened.history.document.read_only:
        grids = opened.case.fixed.grid, opened.case.moving.grid
        kept = KeptSuggestions(grids, found.places, found.queue, found.sources, found.start)
        write_suggestions(suggestion_file(opened), kept)


def recall_suggestions(opened: OpenCase) -> tuple[Suggestions | None, Message | None]:
    """What was found in a case before, and a notice; None where nothing was, or where the geometry is another one now."""
    path = suggestion_file(opened)
    if not path.is_file():
        return None, None
    try:
        kept = read_suggestions(path)
    except (UserError, OSError):
        return None, Message("The suggested landmarks of this case could not be read; Ctrl+G finds them again.")
    if kept.grids != (opened.case.fixed.grid, opened.case.moving.grid):
        return None, Message(
            "The geometry of this case has changed since landmarks were suggested; Ctrl+G finds new ones."
        )
    proposed = tuple(each for each in kept.found if each.is_proposed)
    asked = tuple(each for each in kept.found if not each.is_proposed)
    return Suggestions(kept.places, proposed, asked, kept.sources, kept.start), None


def waiting(found: Suggestions, marks: LandmarkSet) -> Suggestions:
    """What is still to be decided: neither near a mark of the fixed volume nor refused."""
    return found.left(settled_mm(marks))


def settled_mm(marks: LandmarkSet) -> FloatArray:
    """The places (N, 3) of the fixed volume about which the reader has decided."""
    places: list[Vector] = [row.fixed.position_mm for row in marks if row.fixed is not None]
    return np.array([*places, *marks.refused], np.float64).reshape(-1, 3)
