"""How a study looks on disk, and how its parts are written as text.

    my-study/
      study.json                               the work-list: a snapshot of the study's journal
      study.journal                            append-only edits of the work-list
      cases/<case>/volumes.h5                  fixed and moving voxels, grids, provenance; written once (volume_store)
      cases/<case>/readings/<reader>.h5        one reader's landmarks, labels, results, review: a snapshot (reading_file)
      cases/<case>/readings/<reader>.journal   append-only edits since the first (journal)
      cases/<case>/transforms/<id>.h5          one registration result; written once (transforms)
      cases/<case>/suggestions/<reader>.h5     landmarks that were suggested; found again if it is missing (suggestion_file)
      cases/<case>/views/<reader>.json         how the case was last looked at; no work, may be deleted (case_view)

Format version
--------------
1 (2026-11)  first version; a case may hold decisions about the geometry of its volumes, and a reading notes about
             imported files (none in older files); a mark
             may say who put it, when and what it was learnt from, a reading may hold repeats and seals, a result its
             sources (none in older files); a reading may hold bookmarks and refused suggestions, a protocol may
             hold all thresholds and who changed them, a gate those behind its verdict (none, or the default ones, in older
             files)
2 (2026-11)  a reading may hold labels on several layers. Only snapshots of such readings say 2; in its journal, paint on
             an upper layer is called PaintOnLayer. So programs that know no layers refuse such a reading, rather than
             lose what they do not know, and read all others

Commands and records are stored as JSON objects through pydantic, which checks every type on the way in. Byte strings
are base64. A command is ``{"command": <class name>, ...fields}``; a group holds its commands in turn.
"""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from workstation.core import bookmarks, label_commands, landmark_commands, measurements, study_commands
from workstation.core.commands import COMMANDS, Command, Group
from workstation.core.errors import NewerFormat, UnreadableStudy
from workstation.core.labels import BlockChange

FORMAT_VERSION = 1
LAYERED_VERSION = 2
NEWEST_VERSION = LAYERED_VERSION
MAX_GROUP_DEPTH = 4
_ON_LAYER = "PaintOnLayer"

_REGISTERED = (
    bookmarks,
    label_commands,
    landmark_commands,
    measurements,
    study_commands,
)  # imported so that every command is known
BlockChange.__pydantic_config__ = ConfigDict(  # type: ignore[attr-defined]
    ser_json_bytes="base64", val_json_bytes="base64"
)

T = TypeVar("T")


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(cls: Any) -> TypeAdapter[Any]:
    """The pydantic reader and writer of a class, made once."""
    if cls not in _ADAPTERS:
        _ADAPTERS[cls] = TypeAdapter(cls)
    return _ADAPTERS[cls]


def to_json(value: Any, cls: Any = None) -> Any:
    """A record as plain JSON values (dict, list, str, number)."""
    return _adapter(cls or type(value)).dump_python(value, mode="json")


def from_json(cls: type[T], data: Any) -> T:
    """A record from plain JSON values; anything that does not fit is an UnreadableStudy naming the first fault."""
    try:
        made: T = _adapter(cls).validate_json(json.dumps(data))
        return made
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UnreadableStudy(
            "A {kind} could not be read: {where}: {fault}.", kind=cls.__name__, where=where, fault=first["msg"]
        ) from None


def command_to_json(command: Command) -> dict[str, Any]:
    """A command as plain JSON values."""
    if isinstance(command, Group):
        parts = [command_to_json(each) for each in command.commands]
        return {"command": "Group", "template": command.template, "commands": parts}
    return {"command": _name_of(command), **to_json(command)}


def _name_of(command: Command) -> str:
    """The name by which journals know a command; programs without layers must not take paint to be on the lowest."""
    on_layer = isinstance(command, label_commands.PaintLabels) and command.layer > 0
    return _ON_LAYER if on_layer else type(command).__name__


def command_from_json(data: Any, depth: int = 0) -> Command:
    """A command from plain JSON values; an unknown one may come from a newer version of the program."""
    if not isinstance(data, dict) or depth > MAX_GROUP_DEPTH:
        raise UnreadableStudy("An edit could not be read: expected an object with a command name.")
    fields = {key: value for key, value in data.items() if key != "command"}
    name = str(data.get("command"))
    cls = label_commands.PaintLabels if name == _ON_LAYER else COMMANDS.get(name)
    if cls is None:
        raise NewerFormat(
            "The study contains an edit this version does not know ({name}); open it with a newer version.",
            name=data.get("command"),
        )
    if cls is Group:
        parts = fields.get("commands")
        return Group(
            str(fields.get("template", "")),
            tuple(command_from_json(part, depth + 1) for part in (parts if isinstance(parts, list) else [])),
        )
    made: Command = from_json(cls, fields)
    return made


def check_version(found: Any, what: str) -> None:
    """Refuse a file of a newer format, or one that does not say its version."""
    if not isinstance(found, int) or found < 1:
        raise UnreadableStudy("{what} does not say its format version; it may be damaged.", what=what)
    if found > NEWEST_VERSION:
        raise NewerFormat(
            "{what} has format version {found}; this program reads up to {known}. Install a newer version to open it.",
            what=what,
            found=found,
            known=NEWEST_VERSION,
        )
