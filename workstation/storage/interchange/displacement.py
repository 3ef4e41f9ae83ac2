"""Displacement fields of other programs, each with the units and axes of its kind.

=========================  ==============================================================================================
ITK, ANTs ``.nii.gz``      (X, Y, Z, 1, 3), intent 1007, vectors in mm, LPS; the grid is that of the fixed scan
NIfTI intent 1006          the same, but vectors are RAS on disk (ITK turns them when it reads from 5.4 on, not before)
Slicer ``.nrrd``           kinds ``vector domain domain domain``, intent_code 1006, vectors in mm, LPS;
                           ``displacement field type`` is "resampling" (fixed → moving) or "modeling" (the other way)
Learn2Reg ``.nii.gz``      (X, Y, Z, 3), in voxels of the array, moving index = fixed index + u
VoxelMorph, MONAI          ``.npy``, ``.npz``: (3, X, Y, Z) or (X, Y, Z, 3), in voxels, no geometry of its own
=========================  ==============================================================================================

ITK takes a displacement as zero outside the grid, we continue the value of its border; inside they agree.
"""

from __future__ import annotations

import gzip
import math
import os
import struct
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, cast

import numpy as np

from workstation.core.errors import InvalidInput, Message, UnreadableFile, UserError
from workstation.core.geometry import Grid
from workstation.core.transform import DisplacementField
from workstation.core.volume import AnyArray
from workstation.storage.atomic import write_file
from workstation.storage.images import read_geometry
from workstation.storage.interchange.nrrd import NrrdImage, read_nrrd, write_nrrd
from workstation.storage.interchange.points import TURN
from workstation.storage.interchange.transform_file import Direction, TransformFile, voxel_vectors
from workstation.storage.nifti_files import HEADER_BYTES, write_nifti
from workstation.storage.safe_hdf5 import MAX_RATIO, available_memory, check_is_file, first_line

VECTOR_INTENT, DISPLACEMENT_INTENT = 1007, 1006
_FLOATS = {16: "f4", 64: "f8"}
_SLICER_TYPE = "displacement field type"
_DIRECTIONS: dict[str, Direction] = {"resampling": "fixed to moving", "modeling": "moving to fixed"}


def read_displacement(path: str | os.PathLike[str], grid: Grid | None = None) -> TransformFile:
    """A displacement field of any kind of the table above.

    Parameters
    ----------
    grid : of the scan the field belongs to; needed for ``.npy`` and ``.npz``, which have no geometry

    Raises
    ------
    UnreadableFile, InvalidInput
        The file is missing, damaged, larger than the memory, or not three numbers a voxel.
    """
    path = Path(path)
    check_is_file(path)
    name = path.name.lower()
    if name.endswith((".nii", ".nii.gz")):
        return _nifti(path)
    if name.endswith((".nrrd", ".nhdr")):
        return _nrrd(path)
    if name.endswith((".npy", ".npz")):
        return _numpy(path, grid)
    raise UnreadableFile(
        "{name} is no displacement field this program reads (.nii.gz, .nrrd, .npy, .npz).", name=path.name
    )


def write_slicer_nrrd(path: str | os.PathLike[str], field: DisplacementField) -> None:
    """Write a field as Slicer does: NRRD, vectors in mm, LPS, of the type "resampling"."""
    pairs = {"intent_code": str(DISPLACEMENT_INTENT), _SLICER_TYPE: "resampling"}
    write_nrrd(path, NrrdImage(field.displacement_mm, field.grid, "vector", pairs))


def write_learn2reg(path: str | os.PathLike[str], field: DisplacementField, moving: Grid) -> None:
    """Write ``disp_XXXX_YYYY.nii.gz``: (X, Y, Z, 3) float32 in voxels, on the fixed scan's grid."""
    vectors = voxel_vectors(field, moving)

    def write(temporary: Path) -> None:
        with tempfile.TemporaryDirectory(prefix="sonolign-", dir=temporary.parent) as folder:
            plain = Path(folder, "field.nii")
            write_nifti(plain, vectors, field.grid)
            with plain.open("rb+") as file:
                file.seek(40)
                file.write(struct.pack("<8h", 4, *field.grid.size_xyz, 3, 1, 1, 1))
                file.seek(68)
                file.write(struct.pack("<h", 0))
            _copy(plain, temporary)

    write_file(path, write)


def write_voxel_field(path: str | os.PathLike[str], field: DisplacementField, moving: Grid) -> None:
    """Write a field for VoxelMorph and MONAI: ``.npz`` with `vol`, (3, X, Y, Z) float32 in voxels."""
    vectors = voxel_vectors(field, moving).transpose(3, 2, 1, 0)
    write_file(path, lambda temporary: _save_npz(temporary, vectors))


def _save_npz(path: Path, vectors: AnyArray) -> None:
    with path.open("wb") as file:
        np.savez_compressed(file, vol=vectors)


