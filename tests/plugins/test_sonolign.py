"""What our own method promises beyond the contract of all methods."""

import numpy as np
import pytest

import phantoms
from workstation.core.plugin import RunContext
from workstation.workbench.plugins import load_plugin, plugin_by_id


@pytest.fixture(scope="module")
def plugin():
    return load_plugin(plugin_by_id("sonolign"))


def test_there_are_three_presets_and_the_middle_one_is_the_default(plugin):
    assert list(plugin.PRESETS) == ["instant", "standard", "best"]
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
