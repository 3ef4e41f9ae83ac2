"""Every DICOM file that comes with pydicom and pydicom-data: it becomes a volume, or a sentence says why not."""

from pathlib import Path

import numpy as np
import pytest

from workstation.core.errors import UserError
from workstation.storage.dicom.files import looks_like_dicom, open_header, open_whole, text, whole_number
from workstation.storage.dicom.pixels import grey_frames
from workstation.storage.dicom.scan import scan
from workstation.storage.dicom.series import read_series

pydicom = pytest.importorskip("pydicom")
ROOTS = [Path(pydicom.__file__).parent / "data"]
try:
    import data_store

    ROOTS.append(Path(data_store.__file__).parent)
except ImportError:  # the files of pydicom-data are a development dependency
    data_store = None
FILES = sorted(p for root in ROOTS for p in root.rglob("*") if p.is_file() and p.suffix not in (".py", ".pyc", ".json"))
BY_NAME = {path.name: path for path in FILES}
SINGLE_OR_NONE = "single picture|holds no pictures|is no scan"

# what cannot be read has its reason, found by looking at the file
REASONS = {
    "JPEG-lossy.dcm": "cannot be unpacked",  # its JPEG stream has a misplaced marker
    "JPEG2000-embedded-sequence-delimiter.dcm": "holds one of",  # its codestream declares 3.7 billion columns
    "MR_truncated.dcm": "cut short",
    "badVR.dcm": "1A pictures|is no scan",
    "emri_small_jpeg_2k_lossless_too_short.dcm": "damaged",
    "chrJapMulti.dcm": "pixels are missing",
    "chrJapMultiExplicitIR6.dcm": "pixels are missing",
    "chrKoreanMulti.dcm": "pixels are missing",
}

SAME = [
    ["MR_small.dcm", "MR_small_RLE.dcm", "MR_small_bigendian.dcm", "MR_small_expb.dcm", "MR_small_implicit.dcm",
     "MR_small_jp2klossless.dcm", "MR_small_jpeg_ls_lossless.dcm", "MR_small_padded.dcm"],
    ["emri_small.dcm", "emri_small_RLE.dcm", "emri_small_big_endian.dcm", "emri_small_jpeg_2k_lossless.dcm",
     "emri_small_jpeg_ls_lossless.dcm"],
    ["693_UNCR.dcm", "693_J2KR.dcm"], ["693_UNCI.dcm", "693_J2KI.dcm"],
    ["MR2_UNCR.dcm", "MR2_J2KR.dcm"], ["MR2_UNCI.dcm", "MR2_J2KI.dcm"],
    ["RG1_UNCR.dcm", "RG1_J2KR.dcm"], ["RG1_UNCI.dcm", "RG1_J2KI.dcm"],
    ["RG3_UNCR.dcm", "RG3_J2KR.dcm"], ["RG3_UNCI.dcm", "RG3_J2KI.dcm"],
    ["US1_UNCR.dcm", "US1_J2KR.dcm", "examples_jpeg2k.dcm"], ["JPEG2000_UNC.dcm", "JPEG2000.dcm"],
    ["SC_rgb.dcm", "SC_rgb_rle.dcm", "SC_rgb_expb.dcm", "SC_rgb_jpeg_gdcm.dcm", "SC_rgb_gdcm2k_uncompressed.dcm"],
    ["SC_rgb_2frame.dcm", "SC_rgb_rle_2frame.dcm", "SC_rgb_expb_2frame.dcm"],
    ["SC_rgb_16bit.dcm", "SC_rgb_rle_16bit.dcm", "SC_rgb_expb_16bit.dcm"],
    ["SC_rgb_16bit_2frame.dcm", "SC_rgb_rle_16bit_2frame.dcm", "SC_rgb_expb_16bit_2frame.dcm"],
    ["SC_rgb_32bit.dcm", "SC_rgb_rle_32bit.dcm", "SC_rgb_expb_32bit.dcm"],
    ["SC_rgb_32bit_2frame.dcm", "SC_rgb_rle_32bit_2frame.dcm", "SC_rgb_expb_32bit_2frame.dcm"],
    ["OBXXXX1A.dcm", "OBXXXX1A_expb.dcm", "OBXXXX1A_rle.dcm"],
    ["OBXXXX1A_2frame.dcm", "OBXXXX1A_expb_2frame.dcm", "OBXXXX1A_rle_2frame.dcm"],
    ["gdcm-US-ALOKA-16.dcm", "gdcm-US-ALOKA-16_big.dcm"], ["color-pl.dcm", "color-px.dcm"],
    ["SC_rgb_small_odd.dcm", "SC_rgb_small_odd_big_endian.dcm"],
    ["rtdose.dcm", "rtdose_expb.dcm", "rtdose_rle.dcm"], ["liver.dcm", "liver_expb.dcm"],
]  # fmt: skip

