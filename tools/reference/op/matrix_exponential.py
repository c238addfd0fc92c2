"""Golden values of the exponential of matrices, and its first and second derivatives along a direction."""

import numpy as np
from sampling import mp
from square import array, general, matrix, multiple, norm, positive, scaled, skew, spread, squares


def exponential(x):
    return array(mp.expm(matrix(x), method="taylor"))


def pair(x, v):
    """The exponential of [x v; 0 x] has the derivative along v in its upper right block."""
    return np.block([[x, v], [0 * x, x]])


def tangent(x, v):
    d = x.shape[0]
    return exponential(pair(x, v))[:d, d:]


def second(x, v):
    """Twice in a row: the derivative of the derivative."""
    d = x.shape[0]
    return exponential(pair(pair(x, v), np.block([[v, 0 * v], [0 * v, v]])))[:d, 3 * d :]


def slope(x):
    """The norm of the derivative as a linear map."""
    d = x.shape[0]
    units = [np.array([[mp.mpf(k == (i, j)) for j in range(d)] for i in range(d)], dtype=object) for k in np.ndindex(d, d)]
    return mp.sqrt(sum(norm(tangent(x, unit)) ** 2 for unit in units))


def jordan(rng, form, shape):
    """Nilpotent: x^d = 0."""
    return np.broadcast_to(np.eye(shape[-1], k=1), shape).astype(object)


def mixed(rng, form, shape):
    """Matrices of different sizes, each of which needs its own number of squarings."""
    x = general(rng, form, shape)
    for i in range(shape[0]):
        x[i] = x[i] * 4.0 ** (i - 2)
    return x


squares(
    __file__,
    "y = e^x; y_dot and y_dot_dot its derivatives along x_dot",
    [
        ("zero", [multiple(0)], [(2, 2)], {}),
        ("identity", [multiple(1)], [(3, 3)], {}),
        ("minus sixteen times the identity", [multiple(-16)], [(2, 2)], {}),
        ("one", [general], [(1, 1)], {}),
        ("nilpotent", [jordan], [(3, 3)], {}),
        ("three", [general], [(3, 3)], {}),
        ("small", [scaled(general, 2.0**-10)], [(3, 3)], {}),
        ("large", [scaled(general, 4.0)], [(3, 3)], {}),
        ("negative definite", [scaled(positive, -4.0)], [(3, 3)], {}),
        ("skew", [scaled(skew, 8.0)], [(3, 3)], {}),
        ("mixed", [mixed], [(4, 2, 2)], {}),
    ],
    exponential,
    lambda x: spread(x, norm(exponential(x)) + slope(x) * norm(x)),
    tangent,
    lambda x, v: spread(x, slope(x) * norm(v) * (1 + norm(x))),
    more=[
        ("y_dot_dot", second),
        ("y_dot_dot_scale", lambda x, v: spread(x, slope(x) * norm(v) ** 2 * (1 + norm(x)))),
    ],
)
