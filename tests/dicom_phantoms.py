"""DICOM files for tests, built from the description of the standard and of the scanners."""

from __future__ import annotations

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian, generate_uid

US_MULTIFRAME = "1.2.840.10008.5.1.4.1.1.3.1"
US_MULTIFRAME_RETIRED = "1.2.840.10008.5.1.4.1.1.3"
US_SINGLE = "1.2.840.10008.5.1.4.1.1.6.1"
ENHANCED_US = "1.2.840.10008.5.1.4.1.1.6.2"
SECONDARY = "1.2.840.10008.5.1.4.1.1.7"
SECONDARY_MULTIFRAME = "1.2.840.10008.5.1.4.1.1.7.2"
CT = "1.2.840.10008.5.1.4.1.1.2"
MR = "1.2.840.10008.5.1.4.1.1.4"
GE, U_SYSTEMS = "General Electric Company 01", "U-Systems"

INVENIA = {"radius": 120.0, "track": 0.0, "depth_cm": 4.0, "density": 5.0}  # small, so that bending is strong


def speckle(shape, dtype="uint8", seed=0):
    return np.random.default_rng(seed).integers(1, 250, shape).astype(dtype)


def picture_file(values, sop_class=US_MULTIFRAME, **tags):
    """A data set with the pictures (frames, rows, columns), or one picture (rows, columns), and some tags."""
    frames = values if values.ndim == 3 else values[None]
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.SOPClassUID, ds.SOPInstanceUID = sop_class, generate_uid()
    ds.StudyInstanceUID, ds.SeriesInstanceUID = "1.2.3.4", "1.2.3.4.5"
    ds.PatientName, ds.PatientID, ds.Modality, ds.SeriesNumber = "Nobody", "0", "US", 3
    if values.ndim == 3:
        ds.NumberOfFrames = len(frames)
    ds.Rows, ds.Columns = frames.shape[1:]
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.BitsAllocated = ds.BitsStored = values.dtype.itemsize * 8
    ds.HighBit, ds.PixelRepresentation = ds.BitsStored - 1, int(values.dtype.kind == "i")
    for keyword, value in tags.items():
        setattr(ds, keyword, value)
    ds.PixelData = frames.tobytes() + bytes(frames.nbytes % 2)
    ds["PixelData"].VR = "OW" if values.dtype.itemsize > 1 else "OB"
    return ds


def invenia_file(values, creator=GE, block=0x10, nipple=None, spacing=(0.2, 0.073), step=0.4757, **facts):
    """A GE Invenia volume as the description of its tags has it; spacing is (lateral, depth)."""
    facts = INVENIA | {"depth_cm": values.shape[1] * spacing[1] / 10} | facts
    ds = picture_file(values, ManufacturerModelName="Invenia", PixelSpacing=[spacing[1], spacing[0]],
                      SpacingBetweenSlices=step)  # fmt: skip
    elements = [(0x40, "radius"), (0x41, "track"), (0x62, "density"), (0x63, "depth_cm")]
    ds.add_new((0x0021, block), "LO", creator)
    for element, name in elements:
        if facts[name] is not None:
            ds.add_new((0x0021, block << 8 | element), "DS", str(facts[name]))
    if nipple is not None:
        ds.add_new((0x0021, block << 8 | 0x20), "DS", [str(v) for v in nipple])
    return ds


def ct_slices(values, step=2.0, spacing=(0.7, 0.8), turned=(1, 0, 0, 0, 1, 0), first=(10.0, -20.0, 30.0), **tags):
    """One data set for each slice, at equal distances along the normal."""
    normal = np.cross(turned[:3], turned[3:])
    for n, picture in enumerate(values):
        at = np.array(first) + n * step * normal
        yield picture_file(
            picture, CT, Modality="CT", PixelSpacing=[spacing[1], spacing[0]], ImageOrientationPatient=list(turned),
            ImagePositionPatient=[f"{v:.6f}"[:16] for v in at], InstanceNumber=len(values) - n, SliceThickness=5, **tags,
        )  # fmt: skip


def enhanced_us(values, spacing=(0.3, 0.2), step=0.5, order=None):
    """An Enhanced US Volume whose frames state their place in the volume; `order` says which slice a frame is."""
    order = range(len(values)) if order is None else order
    ds = picture_file(values, ENHANCED_US)
    measures, orientation, shared = Dataset(), Dataset(), Dataset()
    measures.PixelSpacing = [spacing[1], spacing[0]]
    orientation.ImageOrientationVolume = [1, 0, 0, 0, 1, 0]
    shared.PixelMeasuresSequence = Sequence([measures])
    shared.PlaneOrientationVolumeSequence = Sequence([orientation])
    ds.SharedFunctionalGroupsSequence = Sequence([shared])
    frames = []
    for slice_number in order:
        position, groups = Dataset(), Dataset()
        position.ImagePositionVolume = [0, 0, slice_number * step]
        groups.PlanePositionVolumeSequence = Sequence([position])
        frames.append(groups)
    ds.PerFrameFunctionalGroupsSequence = Sequence(frames)
    return ds


def regions(dx_cm, dy_cm, units=3, **more):
    """A Sequence of Ultrasound Regions with one region."""
    region = Dataset()
    region.PhysicalUnitsXDirection = region.PhysicalUnitsYDirection = units
    region.PhysicalDeltaX, region.PhysicalDeltaY = dx_cm, dy_cm
    region.RegionLocationMinX0, region.RegionLocationMaxX1 = 0, 10
    region.RegionLocationMinY0, region.RegionLocationMaxY1 = 0, 10
    for keyword, value in more.items():
        setattr(region, keyword, value)
    return Sequence([region])


def save(dataset, path, syntax=None):
    """Write a data set as a file; `syntax` is an uncompressed transfer syntax."""
    if syntax is not None:
        dataset.file_meta.TransferSyntaxUID = syntax
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    syntax = dataset.file_meta.TransferSyntaxUID
    if syntax == ExplicitVRBigEndian and dataset.BitsAllocated == 16:
        dataset.PixelData = np.frombuffer(dataset.PixelData, "<u2").astype(">u2").tobytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    dataset.save_as(path, enforce_file_format=True, little_endian=syntax != ExplicitVRBigEndian,
                    implicit_vr=syntax == ImplicitVRLittleEndian)  # fmt: skip
    return path
