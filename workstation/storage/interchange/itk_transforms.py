"""Transform files of ITK (ANTs, elastix, Slicer, SimpleITK): ``.tfm`` and ``.txt`` as text, ``.h5`` and ``.hdf5`` as
HDF5, and read only ``.mat`` as MATLAB (`mat_files`).

Points are LPS mm and the map goes from fixed to moving. A composite lists its parts so that the *last* is applied
first. A field has fixed parameters size, origin, spacing, direction and parameters x, y, z for each voxel, x fastest.
Slicer writes inverses as ``Inverse…Transform``, which we read. B-splines are sampled to a field.

The text is taken apart by us and HDF5 goes through `safe_hdf5`; ITK never opens a file of unknown origin.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from workstation.core.errors import InvalidInput, Message, UnreadableFile, UserError
from workstation.core.geometry import FloatArray, Grid
from workstation.core.transform import Affine, Composite, DisplacementField, NumericInverse, Transform
from workstation.core.volume import AnyArray
from workstation.storage.atomic import write_bytes, write_file
from workstation.storage.interchange import mat_files
from workstation.storage.interchange.text import bad_line, read_text
from workstation.storage.interchange.transform_file import TransformFile, collapsed
from workstation.storage.safe_hdf5 import first_line, open_untrusted

TEXT_SUFFIXES, HDF5_SUFFIXES = (".tfm", ".txt"), (".h5", ".hdf5")
_HEADER = "#Insight Transform File V1.0"
_LINEAR = {
    "AffineTransform": "AffineTransform", "MatrixOffsetTransformBase": "AffineTransform",
    "Euler3DTransform": "Euler3DTransform", "VersorRigid3DTransform": "VersorRigid3DTransform",
    "VersorTransform": "VersorTransform", "Similarity3DTransform": "Similarity3DTransform",
    "ScaleVersor3DTransform": "ScaleVersor3DTransform", "ScaleSkewVersor3DTransform": "ScaleSkewVersor3DTransform",
    "ScaleTransform": "ScaleTransform", "TranslationTransform": "TranslationTransform",
}  # fmt: skip
_FIELD, _SPLINE, _COMPOSITE, _IDENTITY = (
    "DisplacementFieldTransform",
    "BSplineTransform",
    "CompositeTransform",
    "IdentityTransform",
)
_MAX_PARTS = 64
_MAX_SPLINE_POINTS = 30_000_000
_SPLINE_STEPS = 4
_Part = tuple[str, FloatArray, FloatArray]


def write_itk(path: str | os.PathLike[str], transform: Transform) -> None:
    """Write affine maps and displacement fields, alone or in a row; text holds affine maps only.

    Raises
    ------
    InvalidInput
        The transform has parts of another kind (sample it to a field first), or a field is to be written as text.
    NotSaved
        The disk refused.
    """
    parts = _parts(transform)
    name = Path(path).name.lower()
    if name.endswith(HDF5_SUFFIXES):
        write_file(
            path, lambda temporary: _write_hdf5(temporary, parts), verify=lambda temporary: _verify(temporary, parts)
        )
    elif not name.endswith(TEXT_SUFFIXES):
        raise InvalidInput("ITK transforms are written as .tfm, .txt or .h5, not as {name}.", name=Path(path).name)
    elif not all(isinstance(part, Affine) for part in parts):
        raise InvalidInput("{name} would be a deformation as text; write it as .h5.", name=Path(path).name)
    else:
        write_bytes(path, _text(parts))


def read_itk(path: str | os.PathLike[str], grid: Grid | None = None) -> TransformFile:
    """A transform file of ITK.

    Parameters
    ----------
    grid : the fixed scan's, on which a B-spline is sampled; without it, four samples are taken between control points

    Raises
    ------
    UnreadableFile
        The file is missing, damaged, hostile, or holds a kind of transform that is not read.
    """
    path = Path(path)
    parts = _read_parts(path)
    if not parts or (parts[0][0] == _COMPOSITE and len(parts) == 1):
        raise UnreadableFile("{name} holds no transform.", name=path.name)
    is_row = parts[0][0].startswith(_COMPOSITE)
    try:
        made = [_made(path, part, grid) for part in (parts[1:] if is_row else parts)]
    except UserError:
        raise
    except (ValueError, RuntimeError, TypeError) as error:
        raise UnreadableFile("{name} is damaged: its numbers do not make a transform ({detail}).",
                             name=path.name, detail=first_line(error)) from error  # fmt: skip
    if len(made) > 1 and not is_row:
        raise UnreadableFile("{name} holds {n} transforms that are not one; save the one you need.",
                             name=path.name, n=len(made))  # fmt: skip
    notes = [Message("{name} holds B-splines, which were sampled to a field.", {"name": path.name})]
    has_spline = any(_SPLINE in kind for kind, _, _ in parts)
    whole = made[0] if len(made) == 1 else collapsed(Composite(tuple(reversed(made))))
    return TransformFile(whole, notes=tuple(notes) if has_spline else ())


def _read_parts(path: Path) -> list[_Part]:
    name = path.name.lower()
    if name.endswith(HDF5_SUFFIXES):
        return _read_hdf5(path)
    if not name.endswith(mat_files.SUFFIX):
        return _read_text(path)
    found = [(_class_name(path, kind), values, fixed) for kind, values, fixed in mat_files.read_matlab_parts(path)]
    return found if len(found) <= _MAX_PARTS else []


def _parts(transform: Transform) -> list[Affine | DisplacementField]:
    """The parts of a transform in the order they are applied."""
    if isinstance(transform, Affine | DisplacementField):
        return [transform]
    if isinstance(transform, Composite):
        return [part for each in transform.transforms for part in _parts(each)]
    raise InvalidInput("A transform of type {t} has no form in ITK's files; sample it to a displacement field first.",
                       t=type(transform).__name__)  # fmt: skip


def _named(part: Affine | DisplacementField) -> tuple[str, FloatArray]:
    """A part's class name in ITK and its fixed parameters."""
    if isinstance(part, Affine):
        return "AffineTransform_double_3_3", np.zeros(3)
    grid = part.grid
    return f"{_FIELD}_double_3_3", np.array([*grid.size_xyz, *grid.origin_mm, *grid.spacing_mm, *grid.direction])


