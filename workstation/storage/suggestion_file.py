"""Suggested landmarks on disk: ``cases/<case>/suggestions/<reader>.h5``, replaced as a whole whenever they are found anew.

Layout (format version 1, since 2026-11)
    /             attributes format_version, kind = "suggestions"
    /basis        JSON text as UTF-8 bytes: {"grids": both grids that they were found on, "sources": what the twins were
                  learnt from (see `core.lineage`)}
    /points       one row for each suggestion, float64: the columns of `FIELDS` in this order; what is not there is NaN
    /start        matrix and offset (3, 4) of the affine map fixed to moving that was found first; missing if none was
    /places       quality (z, y, x) uint8, 255 for the best; attributes spacing_mm (3,), origin_mm (3,), direction (9,)

The file holds nothing that a person decided: what was accepted or refused is in the journal of the reading, and a file that
is missing or damaged costs another search.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from workstation.core.errors import UnreadableFile
from workstation.core.geometry import FloatArray, Grid
from workstation.core.landmarks import covariance_of, six_of
from workstation.core.transform import Affine
from workstation.imaging.landmarks.patches import Match
from workstation.imaging.landmarks.prediction import Prediction, Witness
from workstation.imaging.landmarks.suggestions import GoodPlaces, Suggestion
from workstation.storage.atomic import not_saved, write_file
from workstation.storage.safe_hdf5 import open_untrusted
from workstation.storage.schema import FORMAT_VERSION, check_version, from_json, to_json

FIELDS: tuple[tuple[str, int], ...] = (  # and how many numbers each has
    ("position_mm", 3), ("quality", 1), ("round_trip_mm", 1), ("gain", 1), ("twin_mm", 3), ("radius_mm", 1), ("trust", 1),
    ("covariance_mm2", 6), ("by_pairs", 4), ("by_registration", 4), ("image_mm", 3), ("image_likeness", 1),
    ("image_margin", 1), ("image_covariance_mm2", 6), ("image_at_edge", 1),
)  # fmt: skip
MOST = 10_000  # suggestions; more were never written
_GEOMETRY = ("spacing_mm", "origin_mm", "direction")


@dataclass(frozen=True, eq=False)
class KeptSuggestions:
    """What was found in a case, and on what basis: the grids of both volumes, and what the twins were learnt from."""

    grids: tuple[Grid, Grid]
    places: GoodPlaces
    found: tuple[Suggestion, ...]
    sources: tuple[str, ...]
    start: Affine | None = None


def write_suggestions(path: Path, kept: KeptSuggestions) -> None:
    """Write suggestions, complete or not at all; may raise NotSaved."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_saved(path, error) from error
    write_file(path, lambda temporary: _write(temporary, kept), verify=_verify)


def read_suggestions(path: Path) -> KeptSuggestions:
    """Read suggestions.

    Raises
    ------
    UnreadableFile : the file is missing, damaged, or of another kind.
    """
    with open_untrusted(path) as file:
        check_version(int(file.attrs["format_version"]), path.name)
        if file.attrs["kind"] != "suggestions":
            raise UnreadableFile("{name} does not hold suggested landmarks.", name=path.name)
        basis = json.loads(bytes(file["basis"][()]))
        fixed, moving = (from_json(Grid, each) for each in basis["grids"])
        points = file["points"][()]
        if points.ndim != 2 or points.shape[1] != _WIDTH or len(points) > MOST or points.dtype != np.float64:
            raise ValueError(f"its points have shape {points.shape}")
        start = _affine(file["start"][()]) if "start" in file else None
        found = tuple(_suggestion(row) for row in points)
        return KeptSuggestions(
            (fixed, moving), _places(file["places"]), found, tuple(map(str, basis["sources"])), start
        )


