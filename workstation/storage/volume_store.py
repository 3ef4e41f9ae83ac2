"""The voxels of a pair on disk: ``cases/<case>/volumes.h5``, written once and never changed.

Layout, format version 1 (readable with any HDF5 program)::

    /                  format = "sonolign volumes", format_version = 1
    /fixed, /moving    id, name, modality, grid_kind, spacing_mm (3,), origin_mm (3,), direction (9,),
                       voxels_sha256 (of the values in z, y, x order, little endian),
                       source_name, source_sha256, spacing_source, geometry_state, doubt; for a scan of a curved probe
                       also raster_shape (3,), raster_spacing_mm (3,), raster_radius_mm, raster_mirrored: how its
                       untouched pictures lie (`core.curved.CurvedRaster`)
    /fixed/voxels      (z, y, x) native type, little endian, chunks of 32×32×32, gzip (values of more than one byte
                       shuffled first)
    /fixed/overview    (z/4, y/4, x/4) means of blocks of 4×4×4 voxels (what does not fill a block is left out),
                       integers rounded; chunks and gzip likewise

Spacing, origin and direction are as in `core.geometry.Grid`: x, y, z in mm, LPS, voxel centres.

History: 1 (2026) first version; the raster was added later, and readers that do not know it lose nothing.
"""

from __future__ import annotations

import errno
import hashlib
import math
import os
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, get_args

import h5py
import numpy as np

from workstation.core.curved import CurvedRaster
from workstation.core.errors import NewerFormat, UnreadableFile, UserError
from workstation.core.geometry import SIDES, Grid, Shape, Side
from workstation.core.volume import AnyArray, ArrayVoxels, GeometryState, Modality, Provenance, Volume, Voxels
from workstation.storage.atomic import write_file
from workstation.storage.lazy_voxels import ChunkLoader, ChunkTable, LazyVoxels
from workstation.storage.safe_hdf5 import open_untrusted

FORMAT = "sonolign volumes"
FORMAT_VERSION = 1
CHUNK = 32
OVERVIEW_FACTOR = 4
_MAX_CHUNK_BYTES = 1 << 20  # also bounds what a bomb of a chunk can unpack to
_TEXTS = ("id", "name", "modality", "grid_kind", "voxels_sha256", "source_name", "source_sha256", "spacing_source",
          "geometry_state", "doubt")  # fmt: skip


def write_volumes(path: str | os.PathLike[str], fixed: Volume, moving: Volume) -> None:
    """Write the two volumes of a pair; the file is read again before it gets its name, and never overwritten.

    Raises
    ------
    NotSaved
        The file exists already, or the disk refused it.
    """

    def write(temporary: Path) -> None:
        with h5py.File(os.fspath(temporary), "w") as file:
            file.attrs["format"] = FORMAT
            file.attrs["format_version"] = FORMAT_VERSION
            for side, volume in zip(SIDES, (fixed, moving), strict=True):
                _write_volume(file.create_group(side), side, volume)

    write_file(path, write, verify=_raise_problems, overwrite=False)


def open_volumes(path: str | os.PathLike[str], threads: int | None = None) -> tuple[Volume, Volume]:
    """The fixed and moving volume of a pair, at once; their voxels are `LazyVoxels` that load in the background.

    Raises
    ------
    UnreadableFile
        The file is missing, damaged, hostile, or not one of ours; `NewerFormat` if a newer program wrote it.
    """
    (fixed, _), (moving, _) = _open(Path(path), threads)
    return fixed, moving


def close_volumes(*volumes: Volume) -> None:
    """Stop loading volumes that are no longer needed; what is in memory stays readable."""
    for volume in volumes:
        if isinstance(volume.voxels, LazyVoxels):
            volume.voxels.close()


def open_overviews(path: str | os.PathLike[str]) -> tuple[Volume, Volume]:
    """Both volumes at a quarter of their resolution, in memory, for overviews and first guesses; errors as above."""
    with open_untrusted(path) as file:
        _check_format(file, Path(path).name)
        fixed, moving = (_read_overview(file[side], Path(path).name) for side in SIDES)
    return fixed, moving


