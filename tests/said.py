"""Everything that files say, for tests that nothing of a kind is in them: bytes as they lie, and HDF5 unpacked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import h5py
import numpy as np


def everything_said(folder: Path) -> Iterator[tuple[str, bytes]]:
    """For each file below a folder: its path, its bytes, and of HDF5 files every name, attribute and unpacked value."""
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        yield f"{name}: its path", name.encode()
        if not path.is_file():
            continue
        yield name, path.read_bytes()
        if path.suffix == ".h5":
            with h5py.File(path) as file:
                yield from ((f"{name}:{where}", content) for where, content in _unpacked(file))


def words_found(folder: Path, words: list[str]) -> list[tuple[str, str]]:
    """Which of some words are said where: as UTF-8, UTF-16, GB 18030, in any case, and with DICOM's blanks or without."""
    found = []
    for where, content in everything_said(folder):
        lowered = content.lower()
        for word in words:
            forms = {word.lower().encode(code, "ignore") for code in ("utf-8", "utf-16-le", "gb18030")}
            found += [(where, word)] if any(form and form in lowered for form in forms) else []
    return found


def _unpacked(file: h5py.File) -> Iterator[tuple[str, bytes]]:
    parts = [("/", file)]
    file.visititems(lambda name, part: parts.append((name, part)))
    for name, part in parts:
        yield name, name.encode()
        for key, value in part.attrs.items():
            yield f"{name}@{key}", f"{key} {value}".encode() + np.asarray(value).tobytes()
        if isinstance(part, h5py.Dataset):
            values = part[()]
            yield name, values.tobytes() if isinstance(values, np.ndarray) else str(values).encode()
            if part.dtype.kind in "OS":
                yield f"{name} as text", b"\n".join(str(each).encode() for each in np.ravel(part.asstr()[()]))
