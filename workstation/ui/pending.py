"""Something begun in the pictures that waits for an answer: an outline, a proposal of a tool. One at a time.

It is not a gesture, because it lives on between presses; the pane that has the keys tells it of Enter (`accept`), Esc
(`discard`), Backspace (`step_back`) and of the mouse (`hover`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from workstation.ui.tools import Pane, Pointer


class Pending(Protocol):
    """What waits for Enter or Esc."""

    def accept(self) -> None:
        """Make it an edit."""
        ...

    def discard(self) -> None:
        """Leave no trace."""
        ...

    def step_back(self) -> None:
        """Take the last point back, where there are points."""
        ...

    def hover(self, pane: Pane, pointer: Pointer) -> None:
        """The mouse moves with no button down."""
        ...
