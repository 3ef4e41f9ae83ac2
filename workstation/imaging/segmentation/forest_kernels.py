"""The compiled loops of a forest of extremely randomised trees (Geurts, Ernst & Wehenkel 2006), small and fast to train.

A tree is five arrays of nodes: the feature asked at each (-1 in a leaf), the threshold, the node to the left (the right one
follows it), and the shares of the classes.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workstation.imaging.kernels import compiled

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]


@compiled
def _impurity(sums: Floats) -> float:
    """Gini impurity times weight."""
    total, squares = 0.0, 0.0
    for c in range(sums.size):
        total += sums[c]
        squares += sums[c] * sums[c]
    return total - squares / total if total > 0 else 0.0


@compiled
def train_tree(
    samples: Floats, classes: Ints, weights: Floats, tries: int, depth: int, least: int, seed: int,
    feature: Ints, threshold: Floats, left: Ints, shares: Floats,
) -> int:  # fmt: skip
    """Grow one tree; returns its number of nodes.

    Parameters
    ----------
    samples : (N, F)
    classes, weights : (N,), class number and the weight of that class
    tries : features tried at each node, each with one random threshold
    depth, least : no deeper, and no fewer samples in a node that is split
    feature, threshold, left, shares : filled; room for 2 N nodes
    """
    np.random.seed(seed)  # noqa: NPY002 - the only generator that compiled code can seed
    count, width, kinds = samples.shape[0], samples.shape[1], shares.shape[1]
    order = np.arange(count)
    starts, stops, levels = np.empty(2 * count, np.int32), np.empty(2 * count, np.int32), np.empty(2 * count, np.int32)
    starts[0], stops[0], levels[0] = 0, count, 0
    nodes, now = 1, 0
    all_of, low_of = np.zeros(kinds, np.float32), np.zeros(kinds, np.float32)
    high_of = np.zeros(kinds, np.float32)
    while now < nodes:
        start, stop = starts[now], stops[now]
        all_of[:] = 0
        for n in range(start, stop):
            all_of[classes[order[n]]] += weights[order[n]]
        shares[now] = all_of / all_of.sum()
        feature[now], left[now] = -1, -1
        whole = _impurity(all_of)
        if stop - start < least or levels[now] >= depth or whole < 1e-6 * all_of.sum():
            now += 1
            continue
        best, best_feature, best_at = whole - 1e-9, -1, 0.0
        for _ in range(tries):
            f = np.random.randint(width)  # noqa: NPY002
            low = high = samples[order[start], f]
            for n in range(start, stop):
                value = samples[order[n], f]
                low, high = min(low, value), max(high, value)
            if high <= low:
                continue
            at = low + np.random.random() * (high - low)  # noqa: NPY002
            low_of[:] = 0
            for n in range(start, stop):
                if samples[order[n], f] < at:
                    low_of[classes[order[n]]] += weights[order[n]]
            high_of[:] = all_of - low_of
            rest = _impurity(low_of) + _impurity(high_of)
            if rest < best:
                best, best_feature, best_at = rest, f, at
        if best_feature < 0:
            now += 1
            continue
        a, b = start, stop - 1
        while a <= b:
            if samples[order[a], best_feature] < best_at:
                a += 1
            else:
                order[a], order[b] = order[b], order[a]
                b -= 1
        if a in (start, stop):
            now += 1
            continue
        feature[now], threshold[now], left[now] = best_feature, best_at, nodes
        for child in range(2):
            starts[nodes + child], stops[nodes + child] = (start, a) if child == 0 else (a, stop)
            levels[nodes + child] = levels[now] + 1
        nodes += 2
        now += 1
    return nodes


@compiled
def vote(
    samples: Floats, roots: Ints, feature: Ints, threshold: Floats, left: Ints, shares: Floats, votes: Floats,
    start: int, stop: int,
) -> None:  # fmt: skip
    """Mean shares of all trees for samples (F, N), feature after feature: votes (K, N); from `start` to `stop`."""
    kinds = shares.shape[1]
    scale = np.float32(1.0 / roots.size)
    looks = np.empty(samples.shape[0], np.float32)  # of one sample, side by side in memory
    for n in range(start, stop):
        for c in range(kinds):
            votes[c, n] = 0
        for f in range(samples.shape[0]):
            looks[f] = samples[f, n]
        for t in range(roots.size):
            node = roots[t]
            while feature[node] >= 0:
                node = left[node] + (0 if looks[feature[node]] < threshold[node] else 1)
            for c in range(kinds):
                votes[c, n] += shares[node, c] * scale
