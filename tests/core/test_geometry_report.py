import pytest

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid
from workstation.core.geometry_report import (
    GeometryReport,
    doubtful,
    is_placeholder,
    no_curvature,
    proposed_spacing,
    stated,
    unknown,
)

REPORT = GeometryReport((
    stated("dx", (0.2,), "PixelSpacing (0028,0030)"),
    stated("dy", (0.07,), "PixelSpacing (0028,0030)"),
    doubtful("dz", (0.5,), "SliceThickness (0018,0050)", "{tag} is a thickness.", tag="SliceThickness"),
    stated("origin", (0, 0, 0), "convention"),
    unknown("direction", "The file states no direction."),
    no_curvature(),
))  # fmt: skip


def test_the_worst_light_decides_and_says_why():
    assert REPORT.light == "red"
    provenance = REPORT.provenance("US series 3", "ab")
    assert provenance.state == "doubtful"
    assert provenance.doubt == "SliceThickness is a thickness. The file states no direction."
    assert provenance.spacing_source == "PixelSpacing (0028,0030), SliceThickness (0018,0050)"


def test_confirming_and_measuring_make_it_trusted_and_are_recorded():
    report = REPORT.with_quantity(doubtful("direction", (1.0,), "", "Check it."))
    report = report.confirmed(["direction"], "Li", "2026-11-01T10:00:00")
    report = report.calibrated("dz", 80, 40.8, "Li", "2026-11-01T10:01:00")
    assert report["dz"].value == (pytest.approx(0.51),)
    assert report["dz"].decision.how == "ruler: 40.8 mm over 80 voxels"
    assert (report["direction"].decision.who, report["direction"].decision.how) == ("Li", "confirmed")
    assert report.provenance("", "").state == "confirmed"
    assert report.provenance("", "").doubt == ""


def test_what_is_not_known_cannot_be_confirmed():
    with pytest.raises(InvalidInput, match="measure it"):
        REPORT.confirmed(["direction"], "Li", "now")
    for voxels, length, name in ((0, 1, "dz"), (1, float("nan"), "dz"), (3, 4, "origin")):
        with pytest.raises(InvalidInput):
            REPORT.calibrated(name, voxels, length, "Li", "now")


@pytest.mark.parametrize(
    ("size", "spacing"),
    [
        ((843, 546, 270), (0.2, 0.073, 0.475674)),
        ((865, 682, 354), (0.2, 0.073, 0.475674)),
        ((546, 843, 270), (0.073, 0.2, 0.475674)),
        ((300, 600, 850), (0.475674, 0.073, 0.2)),
        ((512, 512, 300), None),
        ((843, 546, 100), None),
        ((256, 256, 256), None),
    ],
)
def test_a_public_abus_volume_without_spacing_is_recognised_by_its_axes(size, spacing):
    assert proposed_spacing(size) == spacing


def test_a_placeholder_is_one_millimetre_at_the_origin_without_rotation():
    assert is_placeholder(Grid((2, 2, 2), (1, 1, 1)))
    assert is_placeholder(Grid((2, 2, 2), (1, 1, 1), direction=(-1, 0, 0, 0, -1, 0, 0, 0, 1)))
    assert not is_placeholder(Grid((2, 2, 2), (1, 1, 2)))
    assert not is_placeholder(Grid((2, 2, 2), (1, 1, 1), (0, 0, 1)))
