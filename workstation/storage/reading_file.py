"""A reading on disk: the snapshot `<reader>.h5` of one reader's work on one case.

Layout (format version 1; 2 if anything lies on an upper layer)
    /                   attributes format_version, kind = "reading", reader, case, edits, chain
    /records            one JSON text: landmarks, trash, repeats, seals, refused, segments, transforms, active_transform,
                        review, imports (since 2026-11; none in older files)
    /landmarks/...      the landmarks again as plain columns, for other programs: id, name, kind, state, role, confidence,
                        comment, fixed_mm and moving_mm (N, 3) in LPS mm, fixed_voxel and moving_voxel (N, 3) in x, y, z
                        order; not placed is NaN
    /labels/fixed       label values (z, y, x) uint8, chunks of up to 64³, deflated; missing while nothing is drawn
    /labels/moving      likewise
    /layers/fixed/<n>   label values on the layer n from 1 on, in the same form; missing while nothing is drawn there
    /layers/moving/<n>  likewise

`edits` is the number of journal records the snapshot contains and `chain` the digits of the last one, so that opening
knows from where to replay.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt

from workstation.core.bookmarks import Bookmark
from workstation.core.errors import UnreadableStudy
from workstation.core.geometry import SIDES, Shape, Side, Vector
from workstation.core.labels import BLOCK, LAYERS, LabelMap, Segment
from workstation.core.landmarks import Landmark, LandmarkSet, Mark, Repeat, Seal
from workstation.core.measurements import Measurement
from workstation.core.study import Case, ImportRecord, Reading, Review, TransformRecord
from workstation.storage.atomic import write_file
from workstation.storage.safe_hdf5 import open_untrusted
from workstation.storage.schema import FORMAT_VERSION, LAYERED_VERSION, check_version, from_json, to_json

_TEXT = h5py.string_dtype("utf-8")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A reading together with how much of the journal it contains."""

    reading: Reading
    edits: int
    chain: str


def write_snapshot(path: Path, snapshot: Snapshot, case_id: str) -> None:
    """Replace the snapshot atomically, keep the one before as `.previous`, verify what was written; may raise NotSaved."""
    write_file(
        path,
        lambda temporary: _write(temporary, snapshot, case_id),
        verify=lambda temporary: _verify(temporary, snapshot),
        keep_previous=True,
    )


def read_snapshot(path: Path, case: Case) -> Snapshot:
    """Read a snapshot of a case; anything that does not fit the case is an UnreadableStudy."""
    with open_untrusted(path) as file:
        check_version(_plain(file.attrs.get("format_version")), path.name)
        if file.attrs.get("kind") != "reading" or file.attrs.get("case") != case.id:
            raise UnreadableStudy("{name} is not a reading of case {case}.", name=path.name, case=case.id)
        reading = Reading.blank(str(file.attrs["reader"]), case)
        _fill(reading, json.loads(_text(file["records"][()])), path.name)
        for side, number, place in _label_places():
            dataset = file.get(place)
            if dataset is not None:
                _read_labels(dataset, reading.layer(side, number), path.name)
        return Snapshot(reading, int(file.attrs["edits"]), str(file.attrs["chain"]))


def read_records(path: Path) -> Reading:
    """A snapshot's reading without its labels (`labels` is empty), quickly: for lists of many cases."""
    with open_untrusted(path) as file:
        check_version(_plain(file.attrs.get("format_version")), path.name)
        if file.attrs.get("kind") != "reading":
            raise UnreadableStudy("{name} is not a reading.", name=path.name)
        reading = Reading(str(file.attrs["reader"]), {})
        _fill(reading, json.loads(_text(file["records"][()])), path.name)
        return reading


def rename_case(path: Path, case_id: str) -> None:
    """Let a snapshot that nobody has open belong to a case of another id; it may come from anywhere."""
    with open_untrusted(path):
        pass  # what is hostile is refused here
    with h5py.File(path, "r+", locking=False) as file:
        file.attrs["case"] = case_id
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(path: Path, snapshot: Snapshot, case_id: str) -> None:
    reading = snapshot.reading
    with h5py.File(path, "w", libver="latest", locking=False) as file:
        file.attrs.update(
            format_version=LAYERED_VERSION if _is_layered(reading) else FORMAT_VERSION,
            kind="reading",
            reader=reading.reader,
            case=case_id,
            edits=snapshot.edits,
            chain=snapshot.chain,
        )
        file.create_dataset("records", data=json.dumps(_records(reading), ensure_ascii=False), dtype=_TEXT)
        _write_columns(file.create_group("landmarks"), list(reading.landmarks))
        file.create_group("labels")
        for side, number, place in _label_places():
            if reading.layer(side, number).block_keys():
                _write_labels(file, place, reading.layer(side, number))


def _verify(path: Path, snapshot: Snapshot) -> None:
    with open_untrusted(path) as file:
        same = json.loads(_text(file["records"][()])) == _records(snapshot.reading)
        for side, number, place in _label_places():
            labels = snapshot.reading.layer(side, number)
            dataset = file.get(place)
            same = same and (dataset is None) == (not labels.block_keys())
            if dataset is not None:
                same = same and _read_labels(dataset, LabelMap(labels.shape), path.name) == labels
    if not same:
        raise OSError(5, "what was read back differs from what was written")


