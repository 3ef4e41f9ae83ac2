"""What a trained network thinks of each cell: a few products of matrices, without torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
AT_ONCE = 65_536  # cells


@dataclass(frozen=True, eq=False, slots=True)
class Network:
    """Layers (weights (in, out), offsets (out,)) with rectifiers between, for features less `middle`, over `spread`."""

    middle: Floats
    spread: Floats
    layers: tuple[tuple[Floats, Floats], ...]

    def shares(self, *features: Floats) -> Floats:
        """The probability of each class (K, N) for cells with features (F, N), which may come in several blocks."""
        count = features[0].shape[1]
        found = np.empty((len(self.layers[-1][1]), count), np.float32)
        for start in range(0, count, AT_ONCE):
            part = slice(start, start + AT_ONCE)
            values = (np.concatenate([block[:, part] for block in features]).T - self.middle) / self.spread
            for number, (weights, offsets) in enumerate(self.layers):
                values = values @ weights + offsets
                if number < len(self.layers) - 1:
                    np.maximum(values, 0, out=values)
            values = np.exp(values - values.max(axis=1, keepdims=True))
            found[:, part] = (values / values.sum(axis=1, keepdims=True)).T
        return found


def mean_shares(networks: Sequence[Network], *features: Floats) -> Floats:
    """What several networks think of cells in the mean (K, N)."""
    total = networks[0].shares(*features)
    for network in networks[1:]:
        total += network.shares(*features)
    return total / np.float32(len(networks))