def _copy(plain: Path, target: Path) -> None:
    with plain.open("rb") as source, _writing(target) as file:
        while block := source.read(1 << 20):
            file.write(block)


@contextmanager
def _writing(path: Path) -> Iterator[IO[bytes]]:
    with path.open("wb") as raw:
        if path.suffix != ".gz":
            yield raw
            return
        with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=1, mtime=0) as packed:
            yield cast(IO[bytes], packed)


# ---- NIfTI


def _nifti(path: Path) -> TransformFile:
    try:
        with _reading(path) as file:
            header = file.read(HEADER_BYTES)
            order = next((o for o in "<>" if len(header) >= 348 and struct.unpack_from(o + "i", header)[0] == 348), "")
            if not order or header[344:348] != b"n+1\0":
                raise ValueError("it is not a NIfTI-1 file in one piece")
            shape, dtype, skip = _nifti_layout(path, header, order)
            file.read(skip)
            values = _read_values(path, file, shape, dtype)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise _unreadable(path, error) from error
    intent = struct.unpack_from(order + "h", header, 68)[0]
    grid = replace(_nifti_grid(path, header, order), shape_zyx=shape[1:])
    vectors = np.moveaxis(values, 0, -1)
    return _nifti_meaning(path, struct.unpack_from(order + "h", header, 40)[0], intent, grid, vectors)


def _nifti_meaning(path: Path, dimensions: int, intent: int, grid: Grid, vectors: AnyArray) -> TransformFile:
    field = _field(path, grid, vectors * TURN if intent == DISPLACEMENT_INTENT else vectors)
    if intent == DISPLACEMENT_INTENT:
        note = Message("{name} has intent 1006, whose vectors are RAS on disk; they were turned to LPS. Programs with "
                       "ITK before 5.4 do not turn them.", {"name": path.name})  # fmt: skip
        return TransformFile(field, "LPS", notes=(note,))
    if dimensions == 4:
        note = Message(
            "{name} has four dimensions, as Learn2Reg writes fields: vectors count voxels.", {"name": path.name}
        )
        return TransformFile(field, "voxel", notes=(note,))
    notes = []
    if intent != VECTOR_INTENT:
        notes.append(Message("{name} does not say what its vectors are (intent {intent}); mm in LPS, as ITK writes them, "
                             "is assumed.", {"name": path.name, "intent": intent}))  # fmt: skip
    return TransformFile(field, "LPS", notes=tuple(notes))


def _nifti_layout(path: Path, header: bytes, order: str) -> tuple[tuple[int, int, int, int], np.dtype[Any], int]:
    """Shape (3, z, y, x), type, and bytes to skip after the header."""
    dims = struct.unpack_from(order + "8h", header, 40)
    code, offset = struct.unpack_from(order + "h", header, 70)[0], struct.unpack_from(order + "f", header, 108)[0]
    slope, intercept = struct.unpack_from(order + "2f", header, 112)
    sizes = dims[1 : dims[0] + 1]
    is_vector = (dims[0] == 5 and dims[4] == 1 and dims[5] == 3) or (dims[0] == 4 and dims[4] == 3)
    if not is_vector or min(sizes[:3]) < 1 or code not in _FLOATS:
        raise InvalidInput("{name} is no displacement field: expected three decimal numbers a voxel (X, Y, Z, 1, 3), got "
                           "{shape}.", name=path.name, shape=tuple(sizes))  # fmt: skip
    if not 352 <= offset <= 1 << 20 or (slope not in (0.0, 1.0) and math.isfinite(slope)) or intercept not in (0.0,):
        raise ValueError("its header is damaged or scales the values, which a field must not")
    return (3, dims[3], dims[2], dims[1]), np.dtype(order + _FLOATS[code]), int(offset) - HEADER_BYTES


def _nifti_grid(path: Path, header: bytes, order: str) -> Grid:
    """The geometry, by way of a tiny scalar image with the same header, so that one code reads all geometry."""
    if not np.isfinite(struct.unpack_from(order + "18f", header, 256)).all():  # ITK writes about these to the terminal
        raise UnreadableFile("{name} is damaged: its orientation holds NaN or infinite numbers.", name=path.name)
    tiny = bytearray(header)
    struct.pack_into(order + "8h", tiny, 40, 3, 2, 2, 2, 1, 1, 1, 1)
    struct.pack_into(order + "3h", tiny, 68, 0, 2, 8)
    struct.pack_into(order + "f", tiny, 108, float(HEADER_BYTES))
    with tempfile.TemporaryDirectory(prefix="sonolign-") as folder:
        copy = Path(folder, path.name.removesuffix(".gz"))
        copy.write_bytes(bytes(tiny) + bytes(8))
        return read_geometry(copy)[1]


