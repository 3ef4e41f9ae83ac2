"""Bringing what was made on a straight grid back to the untouched pictures of a curved probe."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path


def bend_back(image: Path, scan: Path, out: Path, is_labels: bool = False, mirrored: bool = False) -> None:
    """Write an image, whose grid lies in the patient in mm, on the raw raster of a DICOM scan.

    Parameters
    ----------
    image : NIfTI, NRRD or MetaImage, as the program exports it for a case of that scan
    scan : the DICOM file; `mirrored` as it was imported
    is_labels : values are labels, which are never mixed
    """
    from workstation.core.volume import ArrayVoxels
    from workstation.imaging.scan_conversion import bent_back
    from workstation.storage.dicom.series import raster_of
    from workstation.storage.images import read_volume, write_volume

    raster = raster_of(scan)
    raster = raster.flipped() if mirrored else raster
    volume = read_volume(image, "image")
    raw = bent_back(volume.voxels.whole(), volume.grid, raster, nearest=is_labels)
    write_volume(out, replace(volume, grid=raster.straight_grid, voxels=ArrayVoxels(raw), grid_kind="raw"))
