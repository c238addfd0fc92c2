"""Golden values of op determinant."""

import numpy as np
from square import cofactors, determinant, dominant, general, hollow, multiple, squares, without


def scale(x):
    return np.sum(abs(cofactors(x) * x)) + abs(determinant(x))


def tangent_scale(x, x_dot):
    d = x.shape[0]
    return sum(abs(x_dot[i, j]) * scale(without(x, i, j)) for i in range(d) for j in range(d))


def singular(rng, form, shape):
    """The last row is the first one, so the rank is at most d - 1."""
    x = general(rng, form, shape)
    x[..., -1, :] = x[..., 0, :]
    return x


squares(
    __file__,
    "y = det x; dy = sum_ij c_ij dx_ij with the cofactors c_ij",
    [
        ("one", [general], [(1, 1)], {}),
        ("two", [general], [(2, 2)], {}),
        ("three", [general], [(3, 3)], {}),
        ("six", [general], [(6, 6)], {}),
        ("dominant", [dominant], [(5, 5)], {}),
        ("zeros on the diagonal", [hollow], [(4, 4)], {}),
        ("batched", [general], [(2, 3, 3, 3)], {}),
        ("singular", [singular], [(3, 3)], {}),
        ("identity", [multiple(1)], [(4, 4)], {}),
        ("zero", [multiple(0)], [(3, 3)], {}),
    ],
    determinant,
    scale,
    lambda x, x_dot: np.sum(cofactors(x) * x_dot),
    tangent_scale,
)
