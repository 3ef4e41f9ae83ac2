"""What a row of the action table is: an action, or a gesture of the mouse, and in which workspaces it is valid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

WorkspaceId = Literal["cases", "annotate", "register", "check"]
MousePreset = Literal["annotator", "reader"]
WORKSPACES: tuple[WorkspaceId, ...] = ("cases", "annotate", "register", "check")
EVERYWHERE: tuple[WorkspaceId, ...] = WORKSPACES
VIEWERS: tuple[WorkspaceId, ...] = ("annotate", "check")
ANNOTATE: tuple[WorkspaceId, ...] = ("annotate",)
CHECK: tuple[WorkspaceId, ...] = ("check",)
REGISTER: tuple[WorkspaceId, ...] = ("register",)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can ask for.

    Parameters
    ----------
    title, tooltip : templates, translated where they are shown
    keys : in Qt's portable notation, the one that is shown first
    menu : title of its menu, after a "|" if a separator stands before it
    in_view : the view watches the key itself, because holding it means something too; no shortcut is made
    """

    id: str
    title: str
    menu: str
    keys: tuple[str, ...]
    tooltip: str
    help: str
    workspaces: tuple[WorkspaceId, ...] = EVERYWHERE
    icon: str = ""
    in_view: bool = False

    @property
    def menu_title(self) -> str:
        """The menu it belongs to."""
        return self.menu.lstrip("|")

    @property
    def begins_group(self) -> bool:
        """Whether a separator stands before it in the menu."""
        return self.menu.startswith("|")


@dataclass(frozen=True, slots=True)
class Gesture:
    """Something done with the mouse, perhaps while a key is held: shown in the `?` sheet, handled by the views."""

    title: str
    annotator: str
    reader: str
    workspaces: tuple[WorkspaceId, ...] = VIEWERS
    held: tuple[str, ...] = ()  # plain keys that the annotator preset watches and no action may have