def _write(path: Path, kept: KeptSuggestions) -> None:
    basis = json.dumps({"grids": [to_json(grid) for grid in kept.grids], "sources": kept.sources}).encode()
    with h5py.File(path, "w", libver="latest", locking=False) as file:
        file.attrs.update(format_version=FORMAT_VERSION, kind="suggestions")
        file.create_dataset("basis", data=np.frombuffer(basis, np.uint8))
        rows = np.array([_row(each) for each in kept.found], np.float64).reshape(-1, _WIDTH)
        file.create_dataset("points", data=rows)
        if kept.start is not None:
            file.create_dataset("start", data=np.column_stack([kept.start.matrix, kept.start.offset_mm]))
        quality = np.round(255 * np.clip(kept.places.quality, 0, 1)).astype(np.uint8)
        places = file.create_dataset("places", data=quality, compression="gzip", compression_opts=1, fletcher32=True)
        for key in _GEOMETRY:
            places.attrs[key] = np.array(getattr(kept.places.grid, key), "<f8")


def _verify(path: Path) -> None:
    try:
        read_suggestions(path)
    except UnreadableFile as error:
        raise OSError(5, "what was read back differs from what was written") from error


def _places(stored: h5py.Dataset) -> GoodPlaces:
    if stored.ndim != 3 or stored.dtype != np.uint8:
        raise ValueError(f"its map has shape {stored.shape} and type {stored.dtype}")
    spacing, origin, direction = (tuple(stored.attrs[key].tolist()) for key in _GEOMETRY)
    return GoodPlaces(Grid(stored.shape, spacing, origin, direction), stored[()].astype(np.float32) / 255)


def _affine(values: FloatArray) -> Affine:
    if values.shape != (3, 4) or not np.isfinite(values).all():
        raise ValueError("its start is no affine map")
    return Affine(values[:, :3].astype(np.float64), values[:, 3].astype(np.float64))


_WIDTH = sum(count for _, count in FIELDS)


def _row(each: Suggestion) -> list[float]:
    told, image = each.prediction, each.prediction.image
    values: dict[str, Any] = {
        "position_mm": each.position_mm, "quality": each.quality, "round_trip_mm": each.round_trip_mm, "gain": each.gain,
        "twin_mm": told.position_mm, "radius_mm": told.radius_mm, "trust": told.image_trust,
        "covariance_mm2": six_of(told.covariance_mm2), "by_pairs": _told(told.pairs),
        "by_registration": _told(told.registration),
    }  # fmt: skip
    if image is not None:
        values |= {
            "image_mm": image.position_mm, "image_likeness": image.likeness, "image_margin": image.margin,
            "image_covariance_mm2": six_of(image.covariance_mm2), "image_at_edge": float(image.at_edge),
        }  # fmt: skip
    row: list[float] = []
    for name, count in FIELDS:
        value = values.get(name)
        row += np.full(count, np.nan).tolist() if value is None else np.ravel(value).tolist()
    return row


def _suggestion(row: FloatArray) -> Suggestion:
    edges = np.cumsum([count for _, count in FIELDS])[:-1]
    values = {name: part.tolist() for (name, _), part in zip(FIELDS, np.split(row, edges), strict=True)}
    needed = ("position_mm", "quality", "gain", "twin_mm", "radius_mm", "trust", "covariance_mm2")
    if not all(np.isfinite(values[name]).all() for name in needed) or values["radius_mm"][0] < 0:
        raise ValueError("a suggestion is incomplete")
    image = None
    if np.isfinite(values["image_mm"]).all():
        image = Match(
            tuple(values["image_mm"]), values["image_likeness"][0], values["image_margin"][0],
            covariance_of(values["image_covariance_mm2"]), bool(values["image_at_edge"][0] == 1.0),
        )  # fmt: skip
    told = Prediction(
        position_mm=tuple(values["twin_mm"]), radius_mm=values["radius_mm"][0], pairs=_witness(values["by_pairs"]),
        registration=_witness(values["by_registration"]), image=image, image_trust=values["trust"][0],
        covariance_mm2=covariance_of(values["covariance_mm2"]),
    )  # fmt: skip
    trip = values["round_trip_mm"][0]
    return Suggestion(
        tuple(values["position_mm"]), values["quality"][0], told, None if np.isnan(trip) else trip, values["gain"][0]
    )


def _told(witness: Witness | None) -> tuple[float, ...] | None:
    return None if witness is None else (*witness.position_mm, witness.spread_mm)


def _witness(values: list[float]) -> Witness | None:
    if not np.isfinite(values).all():
        return None
    x, y, z, spread = values
    return Witness((x, y, z), spread)
