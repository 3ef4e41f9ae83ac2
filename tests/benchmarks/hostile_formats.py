"""Every format the program reads: how a small valid file of it is made, and which reader takes it.

A new format is one row of `FORMATS`. `make` fills a folder with the files of one valid example, `read` is given the
path of its main file and must read all of it, as the program does. A row whose modules do not exist yet is left out.
"""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import isfunction
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.data import get_testdata_file
from pydicom.uid import JPEG2000Lossless, RLELossless

from benchmarks import hostile_bundles
from workstation.core.commands import Group
from workstation.core.geometry import Grid
from workstation.core.label_commands import AddSegment, PaintLabels
from workstation.core.labels import Segment
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import Case, CaseEntry
from workstation.core.study_commands import AddCase
from workstation.core.transform import Affine, Composite, DisplacementField, NumericInverse
from workstation.core.volume import Volume
from workstation.storage import describe, images, journal, transforms, volume_store
from workstation.storage.reading_file import read_records, read_snapshot
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.history import History
from workstation.workbench.open_case import OpenCase

GRID = Grid((5, 6, 7), (0.5, 0.25, 1.25), (-12.5, 40.25, 7.0), (0.8, -0.6, 0.0, 0.6, 0.8, 0.0, 0.0, 0.0, 1.0))
SEGMENTS = (Segment(1, "cyst", "#4a7de8"), Segment(3, "lesion", "#e0533d", "SCT 108369006 Neoplasm"))
AFFINE = Affine.about(GRID.centre_mm, [[1.02, 0.1, 0.0], [-0.08, 0.97, 0.05], [0.02, 0.0, 1.01]], (1.0, -2.0, 0.5))
LINE = "#Insight Transform File V1.0\n"
FCSV = "# Markups fiducial file version = 4.11\n# CoordinateSystem = LPS\n# columns = id,x,y,z,ow,ox,oy,oz,vis,sel,lock,label,desc,associatedNodeID\n1,1.5,2.5,3.5,0,0,0,1,1,1,0,L1,,\n2,-4,5,6,0,0,0,1,1,1,0,L2,,\n"  # noqa: E501


@dataclass(frozen=True)
class Format:
    """One row: a name for the figures, the main file, and the two functions."""

    name: str
    file: str
    make: Callable[[Path], object]
    read: Callable[[Path], object]


def numbers(dtype: str = "uint8", shape: tuple[int, ...] = GRID.shape_zyx) -> Any:
    """Values that do not pack well, so that damage anywhere tells."""
    return np.random.default_rng(5).integers(1, 250, shape).astype(dtype)


def scan(side: str = "fixed", dtype: str = "uint8", grid: Grid = GRID) -> Volume:
    """A small volume."""
    values = numbers(dtype, grid.shape_zyx)
    return Volume.from_array(values if side == "fixed" else values[::-1].copy(), grid, id=side, name=f"scan {side}")


def labels() -> Any:
    """A small label map."""
    return np.random.default_rng(3).choice([0, 0, 1, 3], GRID.shape_zyx).astype(np.uint8)


def field() -> DisplacementField:
    """A small displacement field."""
    vectors = np.random.default_rng(1).uniform(-2, 2, (*GRID.shape_zyx, 3))
    return DisplacementField(GRID, vectors.astype(np.float32))


# ---- images


def image(dtype: str) -> Callable[[Path], object]:
    """Makes a volume of one type; the file's name says the kind."""
    return lambda path: images.write_volume(path, scan(dtype=dtype))


def detached(suffix: str) -> Callable[[Path], object]:
    """Makes a header with its voxels in a file beside it."""

    def make(path: Path) -> None:
        import SimpleITK

        made = SimpleITK.GetImageFromArray(numbers("int16"))
        made.SetSpacing(GRID.spacing_mm)
        SimpleITK.WriteImage(made, str(path), useCompression=suffix == ".nhdr")

    return make


def read_image(path: Path) -> None:
    """As the import does: facts first, then all voxels."""
    describe.describe_file(path)
    images.read_volume(path, "fixed")


# ---- our own HDF5 files and the study


def read_volumes(path: Path) -> None:
    """As opening a case does: the overviews, then every chunk."""
    volume_store.open_overviews(path)
    opened = volume_store.open_volumes(path, threads=1)
    try:
        for volume in opened:
            volume.voxels.whole()
    finally:
        volume_store.close_volumes(*opened)


def read_transform(path: Path) -> None:
    """Facts, then the transform, used once."""
    describe.describe_file(path)
    transforms.read_transform(path)[0](np.array([GRID.centre_mm]))


