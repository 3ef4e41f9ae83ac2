"""Sentences for people, and the errors that carry them.

A `Message` keeps its template apart from its values, so that the window can translate the template; `str()` gives
English. Errors a person can cause or cure derive from `UserError` and say what was expected, what came and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal

JOINED = {", ": "{before}, {last}", "; ": "{before}; {last}"}
_LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with named gaps, such as ``Message("Move {name}", {"name": "L17"})``."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.values) if self.values else self.template


def listed(parts: Iterable[Message | str], between: Literal[", ", "; "] = "; ") -> Message:
    """One sentence out of several, or of words; the window translates each of them, and what stands between."""
    said = [Message(part) if isinstance(part, str) else part for part in parts]
    if not said:
        return Message("")
    return reduce(lambda before, last: Message(JOINED[between], {"before": before, "last": last}), said)


class UserError(Exception):
    """Something a person can understand and cure; the window shows it in place, the command line in one line."""

    def __init__(self, template: str, **values: object) -> None:
        self.message = Message(template, {name: _presentable(value) for name, value in values.items()})
        super().__init__(str(self.message))


class InvalidInput(UserError, ValueError):
    """A value or file was readable but is not what the operation needs."""


class UnreadableFile(UserError):
    """A file is missing, damaged, of an unknown kind, or not allowed to do what it asks for."""


class UnreadableStudy(UnreadableFile):
    """A study folder, or one of its files, cannot be opened."""


class NewerFormat(UnreadableStudy):
    """A study was written by a newer version of the program."""


class ReadOnly(UserError):
    """An edit was asked for where only looking is possible."""


class NotSaved(UserError):
    """The disk refused a write; the edit is kept in memory and tried again."""


class Cancelled(Exception):
    """The person asked the running work to stop."""


def _presentable(value: object) -> object:
    """A value of a sentence; text, which may come from a damaged file, is cut and rid of what no terminal can print."""
    if isinstance(value, Message):
        values = {name: _presentable(each) for name, each in value.values.items()}
        return Message(str(_presentable(value.template)), values)
    if not isinstance(value, str):
        return value
    text = "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in value[:_LONGEST_TEXT])
    return text if len(value) <= _LONGEST_TEXT else text + "…"
