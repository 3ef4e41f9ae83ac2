"""A forest of extremely randomised trees for cells of a scan: trained in a second, it sees what a network misses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.imaging.segmentation.region import share_out

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Tree = tuple[Ints, Floats, Ints, Floats]  # feature, threshold, left, shares of each node
TREES, DEPTH, LEAST = 24, 20, 4


@dataclass(frozen=True, eq=False, slots=True)
class Forest:
    """Trees one after another (see `forest_kernels`)."""

    roots: Ints
    feature: Ints
    threshold: Floats
    left: Ints
    shares_of_nodes: Floats

    def shares(self, features: Floats) -> Floats:
        """The share of each class (K, N) for cells with features (F, N)."""
        from workstation.imaging.segmentation import forest_kernels as kernels

        votes = np.empty((self.shares_of_nodes.shape[1], features.shape[1]), np.float32)
        share_out(features.shape[1], features.size, lambda a, b: kernels.vote(
            features, self.roots, self.feature, self.threshold, self.left, self.shares_of_nodes, votes, a, b
        ))  # fmt: skip
        return votes


def planted(samples: Floats, classes: Ints, weights: Floats, seed: int) -> Forest:
    """A forest for samples (N, F), their class numbers (N,) and weights (N,)."""
    from workstation.imaging.segmentation import forest_kernels as kernels

    trees: list[Tree] = []
    room, kinds = 2 * len(classes) + 2, int(classes.max()) + 1
    tries = max(4, int(np.sqrt(samples.shape[1])) * 2)
    for tree in range(TREES):
        feature, left = np.empty(room, np.int32), np.empty(room, np.int32)
        threshold, shares = np.empty(room, np.float32), np.empty((room, kinds), np.float32)
        count = kernels.train_tree(
            samples, classes, weights, tries, DEPTH, LEAST, seed * 1000 + tree, feature, threshold, left, shares
        )
        trees.append((feature[:count].copy(), threshold[:count].copy(), left[:count].copy(), shares[:count].copy()))
    roots = np.cumsum([0] + [len(tree[0]) for tree in trees[:-1]]).astype(np.int32)
    lefts = [
        np.where(tree[2] >= 0, tree[2] + root, -1).astype(np.int32) for tree, root in zip(trees, roots, strict=True)
    ]
    feature, threshold, shares = (np.concatenate([tree[n] for tree in trees]) for n in (0, 1, 3))
    return Forest(roots, feature, threshold, np.concatenate(lefts), shares)
