"""Edits: a command is a frozen value that applies itself and returns its inverse.

That is all undo takes: undoing is applying the inverse, and the journal of all commands is the audit trail. A command
refers to things by id, never by row, and whatever can fail in `apply` fails before anything has changed. One gesture of
a person is one command. The registry gives every command class a name by which files know it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from workstation.core.errors import Message


class Command(Protocol):
    """An edit of a reading or of a study."""

    def apply(self, target: Any) -> Command:
        """Change the target and return the command that takes the change back."""
        ...

    def title(self, target: Any) -> Message:
        """What the edit is called in the menu, such as "Move L17"; asked before it is applied."""
        ...


COMMANDS: dict[str, type[Any]] = {}

C = TypeVar("C", bound=type[Any])


def command(cls: C) -> C:
    """Register a command class under its name, by which journals refer to it forever."""
    if cls.__name__ in COMMANDS:
        raise ValueError(f"two commands are called {cls.__name__}")
    COMMANDS[cls.__name__] = cls
    return cls


@command
@dataclass(frozen=True, slots=True)
class Group:
    """Several commands as one step, all or none."""

    template: str
    commands: tuple[Command, ...]

    def apply(self, target: Any) -> Group:
        """Apply from first to last; if one fails, those before it are taken back."""
        inverses: list[Command] = []
        try:
            for each in self.commands:
                inverses.append(each.apply(target))
        except BaseException:
            for inverse in reversed(inverses):
                inverse.apply(target)
            raise
        return Group(self.template, tuple(reversed(inverses)))

    def title(self, target: Any) -> Message:
        """The group's own name, with {count} as the number of its commands; without one, that of its first command."""
        if not self.template:
            return self.commands[0].title(target)
        return Message(self.template, {"count": len(self.commands)})
