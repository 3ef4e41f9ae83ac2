"""What can be said of graphics cards without loading torch."""

import subprocess
import sys

import pytest

from workstation.imaging import devices


@pytest.mark.parametrize(
    ("built", "driver", "reason"),
    [(True, True, None), (False, True, "processor only"), (True, False, "driver")],
)
def test_a_card_needs_a_torch_that_knows_it_and_a_driver(monkeypatch, built, driver, reason):
    monkeypatch.setattr(devices, "_torch_knows_cuda", lambda: built)
    monkeypatch.setattr(devices, "_driver_is_there", lambda: driver)
    said = devices.why_not("cuda")
    assert said is None if reason is None else reason in said.template


def test_computers_without_a_card_do_not_load_torch_to_find_out():
    code = (
        "import sys; from workstation.imaging import devices as d; d._driver_is_there = lambda: False; "
        "d.graphics_devices(); assert sys.platform == 'darwin' or 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_places_of_runs():
    assert devices.place_of("cpu") is None
    assert devices.place_of("cuda") == "cuda"
    assert devices.place_of("torch on cpu") == "cpu"
