"""The short version of the hostile-file benchmark, and the files that it once caught."""

import re
import struct

import h5py
import numpy as np
import pytest

from benchmarks import hostile
from benchmarks.hostile_formats import FORMATS
from dicom_phantoms import enhanced_us, save, speckle
from workstation.core.errors import UserError, listed
from workstation.storage.dicom.series import read_series
from workstation.storage.images import read_volume
from workstation.storage.interchange.itk_transforms import read_itk
from workstation.storage.interchange.seg_nrrd import read_seg_nrrd
from workstation.storage.safe_hdf5 import open_untrusted
from workstation.storage.study_folder import StudyFolder
from workstation.storage.transforms import read_transform


def test_no_reader_does_more_with_a_damaged_file_than_refuse_it():
    figures, offences = hostile.run(files=10 * len(FORMATS), seed=3)
    assert offences == []
    assert figures["refused"] > figures["accepted"] > 0


def refused(read, path, words="cannot be read"):
    with pytest.raises(UserError, match=words):
        read(path)


def made(name, folder):
    path = folder / FORMATS[name].file
    FORMATS[name].make(path)
    return path


@pytest.mark.parametrize("number", ["(" * 100_000, "[" * 5000, '{"a":' * 5000, "9" * 5000])
@pytest.mark.parametrize("name", ["image.nrrd", "image.nhdr"])
def test_an_endless_number_in_a_header_never_reaches_itk(tmp_path, name, number):
    path = made(name, tmp_path)
    data = path.read_bytes()
    for field in (b"space directions: (", b"space origin: ("):
        path.write_bytes(data.replace(field, field + number.encode()))
        refused(lambda p: read_volume(p, "fixed"), path, "header cannot be read")


@pytest.mark.parametrize(
    ("name", "line", "before"),
    [("image.nrrd", b"content: ", b"encoding:"), ("image.mha", b"Comment = ", b"ElementDataFile")],
)
def test_what_itk_need_not_know_may_be_long(tmp_path, name, line, before):
    path = made(name, tmp_path)
    start, found, rest = path.read_bytes().partition(before)
    path.write_bytes(start + line + b"x" * 5000 + b"\n" + found + rest)
    assert read_volume(path, "fixed").grid.shape_zyx == (5, 6, 7)


@pytest.mark.parametrize("value", [float("inf"), float("nan"), 3e38])
@pytest.mark.parametrize(("code", "at"), [(252, 256), (252, 272), (254, 280), (254, 300), (254, 316)])
def test_a_nifti_matrix_without_sense_is_refused_before_itk_looks_for_its_rotation(tmp_path, value, code, at):
    path = made("image.nii", tmp_path)
    data = bytearray(path.read_bytes())
    data[252:256] = bytes(4)
    struct.pack_into("<h", data, code, 1)
    struct.pack_into("<f", data, at, value)
    path.write_bytes(data)
    refused(lambda p: read_volume(p, "fixed"), path, "header cannot be read")


def test_a_slope_that_leads_beyond_all_numbers_is_refused(tmp_path):
    path = made("image.nii", tmp_path)
    data = bytearray(path.read_bytes())
    struct.pack_into("<f", data, 112, 3e38)
    path.write_bytes(data)
    refused(lambda p: read_volume(p, "fixed"), path, "infinite")


def test_a_heap_of_texts_that_never_ends_is_refused(tmp_path):
    path = tmp_path / "a.h5"
    with h5py.File(path, "w") as file:
        file.attrs["format"] = "text of free length"
    data = path.read_bytes()
    at = data.index(b"text of free length") - 16
    path.write_bytes(data[:at] + bytes(400) + data[at + 400 :])
    with pytest.raises(UserError, match="texts are damaged"), open_untrusted(path) as file:
        file.attrs["format"]


