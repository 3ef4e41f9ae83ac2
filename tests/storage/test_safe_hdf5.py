import h5py
import numpy as np
import pytest

from workstation.core.errors import UnreadableFile
from workstation.storage import safe_hdf5
from workstation.storage.safe_hdf5 import open_untrusted

TEXT = h5py.string_dtype("utf-8")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "文件.h5"


def refused(path, words):
    with pytest.raises(UnreadableFile, match=words), open_untrusted(path):
        pytest.fail("must be refused before anything is read")


def test_a_file_of_plain_data_is_opened(path):
    with h5py.File(path, "w") as file:
        file.attrs["title"] = "乳房"
        file["a/b"] = np.arange(5)
        file["names"] = np.array(["nipple", "cyst"], dtype=TEXT)
        file["flags"] = np.array([True, False])
        file["rows"] = np.zeros(2, [("id", "S4"), ("mm", "f8", (3,))])
        file["nothing"] = np.array([], dtype=TEXT)
        file.create_dataset("packed", data=np.zeros((40, 40)), compression="gzip", shuffle=True, fletcher32=True)
    with open_untrusted(path) as file:
        assert file["names"].asstr()[()].tolist() == ["nipple", "cyst"]
        assert file["packed"].shape == (40, 40)


def test_a_link_to_another_file_is_refused(path):
    with h5py.File(path, "w") as file:
        file["data"] = h5py.ExternalLink("/etc/secret.h5", "/data")
    refused(path, "data is a link")


def test_a_soft_link_is_refused_even_one_that_leads_to_itself(path):
    with h5py.File(path, "w") as file:
        file["loop"] = h5py.SoftLink("/loop")
    refused(path, "loop is a link")


def test_a_group_that_contains_itself_is_refused(path):
    with h5py.File(path, "w") as file:
        group = file.create_group("a")
        group["again"] = group
    refused(path, "twice")


def test_values_kept_in_another_file_are_refused(path, tmp_path):
    (tmp_path / "passwords").write_bytes(bytes(80))
    with h5py.File(path, "w") as file:
        file.create_dataset("data", (10,), "f8", external=[(str(tmp_path / "passwords"), 0, 80)])
    refused(path, "another file")


def test_a_virtual_dataset_is_refused(path):
    layout = h5py.VirtualLayout((10,), "f8")
    layout[:] = h5py.VirtualSource("other.h5", "data", (10,))
    with h5py.File(path, "w") as file:
        file.create_virtual_dataset("data", layout)
    refused(path, "another file")


def test_a_filter_that_would_need_a_plug_in_is_refused(path):
    with h5py.File(path, "w") as file:
        file.create_dataset("data", data=np.zeros((10, 10)), compression="lzf")
    refused(path, "unknown filter")


def test_a_dataset_larger_than_its_file_is_refused(path):
    with h5py.File(path, "w") as file:
        file.create_dataset("data", (100_000, 100_000, 100), "f8", chunks=(100, 100, 100))
    refused(path, "too small")


def test_a_dataset_larger_than_the_memory_is_refused(path, monkeypatch):
    with h5py.File(path, "w") as file:
        file.create_dataset("data", data=np.zeros(100_000), chunks=(1000,), compression="gzip")
    monkeypatch.setattr(safe_hdf5, "available_memory", lambda: 100_000)
    refused(path, "MB of memory")


def test_many_entries_that_share_one_long_text_are_refused(path):
    with h5py.File(path, "w") as file:
        data = file.create_dataset("texts", data=["x" * 50_000] + ["y"] * 999, dtype=TEXT)
        place = data.id.get_offset()
    raw = bytearray(path.read_bytes())
    raw[place : place + 16_000] = raw[place : place + 16] * 1000
    path.write_bytes(raw)
    refused(path, "more text than the file holds")


def test_values_that_refer_to_objects_are_refused(path):
    with h5py.File(path, "w") as file:
        file["data"] = np.arange(3)
        file.attrs["pointer"] = file["data"].ref
    refused(path, "pointer is of an unknown type")


def test_a_deep_nest_of_groups_is_refused(path):
    with h5py.File(path, "w") as file:
        file.create_group("/".join("g" * 50))
    refused(path, "too deeply")


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "does not exist"), (b"", "is empty"), (b"hello" * 1000, "damaged or not of the expected kind")],
)
def test_a_file_that_is_no_hdf5_file_is_described(path, content, words):
    if content is not None:
        path.write_bytes(content)
    refused(path, words)


def test_a_folder_is_described(tmp_path):
    refused(tmp_path, "is a folder")


def test_a_file_that_was_cut_short_is_refused(path):
    with h5py.File(path, "w") as file:
        file["data"] = np.arange(10_000)
    path.write_bytes(path.read_bytes()[:-5000])
    refused(path, "damaged")


def test_what_is_missing_inside_is_a_sentence_too(path):
    with h5py.File(path, "w") as file:
        file["data"] = np.arange(3)
    with pytest.raises(UnreadableFile, match=r"文件\.h5 cannot be read"), open_untrusted(path) as file:
        file["voxels"]
