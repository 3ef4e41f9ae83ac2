"""One contract for every registration method that is found, whoever wrote it: what the program relies on."""

import dataclasses

import numpy as np
import pytest

import phantoms
from workstation.core.errors import Cancelled, UserError
from workstation.core.geometry import Grid
from workstation.core.plugin import RunContext
from workstation.core.transform import Affine, Composite, DisplacementField, displacement_on
from workstation.core.volume import Volume
from workstation.imaging.regularity import regularity
from workstation.workbench.plugins import find_plugins, load_plugin
from workstation.workbench.settings_schema import describe, from_json, to_json

# other people's engines promise less: see test_peers; a cancel ends their process
PEERS = {"greedy", "ants", "elastix"}
METHODS = [info for info in find_plugins() if info.is_usable and info.id not in PEERS]
REPORTS_AFTER_CANCEL = 3  # a handler that reports on its way out is forgiven, going on is not


class Recorder:
    """A `report` that keeps what it is told, and asks to stop after so many reports."""

    def __init__(self, cancel_after=None):
        self.fractions, self.curves, self.cancel_after = [], [], cancel_after

    def __call__(self, fraction, message="", preview=None, **curves):
        self.fractions.append(fraction)
        self.curves.append(curves)
        assert preview is None or np.isfinite(preview([(0.0, 0.0, 0.0)])).all()
        if self.cancel_after is not None and len(self.fractions) > self.cancel_after:
            raise Cancelled


def tilted(grid, degrees, axis):
    """The grid turned about its centre."""
    angle = np.radians(degrees)
    cross = np.cross(np.eye(3), np.array(axis, dtype=float) / np.linalg.norm(axis))
    turn = np.eye(3) - np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    axes = turn @ grid.axes
    half = (np.array(grid.size_xyz) - 1) / 2 * np.array(grid.spacing_mm)
    origin = np.array(grid.centre_mm) - axes @ half
    return Grid(grid.shape_zyx, grid.spacing_mm, tuple(origin.tolist()), tuple(axes.ravel().tolist()))


def motion_for(info, grid):
    """What methods of this kind must recover: a turn and a shift, bent for deformable ones."""
    rigid = phantoms.affine_pair(rotation_deg=5.0, scale=1.0, shift_mm=(2.0, -1.5, 1.0)).fixed_to_moving
    return Composite((phantoms.smooth_field(grid, 2.5), rigid)) if info.kind == "deformable" else rigid


def pair_for(info, fixed_grid=None, moving_grid=None, noise=0.0):
    grid = fixed_grid or phantoms.grid_of()
    return phantoms.moved_pair(motion_for(info, grid), grid, moving_grid, noise=noise)


def run_method(info, pair, report=None, **more):
    plugin = load_plugin(info)
    context = RunContext(report or Recorder(), threads=2, landmarks=pair.landmarks, **more)
    return plugin.register(pair.fixed, pair.moving, next(iter(plugin.PRESETS.values())), context)


def errors(transform, pair):
    """Distance in mm at each landmark, before and after."""
    fixed = np.array([p.fixed_mm for p in pair.landmarks])
    moving = np.array([p.moving_mm for p in pair.landmarks])
    return np.linalg.norm(fixed - moving, axis=1), np.linalg.norm(transform(fixed) - moving, axis=1)


def assert_recovered(info, transform, pair):
    before, after = errors(transform, pair)
    if info.kind == "deformable":
        assert after.mean() < before.mean() / 3
    else:
        assert after.mean() < 0.5


@pytest.fixture(params=METHODS, ids=[info.id for info in METHODS])
def info(request):
    return request.param


def test_the_four_shipped_methods_are_found():
    assert {"landmarks", "linear_sitk", "bspline_sitk", "demons_sitk"} <= {info.id for info in METHODS}


def test_settings_are_frozen_and_every_preset_is_valid(info):
    plugin = load_plugin(info)
    assert plugin.PRESETS
    for settings in (plugin.Settings(), *plugin.PRESETS.values()):
        assert from_json(plugin.Settings, to_json(settings)) == settings
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(settings, describe(plugin.Settings)[0].name, None)


def test_every_setting_has_a_help_text(info):
    assert all(spec.help for spec in describe(load_plugin(info).Settings))


def test_it_recovers_a_known_motion(info):
    pair = pair_for(info, noise=2.0)
    assert_recovered(info, run_method(info, pair), pair)