def any_transform(path: Path) -> None:
    """A transform with a part of every kind."""
    transforms.write_transform(path, Composite((AFFINE, field(), NumericInverse(field()))), {"method": "t", "n": 3})


def case() -> Case:
    """The case that the reading belongs to."""
    return Case("case 1", scan("fixed"), scan("moving"))


def fill(folder: StudyFolder) -> None:
    """One case and one reading."""
    folder.write_case("case 1", scan("fixed"), scan("moving"))
    work_list = History(folder.open_study())
    work_list.do(AddCase(CaseEntry("case 1", "Title", "note")))
    work_list.close()
    folder.write_transform("case 1", "t1", AFFINE, {"id": "t1"})
    opened = OpenCase(folder, folder.open_case(CaseEntry("case 1")), "Li")
    history = opened.history
    history.do(AddLandmark(Landmark("a", "L1", "cyst", fixed=Mark((1.0, 2.0, 3.0), (2.0, 1.0, 0.0)))))
    history.do(AddSegment(Segment(4, "lesion", "#ff8800")))
    after = history.state.labels["moving"].copy()
    after.write((slice(2, 5), slice(1, 5), slice(0, 3)), np.full((3, 4, 3), 4, np.uint8))
    history.do(PaintLabels("moving", after.difference_from(history.state.labels["moving"]), value=4))
    history.checkpoint()
    history.do(Group("Add {name}", (AddLandmark(Landmark("b", "L2")), AddLandmark(Landmark("c", "L3")))))
    history.flush()
    history.document.close()


def make_study(path: Path) -> None:
    """A study whose main file is study.json."""
    root = path.parent
    folder = StudyFolder.create(root, "Study 乳房")
    fill(folder)
    for lock in root.rglob("*.lock"):
        lock.unlink()


def make_alone(relative: str) -> Callable[[Path], object]:
    """Makes one file of a study, on its own."""

    def make(path: Path) -> None:
        root = path.parent / "study"
        root.mkdir()
        make_study(root / "study.json")
        (root / relative).rename(path)
        shutil.rmtree(root)

    return make


def read_study(path: Path) -> None:
    """Open the study and its reading for writing, as the program does, and close them again."""
    folder = StudyFolder.at(path)
    document = folder.open_study()
    entries = list(document.state.cases.values())
    document.close()
    for entry in entries:
        opened = folder.open_case(entry)
        try:
            folder.open_reading(opened, "Li").close()
        finally:
            volume_store.close_volumes(opened.fixed, opened.moving)
        folder.readers(entry.id)
        folder.read_transform(entry.id, "t1")


def read_reading(path: Path) -> None:
    """The records alone, the facts, then everything."""
    read_records(path)
    describe.describe_file(path)
    read_snapshot(path, case())


# ---- other programs' files


def table() -> Any:
    """Landmarks of both volumes."""
    from workstation.storage.interchange.points import PointRow, PointTable

    return PointTable((PointRow("nipple", (1.5, 2.5, 3.5), (2.0, 1.0, 0.5), "a", "near the skin"),
                       PointRow("cyst, left", (-4.0, 5.25, 6.0), None, "b"),
                       PointRow("L3", (7.0, 8.0, 9.0), (1.0, 2.0, 3.0))))  # fmt: skip


def interchange(module: str, function: str, *more: Any, **options: Any) -> Callable[[Path], object]:
    """A function of an interchange module, called with a path and what else is given (makers are called first)."""

    def call(path: Path) -> object:
        found = getattr(importlib.import_module(f"workstation.storage.interchange.{module}"), function)
        return found(path, *(each() if isfunction(each) else each for each in more), **options)

    return call


def text(content: str) -> Callable[[Path], object]:
    """Makes a text file."""
    return lambda path: path.write_text(content, encoding="utf-8")


def landmarks() -> list[Landmark]:
    """Landmarks with all their properties."""
    mark = Mark((1.0, 2.0, 3.0), (2.0, 1.0, 0.0))
    return [Landmark("a", "L1", "cyst", fixed=mark, moving=mark), Landmark("b", "L2")]


def write_points(path: Path) -> None:
    """Two tables of landmarks in voxels."""
    from workstation.storage.interchange.learn2reg import write_learn2reg_points

    write_learn2reg_points(path, path.with_name("moving.csv"), table(), {"fixed": GRID, "moving": GRID})


def read_points(path: Path) -> None:
    """Both tables."""
    from workstation.storage.interchange.learn2reg import read_learn2reg_points

    read_learn2reg_points(path, path.with_name("moving.csv"))


