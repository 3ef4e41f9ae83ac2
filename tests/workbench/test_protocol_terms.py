"""The shipped label table: codes that truly exist or say that they are private, and colours that everybody tells apart."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from pydicom.sr._concepts_dict import concepts

from workstation.storage.interchange.labels import code_parts
from workstation.workbench.importing import shipped_protocol

PRIVATE = "99SONOLIGN"  # DICOM keeps designators that begin with 99 for private schemes
SEGMENTS = shipped_protocol().segments
# Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB
VISION = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
)
CLEAR = 16.0  # Lab units; about 2 are just seen side by side


def lab(colour, matrix):
    shares = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(np.asarray(matrix) @ linear, 0, 1) / (0.95047, 1.0, 1.08883)
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("segment", SEGMENTS, ids=[each.name for each in SEGMENTS])
def test_every_shipped_label_has_a_code_of_a_dictionary_or_a_private_one(segment):
    scheme, value, meaning = code_parts(segment.code)
    if scheme == PRIVATE:
        assert len(value) <= 16
        return
    known = {text for terms in concepts[scheme].values() for code, (text, _) in terms.items() if code == value}
    assert meaning in known


@pytest.mark.parametrize("vision", VISION)
def test_any_two_shipped_colours_differ_clearly_for_any_colour_vision(vision):
    places = {each.name: lab(each.colour, VISION[vision]) for each in SEGMENTS}
    close = [(a, b) for a, b in combinations(places, 2) if np.linalg.norm(places[a] - places[b]) < CLEAR]
    assert not close
