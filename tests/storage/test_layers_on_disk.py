"""What a reading with overlapping structures looks like on disk, and which programs can read it."""

import h5py
import numpy as np
import pytest

from strategies import small_case
from workstation.core.errors import NewerFormat, UnreadableStudy
from workstation.core.label_commands import AddSegment, PaintLabels
from workstation.core.labels import Segment
from workstation.core.study import Reading
from workstation.storage import schema
from workstation.storage.reading_file import Snapshot, read_snapshot, write_snapshot

CASE = small_case()


def painted(layer, value=2):
    reading = Reading.blank("Li", CASE)
    AddSegment(Segment(value, "lesion", "#e69f00", layer=layer)).apply(reading)
    after = reading.layer("moving", layer).copy()
    after.write((slice(60, 68), slice(2, 5), slice(3, 9)), np.full((8, 3, 6), value, np.uint8))
    command = PaintLabels("moving", after.difference_from(reading.layer("moving", layer)), value=value, layer=layer)
    command.apply(reading)
    return reading, command


def written(path, reading):
    write_snapshot(path / "Li.h5", Snapshot(reading, 3, "abc"), "case")
    return path / "Li.h5"


@pytest.mark.parametrize("layer", [0, 1, 7])
def test_every_layer_comes_back_from_a_snapshot(tmp_path, layer):
    reading, _ = painted(layer)
    assert read_snapshot(written(tmp_path, reading), CASE).reading == reading


def test_only_a_reading_with_layers_asks_for_a_newer_program(tmp_path):
    versions = []
    for layer in (0, 1):
        with h5py.File(written(tmp_path, painted(layer)[0])) as file:
            versions.append(int(file.attrs["format_version"]))
            assert ("layers" in file) == (layer > 0)
            assert ("labels/moving" in file) == (layer == 0)
    assert versions == [1, 2]


def test_a_program_without_layers_refuses_paint_on_one_instead_of_painting_elsewhere(monkeypatch):
    texts = [schema.command_to_json(painted(layer)[1]) for layer in (0, 1)]
    assert [text["command"] for text in texts] == ["PaintLabels", "PaintOnLayer"]
    monkeypatch.setattr(schema, "_ON_LAYER", "not known yet")
    with pytest.raises(NewerFormat, match="PaintOnLayer"):
        schema.command_from_json(texts[1])


def test_paint_from_before_there_were_layers_is_on_the_lowest():
    _, command = painted(0)
    text = schema.command_to_json(command)
    del text["layer"]
    assert schema.command_from_json(text) == command


def test_a_layer_of_another_shape_is_damage(tmp_path):
    path = written(tmp_path, painted(1)[0])
    with h5py.File(path, "r+") as file:
        del file["layers/moving/1"]
        file.create_dataset("layers/moving/1", data=np.zeros((2, 2, 2), np.uint8))
    with pytest.raises(UnreadableStudy, match="damaged"):
        read_snapshot(path, CASE)