def test_it_recovers_a_motion_between_oblique_and_different_grids(info):
    still = phantoms.grid_of()
    fixed = tilted(still, 30, (1, 2, 3))
    moving = tilted(phantoms.grid_of((36, 38, 28), (2.1, 1.1, 1.6)), -20, (3, 1, 0))
    pair = pair_for(info, fixed, moving)
    assert_recovered(info, run_method(info, pair), pair)


def test_it_returns_a_transform_of_the_programs_own_that_does_not_fold(info):
    pair = pair_for(info)
    transform = run_method(info, pair)
    assert isinstance(transform, Affine | DisplacementField | Composite)
    assert regularity(transform, phantoms.centres_of(pair.fixed.grid)).folded_share == 0


def test_progress_rises_from_zero_to_one(info):
    recorder = Recorder()
    run_method(info, pair_for(info), recorder)
    assert recorder.fractions == sorted(recorder.fractions)
    assert recorder.fractions[0] >= 0
    assert recorder.fractions[-1] == 1
    values = [value for curves in recorder.curves for value in curves.values()]
    assert values
    assert np.isfinite(values).all()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.4, 0.9])
def test_it_ends_soon_after_a_cancel(info, share):
    pair = pair_for(info)
    whole = Recorder()
    run_method(info, pair, whole)
    recorder = Recorder(cancel_after=int(share * len(whole.fractions)))
    with pytest.raises(Cancelled):
        run_method(info, pair, recorder)
    assert len(recorder.fractions) - recorder.cancel_after <= REPORTS_AFTER_CANCEL


def test_the_same_seed_gives_the_same_result(info):
    pair = pair_for(info, noise=2.0)
    points = phantoms.centres_of(pair.fixed.grid)[::97]
    np.testing.assert_array_equal(run_method(info, pair, seed=5)(points), run_method(info, pair, seed=5)(points))


def test_it_prints_nothing_and_changes_neither_volume(info, capfd):
    pair = pair_for(info)
    before = pair.fixed.voxels.whole().copy(), pair.moving.voxels.whole().copy()
    run_method(info, pair)
    assert capfd.readouterr() == ("", "")
    np.testing.assert_array_equal(pair.fixed.voxels.whole(), before[0])
    np.testing.assert_array_equal(pair.moving.voxels.whole(), before[1])


def test_what_a_mask_hides_does_not_matter(info):
    if "masks" not in info.supports:
        pytest.skip("the method takes no masks")
    pair = pair_for(info)
    mask = np.ones(pair.fixed.grid.shape_zyx, dtype=bool)
    mask[:, :, :9] = False
    spoilt = pair.fixed.voxels.whole().copy()
    spoilt[~mask] = np.random.default_rng(0).integers(0, 256, (~mask).sum())
    masked = dataclasses.replace(pair, fixed=Volume.from_array(spoilt, pair.fixed.grid, id="fixed"))
    transform = run_method(info, masked, fixed_mask=mask)
    inside = [p for p in pair.landmarks if pair.fixed.grid.to_index(p.fixed_mm)[0] > 10]
    assert_recovered(info, transform, dataclasses.replace(pair, landmarks=tuple(inside)))


def test_it_goes_on_from_an_initial_transform(info):
    if "initial transform" not in info.supports:
        pytest.skip("the method takes no initial transform")
    pair = pair_for(info)
    start = (
        displacement_on(pair.fixed_to_moving, pair.fixed.grid) if info.kind == "deformable" else pair.fixed_to_moving
    )
    far = Composite((start, Affine.translation((0.4, 0.0, 0.0))))
    assert_recovered(info, run_method(info, pair, initial=far), pair)


@pytest.mark.parametrize("what", ["constant", "NaN", "no overlap"])
def test_input_that_cannot_be_aligned_is_refused_in_a_sentence(info, what):
    if info.kind == "landmark":
        pytest.skip("the method does not look at the images")
    pair = pair_for(info)
    moving = pair.moving.voxels.whole().astype(np.float32)
    grid = pair.moving.grid
    more = {}
    if what == "constant":
        moving[:] = 7
    elif what == "NaN":
        moving[3, 4, 5] = np.nan
    else:
        grid = dataclasses.replace(grid, origin_mm=(5000.0, 0.0, 0.0))
        more = {"initial": Affine.identity()}
    wrong = dataclasses.replace(pair, moving=Volume.from_array(moving, grid, id="moving"))
    with pytest.raises(UserError, match=r"moving|overlap"):
        run_method(info, wrong, **more)