# lossy coding, and strong colours that YBR rounds, thins out and cuts off; the bound is in grey levels
CLOSE = {
    ("US1_UNCI.dcm", "US1_J2KI.dcm"): 1,
    ("SC_rgb_jpeg_dcmd.dcm", "SC_rgb_jpeg.dcm"): 1,
    ("SC_rgb_dcmtk_ebcr_dcmd.dcm", "SC_rgb_dcmtk_+eb+cr.dcm"): 1,
    ("SC_rgb_dcmtk_ebcyn1_dcmd.dcm", "SC_rgb_dcmtk_+eb+cy+n1.dcm"): 8,
    ("SC_rgb_dcmtk_ebcyn2_dcmd.dcm", "SC_rgb_dcmtk_+eb+cy+n2.dcm"): 2,
    ("SC_rgb_dcmtk_ebcynp_dcmd.dcm", "SC_rgb_dcmtk_+eb+cy+np.dcm"): 8,
    ("SC_rgb_dcmtk_ebcys2_dcmd.dcm", "SC_rgb_dcmtk_+eb+cy+s2.dcm"): 2,
    ("SC_rgb_dcmtk_ebcys4_dcmd.dcm", "SC_rgb_dcmtk_+eb+cy+s4.dcm"): 2,
    ("SC_rgb.dcm", "SC_ybr_full_uncompressed.dcm"): 1,
    ("SC_rgb.dcm", "SC_ybr_full_422_uncompressed.dcm"): 1,
}


def pictures(name):
    if name not in BY_NAME:
        pytest.skip(f"{name} comes with pydicom-data, which is not installed")
    return np.stack(list(grey_frames(open_whole(BY_NAME[name]), BY_NAME[name])))


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_one_picture_packed_in_several_ways_gives_identical_pixels(names):
    first = pictures(names[0])
    for name in names[1:]:
        other = pictures(name)
        assert other.dtype == first.dtype, name
        assert np.array_equal(other, first), name


@pytest.mark.parametrize("pair", CLOSE, ids=lambda pair: pair[1])
def test_a_lossy_picture_differs_by_no_more_than_its_loss(pair):
    first, second = (pictures(name).astype(int) for name in pair)
    assert np.abs(first - second).max() <= CLOSE[pair]


def outcome(read, *arguments):
    """What reading gives, and "" or the sentence with which it was refused."""
    try:
        return read(*arguments), ""
    except UserError as error:
        return None, str(error)


def count_pictures(path):
    dataset = open_whole(path)
    return 0 if whole_number(dataset, "Rows") is None else sum(1 for _ in grey_frames(dataset, path))


def test_every_file_with_a_picture_is_read_or_says_why_not():
    read, refused = 0, set()
    for path in filter(looks_like_dicom, FILES):
        count, problem = outcome(count_pictures, path)
        read += bool(count)
        if problem:
            refused.add(path.name)
            assert path.name in REASONS, problem
            assert any(words in problem for words in REASONS[path.name].split("|")), problem
    print(f"{read} files with pictures read, {len(refused)} refused with a reason: {sorted(refused)}")
    assert read > 50


def test_every_file_becomes_a_volume_or_says_why_not():
    volumes = 0
    for path in filter(looks_like_dicom, FILES):
        read, problem = outcome(read_series, [path], "fixed")
        reasons = f"{SINGLE_OR_NONE}|{REASONS.get(path.name, SINGLE_OR_NONE)}"
        assert read or any(words in problem for words in reasons.split("|")), problem
        if read:
            volumes += 1
            assert read.volume.millimetres_trusted == (read.geometry.light == "green")
            patient = text(open_header(path), "PatientName")
            assert len(patient) < 4 or patient not in repr((read.volume.name, read.volume.provenance))
    print(f"{volumes} single files are volumes")
    assert volumes >= 2


def test_the_directories_of_removable_media_list_their_files():
    folder = BY_NAME["DICOMDIR-reordered"].parent
    wanted = {path for path in folder.rglob("*") if path.is_file() and looks_like_dicom(path)}
    wanted = {path for path in wanted if not path.name.startswith("DICOMDIR") and "TINY_ALPHA" not in path.parts}
    for name in ("DICOMDIR", "DICOMDIR-bigEnd", "DICOMDIR-implicit", "DICOMDIR-nooffset", "DICOMDIR-reordered"):
        result = scan(folder / name)
        found = {
            path
            for p in result.patients
            for st in p.studies
            for se in st.series
            for v in se.volumes
            for path in v.files
        }
        assert found == wanted, name
        assert len(result.patients) >= 2
        assert [each.pictures for each in result.volumes] == [4, 5], name


def test_a_ct_series_of_the_library_lies_where_its_tags_say():
    read = read_series(scan(BY_NAME["DICOMDIR-reordered"].parent / "98892001" / "CT5N").volumes[0].files, "fixed")
    assert read.volume.grid.shape_zyx == (5, 16, 16)
    assert read.volume.grid.spacing_mm == pytest.approx((0.488281, 0.488281, 2.5))
    assert read.volume.millimetres_trusted
    assert read.volume.modality == "CT"
