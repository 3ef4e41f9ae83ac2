from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom import dcmread
from pydicom.datadict import DicomDictionary
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import UID

from dicom_phantoms import ENHANCED_US, enhanced_us, invenia_file, picture_file, save, speckle
from said import words_found
from workstation.core.errors import InvalidInput, UnreadableFile
from workstation.core.study import CaseEntry
from workstation.storage.dicom.blackout import Rectangle
from workstation.storage.dicom.deidentify import deidentified, safe_facts, write_deidentified
from workstation.storage.dicom.kept import fates
from workstation.storage.dicom.pseudonyms import LARGEST_SHIFT, Identity, Pseudonyms, age_of, check_neutral, shifted
from workstation.storage.dicom.series import read_series
from workstation.workbench.import_plan import read_plan
from workstation.workbench.workbench import Workbench

SHAPE = (8, 20, 30)
SECRET = "ZHANGWEI"
TEXTS = {"AE", "CS", "LO", "LT", "SH", "ST", "UC", "UT", "PN", "UR"}
KEPT_BY_MEANING = {"SOPClassUID", "ManufacturerModelName", "SpecificCharacterSet", "PhotometricInterpretation"}


def patient(id="4711", name="Zhang^Wei", **tags):
    ds = Dataset()
    ds.PatientID, ds.PatientName = id, name
    for keyword, value in tags.items():
        setattr(ds, keyword, value)
    return ds


def full_of_names():
    """An Invenia file that names the patient wherever the standard lets it write a text, date, UID or private value."""
    ds = invenia_file(speckle(SHAPE))
    for _, (vr, _, _, retired, keyword) in DicomDictionary.items():
        if retired or not keyword or keyword in KEPT_BY_MEANING or (keyword in ds and vr not in TEXTS):
            continue
        if vr in TEXTS:
            setattr(ds, keyword, SECRET)
        elif vr in ("DA", "DT"):
            setattr(ds, keyword, "19870612")
        elif vr == "UI":
            setattr(ds, keyword, "1.2.19870612.4711")
        elif vr in ("OB", "UN") and keyword != "PixelData":
            setattr(ds, keyword, SECRET.encode())
    for element in [each for each in ds if each.tag.group in (0x0000, 0x0002, 0x0004)]:
        del ds[element.tag]
    nested = Dataset()
    nested.PatientName, nested.PixelSpacing = SECRET, [0.1, 0.1]
    nested.ReferencedImageSequence = Sequence([patient(SECRET, SECRET)])
    ds.SharedFunctionalGroupsSequence = Sequence([nested])
    ds.OtherPatientIDsSequence = Sequence([patient(SECRET, SECRET)])
    for group, name in ((0x0021, "SOMEONE"), (0x0043, "SOMEONE"), (0x0021, "General Electric Company 01")):
        block = ds.private_block(group, name, create=True)
        block.add_new(0x01, "LO", SECRET)
        block.add_new(0x20, "LO", SECRET)
    ds.add_new(0x60003000, "OW", SECRET.encode())
    ds.Modality = "US"
    ds.SeriesNumber = "19870612"
    ds.preamble = SECRET.encode().ljust(128, b"\0")
    return ds


def names_in(folder):
    """Files below a folder that hold a name, a date, an id or a part of the file's path."""
    words = [SECRET.encode(), SECRET.title().encode(), b"19870612", b".4711", b" 4711", SECRET.encode("utf-16-le")]
    found = []
    for path in folder.rglob("*"):
        content = (path.read_bytes() if path.is_file() else b"") + str(path.relative_to(folder)).encode()
        found += [(path.name, word) for word in words if word in content]
    return found


def test_nothing_that_names_the_patient_reaches_a_study(tmp_path):
    folder = tmp_path / f"{SECRET} 4711" / "19870612"
    paths = [save(full_of_names(), folder / f"{SECRET}-{n}.dcm") for n in (1, 2)]
    assert paths[0].read_bytes().count(SECRET.encode()) > 500
    bench = Workbench("reader")
    bench.new_study(tmp_path / "study", "Study")
    with pytest.raises(InvalidInput, match="Look through the pictures of the fixed volume"):
        bench.import_case("case", *paths)
    plan = read_plan(paths[:1], paths[1:])
    for side in ("fixed", "moving"):
        plan = plan.with_planned(side, plan.planned(side).looked_through("reader", "2026-11-23T12:00:00+00:00"))
    bench.import_plan(CaseEntry("case"), plan)
    bench.show_case("case")
    assert bench.open_case.case.fixed.name == "US series, 8 pictures"
    bench.close()
    assert any(path.suffix == ".h5" for path in (tmp_path / "study").rglob("*"))
    assert names_in(tmp_path / "study") == []
    assert words_found(tmp_path / "study", [SECRET, "19870612", ".4711", " 4711"]) == []


