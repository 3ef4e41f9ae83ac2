"""A scan: its voxels, where they lie, and how far that geometry can be trusted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from workstation.core.curved import CurvedRaster
from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid, Shape, Vector

AnyArray = npt.NDArray[Any]
Modality = Literal["US", "CT", "MR", "other"]
GeometryState = Literal["stated", "doubtful", "confirmed"]


class Voxels(Protocol):
    """Read-only voxel values of a volume, in memory or fetched from disk as they are looked at."""

    @property
    def shape(self) -> Shape:
        """Number of voxels along z, y, x."""
        ...

    @property
    def dtype(self) -> np.dtype[Any]:
        """The native type of the values; a uint8 scan stays uint8."""
        ...

    def read(self, box: tuple[slice, slice, slice]) -> AnyArray:
        """The values of a box (slices along z, y, x with step 1), as a read-only array."""
        ...

    def whole(self) -> AnyArray:
        """All values as one read-only (z, y, x) array; waits until everything has been fetched."""
        ...


class ArrayVoxels:
    """Voxels that are all in memory."""

    def __init__(self, array: AnyArray) -> None:
        self._array = array.view()
        self._array.setflags(write=False)

    @property
    def shape(self) -> Shape:
        """Number of voxels along z, y, x."""
        z, y, x = self._array.shape
        return z, y, x

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the values."""
        return self._array.dtype

    def read(self, box: tuple[slice, slice, slice]) -> AnyArray:
        """The values of a box, without copying."""
        return self._array[box]

    def whole(self) -> AnyArray:
        """The array itself, read-only."""
        return self._array


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a volume came from and what its millimetres rest on.

    Parameters
    ----------
    source_name : file name as imported (never a path: paths may name patients)
    source_sha256 : hash of the imported file, "" for a volume made in memory
    spacing_source : what stated the spacing, such as "NIfTI pixdim"
    state : "stated" by the file, "doubtful" (millimetres must be confirmed), or "confirmed" by a person
    doubt : why the geometry is doubtful, "" otherwise
    """

    source_name: str = ""
    source_sha256: str = ""
    spacing_source: str = ""
    state: GeometryState = "stated"
    doubt: str = ""


@dataclass(frozen=True, eq=False)
class Volume:
    """One 3D scan. `grid_kind` "raw" means that the raster is not Cartesian and distances on it are wrong.

    `raster` is known for a scan of a curved probe: it tells which voxel of the untouched pictures a point was.
    """

    id: str
    name: str
    grid: Grid
    voxels: Voxels
    modality: Modality = "US"
    grid_kind: Literal["cartesian", "raw"] = "cartesian"
    provenance: Provenance = field(default_factory=Provenance)
    raster: CurvedRaster | None = None

    def __post_init__(self) -> None:
        if tuple(self.voxels.shape) != self.grid.shape_zyx:
            raise InvalidInput(
                "The voxels have shape {voxels} but the grid says {grid} (z, y, x).",
                voxels=tuple(self.voxels.shape),
                grid=self.grid.shape_zyx,
            )
        if self.voxels.dtype.kind not in "uif":
            raise InvalidInput("Voxels must be numbers, got values of type {t}.", t=self.voxels.dtype)

    @classmethod
    def from_array(cls, array: AnyArray, grid: Grid, *, id: str = "volume", name: str = "", **more: Any) -> Volume:
        """A volume around an array of shape (z, y, x); the array is not copied and must not be changed afterwards."""
        return cls(id=id, name=name or id, grid=grid, voxels=ArrayVoxels(array), **more)

    def native_voxel(self, point_mm: Vector) -> Vector:
        """The continuous voxel index (x, y, z) of a world point in the pictures as the scanner stored them."""
        x, y, z = (self.raster or self.grid).to_index(point_mm).tolist()
        return x, y, z

    @property
    def millimetres_trusted(self) -> bool:
        """Whether distances in mm may be stated for this volume."""
        return self.grid_kind == "cartesian" and self.provenance.state != "doubtful"