def grids() -> dict[str, Grid]:
    """The grids of a pair."""
    return {"fixed": GRID, "moving": GRID}


def subject() -> Any:
    """Whose DICOM object it is."""
    from workstation.storage.interchange.dicom_objects import Subject

    return Subject("case 7")


def spline(path: Path) -> None:
    """A B-spline transform as SimpleITK writes it."""
    import SimpleITK

    made = SimpleITK.BSplineTransformInitializer(SimpleITK.Image(7, 6, 5, SimpleITK.sitkUInt8), [2, 2, 2])
    made.SetParameters(np.random.default_rng(0).uniform(-1, 1, len(made.GetParameters())).tolist())
    SimpleITK.WriteTransform(made, str(path))


def ants(path: Path) -> None:
    """An affine transform as ANTs writes it."""
    import SimpleITK

    made = SimpleITK.AffineTransform(3)
    made.SetTranslation((1.0, 2.0, 3.0))
    made.SetCenter((5.0, 6.0, 7.0))
    SimpleITK.WriteTransform(made, str(path))


# ---- DICOM


SHAPES = {"invenia": (4, 30, 30), "j2k": (2, 64, 64)}
CODED = {"jpeg": "SC_rgb_jpeg_dcmtk.dcm", "jpeg lossless": "JPEG-LL.dcm", "jpeg-ls": "MR_small_jpeg_ls_lossless.dcm"}


def coded(name: str) -> Any:
    """A file of pydicom's own tests with its one packed picture given twice, as our tests cannot pack JPEG."""
    import pydicom
    from pydicom.encaps import encapsulate, generate_frames

    made = pydicom.dcmread(get_testdata_file(name))
    frames = list(generate_frames(made.PixelData, number_of_frames=1))
    made.PixelData, made.NumberOfFrames = encapsulate(frames * 2), 2
    return made


def dicom(kind: str) -> Callable[[Path], object]:
    """Makes a synthetic DICOM file, or a series of single pictures."""

    def make(path: Path) -> None:
        import dicom_phantoms as phantoms

        if kind == "series":
            for n, each in enumerate(phantoms.ct_slices(numbers("uint16", (4, 6, 7)))):
                phantoms.save(each, path.with_name(f"{path.stem}{n or ''}{path.suffix}"))
            return
        if kind in CODED:
            made = coded(CODED[kind])
        else:
            maker = {"invenia": phantoms.invenia_file, "enhanced": phantoms.enhanced_us}.get(
                kind, phantoms.picture_file
            )
            made = maker(numbers(shape=SHAPES.get(kind, (4, 6, 7))))
        if kind == "rle":
            made.compress(RLELossless, encoding_plugin="pydicom", generate_instance_uid=False)
        elif kind == "j2k":
            made.compress(JPEG2000Lossless, encoding_plugin="pylibjpeg", generate_instance_uid=False)
        if kind == "deflated":
            made.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1.99"
        phantoms.save(made, path)

    return make


def read_dicom(path: Path) -> None:
    """As the import does: look through the folder, then read the volume."""
    from workstation.storage.dicom.scan import files_of_volume
    from workstation.storage.dicom.scan import scan as look_through
    from workstation.storage.dicom.series import read_series

    look_through(path.parent)
    series = sorted(path.parent.glob("slice*.dcm"))
    read_series(series or files_of_volume(path), "fixed")


def _rows() -> Iterable[Format]:
    for suffix, dtype in ((".nii", "int16"), (".nii.gz", "uint8"), (".nrrd", "uint8"), (".mha", "float32")):
        yield Format(f"image{suffix}", f"scan{suffix}", image(dtype), read_image)
    for suffix in (".nhdr", ".mhd"):
        yield Format(f"image{suffix}", f"scan{suffix}", detached(suffix), read_image)
    for suffix in (".nii.gz", ".nrrd", ".mha"):
        yield Format(f"labels{suffix}", f"labels{suffix}", lambda path: images.write_labels(path, labels(), GRID),
                     lambda path: images.read_labels(path, GRID))  # fmt: skip
    yield Format("volumes.h5", "volumes.h5", lambda p: volume_store.write_volumes(p, scan(dtype="uint16"), scan("moving")),
                 read_volumes)  # fmt: skip
    yield Format("transform.h5", "t1.h5", any_transform, read_transform)
    yield Format("reading.h5", "Li.h5", make_alone("cases/case 1/readings/Li.h5"), read_reading)
    yield Format("journal", "Li.journal", make_alone("cases/case 1/readings/Li.journal"), journal.read_journal)
    yield Format("study", "study.json", make_study, read_study)
    yield Format("bundle", "b.zip", hostile_bundles.make_bundle(fill), hostile_bundles.read_bundle(read_study))
    yield from _interchange_rows()
    yield from _dicom_rows()


