"""What tests of registration share."""

import pytest

from workstation.imaging.registration.parallel import Threads


@pytest.fixture
def threads():
    """Two threads of the engine's own, gone after the test."""
    with Threads(2) as pool:
        yield pool
