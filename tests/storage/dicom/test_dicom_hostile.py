"""DICOM files that are damaged or mean harm: one clear error, in bounded memory, and nothing outside is read."""

import contextlib
import struct
import tracemalloc
import zlib

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import DeflatedExplicitVRLittleEndian, JPEG2000Lossless, JPEGBaseline8Bit, RLELossless

from dicom_phantoms import ct_slices, enhanced_us, invenia_file, picture_file, save, speckle
from workstation.core.errors import UserError
from workstation.storage.dicom import files
from workstation.storage.dicom.deidentify import deidentified, safe_facts
from workstation.storage.dicom.facts import dicom_facts
from workstation.storage.dicom.kept import Subject, fates
from workstation.storage.dicom.pixels import codestream_size
from workstation.storage.dicom.pseudonyms import Pseudonyms
from workstation.storage.dicom.scan import files_of_volume, scan
from workstation.storage.dicom.series import read_series

SHAPE = (4, 10, 12)
MEMORY = 64 << 20


def refused(path, words="."):
    """Reading ends in one sentence, without taking much memory on the way."""
    tracemalloc.start()
    try:
        with pytest.raises(UserError, match=words) as caught:
            read_series([path], "fixed")
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
    assert "Traceback" not in str(caught.value)
    assert str(caught.value).strip().endswith(".")


def element(group, number, vr, value, length=None):
    head = struct.pack("<HH2s", group, number, vr)
    length = len(value) if length is None else length
    long = vr in (b"OB", b"OW", b"SQ", b"UN", b"UT")
    return head + (struct.pack("<HI", 0, length) if long else struct.pack("<H", length)) + value


def raw_file(path, body, syntax="1.2.840.10008.1.2.1"):
    """A file with a body of our own making."""
    uid = syntax.encode() + b"\0" * (len(syntax) % 2)
    meta = element(2, 0x10, b"UI", uid)
    path.write_bytes(bytes(128) + b"DICM" + element(2, 0, b"UL", struct.pack("<I", len(meta))) + meta + body)
    return path


@pytest.mark.parametrize(
    ("tags", "words"),
    [
        ({"NumberOfFrames": 2_000_000_000}, "declares 2000000000 pictures"),
        ({"NumberOfFrames": 99_999}, "cut short|MB of memory"),
        ({"NumberOfFrames": 0}, "damaged"),
        ({"NumberOfFrames": -3}, "damaged"),
        ({"Rows": 65535, "Columns": 65535}, "cut short|MB of memory"),
        ({"Rows": 0}, "damaged"),
        ({"Rows": 11}, "cut short"),
        ({"SamplesPerPixel": 3}, "cut short"),
        ({"SamplesPerPixel": 5}, "damaged"),
        ({"BitsAllocated": 64}, "damaged"),
        ({"BitsAllocated": 7}, "damaged"),
        ({"BitsStored": 12}, "damaged"),
    ],
)
def test_impossible_sizes_are_refused_before_anything_is_unpacked(tmp_path, tags, words):
    dataset = picture_file(speckle(SHAPE))
    for keyword, value in tags.items():
        setattr(dataset, keyword, value)
    refused(save(dataset, tmp_path / "scan"), words)


@pytest.mark.parametrize("syntax", [RLELossless, JPEG2000Lossless, JPEGBaseline8Bit])
@pytest.mark.parametrize("frames", [5, 90_000])
def test_packed_pictures_that_are_not_there_are_refused(tmp_path, syntax, frames):
    dataset = picture_file(speckle(SHAPE))
    dataset.NumberOfFrames = frames
    dataset.PixelData = encapsulate([b"\xff\xd8\xff\xd9"] * 4)
    dataset["PixelData"].is_undefined_length = True
    dataset.file_meta.TransferSyntaxUID = syntax
    refused(save(dataset, tmp_path / "scan"), "cut short")


def jpeg(height, width, colours=1):
    parts = b"\1\x11\0" * colours
    frame = struct.pack(">HBHHB", 8 + len(parts), 8, height, width, colours) + parts
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0" + frame + b"\xff\xd9"


def jpeg_2000(height, width, colours=1):
    sizes = struct.pack(">8IH", width, height, 0, 0, width, height, 0, 0, colours)
    return b"\xff\x4f\xff\x51" + struct.pack(">HH", 38 + 3 * colours, 0) + sizes + b"\7\1\1" * colours


