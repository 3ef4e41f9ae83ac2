"""Transforms on disk: ``transform.h5``, one registration result with the record of how it came about.

Layout, format version 1 (readable with any HDF5 program)::

    /                 format = "sonolign transform", format_version = 1, direction = "fixed to moving"
    /metadata         JSON text as UTF-8 bytes: method, settings, versions, seed, hashes, gates, …
    /transform        kind = "affine":        matrix (3, 3) and offset_mm (3,), float64: p ↦ matrix · p + offset
                      kind = "displacement":  displacement_mm (z, y, x, 3) float32, vectors (x, y, z) in mm, LPS, with
                                              attributes spacing_mm (3,), origin_mm (3,), direction (9,) as in Grid
                      kind = "composite":     groups 0, 1, 2, … of the same form, applied in this order; count
                      kind = "inverse":       group forward, whose numeric inverse this is; tolerance_mm,
                                              fixed_point_steps, newton_steps
    /predicted_error  how far it may be off at every place; optional (see `error_maps`)

A displacement field for other programs is written by `images.write_displacement`.

History: 1 (2026) first version.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from workstation.core.errors import InvalidInput, NewerFormat, UnreadableFile
from workstation.core.geometry import Grid
from workstation.core.transform import Affine, Composite, DisplacementField, NumericInverse, Transform
from workstation.imaging.uncertainty.error_map import ErrorMap
from workstation.storage.atomic import write_file
from workstation.storage.error_maps import read_error_map, same_error_map, write_error_map
from workstation.storage.safe_hdf5 import open_untrusted

FORMAT = "sonolign transform"
FORMAT_VERSION = 1
MAX_DEPTH = 8
MAX_PARTS = 64
MAX_STEPS = 1000
_MAX_METADATA = 16 << 20


def write_transform(
    path: str | os.PathLike[str], transform: Transform, metadata: Mapping[str, Any], error_map: ErrorMap | None = None
) -> None:
    """Write a fixed→moving transform and the record of how it came about; the file appears complete or not at all.

    `error_map` says how far it may be off, where that could be predicted.

    Raises
    ------
    InvalidInput
        The transform is of a kind that cannot be stored, or the metadata are not plain JSON values.
    NotSaved
        The disk refused.
    """
    _check_storable(transform)
    try:
        text = json.dumps(metadata, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError) as error:
        raise InvalidInput("The record of a transform must be plain JSON values ({why}).", why=error) from error

    def write(temporary: Path) -> None:
        with h5py.File(os.fspath(temporary), "w") as file:
            file.attrs["format"] = FORMAT
            file.attrs["format_version"] = FORMAT_VERSION
            file.attrs["direction"] = "fixed to moving"
            file["metadata"] = np.frombuffer(text, np.uint8)
            _write(file.create_group("transform"), transform)
            if error_map is not None:
                write_error_map(file, error_map)

    def verify(temporary: Path) -> None:
        again, record = read_transform(temporary)
        same = same_transform(again, transform) and record == json.loads(text)
        if not same or not same_error_map(read_predicted_error(temporary), error_map):
            raise OSError("what was read back differs from what was written")

    write_file(path, write, verify=verify)


def read_transform(path: str | os.PathLike[str]) -> tuple[Transform, dict[str, Any]]:
    """A transform written by `write_transform`, equal to the last bit, and its record.

    Raises
    ------
    UnreadableFile
        The file is missing, damaged, hostile, or not one of ours; `NewerFormat` if a newer program wrote it.
    """
    name = Path(path).name
    with open_untrusted(path) as file:
        if file.attrs.get("format") != FORMAT:
            raise UnreadableFile("{name} is not a transform file of this program.", name=name)
        version = int(file.attrs["format_version"])
        if version > FORMAT_VERSION:
            raise NewerFormat("{name} has format version {version}, this program reads up to {known}; "
                              "update the program.", name=name, version=version, known=FORMAT_VERSION)  # fmt: skip
        record = file["metadata"]
        if record.dtype != np.uint8 or record.ndim != 1 or record.size > _MAX_METADATA:
            raise ValueError("its record is not text")
        metadata = json.loads(record[()].tobytes())
        if not isinstance(metadata, dict):
            raise ValueError("its record is not a set of named values")
        return _read(file["transform"], 0), metadata


def read_predicted_error(path: str | os.PathLike[str]) -> ErrorMap | None:
    """The predicted-error map of a result, None if it has none.

    Raises
    ------
    UnreadableFile
        The file is missing, damaged or hostile.
    """
    with open_untrusted(path) as file:
        return read_error_map(file)


def same_transform(one: Transform, other: Transform) -> bool:
    """Whether two transforms are of the same make and equal to the last bit."""
    if isinstance(one, Affine) and isinstance(other, Affine):
        return np.array_equal(one.matrix, other.matrix) and np.array_equal(one.offset_mm, other.offset_mm)
    if isinstance(one, DisplacementField) and isinstance(other, DisplacementField):
        return one.grid == other.grid and np.array_equal(one.displacement_mm, other.displacement_mm)
    if isinstance(one, Composite) and isinstance(other, Composite):
        pairs = zip(one.transforms, other.transforms, strict=False)
        return len(one.transforms) == len(other.transforms) and all(same_transform(a, b) for a, b in pairs)
    if isinstance(one, NumericInverse) and isinstance(other, NumericInverse):
        return _effort(one) == _effort(other) and same_transform(one.forward, other.forward)
    return False


def _effort(inverse: NumericInverse) -> tuple[float, int, int]:
    return inverse.tolerance_mm, inverse.fixed_point_steps, inverse.newton_steps


def _check_storable(transform: Transform, depth: int = 0) -> None:
    if depth > MAX_DEPTH:
        raise InvalidInput("The transform is nested more than {n} deep; sample it to one field first.", n=MAX_DEPTH)
    if isinstance(transform, Composite):
        if len(transform.transforms) > MAX_PARTS:
            raise InvalidInput("The transform has more than {n} parts; sample it to one field first.", n=MAX_PARTS)
        for part in transform.transforms:
            _check_storable(part, depth + 1)
    elif isinstance(transform, NumericInverse):
        _check_storable(transform.forward, depth + 1)
    elif not isinstance(transform, Affine | DisplacementField):
        raise InvalidInput("A transform of type {t} cannot be stored; sample it to a displacement field first.",
                           t=type(transform).__name__)  # fmt: skip


def _write(group: h5py.Group, transform: Transform) -> None:
    if isinstance(transform, Affine):
        group.attrs["kind"] = "affine"
        group["matrix"], group["offset_mm"] = transform.matrix.astype("<f8"), transform.offset_mm.astype("<f8")
    elif isinstance(transform, DisplacementField):
        group.attrs["kind"] = "displacement"
        for key in ("spacing_mm", "origin_mm", "direction"):
            group.attrs[key] = np.array(getattr(transform.grid, key), dtype="<f8")
        vectors = transform.displacement_mm.astype("<f4", copy=False)
        chunk = (*(min(32, n) for n in vectors.shape[:3]), 3)
        group.create_dataset("displacement_mm", data=vectors, chunks=chunk, compression="gzip", compression_opts=1,
                             shuffle=True, fletcher32=True)  # fmt: skip
    elif isinstance(transform, Composite):
        group.attrs["kind"], group.attrs["count"] = "composite", len(transform.transforms)
        for i, part in enumerate(transform.transforms):
            _write(group.create_group(str(i)), part)
    elif isinstance(transform, NumericInverse):
        group.attrs["kind"], group.attrs["tolerance_mm"] = "inverse", transform.tolerance_mm
        group.attrs["fixed_point_steps"], group.attrs["newton_steps"] = _effort(transform)[1:]
        _write(group.create_group("forward"), transform.forward)


def _read(group: h5py.Group, depth: int) -> Transform:
    """Read one transform; `ValueError` and `KeyError` become a sentence in `open_untrusted`."""
    if depth > MAX_DEPTH:
        raise ValueError("its transforms are nested too deeply")
    kind = group.attrs["kind"]
    if kind == "affine":
        return Affine(_numbers(group["matrix"], (3, 3)), _numbers(group["offset_mm"], (3,)))
    if kind == "displacement":
        return _read_field(group)
    if kind == "composite":
        count = int(group.attrs["count"])
        if not 0 <= count <= MAX_PARTS:
            raise ValueError(f"a transform of {count} parts")
        return Composite(tuple(_read(group[str(i)], depth + 1) for i in range(count)))
    if kind == "inverse":
        tolerance, steps = float(group.attrs["tolerance_mm"]), [int(group.attrs[k]) for k in _STEPS]
        if not tolerance > 0 or min(steps) < 0 or max(steps) > MAX_STEPS:
            raise ValueError("an inverse without sensible limits")
        return NumericInverse(_read(group["forward"], depth + 1), tolerance, *steps)
    raise ValueError(f"a transform of unknown kind {kind!r}")


_STEPS = ("fixed_point_steps", "newton_steps")


def _read_field(group: h5py.Group) -> DisplacementField:
    stored = group["displacement_mm"]
    if stored.ndim != 4 or stored.shape[3] != 3 or stored.dtype != np.float32:
        raise ValueError(f"a displacement field of shape {stored.shape}")
    spacing, origin, direction = (group.attrs[key].tolist() for key in ("spacing_mm", "origin_mm", "direction"))
    return DisplacementField(Grid(stored.shape[:3], spacing, origin, direction), stored[()])


def _numbers(stored: h5py.Dataset, shape: tuple[int, ...]) -> np.ndarray[Any, np.dtype[np.float64]]:
    if stored.shape != shape or stored.dtype != np.float64:
        raise ValueError(f"expected {shape} numbers, found {stored.shape}")
    values: np.ndarray[Any, np.dtype[np.float64]] = stored[()]
    return values
