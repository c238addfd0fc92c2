"""Golden values of the logarithm of symmetric positive definite matrices, and its first and second derivatives along a direction."""

import numpy as np
from sampling import Fraction, mp
from square import array, hilbert, matrix, multiple, norm, positive, scaled, spread, squares, symmetric

STEP = mp.mpf(10) ** -16


def eigenvalues(x):
    return mp.eigsy(matrix(symmetric(x)), eigvals_only=True)


def logarithm(x):
    values, vectors = mp.eigsy(matrix(symmetric(x)))
    return array(vectors * mp.diag([mp.log(v) for v in values]) * vectors.T)


# Central differences at 100 digits, exact to about 30.
def tangent(x, v):
    with mp.workdps(100):
        return (logarithm(x + STEP * v) - logarithm(x - STEP * v)) / (2 * STEP)


def second(x, v):
    with mp.workdps(100):
        return (logarithm(x + STEP * v) - 2 * logarithm(x) + logarithm(x - STEP * v)) / STEP**2


def condition(x):
    return norm(symmetric(x)) / min(eigenvalues(x))


def near_identity(rng, form, shape):
    x = positive(rng, form, shape) / 1024
    for i in range(shape[-1]):
        x[..., i, i] = 1 + x[..., i, i]
    return np.vectorize(lambda v: form.round(Fraction(v)), otypes=[object])(x)


def mixed(rng, form, shape):
    """Matrices of different sizes, each of which needs its own number of roots."""
    x = positive(rng, form, shape)
    for i in range(shape[0]):
        x[i] = x[i] * 16.0 ** (i - 2)
    return x


squares(
    __file__,
    "e^y = (x + x^T) / 2, y symmetric; y_dot and y_dot_dot its derivatives along x_dot",
    [
        ("identity", [multiple(1)], [(3, 3)], {}),
        ("twice the identity", [multiple(2)], [(3, 3)], {}),
        ("near the identity", [near_identity], [(3, 3)], {}),
        ("one", [positive], [(1, 1)], {}),
        ("three", [positive], [(3, 3)], {}),
        ("five", [positive], [(5, 5)], {}),
        ("small", [scaled(positive, 2.0**-20)], [(3, 3)], {}),
        ("large", [scaled(positive, 2.0**20)], [(3, 3)], {}),
        ("ill-conditioned", [hilbert], [(4, 4)], {}),
        ("mixed", [mixed], [(4, 2, 2)], {}),
    ],
    logarithm,
    lambda x: spread(x, condition(x) + norm(logarithm(x))),
    tangent,
    lambda x, v: spread(x, condition(x) * norm(v) / min(eigenvalues(x))),
    more=[
        ("y_dot_dot", second),
        ("y_dot_dot_scale", lambda x, v: spread(x, condition(x) * (norm(v) / min(eigenvalues(x))) ** 2)),
    ],
)