@pytest.mark.parametrize(("make", "syntax"), [(jpeg, JPEGBaseline8Bit), (jpeg_2000, JPEG2000Lossless)])
@pytest.mark.parametrize("size", [(60000, 50000, 1), (10, 12, 200)])
def test_a_packed_picture_that_claims_another_size_is_not_unpacked(tmp_path, make, syntax, size):
    height, width, colours = size
    assert codestream_size(make(*size)) == (width, height, colours)
    dataset = picture_file(speckle(SHAPE))
    dataset.PixelData = encapsulate([make(*size)] * 4)
    dataset["PixelData"].is_undefined_length = True
    dataset.file_meta.TransferSyntaxUID = syntax
    refused(save(dataset, tmp_path / "scan"), f"holds one of {width}×{height} in {colours}")


def test_a_file_that_unpacks_to_gigabytes_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_INFLATED", 20 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(element(0x0009, 0x1001, b"OB", bytes(30 << 20))) + packer.flush()
    path = raw_file(tmp_path / "bomb", body, str(DeflatedExplicitVRLittleEndian))
    assert path.stat().st_size < 100_000
    refused(path, "would unpack")


def test_an_element_that_declares_gigabytes_takes_no_memory(tmp_path):
    body = element(0x0008, 0x0060, b"CS", b"US") + element(0x0009, 0x1001, b"OB", b"abcd", length=0xFFFFFFFE)
    refused(raw_file(tmp_path / "scan", body))


def test_millions_of_tiny_elements_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_READS", 10_000)
    body = b"".join(element(0x0009, 0x1000 + n % 0xF000, b"SH", b"") for n in range(20_000))
    refused(raw_file(tmp_path / "scan", body), "too many elements")


def test_sequences_without_end_are_refused(tmp_path):
    start = struct.pack("<HH2sHI", 0x0008, 0x1140, b"SQ", 0, 0xFFFFFFFF) + struct.pack(
        "<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF
    )
    refused(raw_file(tmp_path / "scan", start * 100_000))


def directory(records):
    ds = Dataset()
    ds.DirectoryRecordSequence = Sequence(records)
    return ds


def record(*name, **links):
    ds = Dataset()
    ds.DirectoryRecordType, ds.ReferencedFileID = "IMAGE", list(name)
    for keyword, value in links.items():
        setattr(ds, keyword, value)
    return ds


def save_directory(ds, path):
    ds.SOPClassUID, ds.SOPInstanceUID = "1.2.840.10008.1.3.10", "1.2.3"
    ds.file_meta = picture_file(speckle(SHAPE)).file_meta
    return save(ds, path)


def test_a_directory_whose_records_point_in_a_ring_is_read_once(tmp_path):
    save(picture_file(speckle(SHAPE)), tmp_path / "A")
    ring = {"OffsetOfTheNextDirectoryRecord": 400, "OffsetOfReferencedLowerLevelDirectoryEntity": 400}
    save_directory(directory([record("A", **ring), record("A", **ring)]), tmp_path / "DICOMDIR")
    assert len(scan(tmp_path).volumes) == 1


def test_a_directory_cannot_lead_out_of_its_folder(tmp_path):
    save(picture_file(speckle(SHAPE)), tmp_path / "SECRET")
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "LINK").symlink_to(tmp_path / "SECRET")
    names = [("..", "SECRET"), ("../SECRET",), ("..\\SECRET",), (str(tmp_path / "SECRET"),), ("LINK",), ("",), (".",)]
    with files.quiet():
        save_directory(directory([record(*name) for name in names]), tmp_path / "disk" / "DICOMDIR")
    assert scan(tmp_path / "disk" / "DICOMDIR").volumes == []


@pytest.mark.parametrize("content", [b"", b"DICM", bytes(132), bytes(128) + b"DICM", bytes(128) + b"DICM" + b"\xff" * 100,
                                     b"\2\0\0\0UL\4\0\0\0\0\0", b"\x08\0\x16\0UI\2\x001\0"])  # fmt: skip