def stated_geometry(path: str | os.PathLike[str]) -> dict[Side, tuple[str, bool, bool]]:
    """For each side its name, whether its grid is Cartesian, and whether its file left its millimetres in no doubt.

    Only attributes are read; errors as of `open_volumes`.
    """
    with open_untrusted(path) as file:
        _check_format(file, Path(path).name)
        headers = {side: _read_header(file[side], Path(path).name) for side in SIDES}
    return {side: (header["name"], header["grid_kind"] == "cartesian", header["geometry_state"] != "doubtful")
            for side, header in headers.items()}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StoredScan:
    """A stored volume without its voxels: what it is called, where it lies, and the hashes by which it is known again."""

    name: str
    grid: Grid
    millimetres_trusted: bool
    raster: CurvedRaster | None
    voxels_sha256: str
    source_sha256: str


def stored_scans(path: str | os.PathLike[str]) -> dict[Side, StoredScan]:
    """Both volumes of a pair as their files stated them; no voxels are read. Errors as of `open_volumes`."""
    with open_untrusted(path) as file:
        _check_format(file, Path(path).name)
        return {side: _stored_scan(file[side], Path(path).name) for side in SIDES}


def _stored_scan(group: h5py.Group, name: str) -> StoredScan:
    header = _read_header(group, name)
    trusted = header["grid_kind"] == "cartesian" and header["geometry_state"] != "doubtful"
    return StoredScan(header["name"], _read_grid(group, group["voxels"].shape), trusted, header["raster"],
                      header["voxels_sha256"], header["source_sha256"])  # fmt: skip


def verify_volumes(path: str | os.PathLike[str]) -> list[str]:
    """Read every voxel and compare it with the hashes in the file: one sentence for each thing that is wrong."""
    try:
        opened = _open(Path(path), None)
    except UserError as error:
        return [str(error)]
    problems = []
    for volume, expected in opened:
        try:
            if voxels_sha256(volume.voxels.whole()) != expected:
                problems.append(f"{Path(path).name}: the voxels of {volume.id} are not those that were written.")
        except UserError as error:
            problems.append(str(error))
    close_volumes(*(volume for volume, _ in opened))
    return problems


def voxels_sha256(values: AnyArray) -> str:
    """SHA-256 of voxel values in z, y, x order, little endian, as hexadecimal digits."""
    little = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
    return hashlib.sha256(little.data).hexdigest()


def _write_volume(group: h5py.Group, side: Side, volume: Volume) -> None:
    values = volume.voxels.whole()
    values = values.astype(values.dtype.newbyteorder("<"), copy=False)
    source = volume.provenance
    texts = (side, volume.name, volume.modality, volume.grid_kind, voxels_sha256(values), source.source_name,
             source.source_sha256, source.spacing_source, source.state, source.doubt)  # fmt: skip
    for key, text in zip(_TEXTS, texts, strict=True):
        group.attrs[key] = text
    for key in ("spacing_mm", "origin_mm", "direction"):
        group.attrs[key] = np.array(getattr(volume.grid, key), dtype="<f8")
    if volume.raster is not None:
        _write_raster(group, volume.raster)
    _write_chunked(group, "voxels", values)
    _write_chunked(group, "overview", _block_means(values, _overview_factors(values.shape)))


def _write_raster(group: h5py.Group, raster: CurvedRaster) -> None:
    group.attrs["raster_shape"] = np.array(raster.shape_zyx, dtype="<i8")
    group.attrs["raster_spacing_mm"] = np.array(raster.spacing_mm, dtype="<f8")
    group.attrs["raster_radius_mm"] = raster.radius_mm
    group.attrs["raster_mirrored"] = int(raster.mirrored)


