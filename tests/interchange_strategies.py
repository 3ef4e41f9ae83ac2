"""Hypothesis strategies of the interchange tests: landmark tables, grids that lie oblique, and damaged copies of files."""

import numpy as np
from hypothesis import strategies as st

from workstation.core.geometry import Grid
from workstation.core.landmarks import Landmark, Mark
from workstation.storage.interchange.points import PointRow, PointTable


def oblique_grid(shape=(5, 6, 7), spacing=(0.5, 0.2, 1.25), origin=(-12.5, 40.25, 7.0), mirrored=False):
    """A grid that is turned about two axes."""
    a, b = 0.5, -0.3
    turn = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    tilt = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    return Grid(shape, spacing, origin, tuple((turn @ tilt @ np.diag([1, 1, -1 if mirrored else 1])).ravel()))


names = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp", "Zs", "Cf")), min_size=1, max_size=12
)
numbers = st.floats(-1e4, 1e4, allow_nan=False, width=64)
places = st.tuples(numbers, numbers, numbers)


@st.composite
def tables(draw, frame="LPS", both=False):
    """Tables of up to eight landmarks with ids and names of their own."""
    count = draw(st.integers(1, 8))
    chosen = draw(st.lists(names, min_size=count, max_size=count, unique=True))
    place = places if both else st.none() | places
    rows = [PointRow(name, draw(place), draw(place), f"id{n}", draw(names)) for n, name in enumerate(chosen)]
    return PointTable(tuple(rows), frame)


@st.composite
def marks(draw):
    """Marks at any point, with any voxel."""
    origin = draw(st.sampled_from(["hand", "predicted", "refined", "imported"]))
    told = draw(st.booleans())
    return Mark(
        draw(places), draw(places), origin, by=draw(st.sampled_from(["", "王, 医生"])), at="2026-11-23T10:00:00",
        sources=("transform:a1", "image") if told else (), predicted_mm=draw(places) if told else None,
        radius_mm=2.5 if told else 0.0, hidden=told, spread_mm2=(1.0, 0.1, 0.0, 2.0, 0.0, 1e-7) if told else (),
    )  # fmt: skip


@st.composite
def landmark_lists(draw):
    """Landmarks with every property set."""
    made = []
    states = ["unplaced", "placed", "confirmed", "flagged"]
    for number in range(draw(st.integers(0, 6))):
        made.append(
            Landmark(
                f"i{number}", draw(names), draw(names), draw(st.sampled_from(states)),
                draw(st.integers(1, 3)), draw(names), draw(st.sampled_from(["open", "drive", "held out"])),
                draw(st.none() | marks()), draw(st.none() | marks()),
            )
        )  # fmt: skip
    return made


def damaged(data, seed):
    """A file's bytes, cut short, with flipped bits, with a piece repeated, or empty."""
    rng = np.random.default_rng(seed)
    kind = seed % 4
    if kind == 0 or len(data) < 4:
        return data[: int(rng.integers(0, max(len(data), 1)))]
    spoiled = bytearray(data)
    if kind == 3:
        at = int(rng.integers(0, len(data)))
        return bytes(spoiled[:at] + spoiled[at // 2 : at] + spoiled[at:])
    for at in rng.integers(0, min(len(data), 600) if kind == 1 else len(data), 6):
        spoiled[at] ^= 1 << int(rng.integers(0, 8))
    return bytes(spoiled)
