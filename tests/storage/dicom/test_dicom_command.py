import json

import pytest

from dicom_phantoms import ct_slices, picture_file, save, speckle
from workstation.cli import main

SHAPE = (6, 10, 12)


@pytest.fixture
def folder(tmp_path):
    for n, each in enumerate(ct_slices(speckle(SHAPE), PatientName="Zhang^Wei", StudyDate="20200102")):
        save(each, tmp_path / "disk" / "ct" / f"{n}")
    save(picture_file(speckle((10, 12))), tmp_path / "disk" / "single")
    (tmp_path / "disk" / "readme.txt").write_text("hello")
    return tmp_path / "disk"


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main([str(each) for each in arguments])
    return ended.value.code


def test_scan_lists_volumes_and_reasons_without_names(folder, capsys):
    assert run("dicom", "scan", folder) == 0
    shown = capsys.readouterr().out
    assert "ct/" in shown
    assert "single picture" in shown
    assert "Volumes: 1. Files that are not DICOM: 1." in shown
    assert "Zhang" not in shown
    assert "20200102" not in shown


def test_scan_shows_names_if_asked_to(folder, capsys):
    run("dicom", "scan", folder, "--names")
    assert "Zhang^Wei" in capsys.readouterr().out


def test_scan_as_json_is_for_programs(folder, capsys):
    run("dicom", "scan", folder, "--json")
    told = json.loads(capsys.readouterr().out)
    volume = next(each for each in told["volumes"] if not each["reason"])
    assert (volume["modality"], volume["pictures"], volume["columns"], volume["rows"]) == ("CT", 6, 12, 10)
    assert sorted(volume["files"]) == [f"ct/{n}" for n in range(6)]
    assert "patient_name" not in volume
    run("dicom", "scan", folder, "--json", "--names")
    assert json.loads(capsys.readouterr().out)["volumes"][0]["patient_name"] in ("Zhang^Wei", "Nobody")


def test_a_folder_that_is_not_there_is_one_line(folder, capsys):
    assert main(["dicom", "scan", str(folder / "nowhere")]) == 1
    assert capsys.readouterr().err.strip() == "nowhere does not exist; was it moved or renamed?"


def test_import_takes_a_folder_and_a_file(folder, tmp_path, capsys):
    save(picture_file(speckle(SHAPE)), tmp_path / "乳腺.dcm")
    assert run("new", tmp_path / "study") == 0
    arguments = (
        "import",
        tmp_path / "study",
        "--case",
        "a",
        "--fixed",
        folder / "ct",
        "--moving",
        tmp_path / "乳腺.dcm",
    )
    assert main([str(each) for each in arguments]) == 1
    assert "may show the patient's name" in capsys.readouterr().err  # ultrasound; nobody said a word about it
    assert run(*arguments, "--pixels-reviewed") == 0
    assert "Imported case a" in capsys.readouterr().out
