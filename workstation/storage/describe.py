"""What a file is, in a few named facts: for `sonolign info FILE` and for drag and drop."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from workstation.core.errors import UnreadableFile
from workstation.core.geometry import SIDES, Grid
from workstation.core.transform import Affine, Composite, DisplacementField, NumericInverse, Transform
from workstation.core.volume import Provenance
from workstation.storage import transforms, volume_store
from workstation.storage.images import read_geometry
from workstation.storage.safe_hdf5 import check_is_file, open_untrusted

Facts = dict[str, Any]


def describe_file(path: str | os.PathLike[str]) -> Facts:
    """Facts about an image, a file of volumes, a transform or a reading: names to plain JSON values, ready to print.

    Only headers are read, except for a transform, which is read and checked whole.

    Raises
    ------
    UnreadableFile
        The file is none of these, or is damaged.
    """
    path = Path(path)
    check_is_file(path)
    with path.open("rb") as file:
        is_hdf5 = file.read(8) == b"\x89HDF\r\n\x1a\n"
    return {"file": path.name, "bytes": path.stat().st_size, **(_hdf5(path) if is_hdf5 else _image(path))}


def _image(path: Path) -> Facts:
    header, grid, provenance = read_geometry(path)
    values: Facts = {"slope": header.slope, "intercept": header.intercept}
    scaled = values if (header.slope, header.intercept) != (1.0, 0.0) else {}
    return {"kind": f"{header.kind} image", "values": str(header.dtype.newbyteorder("=")), **scaled,
            **_grid(grid), **_provenance(provenance)}  # fmt: skip


def _hdf5(path: Path) -> Facts:
    with open_untrusted(path) as file:
        kind = str(file.attrs.get("format") or file.attrs.get("kind") or "")
    kinds: dict[str, Callable[[Path], Facts]] = {
        volume_store.FORMAT: _volumes,
        transforms.FORMAT: _transform_file,
        "reading": _reading,
    }
    if kind not in kinds:
        raise UnreadableFile("{name} is an HDF5 file, but not one of this program.", name=path.name)
    return {"kind": kind, **kinds[kind](path)}


def _volumes(path: Path) -> Facts:
    volumes = volume_store.open_volumes(path)
    volume_store.close_volumes(*volumes)
    return {
        side: {"name": volume.name, "modality": volume.modality, "values": str(volume.voxels.dtype),
               "raster": volume.grid_kind, **_grid(volume.grid), **_provenance(volume.provenance)}
        for side, volume in zip(SIDES, volumes, strict=True)
    }  # fmt: skip


def _transform_file(path: Path) -> Facts:
    transform, record = transforms.read_transform(path)
    return {"transform": _transform(transform), "record": record}


def _transform(transform: Transform) -> Facts:
    if isinstance(transform, Affine):
        return {"type": "affine", "matrix": transform.matrix.tolist(), "offset_mm": transform.offset_mm.tolist()}
    if isinstance(transform, DisplacementField):
        lengths = np.linalg.norm(transform.displacement_mm, axis=-1)
        return {"type": "displacement field", **_grid(transform.grid),
                "mean_mm": float(lengths.mean()), "largest_mm": float(lengths.max())}  # fmt: skip
    if isinstance(transform, Composite):
        return {"type": "composite", "parts": [_transform(part) for part in transform.transforms]}
    if isinstance(transform, NumericInverse):
        return {"type": "numeric inverse", "of": _transform(transform.forward)}
    return {"type": type(transform).__name__}


def _reading(path: Path) -> Facts:
    with open_untrusted(path) as file:
        facts: Facts = {key: _plain(value) for key, value in file.attrs.items() if key not in ("kind", "chain")}
        landmarks = file.get("landmarks/id")
        facts["landmarks"] = len(landmarks) if isinstance(landmarks, h5py.Dataset) else 0
        facts["labels"] = [side for side in SIDES if f"labels/{side}" in file]
        facts["upper_layers"] = {side: sorted(file.get(f"layers/{side}", ())) for side in SIDES}
    return facts


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _grid(grid: Grid) -> Facts:
    return {
        "size_xyz": list(grid.size_xyz),
        "spacing_mm": list(grid.spacing_mm),
        "extent_mm": [round(e, 3) for e in grid.extent_mm],
        "origin_mm": list(grid.origin_mm),
        "direction": list(grid.direction),
    }


def _provenance(provenance: Provenance) -> Facts:
    doubt = {"doubt": provenance.doubt} if provenance.doubt else {}
    return {"spacing_from": provenance.spacing_source, "geometry": provenance.state, **doubt,
            "sha256": provenance.source_sha256}  # fmt: skip
