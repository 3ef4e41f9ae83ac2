"""Rotations of space as a person says them: about an axis by some degrees, kept as one vector, its length the angle."""

from __future__ import annotations

import math

import numpy as np

from workstation.core.geometry import FloatArray, Vector

NONE: Vector = (0.0, 0.0, 0.0)
SMALLEST_DEG = 1e-4  # less is no turn


def rotation_of(turn_deg: Vector) -> FloatArray:
    """The matrix (3, 3) that turns by the length of a vector, in degrees, about its direction by the right-hand rule.

    Rodrigues' formula: R = I + sin(a) K + (1 - cos(a)) K².
    """
    angle = math.radians(math.hypot(*turn_deg))
    if angle < math.radians(SMALLEST_DEG):
        return np.eye(3)
    x, y, z = np.asarray(turn_deg) / np.linalg.norm(turn_deg)
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    rotation: FloatArray = np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross
    return rotation


def turn_of(rotation: FloatArray) -> Vector:
    """The vector in degrees of a rotation matrix (3, 3), at most 180 long; the inverse of `rotation_of`.

    The axis is taken from the greatest part of the quaternion, which is exact for all angles (Shepperd 1978).
    """
    r = np.asarray(rotation, np.float64)
    quaternions = np.array([  # 4 q w, 4 q x, 4 q y, 4 q z for q = (w, x, y, z)
        [1 + r[0, 0] + r[1, 1] + r[2, 2], r[2, 1] - r[1, 2], r[0, 2] - r[2, 0], r[1, 0] - r[0, 1]],
        [r[2, 1] - r[1, 2], 1 + r[0, 0] - r[1, 1] - r[2, 2], r[1, 0] + r[0, 1], r[0, 2] + r[2, 0]],
        [r[0, 2] - r[2, 0], r[1, 0] + r[0, 1], 1 - r[0, 0] + r[1, 1] - r[2, 2], r[2, 1] + r[1, 2]],
        [r[1, 0] - r[0, 1], r[0, 2] + r[2, 0], r[2, 1] + r[1, 2], 1 - r[0, 0] - r[1, 1] + r[2, 2]],
    ])  # fmt: skip
    best = quaternions[int(np.argmax(np.diag(quaternions)))]
    best = best / np.linalg.norm(best) * (1.0 if best[0] >= 0 else -1.0)
    sine = float(np.linalg.norm(best[1:]))
    angle = 2 * math.degrees(math.atan2(sine, float(best[0])))
    if angle < SMALLEST_DEG:
        return NONE
    x, y, z = (best[1:] / sine * angle).tolist()
    return x, y, z


def turned_by(turn_deg: Vector, axis: FloatArray, degrees: float) -> Vector:
    """A turn followed by another one of some degrees about an axis (3,), as one."""
    x, y, z = (np.asarray(axis) / np.linalg.norm(axis) * degrees).tolist()
    return turn_of(rotation_of((x, y, z)) @ rotation_of(turn_deg))


def onto(start: FloatArray, end: FloatArray) -> FloatArray:
    """The smallest rotation (3, 3) that takes one unit vector (3,) to another; about any axis across for opposite ones."""
    axis, cosine = np.cross(start, end), float(start @ end)
    sine = float(np.linalg.norm(axis))
    if sine < 1e-12:
        if cosine > 0:
            return np.eye(3)
        axis, sine = np.cross(start, np.eye(3)[int(np.argmin(np.abs(start)))]), 0.0
        axis = axis / np.linalg.norm(axis)
    else:
        axis = axis / sine
    x, y, z = (axis * math.degrees(math.atan2(sine, cosine))).tolist()
    return rotation_of((x, y, z))
