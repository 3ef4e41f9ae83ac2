"""The compiled loops of ways through a picture: cheapest ways from seeds (Dijkstra), and flooding.

Costs are whole numbers, so that a ring of buckets (Dial 1969) serves as the queue: every step costs the same time
however many voxels wait.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workstation.core.labels import LabelArray
from workstation.imaging.kernels import compiled

Ints = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Grey = npt.NDArray[np.int16]
UNREACHED = 2**30


@compiled
def _beside(
    i: int, z: int, y: int, x: int, side: int, depth: int, height: int, width: int
) -> tuple[bool, int]:  # fmt: skip
    """Whether voxel (z, y, x), number `i` in C order, has a neighbour by a face, and the number of that.

    `side` counts faces from 0: before and after along z, then along y, then along x.
    """
    if side == 0:
        return z > 0, i - height * width
    if side == 1:
        return z < depth - 1, i + height * width
    if side == 2:
        return y > 0, i - width
    if side == 3:
        return y < height - 1, i + width
    if side == 4:
        return x > 0, i - 1
    return x < width - 1, i + 1


@compiled
def grow(grey: Grey, allowed: Mask, labels: LabelArray, steps: Ints, weight: int, distance: Ints) -> None:
    """Give every allowed voxel the label of the seed from which the cheapest way leads to it.

    Parameters
    ----------
    grey : brightness (z, y, x)
    allowed : voxels that ways may enter; seeds need not be allowed
    labels : the seeds, 0 elsewhere; grown in place
    steps : cost of a step along z, y, x, each at least 1
    weight : a step costs `weight` more for every grey level by which its ends differ
    distance : (z, y, x), filled with the cost of the way to each voxel, UNREACHED where none leads
    """
    depth, height, width = grey.shape
    most = 0
    for z in range(depth):
        for y in range(height):
            for x in range(width):
                distance[z, y, x] = 0 if labels[z, y, x] else UNREACHED
                most = max(most, abs(int(grey[z, y, x])))
    ring = max(steps[0], steps[1], steps[2]) + weight * 2 * most + 1
    flat, label, free, far = grey.ravel(), labels.ravel(), allowed.ravel(), distance.ravel()
    heads = np.full(ring, -1, np.int32)
    after, before = np.full(flat.size, -1, np.int32), np.full(flat.size, -1, np.int32)
    waiting = 0
    for i in range(flat.size):
        if label[i]:
            after[i] = heads[0]
            if heads[0] >= 0:
                before[heads[0]] = i
            heads[0] = i
            waiting += 1
    plane = height * width
    now = 0
    while waiting > 0:
        while heads[now % ring] < 0:
            now += 1
        i = heads[now % ring]
        heads[now % ring] = after[i]
        if after[i] >= 0:
            before[after[i]] = -1
        waiting -= 1
        z = i // plane
        y = (i - z * plane) // width
        x = i - z * plane - y * width
        for side in range(6):
            axis = side >> 1
            inside, j = _beside(i, z, y, x, side, depth, height, width)
            if not inside or not free[j]:
                continue
            cost = far[i] + steps[axis] + weight * abs(int(flat[i]) - int(flat[j]))
            if cost >= far[j]:
                continue
            if far[j] != UNREACHED:  # it waits in a later bucket already
                if before[j] >= 0:
                    after[before[j]] = after[j]
                else:
                    heads[far[j] % ring] = after[j]
                if after[j] >= 0:
                    before[after[j]] = before[j]
            else:
                waiting += 1
            far[j], label[j] = cost, label[i]
            bucket = cost % ring
            before[j], after[j] = -1, heads[bucket]
            if heads[bucket] >= 0:
                before[heads[bucket]] = j
            heads[bucket] = j


@compiled
def ways(cost: Ints, straight: Ints, start: int, came_from: Ints, distance: Ints) -> None:
    """The cheapest ways from one pixel to all others over a picture (rows, columns), through all eight neighbours.

    Parameters
    ----------
    cost : of being on a pixel, at least 1; a step costs the mean of both ends times its length
    straight : lengths of a step along rows, along columns and aslant, as whole numbers
    start : the pixel, as row · columns + column
    came_from : filled with the pixel before each on its way, -1 for the start
    distance : filled with the cost of the way
    """
    height, width = cost.shape
    flat, far, back = cost.ravel(), distance.ravel(), came_from.ravel()
    most = 0
    for i in range(flat.size):
        far[i], back[i] = UNREACHED, -1
        most = max(most, flat[i])
    ring = most * max(straight[0], straight[1], straight[2]) + 2
    heads = np.full(ring, -1, np.int32)
    after, before = np.full(flat.size, -1, np.int32), np.full(flat.size, -1, np.int32)
    far[start], heads[0], waiting, now = 0, start, 1, 0
    while waiting > 0:
        while heads[now % ring] < 0:
            now += 1
        i = heads[now % ring]
        heads[now % ring] = after[i]
        if after[i] >= 0:
            before[after[i]] = -1
        waiting -= 1
        row, column = i // width, i % width
        for dr in range(-1, 2):
            for dc in range(-1, 2):
                if (dr == 0 and dc == 0) or not (0 <= row + dr < height and 0 <= column + dc < width):
                    continue
                j = i + dr * width + dc
                length = straight[2] if dr != 0 and dc != 0 else (straight[0] if dr != 0 else straight[1])
                price = far[i] + max(1, (flat[i] + flat[j]) * length // 2)
                if price >= far[j]:
                    continue
                if far[j] != UNREACHED:
                    if before[j] >= 0:
                        after[before[j]] = after[j]
                    else:
                        heads[far[j] % ring] = after[j]
                    if after[j] >= 0:
                        before[after[j]] = before[j]
                else:
                    waiting += 1
                far[j], back[j] = price, i
                bucket = price % ring
                before[j], after[j] = -1, heads[bucket]
                if heads[bucket] >= 0:
                    before[heads[bucket]] = j
                heads[bucket] = j


@compiled
def flood(allowed: Mask, seed: int, filled: Mask) -> int:
    """Mark the allowed voxels that hang together with one of them by faces; returns how many there are.

    `seed` is the place of the voxel in C order; `filled` must be all False.
    """
    depth, height, width = allowed.shape
    free, done = allowed.ravel(), filled.ravel()
    if not free[seed]:
        return 0
    stack = np.empty(1024, np.int64)
    stack[0], top, count = seed, 1, 1
    done[seed] = True
    plane = height * width
    while top > 0:
        top -= 1
        i = stack[top]
        if top + 6 > stack.size:
            larger = np.empty(stack.size * 2, np.int64)
            larger[: stack.size] = stack
            stack = larger
        z = i // plane
        y = (i - z * plane) // width
        x = i - z * plane - y * width
        for side in range(6):
            inside, j = _beside(i, z, y, x, side, depth, height, width)
            if inside and free[j] and not done[j]:
                done[j] = True
                stack[top] = j
                top += 1
                count += 1
    return count
