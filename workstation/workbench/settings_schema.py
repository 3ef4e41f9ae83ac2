"""From a method's Settings dataclass to forms, command-line options, checks and records.

The annotations say everything: `Literal[...]` is a choice, `Annotated[int, Interval(ge=1, le=1000), Hint("…")]` a
number with bounds, a help text and a unit; `bool` and `str` are what they are. pydantic does the checking.
"""

from __future__ import annotations

import dataclasses
import math
import re
import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, GroupedMetadata, Gt, Le, Lt
from pydantic import TypeAdapter, ValidationError

from workstation.core.errors import InvalidInput
from workstation.core.plugin import Hint

Kind = Literal["choice", "int", "float", "bool", "text"]

TRUE_WORDS = ("true", "yes", "on", "1")
FALSE_WORDS = ("false", "no", "off", "0")


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One setting, as a form shows it.

    Parameters
    ----------
    title : the name in words
    help : a sentence for the tool tip, "" if the method gives none
    choices : allowed values of a "choice"
    minimum, maximum : inclusive bounds, None where there is none
    default : its value if nobody says otherwise; None if it must be given
    unit : "mm", "voxels" … or ""
    """

    name: str
    title: str
    help: str
    kind: Kind
    choices: tuple[Any, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    default: Any = None
    unit: str = ""


def describe(settings_class: type) -> tuple[FieldSpec, ...]:
    """The settings of a method in the order in which its author wrote them.

    Raises
    ------
    InvalidInput : not a dataclass, or a setting of a type that has no form.
    """
    if not dataclasses.is_dataclass(settings_class):
        raise InvalidInput("Settings of a method must be a dataclass, got {type}.", type=settings_class)
    hints = get_type_hints(settings_class, include_extras=True)
    return tuple(_spec(field, hints[field.name]) for field in dataclasses.fields(settings_class))


def parse(settings_class: type, texts: Mapping[str, str], base: Any = None) -> Any:
    """A settings object from texts such as ``{"iterations": "40"}``; what is not named stays as in `base`.

    Raises
    ------
    InvalidInput : an unknown name (the known ones are listed), a value of the wrong type, out of bounds or no choice.
    """
    specs = {spec.name: spec for spec in describe(settings_class)}
    values = to_json(base) if base is not None else {}
    for name, text in texts.items():
        if name not in specs:
            raise InvalidInput("There is no setting {name}; there are: {known}.", name=name, known=", ".join(specs))
        values[name] = _from_text(specs[name], text)
    return from_json(settings_class, values)


def to_json(settings: Any) -> dict[str, Any]:
    """A settings object as plain values by name, for the record of a run."""
    values: dict[str, Any] = TypeAdapter(type(settings)).dump_python(settings, mode="json")
    return values


def from_json(settings_class: type, values: Mapping[str, Any]) -> Any:
    """A checked settings object from plain values; missing ones get their default.

    Raises
    ------
    InvalidInput : an unknown name, a value of the wrong type, out of bounds or no choice.
    """
    specs = {spec.name: spec for spec in describe(settings_class)}
    for name in values:
        if name not in specs:
            raise InvalidInput("There is no setting {name}; there are: {known}.", name=name, known=", ".join(specs))
    try:
        return TypeAdapter(settings_class).validate_python(dict(values))
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        if name not in specs:
            raise InvalidInput("The settings cannot be used: {reason}.", reason=first["msg"]) from error
        raise _wrong(specs[name], values.get(name)) from error


def _spec(field: dataclasses.Field[Any], annotation: Any) -> FieldSpec:
    base, extras = _unwrapped(annotation)
    hint = next((extra for extra in extras if isinstance(extra, Hint)), Hint(""))
    minimum, maximum = _bounds(extras, whole=base is int)
    default = field.default
    if field.default_factory is not dataclasses.MISSING:
        default = field.default_factory()
    return FieldSpec(
        name=field.name,
        title=hint.title or _in_words(field.name, hint.unit),
        help=hint.help,
        kind=_kind(field.name, base),
        choices=get_args(base) if get_origin(base) is Literal else (),
        minimum=minimum,
        maximum=maximum,
        default=None if default is dataclasses.MISSING else default,
        unit=hint.unit,
    )


def _unwrapped(annotation: Any) -> tuple[Any, list[Any]]:
    """The type inside `Annotated`, and everything that was annotated, groups such as Interval taken apart."""
    if get_origin(annotation) is not Annotated:
        return annotation, []
    base, *raw = get_args(annotation)
    extras: list[Any] = []
    for extra in raw:
        extras.extend(extra if isinstance(extra, GroupedMetadata) else [extra])
    return base, extras


def _kind(name: str, base: Any) -> Kind:
    if get_origin(base) is Literal:
        return "choice"
    kinds: dict[Any, Kind] = {bool: "bool", int: "int", float: "float", str: "text"}
    if base in kinds:
        return kinds[base]
    optional = get_origin(base) in (Union, types.UnionType)
    raise InvalidInput(
        "The setting {name} has the type {type}, for which there is no form; use bool, int, float, str or Literal{hint}.",
        name=name, type=base, hint=", with a default instead of None" if optional else "",
    )  # fmt: skip


def _bounds(extras: list[Any], whole: bool) -> tuple[float | None, float | None]:
    """Inclusive bounds; an open bound is moved inwards by the smallest step there is."""
    minimum: float | None = None
    maximum: float | None = None
    for extra in extras:
        if isinstance(extra, Ge):
            minimum = _number(extra.ge)
        elif isinstance(extra, Gt):
            minimum = _number(extra.gt) + 1 if whole else math.nextafter(_number(extra.gt), math.inf)
        elif isinstance(extra, Le):
            maximum = _number(extra.le)
        elif isinstance(extra, Lt):
            maximum = _number(extra.lt) - 1 if whole else math.nextafter(_number(extra.lt), -math.inf)
    return minimum, maximum


def _number(bound: Any) -> float:
    return bound if isinstance(bound, int) else float(bound)


def _in_words(name: str, unit: str) -> str:
    """ "step_voxels" with unit "voxels" becomes "Step"."""
    stem = re.sub(f"_{re.escape(unit)}$", "", name) if unit else name
    words = stem.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _from_text(spec: FieldSpec, text: str) -> Any:
    """The value a text means; texts that mean nothing are refused."""
    try:
        if spec.kind == "int":
            return int(text)
        if spec.kind == "float":
            return float(text)
    except ValueError:
        raise _wrong(spec, text) from None
    if spec.kind == "bool":
        word = text.strip().lower()
        if word not in TRUE_WORDS + FALSE_WORDS:
            raise _wrong(spec, text)
        return word in TRUE_WORDS
    if spec.kind == "choice":
        for choice in spec.choices:
            if text == str(choice):
                return choice
        raise _wrong(spec, text)
    return text


def _wrong(spec: FieldSpec, value: object) -> InvalidInput:
    """The sentence for a value that a setting cannot have: what was expected, and what came."""
    unit = f" {spec.unit}" if spec.unit else ""
    if spec.kind == "choice":
        expected = "one of: " + ", ".join(str(choice) for choice in spec.choices)
    elif spec.kind in ("int", "float"):
        number = "a whole number" if spec.kind == "int" else "a number"
        low = "" if spec.minimum is None else f" from {spec.minimum:g}"
        high = "" if spec.maximum is None else f" up to {spec.maximum:g}"
        expected = number + low + high + unit
    else:
        expected = "true or false" if spec.kind == "bool" else "a text"
    return InvalidInput(
        "{title} ({name}) must be {expected}, got {value}.",
        title=spec.title,
        name=spec.name,
        expected=expected,
        value=value,
    )
