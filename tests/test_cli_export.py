"""Export and convert from the command line; what they write is tested beside the workbench."""

import pytest

from small_study import READER, make_study
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.exporting import FORMATS


@pytest.fixture
def run(shell):
    """Runs a command in an empty folder; gives its exit status, what it printed, and its complaints."""
    return shell


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return make_study(tmp_path_factory.mktemp("s") / "study").path


def test_export_names_every_file_it_wrote(run, study, tmp_path):
    status, out, err = run("export", study, "--case", "a", "--format", "slicer", "--out", "out", "--reader", READER)
    assert (status, err) == (0, "")
    told = {line.removeprefix("Wrote ") for line in out.splitlines()}
    assert told == {str(path.relative_to(tmp_path)) for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert not (tmp_path / "out" / "乙").exists()


def test_only_the_named_parts_are_exported(run, study, tmp_path):
    parts = ("--content", "labels", "--content", "landmarks")
    assert run("export", study, "--case", "a", "--format", "nifti", "--out", "o", "--reader", READER, *parts)[0] == 0
    names = {path.name for path in (tmp_path / "o" / "a").iterdir()}
    assert names == {
        "landmarks.csv",
        *(f"{s}_labels.{end}" for s in ("fixed", "moving") for end in ("nii.gz", "label.txt")),
    }


def test_a_study_travels_as_a_bundle(run, study, tmp_path):
    assert run("export", study, "--format", "bundle", "--out", "b.zip")[0] == 0
    assert run("convert", "b.zip", "arrived")[0] == 0
    assert list(StudyFolder.at(tmp_path / "arrived").open_study(read_only=True).state.cases) == ["a", "乙"]
    assert run("verify", "arrived")[0] == 0


def test_convert_says_what_it_noticed(run, tmp_path):
    (tmp_path / "a.fcsv").write_text("# Markups fiducial file version = 4.10\nF1,1,2,3,0,0,0,1,1,1,0,nipple,,\n")
    status, out, err = run("convert", "a.fcsv", "a.mrk.json")
    assert (status, out) == (0, "Wrote a.mrk.json\n")
    assert "RAS is assumed" in err
    assert (tmp_path / "a.mrk.json").is_file()


def test_a_failure_is_one_line_that_names_the_cure(run, study):
    for arguments, cure in ((("export", study, "--format", "papyrus", "--out", "o"), ", ".join(FORMATS)),
                            (("export", study, "--case", "z", "--out", "o"), "the study has: a, 乙"),
                            (("export", "nowhere", "--out", "o"), "not a study"),
                            (("convert", "nothing.tfm", "a.tfm"), "does not exist")):  # fmt: skip
        status, out, err = run(*arguments)
        assert (status, out) == (1, "")
        assert cure in err
        assert err.count("\n") == 1


def test_a_file_is_not_converted_onto_itself(run, tmp_path):
    (tmp_path / "a.csv").write_text("x")
    status, _, err = run("convert", "a.csv", "a.csv")
    assert status == 1
    assert "same file" in err