def _text(parts: Sequence[Affine | DisplacementField]) -> bytes:
    lines = [_HEADER]
    if len(parts) > 1:
        lines += ["#Transform 0", f"Transform: {_COMPOSITE}_double_3_3"]
    for number, part in enumerate(reversed(parts), len(parts) > 1):
        assert isinstance(part, Affine)
        values = " ".join(repr(float(v)) for v in (*part.matrix.ravel(), *part.offset_mm))
        lines += [
            f"#Transform {number}",
            f"Transform: {_named(part)[0]}",
            f"Parameters: {values}",
            "FixedParameters: 0 0 0",
        ]
    return ("\n".join(lines) + "\n").encode("ascii")


def _write_hdf5(path: Path, parts: Sequence[Affine | DisplacementField]) -> None:
    word = h5py.string_dtype("ascii")
    with h5py.File(os.fspath(path), "w") as file:
        for key, text in (
            ("HDFVersion", h5py.version.hdf5_version),
            ("ITKVersion", "5.4"),
            ("OSName", ""),
            ("OSVersion", ""),
        ):
            file.create_dataset(key, data=[text], dtype=word)
        group = file.create_group("TransformGroup")
        if len(parts) > 1:
            group.create_dataset("0/TransformType", data=[f"{_COMPOSITE}_double_3_3"], dtype=word)
        for number, part in enumerate(reversed(parts), len(parts) > 1):
            kind, fixed = _named(part)
            group.create_dataset(f"{number}/TransformType", data=[kind], dtype=word)
            group[f"{number}/TransformFixedParameters"] = fixed
            _write_parameters(group, f"{number}/TransformParameters", part)


