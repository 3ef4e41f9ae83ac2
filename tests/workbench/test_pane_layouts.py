import json

import pytest

from workstation import paths
from workstation.workbench.pane_layouts import KINDS, PaneLayout, next_kind, panes_shown
from workstation.workbench.viewing_settings import FILE, ViewingSettings, WindowPlace, load_viewing, save_viewing


@pytest.mark.parametrize(("kind", "count"), [("1x1", 1), ("1x2", 2), ("2x2", 4), ("2x3", 6), ("large", 6), ("1x3", 3)])
def test_a_layout_shows_as_many_panes_as_its_name_says(kind, count):
    for orientation in ("coronal", "transverse", "sagittal"):
        shown = panes_shown(PaneLayout(kind, orientation, "moving"))
        assert len(shown) == count
        assert ("moving", orientation) in shown


def test_a_view_of_one_volume_shows_what_it_has():
    assert panes_shown(PaneLayout("1x1", "sagittal", "moving"), ("fixed",)) == {("fixed", "sagittal")}
    assert len(panes_shown(PaneLayout("2x2"), ("fixed",))) == 2


def test_one_layout_after_the_other_comes_back_to_the_first():
    kind = "1x1"
    for _ in KINDS:
        kind = next_kind(kind)
    assert kind == "1x1"
    assert next_kind(next_kind("2x2"), -1) == "2x2"


def test_layouts_and_places_are_there_again_and_a_broken_file_means_the_defaults():
    settings = ViewingSettings().with_layout("check", PaneLayout("1x2", "sagittal"))
    settings = settings.with_place("second", WindowPlace(10, 20, 800, 600, "DP-2", "moving"))
    save_viewing(settings)
    assert load_viewing() == settings
    path = paths.settings_file().with_name(FILE)
    for text in ("{", "[]", json.dumps({"layouts": {"check": {"kind": "9x9"}}})):
        path.write_text(text)
        assert load_viewing() == ViewingSettings()
