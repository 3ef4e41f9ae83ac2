"""Files that declare more than they hold, or more than any computer holds, are refused before memory is taken."""

import io
import struct
import zipfile

import numpy as np
import pydicom
import pytest

from interchange_strategies import oblique_grid
from workstation.core.errors import UserError
from workstation.core.labels import Segment
from workstation.core.transform import Affine, DisplacementField
from workstation.core.volume import Volume
from workstation.storage.images import write_displacement
from workstation.storage.interchange import text
from workstation.storage.interchange.bigwarp import read_bigwarp
from workstation.storage.interchange.dicom_objects import Subject
from workstation.storage.interchange.dicom_registration import read_dicom_registration, write_dicom_registration
from workstation.storage.interchange.dicom_seg import read_dicom_seg, write_dicom_seg
from workstation.storage.interchange.displacement import read_displacement
from workstation.storage.interchange.itk_transforms import read_itk
from workstation.storage.interchange.seg_nrrd import read_seg_nrrd, write_seg_nrrd
from workstation.storage.interchange.slicer_markups import read_mrk_json

GRID = oblique_grid((3, 4, 5))
LABELS = np.ones(GRID.shape_zyx, np.uint8)
VOLUME = Volume.from_array(LABELS, GRID)
OTHER = Volume.from_array(LABELS * 2, GRID)
SEGMENTS = (Segment(1, "a", "#102030"),)
FIELD = DisplacementField(GRID, np.ones((*GRID.shape_zyx, 3), np.float32))


@pytest.mark.parametrize(
    "size", [b"1290 3000 40000", b"99999999 99999999 99999999", b"0 4 5", b"-5 4 3", b"5 4", b"5 4 3 2 1"]
)
def test_a_nrrd_header_that_lies(tmp_path, size):
    write_seg_nrrd(tmp_path / "a.seg.nrrd", LABELS, GRID, SEGMENTS)
    data = (tmp_path / "a.seg.nrrd").read_bytes()
    (tmp_path / "a.seg.nrrd").write_bytes(data.replace(b"sizes: 5 4 3", b"sizes: " + size))
    with pytest.raises(UserError):
        read_seg_nrrd(tmp_path / "a.seg.nrrd")


@pytest.mark.parametrize(
    ("keyword", "value"), [("NumberOfFrames", 2_000_000_000), ("Rows", 65535), ("BitsAllocated", 64)]
)
def test_a_dicom_segmentation_that_lies(tmp_path, keyword, value):
    write_dicom_seg(tmp_path / "s.dcm", LABELS, VOLUME, SEGMENTS, Subject("x"))
    dataset = pydicom.dcmread(tmp_path / "s.dcm")
    setattr(dataset, keyword, value)
    dataset.save_as(tmp_path / "lie.dcm")
    with pytest.raises(UserError):
        read_dicom_seg(tmp_path / "lie.dcm")


@pytest.mark.parametrize("size", [[60_000, 60_000, 60_000], [0, 4, 3], [4_000_000_000] * 3])
def test_a_deformation_grid_that_lies(tmp_path, size):
    write_dicom_registration(tmp_path / "d.dcm", FIELD, VOLUME, OTHER, Subject("x"))
    dataset = pydicom.dcmread(tmp_path / "d.dcm")
    dataset.DeformableRegistrationSequence[0].DeformableRegistrationGridSequence[0].GridDimensions = size
    dataset.save_as(tmp_path / "lie.dcm")
    with pytest.raises(UserError):
        read_dicom_registration(tmp_path / "lie.dcm")


def test_a_matrix_of_zeros_is_no_registration(tmp_path):
    write_dicom_registration(tmp_path / "r.dcm", Affine.identity(), VOLUME, OTHER, Subject("x"))
    dataset = pydicom.dcmread(tmp_path / "r.dcm")
    item = dataset.RegistrationSequence[1]
    item.MatrixRegistrationSequence[0].MatrixSequence[0].FrameOfReferenceTransformationMatrix = [0] * 15 + [1]
    item.FrameOfReferenceUID = "1.2.3"
    dataset.save_as(tmp_path / "lie.dcm")
    with pytest.raises(UserError):
        read_dicom_registration(tmp_path / "lie.dcm")


def test_an_archive_of_an_array_larger_than_its_file(tmp_path):
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "<f4", "fortran_order": False, "shape": (3, 50_000, 50_000, 500)}
    )
    with zipfile.ZipFile(tmp_path / "bomb.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("vol.npy", header.getvalue() + bytes(1 << 20))
    with pytest.raises(UserError, match="too small"):
        read_displacement(tmp_path / "bomb.npz", GRID)


def test_a_field_larger_than_its_file(tmp_path):
    write_displacement(tmp_path / "f.nii", FIELD)
    data = bytearray((tmp_path / "f.nii").read_bytes())
    struct.pack_into("<3h", data, 42, 32767, 32767, 32767)
    (tmp_path / "f.nii").write_bytes(data)
    with pytest.raises(UserError, match="too small"):
        read_displacement(tmp_path / "f.nii")


def test_texts_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(text, "MAX_POINTS", 3)
    (tmp_path / "a.csv").write_text('"a","true","1","2","3","4","5","6"\n' * 5)
    with pytest.raises(UserError, match="more than 3 rows"):
        read_bigwarp(tmp_path / "a.csv")
    (tmp_path / "a.tfm").write_bytes(b"#Insight Transform File V1.0\n" + b"# \n" * (12 << 20))
    with pytest.raises(UserError, match="larger than"):
        read_itk(tmp_path / "a.tfm")
    (tmp_path / "a.mrk.json").write_text('{"markups": ' + "[" * 50_000 + "]" * 50_000 + "}")
    with pytest.raises(UserError, match="JSON"):
        read_mrk_json(tmp_path / "a.mrk.json")
    (tmp_path / "b.csv").write_text('"' + "x" * 200_000 + '","true","1","2","3","4","5","6"\n')
    with pytest.raises(UserError, match="line 1"):
        read_bigwarp(tmp_path / "b.csv")