def _write_parameters(group: h5py.Group, key: str, part: Affine | DisplacementField) -> None:
    rows = _parameter_rows(part)
    step = rows[0].size
    packed = {"chunks": (min(step, 1 << 17),), "compression": "gzip", "compression_opts": 1, "shuffle": True}
    stored = group.create_dataset(key, (len(rows) * step,), np.float64, **(packed if len(rows) > 1 else {}))
    for number, row in enumerate(rows):
        stored[number * step : (number + 1) * step] = row.ravel()


def _parameter_rows(part: Affine | DisplacementField) -> Sequence[AnyArray]:
    """The parameters of a part in pieces of the same length: the slices of a field, or all of a matrix at once."""
    if isinstance(part, DisplacementField):
        return part.displacement_mm  # type: ignore[return-value]  # its slices, one after another
    return [np.concatenate([part.matrix.ravel(), part.offset_mm])]


def _verify(path: Path, parts: Sequence[Affine | DisplacementField]) -> None:
    with open_untrusted(path) as file:
        for number, part in enumerate(reversed(parts), len(parts) > 1):
            group, rows = file[f"TransformGroup/{number}"], _parameter_rows(part)
            stored, step = group["TransformParameters"], rows[0].size
            same = all(np.array_equal(stored[n * step : (n + 1) * step], row.ravel()) for n, row in enumerate(rows))
            if not (same and np.array_equal(group["TransformFixedParameters"][()], _named(part)[1])):
                raise OSError("what was read back differs from what was written")


def _read_text(path: Path) -> list[_Part]:
    lines = read_text(path).splitlines()
    if not lines or not lines[0].startswith("#Insight Transform File V1"):
        raise UnreadableFile("{name} is not a transform file of ITK.", name=path.name)
    parts: list[_Part] = []
    for number, line in enumerate(lines[1:], 2):
        key, _, value = line.partition(":")
        if not line.strip() or line.startswith("#"):
            continue
        if key == "Transform":
            parts.append((_class_name(path, value.strip()), np.zeros(0), np.zeros(0)))
        elif key in ("Parameters", "FixedParameters") and parts:
            kind, parameters, fixed = parts[-1]
            numbers = _numbers(path, number, value)
            parts[-1] = (kind, numbers, fixed) if key == "Parameters" else (kind, parameters, numbers)
        else:
            raise bad_line(path.name, number, f"is not understood ({line[:30]!r})")
        if len(parts) > _MAX_PARTS:
            raise UnreadableFile("{name} holds more than {n} transforms.", name=path.name, n=_MAX_PARTS)
    return parts


def _numbers(path: Path, line: int, text: str) -> FloatArray:
    try:
        return np.array(text.split(), dtype=np.float64)
    except ValueError:
        raise bad_line(path.name, line, "holds something that is not a number") from None


def _class_name(path: Path, full: str) -> str:
    """ITK's class without the type of its numbers; two-dimensional transforms are refused."""
    kind, *more = full.split("_")
    if more and (more[0] not in ("double", "float") or more[1:3] != ["3", "3"]):
        raise UnreadableFile(
            "{name} holds a transform that is not three-dimensional ({kind}).", name=path.name, kind=full[:60]
        )
    return kind


def _read_hdf5(path: Path) -> list[_Part]:
    with open_untrusted(path) as file:
        group = file.get("TransformGroup")
        if not isinstance(group, h5py.Group) or not 1 <= len(group) <= _MAX_PARTS:
            raise UnreadableFile("{name} is an HDF5 file, but not a transform file of ITK.", name=path.name)
        return [_read_part(path, group[str(number)]) for number in range(len(group))]