@contextmanager
def _reading(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        if not packed:
            yield raw
            return
        with gzip.GzipFile(fileobj=raw) as unpacked:
            yield cast(IO[bytes], unpacked)


def _read_values(path: Path, file: IO[bytes], shape: tuple[int, ...], dtype: np.dtype[Any]) -> AnyArray:
    size = _checked_size(path, shape, dtype)
    data = bytearray()
    while len(data) < size:
        block = file.read(min(1 << 20, size - len(data)))
        if not block:
            raise EOFError("it is cut short")
        data += block
    return np.frombuffer(data, dtype).reshape(shape)


def _checked_size(path: Path, shape: tuple[int, ...], dtype: np.dtype[Any]) -> int:
    size = math.prod(shape) * dtype.itemsize
    if size > path.stat().st_size * MAX_RATIO:
        raise UnreadableFile("{name} declares {mb} MB of values, for which the file is too small; copy it again.",
                             name=path.name, mb=size >> 20)  # fmt: skip
    if 3 * size > available_memory():
        raise UnreadableFile("{name} needs {want} MB of memory, {have} MB are free; close other programs.",
                             name=path.name, want=3 * size >> 20, have=available_memory() >> 20)  # fmt: skip
    return size


# ---- NRRD and NumPy


def _nrrd(path: Path) -> TransformFile:
    image = read_nrrd(path)
    if image.values.ndim != 4 or image.values.shape[3] != 3 or image.values.dtype.kind != "f":
        raise InvalidInput("{name} is no displacement field: expected three decimal numbers a voxel.", name=path.name)
    stated = image.pairs.get(_SLICER_TYPE, "resampling")
    if stated not in _DIRECTIONS:
        raise UnreadableFile("{name} is a displacement field of the unknown type {kind}; expected resampling or modeling.",
                             name=path.name, kind=stated[:40])  # fmt: skip
    notes = []
    if stated == "modeling":
        notes.append(Message("{name} is of type modeling: it takes the moving scan to the fixed one and is inverted.",
                             {"name": path.name}))  # fmt: skip
    return TransformFile(_field(path, image.grid, image.values), "LPS", _DIRECTIONS[stated], tuple(notes))


def _numpy(path: Path, grid: Grid | None) -> TransformFile:
    if grid is None:
        raise InvalidInput("{name} has no geometry of its own; give the fixed scan as well.", name=path.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = _npz_values(path) if path.name.lower().endswith(".npz") else _npy_values(path)
    except UserError:
        raise
    except Exception as error:  # zipfile and numpy raise whatever a damaged archive or header makes them stumble over
        raise _unreadable(path, error) from error
    if values.ndim == 5 and values.shape[0] == 1:
        values = values[0]
    if values.shape == (3, *grid.size_xyz):
        values = np.moveaxis(values, 0, -1)
    elif values.shape != (*grid.size_xyz, 3):
        raise InvalidInput("{name} has shape {got}; for this scan expected (3, X, Y, Z) = {want}.",
                           name=path.name, got=values.shape, want=(3, *grid.size_xyz))  # fmt: skip
    note = Message("{name} is read in voxels of the array, first axis first; programs that follow torch's grid_sample "
                   "turn the order round.", {"name": path.name})  # fmt: skip
    return TransformFile(_field(path, grid, values.transpose(2, 1, 0, 3)), "voxel", notes=(note,))


def _npy_values(path: Path) -> AnyArray:
    with path.open("rb") as file:
        return _npy_stream(path, file)


def _npz_values(path: Path) -> AnyArray:
    with zipfile.ZipFile(path) as archive:
        members = [each for each in archive.infolist() if each.filename.endswith(".npy")]
        if len(members) != 1:
            raise ValueError(f"it holds {len(members)} arrays where one is expected")
        with archive.open(members[0]) as file:
            return _npy_stream(path, file)


def _npy_stream(path: Path, file: IO[bytes]) -> AnyArray:
    """One array of numbers, its header read without evaluating anything but numbers and its size checked first."""
    version = np.lib.format.read_magic(file)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, in_fortran_order, dtype = read(file)
    if dtype.kind != "f" or dtype.itemsize > 8 or len(shape) not in (4, 5) or min(shape) < 1:
        raise ValueError(f"expected decimal numbers in four dimensions, got {dtype} {shape}")
    values = _read_values(path, file, shape[::-1] if in_fortran_order else shape, dtype)
    return values.T if in_fortran_order else values


def _field(path: Path, grid: Grid, vectors: AnyArray) -> DisplacementField:
    if not np.isfinite(vectors).all():
        raise InvalidInput("{name} holds NaN or infinite displacements; expected finite numbers.", name=path.name)
    if np.abs(vectors).max() > 1e6:
        raise InvalidInput("{name} holds displacements of more than a kilometre; it is damaged.", name=path.name)
    return DisplacementField(grid, vectors.astype(np.float32))


def _unreadable(path: Path, error: Exception) -> UnreadableFile:
    return UnreadableFile("{name} cannot be read as a displacement field ({detail}); copy it again.",
                          name=path.name, detail=first_line(error))  # fmt: skip