def test_a_file_without_the_patient_holds_no_name_date_or_id(tmp_path):
    source = save(full_of_names(), tmp_path / "in.dcm")
    clean = deidentified(source, Pseudonyms())
    (tmp_path / "out").mkdir()
    write_deidentified(clean, tmp_path / "out" / "clean.dcm")
    assert names_in(tmp_path / "out") == []
    again = dcmread(tmp_path / "out" / "clean.dcm")
    assert again.PatientIdentityRemoved == "YES"
    assert {code.CodeValue for code in again.DeidentificationMethodCodeSequence} == {
        "113100", "113105", "113107", "113108", "113111",
    }  # fmt: skip
    assert "BurnedInAnnotation" not in again


def test_the_geometry_of_an_invenia_survives_exactly(tmp_path):
    before = read_series([save(invenia_file(speckle(SHAPE), nipple=(3, 4, 5)), tmp_path / "in.dcm")], "fixed")
    write_deidentified(deidentified(tmp_path / "in.dcm", Pseudonyms()), tmp_path / "out.dcm")
    after = read_series([tmp_path / "out.dcm"], "fixed")
    assert after.raster == before.raster
    assert after.nipple == before.nipple
    assert after.geometry == before.geometry
    assert np.array_equal(after.raw.voxels.whole(), before.raw.voxels.whole())


def test_the_places_of_an_enhanced_volume_survive(tmp_path):
    source = save(enhanced_us(speckle(SHAPE)), tmp_path / "in.dcm")
    write_deidentified(deidentified(source, Pseudonyms()), tmp_path / "out.dcm")
    before, after = (read_series([tmp_path / name], "fixed") for name in ("in.dcm", "out.dcm"))
    assert after.volume.grid == before.volume.grid
    assert dcmread(tmp_path / "out.dcm").SOPClassUID == ENHANCED_US


def test_black_rectangles_replace_the_pixels_themselves(tmp_path):
    values = speckle(SHAPE)
    source = save(picture_file(values), tmp_path / "in.dcm")
    hide = [Rectangle(2, 3, 10, 4), Rectangle(25, 0, 99, 2)]
    clean = deidentified(source, Pseudonyms(), hide=hide, pixels_reviewed=True)
    stored = np.frombuffer(clean.PixelData, np.uint8).reshape(SHAPE)
    assert (stored[:, 3:7, 2:12] == 1).all()
    assert (stored[:, :2, 25:] == 1).all()
    kept = np.ones(SHAPE, bool)
    kept[:, 3:7, 2:12] = kept[:, :2, 25:] = False
    assert np.array_equal(stored[kept], values[kept])
    assert clean.BurnedInAnnotation == "NO"
    assert "113101" in {code.CodeValue for code in clean.DeidentificationMethodCodeSequence}
    read = read_series([source], "fixed", hide=hide)
    assert np.array_equal(read.volume.voxels.whole(), stored)


def test_a_rectangle_must_have_a_size():
    for wrong in ((-1, 0, 2, 2), (0, 0, 0, 2)):
        with pytest.raises(InvalidInput):
            Rectangle(*wrong)


@given(
    id=st.text("0123456789ABC", max_size=8),
    first=st.dates(min_value=date(1920, 1, 1)),
    days=st.integers(0, 20000),
    secret=st.binary(min_size=16, max_size=32),
)
def test_the_shift_of_a_patient_keeps_all_intervals(id, first, days, secret):
    pseudonyms, who = Pseudonyms(secret), patient(id)
    if first.toordinal() + days > date.max.toordinal():
        return
    later = first + timedelta(days)
    shift = pseudonyms.of(who).shift_days
    moved = [shifted(each.strftime("%Y%m%d").zfill(8), shift) for each in (first, later)]
    one, two = (date.fromisoformat(f"{m[:4]}-{m[4:6]}-{m[6:]}") for m in moved)
    assert (two - one).days == days
    assert (one - first).days == shift
    assert -LARGEST_SHIFT <= shift <= -1


@given(
    moment=st.datetimes(min_value=datetime(1950, 1, 1)),
    tail=st.sampled_from(["", ".123456", "+0800", ".5-0330"]),
)
def test_the_time_of_day_is_kept(moment, tail):
    value = moment.strftime("%Y%m%d%H%M%S") + tail
    assert shifted(value, -5)[8:] == value[8:]


@pytest.mark.parametrize(
    "value", ["", "Zhang", "2020", "20201301", "20200230", "00010101", "20200101ZHANG", "²⁰²⁰¹²¹²"]
)
def test_what_is_no_date_does_not_survive_shifting(value):
    assert shifted(value, -400) == ""


def test_a_patient_gets_one_pseudonym_and_other_patients_others():
    pseudonyms = Pseudonyms()
    assert pseudonyms.of(patient()) == pseudonyms.of(patient(name="Zhang Wei"))
    others = {pseudonyms.of(patient(str(n))).pseudonym for n in range(100)}
    assert len(others) == 100
    assert Pseudonyms().of(patient()) != pseudonyms.of(patient())
    assert pseudonyms.of(patient("", "A")) != pseudonyms.of(patient("", "B"))
    assert UID(pseudonyms.uid("1.2.3")).is_valid
    assert pseudonyms.uid("1.2.3") == pseudonyms.uid("1.2.3") != pseudonyms.uid("1.2.4")