def _interchange_rows() -> Iterable[Format]:
    yield Format("mrk.json", "a.mrk.json", interchange("slicer_markups", "write_mrk_json", table, side="fixed"),
                 interchange("slicer_markups", "read_mrk_json"))  # fmt: skip
    yield Format("annot", "a.annot", interchange("itksnap_points", "write_annot", table, "fixed", grids),
                 interchange("itksnap_points", "read_annot"))  # fmt: skip
    yield Format("fcsv", "a.fcsv", text(FCSV), interchange("slicer_markups", "read_fcsv"))
    yield Format("control points csv", "a.csv", interchange("control_points_csv", "write_control_points", table, "fixed"),
                 interchange("control_points_csv", "read_control_points"))  # fmt: skip
    yield Format("bigwarp csv", "a.csv", interchange("bigwarp", "write_bigwarp", table, grids),
                 interchange("bigwarp", "read_bigwarp"))  # fmt: skip
    yield Format(
        "our csv", "a.csv", interchange("our_csv", "write_our_csv", landmarks), interchange("our_csv", "read_our_csv")
    )
    yield Format("learn2reg csv", "fixed.csv", write_points, read_points)
    for file, made in (("a.tfm", AFFINE), ("both.h5", Composite((AFFINE, field())))):
        yield Format(
            f"itk {file}",
            file,
            interchange("itk_transforms", "write_itk", made),
            interchange("itk_transforms", "read_itk"),
        )
    yield Format("itk spline.tfm", "s.tfm", spline, interchange("itk_transforms", "read_itk"))
    yield Format("matrix.mat", "a.mat", interchange("mat_files", "write_matrix_text", AFFINE),
                 interchange("mat_files", "read_matrix_text"))  # fmt: skip
    yield Format("itk ants.mat", "a.mat", ants, interchange("itk_transforms", "read_itk"))
    yield Format("itk spline.h5", "s.h5", spline, interchange("itk_transforms", "read_itk"))
    read = interchange("displacement", "read_displacement", grid=GRID)
    yield Format("field 1007", "f.nii.gz", lambda path: images.write_displacement(path, field()), read)
    yield Format("field slicer", "f.nrrd", interchange("displacement", "write_slicer_nrrd", field), read)
    yield Format("field learn2reg", "f.nii.gz", interchange("displacement", "write_learn2reg", field, GRID), read)
    yield Format("field npz", "f.npz", interchange("displacement", "write_voxel_field", field, GRID), read)
    yield Format("field npy", "f.npy", lambda path: np.save(path, numbers("float32", (3, 7, 6, 5))), read)
    yield Format("seg.nrrd", "a.seg.nrrd", interchange("seg_nrrd", "write_seg_nrrd", labels, GRID, SEGMENTS),
                 interchange("seg_nrrd", "read_seg_nrrd"))  # fmt: skip
    yield Format("itk-snap", "a.nii.gz", interchange("itksnap", "write_nifti_labels", labels, GRID, SEGMENTS),
                 interchange("itksnap", "read_nifti_labels", GRID))  # fmt: skip
    yield Format("dicom seg", "a.dcm", interchange("dicom_seg", "write_dicom_seg", labels, scan, SEGMENTS, subject),
                 interchange("dicom_seg", "read_dicom_seg"))  # fmt: skip
    for name, made in (("rigid", AFFINE), ("deformable", field())):
        write = interchange(
            "dicom_registration", "write_dicom_registration", made, scan, lambda: scan("moving"), subject
        )
        yield Format(f"dicom {name}", "a.dcm", write, interchange("dicom_registration", "read_dicom_registration"))
    write = interchange("dicom_registration", "write_dicom_fiducials", table, scan, lambda: scan("moving"), subject)
    yield Format("dicom fiducials", "a.dcm", write, interchange("dicom_registration", "read_dicom_fiducials"))


def _dicom_rows() -> Iterable[Format]:
    for kind in ("plain", "deflated", "rle", "j2k", *CODED, "invenia", "enhanced"):
        yield Format(f"dicom {kind}", "scan.dcm", dicom(kind), read_dicom)
    yield Format("dicom series", "slice.dcm", dicom("series"), read_dicom)
    yield Format("dicomdir", "DICOMDIR", hostile_bundles.make_dicomdir, hostile_bundles.read_dicomdir)


FORMATS = {row.name: row for row in _rows()}