@pytest.mark.parametrize("value", ["a text", h5py.Empty("f8"), np.zeros(2), np.full(3, np.nan)])
def test_a_transform_whose_spacing_is_no_three_numbers_is_refused(tmp_path, value):
    path = made("transform.h5", tmp_path)
    with h5py.File(path, "r+") as file:
        file["transform/1"].attrs["spacing_mm"] = value
    refused(read_transform, path, "cannot be read|spacing")


def test_a_group_where_numbers_are_expected_is_refused(tmp_path):
    path = made("transform.h5", tmp_path)
    with h5py.File(path, "r+") as file:
        del file["transform/0/matrix"]
        file.create_group("transform/0/matrix")
    refused(read_transform, path, "cannot be read|spacing")


@pytest.mark.parametrize("colour", [b"nan 0 1", b"inf 2 3", b"1 1", b"red"])
def test_a_segment_without_a_sensible_colour_gets_one_of_ours(tmp_path, colour):
    path = made("seg.nrrd", tmp_path)
    start, found, rest = path.read_bytes().partition(b"Segment0_Color:=")
    path.write_bytes(start + found + colour + rest[rest.index(b"\n") :])
    assert re.fullmatch("#[0-9a-f]{6}", read_seg_nrrd(path).segments[0].colour)


@pytest.mark.parametrize("count", [b"2147483648", b"-1", b"4", b"nan"])
def test_a_metaimage_with_another_number_of_axes_than_sizes_is_refused(tmp_path, count):
    path = made("image.mha", tmp_path)
    path.write_bytes(path.read_bytes().replace(b"NDims = 3", b"NDims = " + count))
    refused(lambda p: read_volume(p, "fixed"), path)


def test_an_infinite_count_of_edits_is_a_damaged_work_list(tmp_path):
    path = made("study", tmp_path)
    path.write_text(re.sub(r'"edits": \d+', '"edits": -Infinity', path.read_text("utf-8")), "utf-8")
    document = StudyFolder.at(path).open_study(read_only=True)
    assert "damaged" in str(document.notices[0])
    assert list(document.state.cases) == ["case 1"]


def test_an_itk_transform_without_a_class_is_refused(tmp_path):
    path = made("itk both.h5", tmp_path)
    with h5py.File(path, "r+") as file:
        kind = file["TransformGroup/0/TransformType"].dtype
        del file["TransformGroup/0/TransformType"]
        file.create_dataset("TransformGroup/0/TransformType", (0,), kind)
    refused(read_itk, path)


@pytest.mark.parametrize("far", [1e18, 1e300])
def test_pictures_astronomically_far_apart_are_refused(tmp_path, far):
    dataset = enhanced_us(speckle((4, 6, 7)))
    places = dataset.PerFrameFunctionalGroupsSequence
    places[3].PlanePositionVolumeSequence[0].ImagePositionVolume = [0, 0, far]
    with pytest.raises(UserError):
        read_series([save(dataset, tmp_path / "scan")], "fixed")


def test_a_dicom_kind_of_any_length_gives_a_short_message(tmp_path):
    path = made("dicom plain", tmp_path)
    data = path.read_bytes()
    at = data.index(b"\x08\x00\x16\x00UI")
    path.write_bytes(data[: at + 4] + b"UN\0\0" + struct.pack("<I", 60_000) + b"1." * 30_000 + data[at + 8 :])
    with pytest.raises(UserError) as caught:
        read_series([path], "fixed")
    assert len(str(caught.value)) < 300


def test_text_of_a_damaged_file_is_cut_and_printable_in_a_message():
    sentence = str(UserError("{name} is {what}.", name="\udcff\x00乳房　scan", what="x" * 10_000))
    assert sentence.startswith("\ufffd\ufffd乳房　scan is xxx")
    assert len(sentence.encode("utf-8")) < 600


def test_names_of_a_damaged_file_are_so_in_a_list_too():
    sentence = str(UserError("There are {names}.", names=listed(["\udcff\x00", "x" * 10_000])))
    assert sentence.startswith("There are \ufffd\ufffd; xxx")
    assert len(sentence.encode("utf-8")) < 600
