"""`sonolign info` of DICOM files and folders: what they are, never who they show unless asked."""

import json

import pytest

from dicom_phantoms import ct_slices, invenia_file, picture_file, save, speckle
from workstation.cli import main
from workstation.core.errors import UserError
from workstation.workbench.describe import describe

IDENTITY = {
    "PatientName": "Zhang^San", "PatientID": "HOSP-4711", "StudyDate": "20200618", "InstitutionName": "Xijing",
    "SeriesDescription": "LAP Zhang", "StudyDescription": "follow-up of Zhang", "PatientBirthDate": "19700203",
}  # fmt: skip
WORDS = ("Zhang", "4711", "20200618", "Xijing", "19700203")


def invenia(path):
    made = invenia_file(speckle((6, 20, 30)), nipple=(3, 4, 5))
    for keyword, value in IDENTITY.items():
        setattr(made, keyword, value)
    return save(made, path)


def test_a_file_is_described_without_its_patient(tmp_path):
    facts = describe(invenia(tmp_path / "scan.dcm"))
    assert (facts["kind"], facts["object"]) == ("DICOM", "Ultrasound Multi-frame Image Storage")
    assert (facts["pictures"], facts["columns"], facts["rows"], facts["view"], facts["age"]) == (
        6,
        30,
        20,
        "AP",
        "050Y",
    )
    assert facts["text in pictures"] == "possible"
    assert facts["geometry"]["curvature"].startswith("120 (green")
    assert "to confirm" not in facts["geometry"]["dx"]
    assert facts["geometry"]["direction"].startswith("1 0 0 0 1 0 0 0 1 (amber")
    assert not any(word in json.dumps(facts) for word in WORDS)


def test_the_patient_is_told_if_asked_for(tmp_path, capsys):
    path = invenia(tmp_path / "scan.dcm")
    assert describe(path, names=True)["patient"]["PatientName"] == "Zhang^San"
    with pytest.raises(SystemExit):
        main(["info", str(path)])
    shown = capsys.readouterr().out
    assert "Ultrasound Multi-frame" in shown
    assert not any(word in shown for word in WORDS)
    with pytest.raises(SystemExit):
        main(["info", str(path), "--names"])
    assert "Zhang^San" in capsys.readouterr().out


def test_a_folder_is_described_volume_by_volume(tmp_path):
    invenia(tmp_path / "disk" / "a")
    for n, each in enumerate(ct_slices(speckle((5, 8, 9)), PatientName="Li^Si")):
        save(each, tmp_path / "disk" / "ct" / f"{n}")
    save(picture_file(speckle((8, 9)), SeriesInstanceUID="1.2.9"), tmp_path / "disk" / "single")
    facts = describe(tmp_path / "disk")
    assert (facts["kind"], facts["patients"], facts["volumes"]) == ("DICOM folder", 3, 2)
    ct = next(each for name, each in facts.items() if name.startswith("volume ") and each["modality"] == "CT")
    assert (ct["files"], ct["text in pictures"]) == (5, "not expected")
    assert ct["geometry"]["dz"].startswith("2 (green")
    single = next(each for name, each in facts.items() if name.startswith("volume ") and each["pictures"] == 1)
    assert "single picture" in single["no volume"]
    assert "geometry" not in single


def test_a_folder_without_dicom_says_so(tmp_path):
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(UserError, match="holds no DICOM files"):
        describe(tmp_path)