def test_the_key_file_leads_back_and_gives_the_same_pseudonyms_again(tmp_path):
    pseudonyms = Pseudonyms()
    identity = pseudonyms.of(patient())
    pseudonyms.save(tmp_path / "key.json")
    again = Pseudonyms.load(tmp_path / "key.json")
    assert again.patients[identity.pseudonym] == {
        "id": "4711", "name": "Zhang^Wei", "shift_days": identity.shift_days,
    }  # fmt: skip
    assert again.of(patient()) == identity
    assert "secret" not in repr(again)


def test_the_key_file_is_not_written_into_a_study(tmp_path):
    bench = Workbench("reader")
    bench.new_study(tmp_path / "study", "Study")
    bench.close()
    (tmp_path / "study" / "deep").mkdir()
    for place in (tmp_path / "study" / "key.json", tmp_path / "study" / "deep" / "key.json"):
        with pytest.raises(InvalidInput, match="must not lie in a study"):
            Pseudonyms().save(place)
        assert not place.exists()


ODD_PATIENT = '{"format": "sonolign key", "format_version": 1, "secret": "' + "00" * 16 + '", "patients": {"P": 7}}'
SHORT_SECRET = '{"format": "sonolign key", "format_version": 1, "secret": "00", "patients": {}}'


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"format": "x"}', '{"format": "sonolign key"}', "[" * 100_000, SHORT_SECRET, ODD_PATIENT],
)
def test_a_damaged_key_file_is_refused(tmp_path, content):
    (tmp_path / "key.json").write_text(content)
    with pytest.raises(UnreadableFile):
        Pseudonyms.load(tmp_path / "key.json")


def test_the_age_is_kept_or_counted():
    assert age_of(patient(PatientAge="047Y")) == "047Y"
    assert age_of(patient(PatientBirthDate="19800630", StudyDate="20200629")) == "039Y"
    assert age_of(patient(PatientBirthDate="19800630", StudyDate="20200630")) == "040Y"
    assert age_of(patient(PatientBirthDate="19800631", StudyDate="20200630")) == ""
    assert age_of(patient()) == ""


def test_the_facts_for_a_study_are_safe():
    source = patient(PatientAge="047Y", StudyDate="20200630", ImageLaterality="L", SeriesDescription="LAP Zhang")
    facts = safe_facts(source, Pseudonyms())
    assert (facts.age, facts.laterality, facts.view) == ("047Y", "left", "AP")
    assert facts.study_date != "20200630"
    assert "Zhang" not in repr(facts)


def test_what_becomes_of_a_header_is_told_shortly_however_large_it_is():
    made = full_of_names()
    made.add_new(0x00431010, "UN", bytes(5_000_000))
    made.add_new(0x00431011, "DS", ["1.5"] * 100_000)
    made.add_new(0x00431012, "UT", SECRET * 100_000)
    told = fates(made, safe_facts(made, Pseudonyms()))
    assert len(told) > 500
    assert max(len(each.value) for each in told) <= 60
    first_removed = [each.kept for each in told].index(False)
    assert not any(each.kept for each in told[first_removed:])
    trace = {each.name: str(each.what) for each in told if each.kept}
    assert trace["CurvatureRadiusProbe"] == "its numbers"
    assert "InstitutionName" not in trace
    assert "StudyInstanceUID" not in trace


@pytest.mark.parametrize("words", ["zhang", "Wei 3", "case ZHANG", "4711-a", "x4711", "19700203"])
def test_words_that_name_the_patient_are_refused(words):
    with pytest.raises(InvalidInput, match="name or number"):
        check_neutral(patient(PatientBirthDate="19700203"), words)


@pytest.mark.parametrize("words", ["P3ABC", "weighted", "case 1", "随访", "471", ""])
def test_other_words_are_not(words):
    check_neutral(patient(PatientBirthDate="19700203"), words)
    check_neutral(patient("", ""), words)


def test_a_chinese_name_is_found_in_words():
    with pytest.raises(InvalidInput):
        check_neutral(patient(name="张三"), "左乳张三 1")


def test_a_chosen_pseudonym_is_the_patients_in_later_imports_too_and_nobody_elses(tmp_path):
    pseudonyms = Pseudonyms()
    pseudonyms.rename(patient(), " ABUS 7 ")
    assert pseudonyms.of(patient()).pseudonym == "ABUS 7"
    pseudonyms.rename(patient(), "ABUS 7")
    with pytest.raises(InvalidInput, match="of another patient"):
        pseudonyms.rename(patient("4712", "Li^Si"), "ABUS 7")
    with pytest.raises(InvalidInput, match="1 to 40"):
        pseudonyms.rename(patient(), "a/b")
    shift = pseudonyms.of(patient()).shift_days
    pseudonyms.save(tmp_path / "key.json")
    assert Pseudonyms.load(tmp_path / "key.json").of(patient()) == Identity("ABUS 7", shift)