def test_what_is_hardly_a_file_is_refused(tmp_path, content):
    (tmp_path / "scan").write_bytes(content)
    refused(tmp_path / "scan")
    assert scan(tmp_path).volumes == []


NUMBERS = ["nan", "inf", "-1", "0", "1e300", "1e-300", "abc", "", "1\\2\\3\\4\\5\\6\\7"]


TAGS = {
    "PixelSpacing": (0x28, 0x30), "SpacingBetweenSlices": (0x18, 0x88), "SliceThickness": (0x18, 0x50),
    "RescaleSlope": (0x28, 0x1053), "RescaleIntercept": (0x28, 0x1052), "FrameTime": (0x18, 0x1063),
}  # fmt: skip


@pytest.mark.parametrize("value", NUMBERS)
@pytest.mark.parametrize("keyword", TAGS)
def test_numbers_that_are_none_give_an_error_or_a_doubt(tmp_path, keyword, value):
    dataset = picture_file(speckle(SHAPE))
    path = save(dataset, tmp_path / "scan")
    tag = TAGS[keyword]
    stored = value.encode() + b" " * (len(value) % 2)
    whole = path.read_bytes()
    at = whole.index(struct.pack("<HH", 0x0028, 0x0002) + b"US") if tag[0] == 0x28 else whole.index(b"\x20\0\x0d\0UI")
    path.write_bytes(whole[:at] + element(*tag, b"DS", stored) + whole[at:])
    try:
        read = read_series([path], "fixed")
    except UserError:
        return
    assert np.isfinite(read.volume.voxels.whole()).all()
    assert not read.volume.millimetres_trusted


def kinds():
    """One small file of each kind whose reading takes another way through the program."""
    packed = picture_file(speckle(SHAPE))
    packed.compress(RLELossless)
    return [invenia_file(speckle(SHAPE)), enhanced_us(speckle(SHAPE)), packed, picture_file(speckle(SHAPE, "int16"))]


def told_in_the_wizard(path):
    header = Subject.of(path).header
    fates(header, safe_facts(header, Pseudonyms()))


@given(kind=st.integers(0, 3), seed=st.integers(0, 2**32 - 1), flips=st.integers(0, 8), keep=st.floats(0, 1))
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_a_damaged_file_is_read_or_refused_in_a_sentence(tmp_path, kind, seed, flips, keep):
    rng = np.random.default_rng(seed)
    content = bytearray(save(kinds()[kind], tmp_path / "whole").read_bytes())
    for at in rng.integers(0, len(content), flips):
        content[at] ^= 1 << int(rng.integers(8))
    cut = len(content) if rng.random() < 0.5 else int(len(content) * keep)
    (tmp_path / "folder").mkdir(exist_ok=True)
    path = tmp_path / "folder" / "scan"
    path.write_bytes(content[:cut])
    for work in (lambda: read_series([path], "fixed"), lambda: files_of_volume(path.parent),
                 lambda: deidentified(path, Pseudonyms()), lambda: dicom_facts(path, names=True),
                 lambda: told_in_the_wizard(path)):  # fmt: skip
        try:
            work()
        except UserError as error:
            assert str(error)  # noqa: PT017 - most damage is refused, some does not matter
    scan(path.parent)


def test_a_damaged_slice_names_its_file(tmp_path):
    paths = [save(each, tmp_path / f"{n}.dcm") for n, each in enumerate(ct_slices(speckle(SHAPE)))]
    paths[2].write_bytes(paths[2].read_bytes()[:-30])
    with pytest.raises(UserError, match=r"2\.dcm is cut short"):
        read_series(paths, "fixed")


def test_errors_and_the_log_do_not_quote_the_patient(tmp_path, caplog):
    dataset = picture_file(speckle(SHAPE), PatientName="Zhang^Wei", PatientID="4711")
    path = save(dataset, tmp_path / "scan")
    content = path.read_bytes()
    for broken in (
        content.replace(b"PN\t\0Zhang", b"DS\t\0Zhang"),
        content.replace(b"US\2\0\n\0", b"DSZh\n\0"),
        content[:-9],
    ):
        path.write_bytes(broken)
        with contextlib.suppress(UserError):
            read_series([path], "fixed")
        assert all("Zhang" not in reason for _, reason in scan(tmp_path).unreadable)
    assert "Zhang" not in caplog.text
