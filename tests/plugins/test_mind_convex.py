"""The discrete reference: its parts have known answers, and it stays where it is when nothing can be seen."""

import numpy as np
import pytest
import torch

import phantoms
from workstation.core.geometry import Grid
from workstation.core.plugin import RunContext
from workstation.imaging.regularity import regularity
from workstation.workbench.plugins import load_plugin, plugin_by_id

GRID = Grid((12, 14, 16), (1.0, 1.0, 1.0))


@pytest.fixture(scope="module")
def plugin():
    return load_plugin(plugin_by_id("mind_convex"))


@pytest.fixture(scope="module")
def parts(plugin):
    """The module's own functions."""
    return type(plugin).register.__globals__


def noise(*shape, seed=0):
    return torch.from_numpy(np.random.default_rng(seed).normal(size=shape).astype(np.float32))


def silent(*_args, **_curves):
    return None


def test_features_do_not_see_gain_and_offset(parts):
    values = noise(*GRID.shape_zyx)
    one, other = (parts["mind_ssc"](each, GRID, 1.0, 1.0) for each in (values, 40 - 7 * values))
    assert one.shape == (12, *GRID.shape_zyx)
    np.testing.assert_allclose(one, other, atol=1e-4)
    assert 0 <= float(one.min()) <= float(one.max()) <= 1


def test_a_shift_of_whole_nodes_is_found_as_such(parts):
    values = noise(12, 14, 14, 14)
    ones = torch.ones(1, 14, 14, 14)
    moved = values.roll((1, -1), (3, 2))  # one further along x, one back along y
    found = parts["coupled_convex"](parts["Features"](values, ones), parts["Features"](moved, ones), [2, 2, 2], silent)
    middle = found[:, 4:-4, 4:-4, 4:-4].reshape(3, -1).mean(1)
    np.testing.assert_allclose(middle, (1, -1, 0), atol=0.05)


def test_what_is_hidden_costs_the_same_everywhere(parts):
    values, weight = noise(12, 8, 8, 8), torch.ones(1, 8, 8, 8)
    weight[:, :, :, :5] = 0
    costs = parts["all_costs"](parts["Features"](values, weight), parts["Features"](values, weight), [1, 1, 1], silent)
    hidden = costs[:, :, :, 1]
    np.testing.assert_allclose(hidden, hidden[:1].expand_as(hidden), atol=1e-6)


def test_fields_there_and_back_become_inverses(parts):
    forth = torch.zeros(3, 8, 9, 10)
    forth[0] = 1.0
    found = parts["inverse_consistent"](forth, -0.5 * forth)
    np.testing.assert_allclose(found[0], 0.75, atol=1e-5)


@pytest.mark.parametrize("preset", ["standard", "quick"])
def test_every_preset_improves_a_noisy_pair_and_folds_nothing(plugin, preset):
    pair = phantoms.bent_pair(3.0, noise=2.0)
    field = plugin.register(pair.fixed, pair.moving, plugin.PRESETS[preset], RunContext(silent))
    fixed, moving = (np.array([getattr(p, side) for p in pair.landmarks]) for side in ("fixed_mm", "moving_mm"))
    before = np.linalg.norm(fixed - moving, axis=1).mean()
    assert np.linalg.norm(field(fixed) - moving, axis=1).mean() < 0.6 * before
    assert regularity(field, phantoms.centres_of(pair.fixed.grid)).folded_share == 0


def test_it_does_not_run_away_on_scans_that_have_nothing_in_common(plugin):
    one, other = phantoms.textured_volume(seed=1), phantoms.textured_volume(seed=2)
    settings = plugin.Settings(start="none")
    field = plugin.register(one, other, settings, RunContext(silent))
    assert np.isfinite(field.displacement_mm).all()
    assert np.abs(field.displacement_mm).max() < 2 * settings.reach_mm


def test_it_says_how_much_folded(plugin):
    told = {}
    pair = phantoms.bent_pair()
    plugin.register(pair.fixed, pair.moving, plugin.Settings(), RunContext(lambda *_a, **curves: told.update(curves)))
    assert 0 <= told["folded_percent"] < 1


def test_torch_keeps_its_number_of_threads(plugin):
    before = torch.get_num_threads()
    pair = phantoms.shifted_blobs((1.0, 0.0, 0.0))
    plugin.register(pair.fixed, pair.moving, plugin.PRESETS["quick"], RunContext(silent, threads=1))
    assert torch.get_num_threads() == before