def _read_raster(group: h5py.Group) -> CurvedRaster | None:
    if "raster_shape" not in group.attrs:
        return None
    shape, spacing = (tuple(group.attrs[f"raster_{key}"].tolist()) for key in ("shape", "spacing_mm"))
    return CurvedRaster(shape, spacing, float(group.attrs["raster_radius_mm"]), bool(group.attrs["raster_mirrored"]))


def _write_chunked(group: h5py.Group, name: str, values: AnyArray) -> None:
    """Store an array in compressed chunks, packed by two threads."""
    chunk: tuple[int, ...] = tuple(min(CHUNK, n) for n in values.shape)
    dataset = group.create_dataset(
        name, values.shape, values.dtype, chunks=chunk, compression="gzip", compression_opts=1,
        shuffle=values.dtype.itemsize > 1,
    )  # fmt: skip
    with ThreadPoolExecutor(2) as pool:
        for z in range(0, values.shape[0], chunk[0]):  # slab by slab, so that few packed chunks wait in memory
            starts = list(product([z], *(range(0, n, c) for n, c in zip(values.shape[1:], chunk[1:], strict=True))))
            for start, packed in zip(starts, pool.map(lambda at: _pack(values, at, chunk), starts), strict=True):
                dataset.id.write_direct_chunk(start, packed)


def _pack(values: AnyArray, start: tuple[int, ...], chunk: tuple[int, ...]) -> bytes:
    """One chunk as HDF5's shuffle and gzip filters would store it.

    Speckle has no repetitions to find: run lengths and Huffman codes pack it as well as gzip's search, and both
    packing and unpacking take about half the time.
    """
    part = values[tuple(slice(a, a + c) for a, c in zip(start, chunk, strict=True))]
    if part.shape != chunk:
        part = np.pad(part, [(0, c - n) for n, c in zip(part.shape, chunk, strict=True)])
    raw = np.ascontiguousarray(part)
    if raw.itemsize > 1:
        raw = np.ascontiguousarray(raw.view(np.uint8).reshape(-1, raw.itemsize).T)
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS, 9, zlib.Z_RLE)
    return packer.compress(raw.data) + packer.flush()


def _overview_factors(shape: tuple[int, ...]) -> Shape:
    z, y, x = (min(OVERVIEW_FACTOR, n) for n in shape)
    return z, y, x


