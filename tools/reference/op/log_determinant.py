"""Golden values of op log_determinant."""

import numpy as np
from sampling import NAN, mp
from square import determinant, dominant, general, hollow, inverse, multiple, positive, squares


def logarithm(x, absolute):
    value = determinant(x)
    return mp.log(abs(value)) if absolute or value > 0 else NAN


def scale(x, absolute):
    return np.sum(abs(inverse(x).T * x)) + x.shape[0] * abs(mp.log(abs(determinant(x))))


def tangent(x, x_dot, absolute):
    return np.trace(x_dot.dot(inverse(x))) if absolute or determinant(x) > 0 else NAN


def tangent_scale(x, x_dot, absolute):
    m = abs(inverse(x))
    return np.trace(abs(x_dot).dot(m).dot(abs(x)).dot(m)) + np.trace(abs(x_dot).dot(m))


squares(
    __file__,
    "y = ln det x, or ln |det x|; dy = tr(dx x^-1)",
    [
        (name + (" absolute" if absolute else ""), kinds, shapes, {"absolute": absolute})
        for absolute in (0, 1)
        for name, kinds, shapes in (
            ("one", [general], [(1, 1)]),
            ("two", [general], [(2, 2)]),
            ("six", [general], [(6, 6)]),
            ("dominant", [dominant], [(5, 5)]),
            ("positive", [positive], [(4, 4)]),
            ("zeros on the diagonal", [hollow], [(4, 4)]),
            ("batched", [general], [(2, 3, 3, 3)]),
            ("identity", [multiple(1)], [(4, 4)]),
        )
    ],
    logarithm,
    scale,
    tangent,
    tangent_scale,
)
