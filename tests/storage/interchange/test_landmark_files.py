"""Landmark files: each is read back by us, checked against its description, and refused with one sentence when damaged."""

import csv
import json
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interchange_strategies import damaged, landmark_lists, oblique_grid, tables
from workstation.core.errors import UserError
from workstation.storage.interchange.bigwarp import read_bigwarp, write_bigwarp
from workstation.storage.interchange.control_points_csv import read_control_points, write_control_points
from workstation.storage.interchange.itksnap_points import read_annot, write_annot
from workstation.storage.interchange.learn2reg import read_learn2reg_points, write_learn2reg_points
from workstation.storage.interchange.our_csv import read_our_csv, write_our_csv
from workstation.storage.interchange.points import (
    FRAMES,
    PointRow,
    PointTable,
    from_world,
    landmarks_of,
    merged,
    table_of,
    to_world,
)
from workstation.storage.interchange.slicer_markups import read_fcsv, read_mrk_json, write_mrk_json

GRIDS = {"fixed": oblique_grid(), "moving": oblique_grid((7, 5, 4), (0.4, 0.3, 0.9), (3.0, -8.0, 1.5), mirrored=True)}
NUMBER_TRIPLE = {"type": "array", "items": {"type": "number"}, "minItems": 3, "maxItems": 3}
MARKUPS_SCHEMA = {  # from the description of Slicer's markups-schema-v1.0.3
    "type": "object",
    "required": ["@schema", "markups"],
    "properties": {
        "@schema": {"type": "string", "pattern": r"markups-schema-v1\.0\.[0-3]\.json#$"},
        "markups": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["type"],
                "properties": {
                    "type": {"enum": ["Fiducial", "Line", "Angle", "Curve", "ClosedCurve", "Plane", "ROI"]},
                    "coordinateSystem": {"enum": ["LPS", "RAS"]},
                    "coordinateUnits": {"anyOf": [{"enum": ["mm", "um"]}, {"type": "array", "minItems": 3}]},
                    "locked": {"type": "boolean"},
                    "labelFormat": {"type": "string"},
                    "lastUsedControlPointNumber": {"type": "integer", "minimum": 0},
                    "measurements": {"type": "array"},
                    "display": {"type": "object"},
                    "controlPoints": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {
                                **{
                                    key: {"type": "string"}
                                    for key in ("id", "label", "description", "associatedNodeID")
                                },
                                "position": NUMBER_TRIPLE,
                                "orientation": {
                                    "type": "array",
                                    "items": {"type": "number"},
                                    "minItems": 9,
                                    "maxItems": 9,
                                },
                                **{key: {"type": "boolean"} for key in ("selected", "locked", "visibility")},
                                "positionStatus": {"enum": ["undefined", "preview", "defined"]},
                            },
                        },
                    },
                },
            },
        },
    },
}


def both_sides(write, read, folder, table):
    for side in ("fixed", "moving"):
        write(folder / f"{side}.file", table, side)
    return merged(*(read(folder / f"{side}.file", side) for side in ("fixed", "moving")))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("landmarks")


@settings(max_examples=25)
@given(table=tables())
def test_markups_come_back_to_the_last_bit_with_their_ids(folder, table):
    assert both_sides(write_mrk_json, read_mrk_json, folder, table).rows == table.rows


@settings(max_examples=25)
@given(table=tables())
def test_control_point_tables_come_back_to_the_last_bit(folder, table):
    back = both_sides(write_control_points, read_control_points, folder, table)
    assert [(r.name, r.fixed, r.moving, r.comment) for r in back.rows] == [
        (r.name, r.fixed, r.moving, r.comment) for r in table.rows
    ]


@settings(max_examples=25)
@given(table=tables("scaled"))
def test_bigwarp_tables_come_back_to_the_last_bit(folder, table):
    write_bigwarp(folder / "b.csv", table, GRIDS)
    assert [(r.name, r.fixed, r.moving) for r in read_bigwarp(folder / "b.csv").rows] == [
        (r.name, r.fixed, r.moving) for r in table.rows
    ]


@settings(max_examples=25)
@given(table=tables("voxel", both=True))
def test_learn2reg_tables_come_back_to_the_last_bit(folder, table):
    assert write_learn2reg_points(folder / "f.csv", folder / "m.csv", table, GRIDS) == len(table.rows)
    back = read_learn2reg_points(folder / "f.csv", folder / "m.csv")
    assert [(r.fixed, r.moving) for r in back.rows] == [(r.fixed, r.moving) for r in table.rows]