def _block_means(values: AnyArray, factors: Shape) -> AnyArray:
    """Means of whole blocks of voxels, in the type of the values."""
    counts = [n // f for n, f in zip(values.shape, factors, strict=True)]
    means = np.empty(counts, dtype=values.dtype)
    for z in range(counts[0]):  # slab by slab: a whole volume of float32 would take four times its size
        slab = values[z * factors[0] : (z + 1) * factors[0], : counts[1] * factors[1], : counts[2] * factors[2]]
        flat = slab.sum(axis=0, dtype=np.float64 if values.dtype.itemsize > 2 else np.float32)
        mean = flat.reshape(counts[1], factors[1], counts[2], factors[2]).sum(axis=(1, 3)) / math.prod(factors)
        means[z] = np.rint(mean) if values.dtype.kind in "ui" else mean
    return means


def _open(path: Path, threads: int | None) -> list[tuple[Volume, str]]:
    """Both volumes, loading, each with the hash its voxels should have."""
    with open_untrusted(path) as file:
        _check_format(file, path.name)
        groups = [file[side] for side in SIDES]
        headers = [_read_header(group, path.name) for group in groups]
        tables = [_chunk_table(group["voxels"], path) for group in groups]
        grids = [_read_grid(group, table.shape) for group, table in zip(groups, tables, strict=True)]
    loader = ChunkLoader(path, tables, threads)
    return [
        (_volume(header, grid, voxels), header["voxels_sha256"])
        for header, grid, voxels in zip(headers, grids, loader.voxels, strict=True)
    ]


def _check_format(file: h5py.File, name: str) -> None:
    if file.attrs.get("format") != FORMAT:
        raise UnreadableFile("{name} is not a file of volumes of this program.", name=name)
    version = int(file.attrs["format_version"])
    if version > FORMAT_VERSION:
        raise NewerFormat("{name} has format version {version}, this program reads up to {known}; update the program.",
                          name=name, version=version, known=FORMAT_VERSION)  # fmt: skip


def _read_header(group: h5py.Group, name: str) -> dict[str, Any]:
    header: dict[str, Any] = {key: str(group.attrs[key]) for key in _TEXTS}
    allowed = {
        "modality": get_args(Modality),
        "grid_kind": ("cartesian", "raw"),
        "geometry_state": get_args(GeometryState),
    }
    for key, values in allowed.items():
        if header[key] not in values:
            raise UnreadableFile("{name} is damaged: {key} is {value}.", name=name, key=key, value=header[key])
    header["raster"] = _read_raster(group)
    return header


def _read_grid(group: h5py.Group, shape: Shape) -> Grid:
    spacing, origin, direction = (group.attrs[key].tolist() for key in ("spacing_mm", "origin_mm", "direction"))
    return Grid(shape, tuple(spacing), tuple(origin), tuple(direction))


def _volume(header: dict[str, Any], grid: Grid, voxels: Voxels) -> Volume:
    source = Provenance(header["source_name"], header["source_sha256"], header["spacing_source"],
                        header["geometry_state"], header["doubt"])  # fmt: skip
    return Volume(header["id"], header["name"], grid, voxels, header["modality"], header["grid_kind"], source,
                  header["raster"])  # fmt: skip


def _read_overview(group: h5py.Group, name: str) -> Volume:
    header, dataset = _read_header(group, name), group["overview"]
    full = _read_grid(group, group["voxels"].shape)
    factors = np.array(_overview_factors(full.shape_zyx)[::-1])
    spacing = np.array(full.spacing_mm) * factors
    grid = Grid(dataset.shape, tuple(spacing), full.point_of((factors - 1) / 2), full.direction)
    return _volume(header, grid, ArrayVoxels(dataset[()]))


def _chunk_table(dataset: h5py.Dataset, path: Path) -> ChunkTable:
    """Where the chunks of a dataset lie, checked against the file, so that they can be read without HDF5."""
    shape, chunk, dtype = dataset.shape, dataset.chunks, dataset.dtype
    filters = [
        dataset.id.get_create_plist().get_filter(i)[0] for i in range(dataset.id.get_create_plist().get_nfilters())
    ]
    known = (h5py.h5z.FILTER_DEFLATE,), (h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_DEFLATE)
    if len(shape) != 3 or chunk is None or dtype.kind not in "uif" or tuple(filters) not in known:
        raise UnreadableFile("{name} is damaged: its voxels are not stored as expected.", name=path.name)
    counts = tuple(-(-n // c) for n, c in zip(shape, chunk, strict=True))
    offsets, sizes = np.zeros(counts, np.int64), np.zeros(counts, np.int64)
    masks = []

    def note(stored: h5py.h5d.StoreInfo) -> None:
        at = tuple(int(o) // c for o, c in zip(stored.chunk_offset, chunk, strict=True))
        offsets[at], sizes[at] = stored.byte_offset, stored.size
        masks.append(stored.filter_mask)

    dataset.id.chunk_iter(note)
    chunk_bytes = math.prod(chunk) * dtype.itemsize
    if (
        any(masks) or sizes.min() < 1 or chunk_bytes > _MAX_CHUNK_BYTES or sizes.max() > 2 * chunk_bytes + 1024
        or offsets.min() < 0 or (offsets + sizes).max() > path.stat().st_size
    ):  # fmt: skip
        raise UnreadableFile("{name} is damaged: part of its voxels is missing; copy it again.", name=path.name)
    return ChunkTable(shape, chunk, dtype, offsets, sizes, h5py.h5z.FILTER_SHUFFLE in filters)


def _raise_problems(path: Path) -> None:
    if problems := verify_volumes(path):
        raise OSError(errno.EIO, " ".join(problems))
