"""Files called ``.mat``: a 4 × 4 matrix as text (greedy, ITK-SNAP, c3d), or ITK's transforms as MATLAB 4 (ANTs).

The text holds sixteen numbers, row by row, that take fixed points to moving points in RAS mm. The MATLAB file is a row
of named matrices of doubles: the class of a transform with its parameters, then "fixed" with its fixed parameters. Each
begins with five whole numbers: type (0: doubles, little endian), rows, columns, 0, and the length of the name.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

import numpy as np

from workstation.core.errors import InvalidInput, UnreadableFile
from workstation.core.geometry import FloatArray
from workstation.core.transform import Affine, Transform
from workstation.storage.atomic import write_bytes
from workstation.storage.interchange.points import TURN
from workstation.storage.interchange.text import read_text
from workstation.storage.interchange.transform_file import TransformFile, collapsed
from workstation.storage.safe_hdf5 import check_is_file

SUFFIX = ".mat"
MAX_BYTES = 64 << 20
_HEAD = struct.Struct("<5i")
_MOST_NUMBERS = 10_000  # linear transforms have a dozen; fields are not kept in this form
_MOST_MATRICES = 256


def is_matrix_text(path: Path) -> bool:
    """Whether a file begins like a matrix as text; MATLAB's begins with zeros."""
    check_is_file(path)
    with path.open("rb") as file:
        start = file.read(64)
    return b"\0" not in start


def read_matrix_text(path: str | os.PathLike[str]) -> TransformFile:
    """The linear map of a matrix file, in RAS and fixed → moving as greedy and ITK-SNAP mean it.

    Raises
    ------
    UnreadableFile
        The file does not hold sixteen finite numbers that make an invertible map.
    """
    path = Path(path)
    words = read_text(path, 1 << 16).split()
    try:
        whole = np.array(words, dtype=np.float64).reshape(4, 4)
    except ValueError:
        raise _no_matrix(path) from None
    is_affine = np.isfinite(whole).all() and np.allclose(whole[3], [0, 0, 0, 1], atol=1e-9)
    if not is_affine or abs(np.linalg.det(whole[:3, :3])) < 1e-12:
        raise _no_matrix(path)
    return TransformFile(Affine(whole[:3, :3], whole[:3, 3]), "RAS")


def write_matrix_text(path: str | os.PathLike[str], transform: Transform) -> None:
    """Write a linear map as greedy and ITK-SNAP read it; any other transform has no such form."""
    affine = collapsed(transform)
    if not isinstance(affine, Affine):
        raise InvalidInput("{name} holds a matrix only; write a deformation as .h5 or .nii.gz.", name=Path(path).name)
    whole = np.eye(4)
    whole[:3, :3] = affine.matrix * np.outer(TURN, TURN)
    whole[:3, 3] = affine.offset_mm * TURN
    lines = (" ".join(repr(float(value)) for value in row) for row in whole)
    write_bytes(path, ("\n".join(lines) + "\n").encode("ascii"))


def read_matlab_parts(path: Path) -> list[tuple[str, FloatArray, FloatArray]]:
    """Class name, parameters and fixed parameters of every transform in a MATLAB file of ITK.

    Raises
    ------
    UnreadableFile : the file is no such file, or damaged.
    """
    check_is_file(path)
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFile("{name} is larger than {mb} MB, which no such file is; is it the right one?",
                             name=path.name, mb=MAX_BYTES >> 20)  # fmt: skip
    data, at = path.read_bytes(), 0
    parts: list[tuple[str, FloatArray, FloatArray]] = []
    for _ in range(_MOST_MATRICES):
        if at == len(data):
            return parts
        name, values, at = _matrix(path, data, at)
        if name == "fixed" and parts:
            parts[-1] = (*parts[-1][:2], values)
        else:
            parts.append((name, values, np.zeros(0)))
    raise _damaged(path)


def _matrix(path: Path, data: bytes, at: int) -> tuple[str, FloatArray, int]:
    """The name and values of one matrix, and where the next begins."""
    if at + _HEAD.size > len(data):
        raise _damaged(path)
    kind, rows, columns, imaginary, length = _HEAD.unpack_from(data, at)
    count, start = rows * columns, at + _HEAD.size + length
    is_sound = (
        kind == 0 and imaginary == 0 and min(rows, columns) >= 0 and 1 <= length <= 200 and count <= _MOST_NUMBERS
    )
    if not is_sound or start + 8 * count > len(data):
        raise _damaged(path)
    name = data[at + _HEAD.size : start].split(b"\0")[0].decode("ascii", "replace")
    return name, np.frombuffer(data, "<f8", count, start).astype(np.float64), start + 8 * count


def _no_matrix(path: Path) -> UnreadableFile:
    return UnreadableFile("{name} is no matrix of sixteen numbers that makes an invertible map; export it again.",
                          name=path.name)  # fmt: skip


def _damaged(path: Path) -> UnreadableFile:
    return UnreadableFile("{name} is damaged or not a transform file of ITK; export it again.", name=path.name)