@settings(max_examples=25)
@given(landmarks=landmark_lists())
def test_our_own_table_keeps_every_property(folder, landmarks):
    write_our_csv(folder / "o.csv", landmarks)
    assert read_our_csv(folder / "o.csv") == landmarks


@given(frame=st.sampled_from(FRAMES), points=st.lists(st.tuples(*[st.floats(-500, 500)] * 3), min_size=1, max_size=5))
def test_a_frame_leads_to_the_world_and_back(frame, points):
    back = from_world(to_world(points, frame, GRIDS["moving"]), frame, GRIDS["moving"])
    np.testing.assert_allclose(back, points, atol=1e-9)


def test_markups_follow_the_published_schema(tmp_path):
    jsonschema = pytest.importorskip("jsonschema", reason="needs the development tool jsonschema")
    table = PointTable(
        (PointRow("nipple", (1.0, 2.0, 3.0), None, "a", "seen\ntwice"), PointRow("囊肿", None, None, "b"))
    )
    write_mrk_json(tmp_path / "f.mrk.json", table, "fixed")
    data = json.loads((tmp_path / "f.mrk.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, MARKUPS_SCHEMA)
    points = data["markups"][0]["controlPoints"]
    assert [point["positionStatus"] for point in points] == ["defined", "undefined"]
    assert points[0]["position"] == [1.0, 2.0, 3.0]


def test_bigwarp_has_moving_before_fixed_all_quoted_and_infinity_where_nothing_is_set(tmp_path):
    grid = oblique_grid()
    at = {index: tuple(grid.to_world(index).tolist()) for index in ((2, 3, 1), (4, 0, 2))}
    table = PointTable((PointRow("Pt-0", fixed=at[2, 3, 1], moving=at[4, 0, 2]), PointRow("Pt-1", fixed=at[2, 3, 1])))
    write_bigwarp(tmp_path / "b.csv", table, {"fixed": grid, "moving": grid})
    text = (tmp_path / "b.csv").read_text()
    assert all(cell.startswith('"') and cell.endswith('"') for line in text.splitlines() for cell in line.split(","))
    first, second = csv.reader(text.splitlines())
    assert first[:2] == ["Pt-0", "true"]
    np.testing.assert_allclose(np.array(first[2:], float), [4 * 0.5, 0, 2 * 1.25, 2 * 0.5, 3 * 0.2, 1.25], atol=1e-9)
    assert second[1:5] == ["false", "Infinity", "Infinity", "Infinity"]


@pytest.mark.parametrize(
    ("system", "frame"), [("0", "RAS"), ("RAS", "RAS"), ("1", "LPS"), ("LPS", "LPS"), ("2", "voxel"), ("", "RAS")]
)
def test_legacy_fiducials_are_read_in_the_frame_they_state(tmp_path, system, frame):
    line = f"# CoordinateSystem = {system}\n" if system else "# nothing stated\n"
    (tmp_path / "f.fcsv").write_text(
        f"# Markups fiducial file version = 4.11\n{line}"
        "# columns = id,x,y,z,ow,ox,oy,oz,vis,sel,lock,label,desc,associatedNodeID\n"
        'vtkMRMLMarkupsFiducialNode_0,10,-20,30.5,0,0,0,1,1,1,0,"nipple, left",seen,\n'
    )
    table = read_fcsv(tmp_path / "f.fcsv")
    assert table.frame == frame
    assert table.rows == (PointRow("nipple, left", (10, -20, 30.5), None, "vtkMRMLMarkupsFiducialNode_0", "seen"),)
    assert bool(table.notes) == (not system)


@pytest.mark.parametrize("version", ["1.0.0", "1.0.1", "1.0.2", "1.0.3", "1.0.9"])
def test_markups_of_every_version_in_ras_and_micrometres_arrive_in_lps_millimetres(tmp_path, version):
    markup = {"type": "Fiducial", "coordinateSystem": "RAS", "coordinateUnits": ["um", "UCUM", "micrometer"],
              "controlPoints": [{"label": "a", "position": [1000, 2000, -3000]},
                                {"label": "b", "position": [0, 0, 0], "positionStatus": "preview"}]}  # fmt: skip
    data = {"@schema": f"https://x/markups-schema-v{version}.json#", "markups": [markup]}
    (tmp_path / "a.mrk.json").write_text(json.dumps(data))
    table = read_mrk_json(tmp_path / "a.mrk.json")
    assert table.in_frame("LPS", {}).rows[0].fixed == pytest.approx((-1.0, -2.0, -3.0))
    assert table.rows[1].fixed is None
    assert bool(table.notes) == (version == "1.0.9")


def test_control_points_in_ras_are_recognised_by_their_columns(tmp_path):
    (tmp_path / "p.csv").write_text("label,r,a,s,defined,selected,visible,locked,description\nn,1,2,3,1,1,1,0,\n")
    assert read_control_points(tmp_path / "p.csv").in_frame("LPS", {}).rows[0].fixed == (-1, -2, 3)


def test_pairs_are_matched_by_id_then_by_a_name_that_is_unique():
    fixed = PointTable((PointRow("A", (1, 1, 1), None, "7"), PointRow("B", (2, 2, 2)), PointRow("C", (3, 3, 3)),
                        PointRow("C", (4, 4, 4))))  # fmt: skip
    moving = PointTable((PointRow("B", None, (5, 5, 5)), PointRow("renamed", None, (6, 6, 6), "7"),
                         PointRow("C", None, (8, 8, 8))))  # fmt: skip
    rows = [(row.name, row.fixed, row.moving) for row in merged(fixed, moving).rows]
    assert rows == [("A", (1, 1, 1), (6, 6, 6)), ("B", (2, 2, 2), (5, 5, 5)), ("C", (3, 3, 3), None),
                    ("C", (4, 4, 4), None), ("C", None, (8, 8, 8))]  # fmt: skip


def test_landmarks_of_a_table_keep_world_point_and_voxel():
    grid = oblique_grid()
    (landmark,) = landmarks_of(PointTable((PointRow("n", (2, 3, 1)),), "voxel"), {"fixed": grid}, lambda: "new")
    assert landmark.fixed.voxel_xyz == pytest.approx((2, 3, 1))
    assert landmark.fixed.position_mm == pytest.approx(grid.point_of((2, 3, 1)))
    assert (landmark.id, landmark.fixed.origin, landmark.state) == ("new", "imported", "unplaced")
    assert table_of([landmark]).rows[0].fixed == landmark.fixed.position_mm


WRONG = {
    read_mrk_json: [b"{}", b"[1]", b'{"markups": [{"controlPoints": [{"position": [1, 2, NaN]}]}]}', b"[" * 100_000,
                    b'{"markups": [{"controlPoints": [{"position": [1, 2, 1e999]}]}]}',
                    b'{"markups": [{"controlPoints": [{"position": [1, 2]}]}]}',
                    b'{"markups": [{"controlPoints": [{"position": [1, 2, "3"]}]}]}',
                    b'{"markups": [{"coordinateSystem": "XYZ"}]}', b'{"markups": [{"coordinateUnits": "furlong"}]}'],
    read_fcsv: [b"x", b"# CoordinateSystem = 7\n", b"# a\n1,2,3,nan\n", b"# columns = id,label\n1,2\n", b"# a\n1,2\n"],
    read_control_points: [b"a,b\n", b"label,l,p,s\nx,1,2\n", b"label,l,p,s\nx,1,inf,2\n", b"\xff\xfe\n"],
    read_bigwarp: [b"1,2,3\n", b'"a","true","1","2","3","4"\n', b'"a","maybe","1","2","3","4","5","6"\n', b"\n",
                   b'"a","true","1","NaN","3","4","5","6"\n', b'"a","true","Infinity","1","3","4","5","6"\n'],
    read_our_csv: [b"id,name\n", b"\n"],
}  # fmt: skip


@pytest.mark.parametrize(("read", "data"), [(read, data) for read, many in WRONG.items() for data in (*many, b"")])
def test_a_wrong_file_is_refused_with_one_sentence(tmp_path, read, data):
    (tmp_path / "wrong.file").write_bytes(data)
    with pytest.raises(UserError) as error:
        read(tmp_path / "wrong.file")
    assert "\n" not in str(error.value)


def test_an_error_names_the_line(tmp_path):
    (tmp_path / "b.csv").write_text('"a","true","1","2","3","4","5","6"\n"b","true","x","2","3","4","5","6"\n')
    with pytest.raises(UserError, match="line 2"):
        read_bigwarp(tmp_path / "b.csv")


def test_two_learn2reg_files_of_different_length_are_refused(tmp_path):
    (tmp_path / "f.csv").write_text("1,2,3\n")
    (tmp_path / "m.csv").write_text("1,2,3\n4,5,6\n")
    with pytest.raises(UserError, match="same landmarks"):
        read_learn2reg_points(tmp_path / "f.csv", tmp_path / "m.csv")


@settings(max_examples=40)
@given(seed=st.integers(0, 10_000))
def test_damage_anywhere_ends_in_a_table_or_one_sentence(folder, seed):
    table = PointTable((PointRow("nipple", (1.5, 2, 3), (4, 5, 6), "a", "c"), PointRow("cyst", (7, 8, 9), None, "b")))
    write_mrk_json(folder / "d1", table, "fixed")
    write_control_points(folder / "d2", table, "fixed")
    write_bigwarp(folder / "d3", table, GRIDS)
    write_our_csv(folder / "d4", landmarks_of(table, GRIDS, lambda: "x"))
    readers = (read_mrk_json, read_control_points, read_bigwarp, read_our_csv)
    for number, read in enumerate((*readers, read_fcsv), 1):
        data = (
            (folder / f"d{number}").read_bytes()
            if number < 5
            else b"# CoordinateSystem = LPS\nF1,1,2,3,0,0,0,1,1,1,0,n,,\n"
        )
        (folder / "bad").write_bytes(damaged(data, seed))
        with suppress(UserError):
            read(folder / "bad")


ANNOT = """<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE registry [
<!ELEMENT registry (entry*,folder*)>
<!ELEMENT folder (entry*,folder*)>
<!ELEMENT entry EMPTY>
<!ATTLIST folder key CDATA #REQUIRED>
<!ATTLIST entry key CDATA #REQUIRED>
<!ATTLIST entry value CDATA #REQUIRED>
]>
<registry>
  <entry key="Format" value="ITK-SNAP Annotation File" />
  <entry key="FormatDate" value="20150624" />
  <folder key="Annotations" >
    <entry key="ArraySize" value="2" />
    <folder key="Element[0]" >
      <entry key="Pos" value="3.5 2.5 1.5" />
      <entry key="Text" value="cyst &amp; duct" />
      <entry key="Type" value="LandmarkAnnotation" />
    </folder>
    <folder key="Element[1]" >
      <entry key="Point1" value="1 1 1" />
      <entry key="Point2" value="4 1 1" />
      <entry key="Type" value="LineSegmentAnnotation" />
    </folder>
  </folder>
</registry>
"""


def test_annotations_of_itk_snap_are_voxels_from_the_corner_and_rulers_are_counted(tmp_path):
    (tmp_path / "a.annot").write_text(ANNOT, encoding="utf-8")
    table = read_annot(tmp_path / "a.annot", "moving")
    assert table.frame == "voxel"
    assert [(row.name, row.fixed, row.moving) for row in table.rows] == [("cyst & duct", None, (3.0, 2.0, 1.0))]
    assert "1 rulers" in str(table.notes[0])


@settings(max_examples=40, deadline=None)
@given(table=tables())
def test_annotations_come_back_where_they_were(tmp_path_factory, table):
    path = tmp_path_factory.mktemp("annot") / "a.annot"
    world = table.in_frame("LPS", GRIDS)
    for side in ("fixed", "moving"):
        write_annot(path, world, side, GRIDS)
        back = read_annot(path, side).in_frame("LPS", GRIDS)
        placed = [row.at(side) for row in world.rows if row.at(side) is not None]
        np.testing.assert_allclose(
            np.reshape([row.at(side) for row in back.rows], (-1, 3)), np.reshape(placed, (-1, 3)), rtol=1e-9, atol=1e-6
        )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ANNOT.replace("3.5 2.5 1.5", "3.5 nan 1.5"), "three finite numbers"),
        (ANNOT.replace("Annotation File", "Workspace"), "not an annotation file"),
        (ANNOT[:300], "not valid XML"),
        (ANNOT.replace("]>", '<!ENTITY a "b">]>'), "declares an entity"),
    ],
)
def test_annotations_that_are_none_are_refused_in_one_sentence(tmp_path, text, words):
    (tmp_path / "a.annot").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=words):
        read_annot(tmp_path / "a.annot")
