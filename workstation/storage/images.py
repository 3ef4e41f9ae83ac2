"""Image files in and out: volumes, label maps and displacement fields as NIfTI, NRRD or MetaImage.

Voxels keep their native type and geometry arrives in LPS mm, with a note of what states it and whether it can be
trusted. Files are taken as hostile: sizes are compared with the file and with the memory before anything is read.

Paths go to SimpleITK as UTF-8, which ITK turns into wide characters on Windows, so Chinese names work there too; files
that are read never reach ITK by their own name at all (see `image_headers`).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from workstation.core.errors import InvalidInput, UnreadableFile, UserError
from workstation.core.geometry import ORTHONORMAL_TOLERANCE, Grid
from workstation.core.transform import DisplacementField
from workstation.core.volume import AnyArray, GeometryState, Modality, Provenance, Volume
from workstation.storage.atomic import write_file
from workstation.storage.image_headers import SUFFIXES, ImageHeader, read_header
from workstation.storage.nifti_files import place, write_nifti
from workstation.storage.safe_hdf5 import MAX_RATIO, available_memory, check_is_file, first_line

WRITABLE = (".nii", ".nii.gz", ".nrrd", ".mha")
_BLOCK = 1 << 20


def read_volume(path: str | os.PathLike[str], id: str, modality: Modality | None = None) -> Volume:
    """Read one scan.

    Parameters
    ----------
    path : a NIfTI, NRRD or MetaImage file
    id : what the volume is called in the program, such as "fixed"
    modality : None for ultrasound

    Raises
    ------
    UnreadableFile
        The file is missing, cut short, damaged, not an image, too large for the memory, or refers to other places.
    InvalidInput
        It is an image but not one volume of finite, varying numbers on a straight grid.
    """
    path = Path(path)
    header, grid = _open(path)
    values = _values(path, header)
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise InvalidInput("{name} holds NaN or infinite values; expected finite numbers everywhere.", name=path.name)
    lowest = values.min()
    if lowest == values.max():
        raise InvalidInput("{name} shows nothing: every voxel has the value {v}.", name=path.name, v=lowest)
    return Volume.from_array(values, grid, id=id, name=_stem(path), modality=modality or "US",
                             provenance=_provenance(path, header, grid))  # fmt: skip


def read_labels(path: str | os.PathLike[str], grid: Grid) -> AnyArray:
    """Read a label map that lies on a volume's grid: a (z, y, x) array of uint8, or uint16 for labels above 255.

    Raises
    ------
    UnreadableFile
        As for `read_volume`.
    InvalidInput
        Its values are no labels (whole numbers from 0 to 65535), or its grid is not the volume's to 0.01 voxel.
    """
    values, own = read_label_image(path)
    if not own.nearly_equals(grid):
        raise InvalidInput("{name} does not lie on the volume's grid: {what}; resample it to the volume first.",
                           name=Path(path).name, what=_difference(own, grid))  # fmt: skip
    return values


def read_label_image(path: str | os.PathLike[str]) -> tuple[AnyArray, Grid]:
    """Read a label map on whatever grid it has: a (z, y, x) array of uint8, or uint16 for labels above 255.

    Raises
    ------
    UnreadableFile
        As for `read_volume`.
    InvalidInput
        Its values are no labels (whole numbers from 0 to 65535).
    """
    path = Path(path)
    header, grid = _open(path)
    values = _values(path, header)
    lowest, highest = values.min(), values.max()
    if not (lowest >= 0 and highest <= 65535) or (values.dtype.kind == "f" and (np.rint(values) != values).any()):
        raise InvalidInput("{name} is no label map: labels are whole numbers from 0 to 65535, found {low} to {high}.",
                           name=path.name, low=lowest, high=highest)  # fmt: skip
    return values.astype(np.uint8 if highest < 256 else np.uint16, copy=False), grid


def write_volume(path: str | os.PathLike[str], volume: Volume) -> None:
    """Write a scan as .nii.gz, .nii, .nrrd or .mha, in its native type; see `storage.atomic` for what can go wrong."""
    _write_scalar(Path(path), volume.voxels.whole(), volume.grid)


def write_labels(path: str | os.PathLike[str], labels: AnyArray, grid: Grid) -> None:
    """Write a label map (z, y, x) of whole numbers on a grid; the file's suffix says the kind."""
    if labels.dtype.kind not in "ui":
        raise InvalidInput("Labels must be whole numbers, got values of type {t}.", t=labels.dtype)
    _write_scalar(Path(path), labels, grid)


