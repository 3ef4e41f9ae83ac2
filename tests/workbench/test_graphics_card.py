"""Our own method on a graphics card, with a stand-in for the card: torch on the processor under its name."""

import numpy as np
import pytest
import torch

import phantoms
from workstation.imaging.registration import engine as registration_engine
from workstation.imaging.registration import torch_kernels
from workstation.workbench import engine
from workstation.workbench.engine import RegistrationRequest, perform
from workstation.workbench.plugins import plugin_by_id


@pytest.fixture
def card(monkeypatch):
    """A computer with one graphics card; its work is counted."""
    calls = []
    compare = torch_kernels.compare

    def counted(*arguments):
        calls.append(1)
        compare(*arguments)

    monkeypatch.setattr(engine, "graphics_devices", lambda: ("cuda",))
    monkeypatch.setattr(registration_engine, "place_of", lambda device: "cpu" if device == "cuda" else None)
    monkeypatch.setattr(torch_kernels, "compare", counted)
    return calls


def outcome(report=lambda *_a, **_k: None, **more):
    pair = phantoms.bent_pair(noise=2.0)
    settings = {"finest_mm": 2.5, "levels": 2}
    request = RegistrationRequest(pair.fixed, pair.moving, plugin_by_id("sonolign"), settings, threads=1, **more)
    return perform(request, report)


def test_automatic_takes_the_card_and_the_record_says_so(card):
    result = outcome()
    assert card
    assert result.device == "cuda"
    assert "torch" in result.versions


def test_the_processor_can_be_chosen(card):
    assert outcome(device="cpu").device == "cpu"
    assert not card


def test_too_little_memory_on_the_card_means_the_processor_and_a_notice(card, monkeypatch):
    def too_large(*_arguments):
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")

    monkeypatch.setattr(torch.cuda, "empty_cache", lambda: None)
    monkeypatch.setattr(torch_kernels, "compare", too_large)
    told = []
    result = outcome(lambda _fraction, message="", *_a, **_k: told.append(message))
    assert result.device == "cpu"
    assert any("too little memory" in message for message in told)
    points = phantoms.centres_of(phantoms.grid_of())[::50]
    np.testing.assert_array_equal(result.transform(points), outcome(device="cpu").transform(points))