def _read_part(path: Path, group: h5py.Group) -> _Part:
    kind = _class_name(path, group["TransformType"].asstr()[0])
    if kind == _COMPOSITE:
        return kind, np.zeros(0), np.zeros(0)
    values = []
    for stem in ("Parameters", "FixedParameters"):
        key = next(
            (each for each in (f"Transform{stem}", f"Tranform{stem}") if each in group), None
        )  # ITK 4 misspelt it
        values.append(np.zeros(0) if key is None else np.asarray(group[key][()], dtype=np.float64).ravel())
    return kind, values[0], values[1]


def _made(path: Path, part: _Part, grid: Grid | None) -> Transform:
    kind, parameters, fixed = part
    if kind.startswith("Inverse") and kind != "Inverse":
        return NumericInverse(_made(path, (kind.removeprefix("Inverse"), parameters, fixed), grid))
    if not (np.isfinite(parameters).all() and np.isfinite(fixed).all()):
        raise ValueError("NaN or infinite numbers")
    if kind == _IDENTITY:
        return Affine.identity()
    if kind == _FIELD:
        return _field(parameters, fixed)
    if kind == _SPLINE:
        return _sampled_spline(parameters, fixed, grid)
    if kind not in _LINEAR:
        raise UnreadableFile("{name} holds a {kind}, which this program does not read; convert it to a displacement field.",
                             name=path.name, kind=kind[:60])  # fmt: skip
    return _linear(kind, parameters, fixed)


def _linear(kind: str, parameters: FloatArray, fixed: FloatArray) -> Affine:
    import SimpleITK

    name = _LINEAR[kind]
    transform = SimpleITK.AffineTransform(3) if name == "AffineTransform" else _three_dimensional(SimpleITK, name)
    if fixed.size:
        transform.SetFixedParameters(fixed.tolist())
    transform.SetParameters(parameters.tolist())
    corners = np.array([transform.TransformPoint(p) for p in ((0.0, 0.0, 0.0), (1.0, 0, 0), (0, 1.0, 0), (0, 0, 1.0))])
    return Affine((corners[1:] - corners[0]).T, corners[0])


def _three_dimensional(library: Any, name: str) -> Any:
    kind = getattr(library, name)
    return kind(3) if name in ("ScaleTransform", "TranslationTransform") else kind()


def _field(parameters: FloatArray, fixed: FloatArray) -> DisplacementField:
    grid = _lattice(fixed)
    if parameters.size != 3 * grid.voxel_count:
        raise ValueError(f"{parameters.size} numbers for a field of {grid.size_xyz} vectors")
    return DisplacementField(grid, parameters.reshape(*grid.shape_zyx, 3).astype(np.float32))


def _lattice(fixed: FloatArray) -> Grid:
    if fixed.size != 18 or (fixed[:3] != np.rint(fixed[:3])).any() or np.abs(fixed[:3]).max() > 1e6:
        raise ValueError("a lattice without size, origin, spacing and direction")
    nx, ny, nz = (int(n) for n in fixed[:3])
    return Grid((nz, ny, nx), tuple(fixed[6:9].tolist()), tuple(fixed[3:6].tolist()), tuple(fixed[9:].tolist()))


def _sampled_spline(parameters: FloatArray, fixed: FloatArray, grid: Grid | None) -> DisplacementField:
    import SimpleITK

    lattice = _lattice(fixed)
    if parameters.size != 3 * lattice.voxel_count:
        raise ValueError(f"{parameters.size} numbers for a B-spline of {lattice.size_xyz} control points")
    spline = SimpleITK.BSplineTransform(3, 3)
    spline.SetFixedParameters(fixed.tolist())
    spline.SetParameters(parameters.tolist())
    spacing = tuple(s / _SPLINE_STEPS for s in lattice.spacing_mm)
    where = grid or lattice.resampled((spacing[0], spacing[1], spacing[2]))
    if where.voxel_count > _MAX_SPLINE_POINTS:
        where = lattice
    image = SimpleITK.TransformToDisplacementField(
        spline, SimpleITK.sitkVectorFloat32, where.size_xyz, where.origin_mm, where.spacing_mm, where.direction
    )
    return DisplacementField(where, SimpleITK.GetArrayFromImage(image))
