"""What our own method promises beyond the contract of all methods."""

from pathlib import Path

import numpy as np
import pytest

import phantoms
from workstation.core.plugin import RunContext
from workstation.imaging.metrics import dice
from workstation.imaging.sampling import map_points
from workstation.storage.images import read_labels, read_volume
from workstation.workbench.plugins import load_plugin, plugin_by_id

ECHO = Path(__file__).parents[3] / "shared" / "data" / "echo"


@pytest.fixture(scope="module")
def plugin():
    return load_plugin(plugin_by_id("sonolign"))


def test_presets_are_from_quick_to_thorough_and_standard_is_the_default(plugin):
    assert list(plugin.PRESETS) == ["instant", "standard", "best", "echo"]
    assert plugin.PRESETS["standard"] == plugin.Settings()


@pytest.mark.parametrize("preset", ["instant", "standard", "best"])
def test_every_preset_straightens_a_bent_pair(plugin, preset):
    pair = phantoms.bent_pair(3.0, noise=2.0)
    field = plugin.register(pair.fixed, pair.moving, plugin.PRESETS[preset], RunContext(lambda *_a, **_k: None))
    fixed, moving = (np.array([getattr(p, side) for p in pair.landmarks]) for side in ("fixed_mm", "moving_mm"))
    assert np.linalg.norm(field(fixed) - moving, axis=1).mean() < np.linalg.norm(fixed - moving, axis=1).mean() / 2


def test_settings_reach_the_engine(plugin):
    pair = phantoms.bent_pair()
    told = []
    settings = plugin.Settings(finest_mm=2.5, levels=2, coarse_steps=2, fine_steps=2)
    plugin.register(pair.fixed, pair.moving, settings, RunContext(lambda _s, m="", *_a, **_k: told.append(m)))
    assert "level 2 of 2" in told
    assert "level 3 of 3" not in told


@pytest.mark.skipif(not ECHO.exists(), reason="the real echo volumes are not beside the checkout")
@pytest.mark.parametrize("phase", [1, 2])
def test_the_echo_preset_carries_labels_of_a_real_heart_to_another_phase(plugin, phase):
    fixed, moving = read_volume(ECHO / f"phase{phase}.nii.gz", "fixed"), read_volume(ECHO / "phase5.nii.gz", "moving")
    field = plugin.register(fixed, moving, plugin.PRESETS["echo"], RunContext(lambda *_a, **_k: None))
    index = moving.grid.to_index(map_points(field, phantoms.centres_of(fixed.grid)))[:, ::-1].round().astype(int)
    inside = np.all((index >= 0) & (index < moving.grid.shape_zyx), axis=1)
    carried = np.zeros(len(index), bool)
    carried[inside] = read_labels(ECHO / "phase5_labels.nii.gz", moving.grid)[tuple(index[inside].T)] > 0
    wanted = read_labels(ECHO / f"phase{phase}_labels_by_greedy.nii.gz", fixed.grid).ravel() > 0
    assert dice(carried, wanted) >= 0.87