def write_displacement(path: str | os.PathLike[str], field: DisplacementField) -> None:
    """Write a dense field as ITK and ANTs read it: 5-D NIfTI (x, y, z, 1, 3), intent 1007, LPS vectors in mm.

    ``SimpleITK.DisplacementFieldTransform(SimpleITK.ReadImage(path, SimpleITK.sitkVectorFloat64))`` then takes the same
    points to the same places. Written slab by slab, as a full-size field leaves no memory for a copy.
    """
    if not Path(path).name.lower().endswith((".nii", ".nii.gz")):
        raise InvalidInput("A displacement field is written as .nii.gz, not as {name}.", name=Path(path).name)
    write_file(path, lambda temporary: write_nifti(temporary, field.displacement_mm, field.grid))


def read_geometry(path: str | os.PathLike[str]) -> tuple[ImageHeader, Grid, Provenance]:
    """What an image file says about itself, without reading its voxels; errors as for `read_volume`."""
    path = Path(path)
    header, grid = _open(path)
    return header, grid, _provenance(path, header, grid)


def check_is_volume(path: Path) -> None:
    """Raise as `read_volume` does if a header is not one of a volume; quick, as nothing but the header is read."""
    _open(path)


def _open(path: Path) -> tuple[ImageHeader, Grid]:
    """Header and geometry of a file whose size has been checked."""
    check_is_file(path)
    try:
        header = read_header(path)
        _check_size(path, header)
        return header, _grid(path, header)
    except UserError:
        raise
    except (OSError, ValueError) as error:
        raise UnreadableFile("{name} cannot be read ({detail}).", name=path.name, detail=first_line(error)) from error


def _check_size(path: Path, header: ImageHeader) -> None:
    """Compare what the header declares with the file and with the memory, before any memory is taken."""
    declared = int(np.prod([int(n) for n in header.shape_zyx], dtype=object)) * header.dtype.itemsize
    stored = header.data_file.stat().st_size - (header.offset if header.packing != "gzip file" else 0)
    if declared > stored * (1 if header.packing == "raw" else MAX_RATIO):
        raise UnreadableFile(
            "{name} is cut short: its header declares {want} bytes of voxels, the file holds {have}; copy it again.",
            name=path.name, want=declared, have=max(stored, 0),
        )  # fmt: skip
    if declared * 2 > available_memory():
        raise UnreadableFile("{name} needs {want} MB of memory, {have} MB are free; close other programs.",
                             name=path.name, want=declared * 2 >> 20, have=available_memory() >> 20)  # fmt: skip


def _values(path: Path, header: ImageHeader) -> AnyArray:
    """The voxels (z, y, x) in native byte order, with slope and intercept applied where they say something."""
    values: AnyArray = np.empty(header.shape_zyx, dtype=header.dtype)
    target = memoryview(values.reshape(-1).view(np.uint8))  # type: ignore[arg-type]  # mypy does not know the buffer
    try:
        with _opened_data(header) as file:
            done = 0
            while done < len(target):
                got = file.readinto(target[done : done + _BLOCK])
                if not got:
                    raise EOFError
                done += got
            if header.packing != "raw":
                for _ in range(64):  # the check sum stands at the end; a few stray bytes before it are no harm
                    if not file.read(_BLOCK):
                        break
    except (EOFError, OSError, zlib.error) as error:
        raise UnreadableFile("{name} is cut short or damaged: its voxels cannot be read to the end; copy it again.",
                             name=path.name) from error  # fmt: skip
    native: AnyArray = values.astype(header.dtype.newbyteorder("="), copy=False)
    if header.slope != 1.0 or header.intercept != 0.0:
        native = native.astype(np.float64 if header.dtype.itemsize > 2 else np.float32)
        with np.errstate(over="ignore", invalid="ignore"):  # what becomes infinite is no scan and refused as such
            native *= header.slope
            native += header.intercept
    return native


@contextmanager
def _opened_data(header: ImageHeader) -> Iterator[io.BufferedIOBase]:
    """The stream of unpacked voxel bytes, at their first."""
    with header.data_file.open("rb") as file:
        if header.packing == "gzip file":
            with gzip.GzipFile(fileobj=file) as unpacked:
                unpacked.seek(header.offset)
                yield unpacked
            return
        file.seek(header.offset)
        if header.packing == "raw":
            yield file
        elif header.packing == "gzip":
            with gzip.GzipFile(fileobj=file) as unpacked:
                yield unpacked
        else:
            yield io.BufferedReader(_Inflated(file), _BLOCK)