def _records(reading: Reading) -> dict[str, Any]:
    return {
        "landmarks": [to_json(each) for each in reading.landmarks],
        "trash": [to_json(each) for each in reading.landmarks.trash.values()],
        "repeats": [to_json(each) for each in reading.landmarks.repeats.values()],
        "seals": [to_json(each) for each in reading.landmarks.seals],
        "refused": [list(each) for each in reading.landmarks.refused],
        "segments": [to_json(each) for each in reading.segments.values()],
        "measurements": [to_json(each) for each in reading.measurements.values()],
        "transforms": [to_json(each) for each in reading.transforms.values()],
        "active_transform": reading.active_transform,
        "review": to_json(reading.review),
        "imports": [to_json(each) for each in reading.imports.values()],
        "bookmarks": [to_json(each) for each in reading.bookmarks.values()],
    }


def _fill(reading: Reading, records: Any, name: str) -> None:
    try:
        landmarks = [from_json(Landmark, each) for each in records["landmarks"]]
        trash = [from_json(Landmark, each) for each in records["trash"]]
        repeats = [from_json(Repeat, each) for each in records.get("repeats", ())]
        seals = [from_json(Seal, each) for each in records.get("seals", ())]
        refused: list[Vector] = [from_json(Vector, each) for each in records.get("refused", ())]  # type: ignore[arg-type]
        segments = [from_json(Segment, each) for each in records["segments"]]
        measurements = [from_json(Measurement, each) for each in records.get("measurements", ())]
        transforms = [from_json(TransformRecord, each) for each in records["transforms"]]
        imports = [from_json(ImportRecord, each) for each in records.get("imports", [])]
        bookmarks = [from_json(Bookmark, each) for each in records.get("bookmarks", ())]
        reading.active_transform = str(records["active_transform"])
        reading.review = from_json(Review, records["review"])
    except (KeyError, TypeError, AttributeError):
        raise UnreadableStudy("{name} is damaged: a part of the reading is missing.", name=name) from None
    reading.landmarks = LandmarkSet(
        {each.id: each for each in landmarks}, {each.id: each for each in trash}, {each.id: each for each in repeats},
        tuple(seals), tuple(refused),
    )  # fmt: skip
    reading.segments = {each.value: each for each in segments}
    reading.measurements = {each.id: each for each in measurements}
    reading.transforms = {each.id: each for each in transforms}
    reading.imports = {each.id: each for each in imports}
    reading.bookmarks = {each.id: each for each in bookmarks}


def _write_columns(group: h5py.Group, rows: list[Landmark]) -> None:
    for column in ("id", "name", "kind", "state", "role", "comment"):
        group.create_dataset(column, data=[getattr(row, column) for row in rows], dtype=_TEXT)
    group.create_dataset("confidence", data=np.array([row.confidence for row in rows], np.uint8))
    for side in SIDES:
        marks = [row.mark(side) for row in rows]
        group.create_dataset(f"{side}_mm", data=_column(marks, "position_mm"))
        group.create_dataset(f"{side}_voxel", data=_column(marks, "voxel_xyz"))


def _column(marks: list[Mark | None], attribute: str) -> npt.NDArray[np.float64]:
    unplaced = (np.nan, np.nan, np.nan)
    return np.array([getattr(mark, attribute) if mark else unplaced for mark in marks], np.float64).reshape(-1, 3)


def _chunk_shape(shape: Shape) -> Shape:
    z, y, x = (min(BLOCK, n) for n in shape)
    return z, y, x


def _label_places() -> list[tuple[Side, int, str]]:
    """Every label map of a reading: its volume, its layer, and where it lies in the file."""
    return [(side, n, f"layers/{side}/{n}" if n else f"labels/{side}") for side in SIDES for n in range(LAYERS)]


def _is_layered(reading: Reading) -> bool:
    on_layers = any(number for side in SIDES for number, _ in reading.layers(side))
    return on_layers or any(each.layer for each in reading.segments.values())


def _write_labels(file: h5py.File, place: str, labels: LabelMap) -> None:
    chunk = _chunk_shape(labels.shape)
    dataset = file.create_dataset(place, labels.shape, np.uint8, chunks=chunk, compression="gzip", compression_opts=1)
    empty = zlib.compress(np.zeros(chunk, np.uint8).tobytes(), 1)
    for key, _, _ in labels.blocks_in(labels.everything):
        block = labels.block(key)
        if block is None or not block.any():
            packed = empty
        else:
            padded = np.zeros(chunk, np.uint8)
            padded[: block.shape[0], : block.shape[1], : block.shape[2]] = block
            packed = zlib.compress(padded.tobytes(), 1)
        dataset.id.write_direct_chunk(tuple(k * BLOCK for k in key), packed)


def _read_labels(dataset: h5py.Dataset, labels: LabelMap, name: str) -> LabelMap:
    """Fill a label map in which nothing is drawn; it is returned."""
    shape = labels.shape
    chunk = _chunk_shape(shape)
    if dataset.shape != shape or dataset.dtype != np.uint8 or dataset.chunks != chunk:
        raise UnreadableStudy(
            "{name} is damaged: its labels have shape {got} but the volume has {want}.",
            name=name,
            got=dataset.shape,
            want=shape,
        )
    empty = zlib.compress(np.zeros(chunk, np.uint8).tobytes(), 1)
    size = int(np.prod(chunk))
    for key, inner, _ in labels.blocks_in(labels.everything):
        _, packed = dataset.id.read_direct_chunk(tuple(k * BLOCK for k in key))
        if packed == empty:
            continue
        try:
            raw = zlib.decompressobj().decompress(packed, size + 1)
        except zlib.error:
            raise UnreadableStudy("{name} is damaged: a block of its labels cannot be decoded.", name=name) from None
        if len(raw) != size:
            raise UnreadableStudy("{name} is damaged: a block of its labels is incomplete.", name=name)
        values = np.frombuffer(raw, np.uint8).reshape(chunk)[inner]
        if values.any():
            labels.block_for_writing(key)[:] = values
    return labels


def _text(value: Any) -> str:
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value
