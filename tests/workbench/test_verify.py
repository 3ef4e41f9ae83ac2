import h5py
import pytest

from phantoms import shifted_blobs
from workstation.core.errors import UnreadableStudy
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark
from workstation.core.study import CaseEntry, TransformRecord
from workstation.core.study_commands import AddTransform
from workstation.core.transform import Affine
from workstation.storage.schema import to_json
from workstation.storage.volume_store import voxels_sha256
from workstation.workbench.verify import verify_study
from workstation.workbench.workbench import Workbench


@pytest.fixture
def study(tmp_path):
    """A study with one case, a few edits of one reader and one result."""
    bench, pair = Workbench("Li"), shifted_blobs()
    bench.new_study(tmp_path / "study")
    bench.add_case(CaseEntry("a"), pair.fixed, pair.moving)
    bench.show_case("a")
    for number in range(3):
        bench.do(AddLandmark(Landmark(f"id{number}", f"L{number}")))
        bench.checkpoint()
    hashes = {side: voxels_sha256(getattr(pair, side).voxels.whole()) for side in ("fixed", "moving")}
    record = TransformRecord("r1", "landmarks", "Landmarks", input_hashes=hashes)
    bench.folder.write_transform("a", "r1", Affine.identity(), to_json(record))
    bench.do(AddTransform(record))
    bench.close()
    return tmp_path / "study"


def states(study):
    return {each.part: each.state for each in verify_study(study)}


def test_a_whole_study_is_found_to_be_whole(study):
    found = states(study)
    assert set(found.values()) == {"good"}
    assert {"study.json", "a/volumes.h5", "a/Li.journal", "a/Li.h5", "a/transforms/r1.h5"} <= set(found)


def test_checking_changes_nothing_on_disk(study):
    before = {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}
    verify_study(study)
    assert {path: path.read_bytes() for path in study.rglob("*") if path.is_file()} == before


def test_a_changed_voxel_is_found(study):
    path = study / "cases" / "a" / "volumes.h5"
    with h5py.File(path) as file:
        middle = file["fixed/voxels"].id.get_chunk_info(0)
    data = bytearray(path.read_bytes())
    data[middle.byte_offset + middle.size // 2] ^= 1
    path.write_bytes(data)
    assert states(study)["a/volumes.h5"] == "damaged"


def test_a_changed_journal_line_is_found(study):
    path = study / "cases" / "a" / "readings" / "Li.journal"
    path.write_bytes(path.read_bytes().replace(b"L1", b"L7"))
    assert states(study)["a/Li.journal"] == "damaged"


def test_a_snapshot_that_tells_another_story_than_the_journal_is_found(study, tmp_path):
    readings = study / "cases" / "a" / "readings"
    (readings / "Li.h5").write_bytes((readings / "Li.h5.previous").read_bytes())
    assert states(study)["a/Li.h5"] == "good"  # an older snapshot fits its journal too
    journal = readings / "Li.journal"
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:2]))
    assert states(study)["a/Li.h5"] == "damaged"


def test_a_line_that_a_crash_cut_off_is_a_note_and_no_damage(study):
    with (study / "cases" / "a" / "readings" / "Li.journal").open("ab") as file:
        file.write(b'0123456789abcdef {"op')
    findings = verify_study(study)
    assert [each.part for each in findings if each.state == "note"] == ["a/Li.journal"]
    assert not [each for each in findings if each.state == "damaged"]


def test_a_missing_result_and_a_missing_journal_are_found(study):
    (study / "cases" / "a" / "transforms" / "r1.h5").unlink()
    assert states(study)["a/transforms/r1.h5"] == "damaged"
    (study / "cases" / "a" / "readings" / "Li.journal").unlink()
    assert states(study)["a/Li.journal"] == "damaged"


def test_a_folder_that_is_no_study_is_an_error(tmp_path):
    with pytest.raises(UnreadableStudy):
        verify_study(tmp_path)
