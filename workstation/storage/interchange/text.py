"""Text of unknown origin: read with a limit, split into cells, and turned into finite numbers or one clear sentence."""

from __future__ import annotations

import csv
import io
import json
import math
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from workstation.core.errors import UnreadableFile
from workstation.core.geometry import Vector
from workstation.storage.safe_hdf5 import check_is_file, first_line

MAX_TEXT_BYTES = 32 << 20
MAX_POINTS = 100_000


def read_text(path: str | os.PathLike[str], limit: int = MAX_TEXT_BYTES) -> str:
    """The whole text of a UTF-8 file (with or without a byte order mark) of at most `limit` bytes."""
    path = Path(path)
    check_is_file(path)
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise UnreadableFile("{name} is larger than {mb} MB, which no such file is; is it the right one?",
                             name=path.name, mb=limit >> 20)  # fmt: skip
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("{name} is not text in UTF-8 (byte {at}); save it again as UTF-8.",
                             name=path.name, at=error.start) from None  # fmt: skip


def read_json(path: str | os.PathLike[str]) -> dict[str, Any]:
    """A JSON object without NaN and Infinity."""
    name = Path(path).name
    try:
        data = json.loads(read_text(path), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile("{name} is not valid JSON ({detail}); export it again.",
                             name=name, detail=first_line(error)) from None  # fmt: skip
    if not isinstance(data, dict):
        raise UnreadableFile("{name} holds JSON but not an object with named values; export it again.", name=name)
    return data


def csv_rows(path: str | os.PathLike[str], text: str | None = None) -> list[tuple[int, list[str]]]:
    """The rows of a comma-separated file with their line numbers; empty lines are left out."""
    name = Path(path).name
    rows = []
    reader = csv.reader(io.StringIO(read_text(path) if text is None else text, newline=""), strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, cells))
            if len(rows) > MAX_POINTS + 1:
                raise UnreadableFile("{name} holds more than {most} rows; split it.", name=name, most=MAX_POINTS)
    except csv.Error as error:
        raise bad_line(name, reader.line_num, f"cannot be split into cells ({first_line(error)})") from None
    return rows


def csv_text(rows: Iterable[Sequence[object]], quote_all: bool = False) -> bytes:
    """Rows as comma-separated text; numbers are written so that they read back to the last bit."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    for row in rows:
        writer.writerow([repr(cell) if isinstance(cell, float) else one_line(str(cell)) for cell in row])
    return out.getvalue().encode("utf-8")


def point_of(name: str, line: int | str, values: Sequence[Any]) -> Vector:
    """Three finite numbers of a row, or an error that names the line."""
    try:
        numbers = [float(value) for value in values]
    except (TypeError, ValueError, OverflowError):
        raise bad_line(name, line, f"holds {list(values)!r:.80} where three numbers are expected") from None
    if len(numbers) != 3 or not all(math.isfinite(number) for number in numbers):
        raise bad_line(name, line, f"holds {list(values)!r:.80} where three finite numbers are expected")
    return numbers[0], numbers[1], numbers[2]


def bad_line(name: str, line: int | str, what: str) -> UnreadableFile:
    """The error for one place of a text file."""
    return UnreadableFile("{name}, line {line}, {what}; correct that line or export the file again.",
                          name=name, line=line, what=what)  # fmt: skip


def one_line(text: str) -> str:
    """A text without line breaks and other control characters, which these formats cannot hold."""
    return "".join(c if c.isprintable() else " " for c in text)


def _no_constant(word: str) -> float:
    raise ValueError(f"{word} is not a number")