class _Inflated(io.RawIOBase):
    """The bytes of a zlib stream, as MetaImage packs them."""

    def __init__(self, file: io.BufferedIOBase) -> None:
        self._file = file
        self._stream = zlib.decompressobj()

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with what is unpacked next; 0 bytes at the end of the stream."""
        while not self._stream.eof:
            block = self._stream.unconsumed_tail or self._file.read(_BLOCK)
            out = self._stream.decompress(block, len(buffer))
            if out:
                buffer[: len(out)] = out
                return len(out)
            if not block:
                raise EOFError
        return 0


def _grid(path: Path, header: ImageHeader) -> Grid:
    """The geometry as ITK understands the header; ITK sees a copy of the header only."""
    import SimpleITK

    SimpleITK.ProcessObject.GlobalWarningDisplayOff()
    reader = SimpleITK.ImageFileReader()
    with tempfile.TemporaryDirectory(prefix="sonolign-") as folder:
        copy = Path(folder, "header" + header.suffix)
        copy.write_bytes(header.for_itk)
        reader.SetFileName(str(copy))
        try:
            reader.ReadImageInformation()
        except RuntimeError as error:
            if "orthonormal" in str(error):
                raise _sheared(path) from error
            raise UnreadableFile("{name} is damaged: its geometry cannot be read.", name=path.name) from error
    axes = np.array(reader.GetDirection()).reshape(3, 3)
    if np.isfinite(axes).all() and not np.allclose(axes.T @ axes, np.eye(3), rtol=0, atol=ORTHONORMAL_TOLERANCE):
        raise _sheared(path)
    return Grid(header.shape_zyx, reader.GetSpacing(), reader.GetOrigin(), reader.GetDirection())


def _sheared(path: Path) -> InvalidInput:
    return InvalidInput("{name} lies on a sheared grid, whose axes are not at right angles; resample it to a straight "
                        "grid first.", name=path.name)  # fmt: skip


def _provenance(path: Path, header: ImageHeader, grid: Grid) -> Provenance:
    doubt = header.doubt
    straight = np.array_equal(np.abs(grid.axes), np.eye(3))  # an identity in RAS arrives with two axes turned
    if not doubt and straight and grid.spacing_mm == (1.0, 1.0, 1.0) and grid.origin_mm == (0.0, 0.0, 0.0):
        doubt = "The header looks like a placeholder: spacing 1 mm on all axes, origin 0, no rotation."
    state: GeometryState = "doubtful" if doubt else "stated"
    return Provenance(path.name, _sha256(path, header), header.spacing_source, state, doubt)


def _sha256(path: Path, header: ImageHeader) -> str:
    """Hash of the file, followed by its detached data file where it has one."""
    digest = hashlib.sha256()
    for part in dict.fromkeys((path, header.data_file)):
        with part.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    return digest.hexdigest()


def _difference(own: Grid, grid: Grid) -> str:
    """What differs between two grids, in words."""
    if own.shape_zyx != grid.shape_zyx:
        return f"it has {'×'.join(map(str, own.size_xyz))} voxels, the volume {'×'.join(map(str, grid.size_xyz))}"
    for name, a, b in (("spacing", own.spacing_mm, grid.spacing_mm), ("direction", own.direction, grid.direction)):
        if not np.allclose(a, b, rtol=1e-4, atol=1e-4):
            return f"its {name} is {np.round(a, 4).tolist()}, the volume's {np.round(b, 4).tolist()}"
    return f"its origin is {np.round(own.origin_mm, 3).tolist()} mm, the volume's {np.round(grid.origin_mm, 3).tolist()} mm"


def _stem(path: Path) -> str:
    name = path.name
    return next(name[: -len(s)] for s in sorted(SUFFIXES, key=len, reverse=True) if name.lower().endswith(s)) or name


def _write_scalar(path: Path, values: AnyArray, grid: Grid) -> None:
    if not path.name.lower().endswith(WRITABLE):
        raise InvalidInput("{name} has no suffix this program writes; use one of {kinds}.",
                           name=path.name, kinds=", ".join(WRITABLE))  # fmt: skip

    if path.name.lower().endswith((".nii", ".nii.gz")):
        write_file(path, lambda temporary: write_nifti(temporary, values, grid))
        return

    def write(temporary: Path) -> None:
        import SimpleITK

        image = SimpleITK.GetImageFromArray(values)
        place(image, grid)
        SimpleITK.WriteImage(image, str(temporary), useCompression=True, compressionLevel=1)

    def verify(temporary: Path) -> None:
        header, lies = _open(temporary)
        if not (lies.nearly_equals(grid) and np.array_equal(_values(temporary, header), values)):
            raise OSError("what was read back differs from what was written")

    write_file(path, write, verify=verify)
