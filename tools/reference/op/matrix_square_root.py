"""Golden values of op matrix_square_root."""

import numpy as np
from sampling import mp
from square import array, hilbert, matrix, multiple, norm, positive, spread, squares, symmetric


def eigenvalues(x):
    return mp.eigsy(matrix(symmetric(x)), eigvals_only=True)


def root(x):
    values, vectors = mp.eigsy(matrix(symmetric(x)))
    return array(vectors * mp.diag([mp.sqrt(v) for v in values]) * vectors.T)


def perturbation(x):
    """What an ulp in the matrix can do to the root: no more than the norm over twice the smallest eigenvalue's root."""
    return norm(x) / (2 * mp.sqrt(min(eigenvalues(x)))) + norm(root(x))


def tangent(x, x_dot):
    """From the equations r y + y r = dx, written for the numbers of y one by one."""
    d = x.shape[0]
    r, identity = root(x), np.eye(d, dtype=object)
    equations = np.kron(r, identity) + np.kron(identity, r)
    y = mp.lu_solve(matrix(equations), mp.matrix(symmetric(x_dot).ravel().tolist()))
    return array(y).reshape(d, d)


def tangent_scale(x, x_dot):
    smallest = mp.sqrt(min(eigenvalues(x)))
    y = norm(tangent(x, x_dot))
    return spread(x, ((perturbation(x) + norm(root(x))) * y + norm(x_dot)) / smallest + y)


squares(
    __file__,
    "y y = (x + x^T) / 2, y positive definite; y dy + dy y = (dx + dx^T) / 2",
    [
        ("one", [positive], [(1, 1)], {}),
        ("two", [positive], [(2, 2)], {}),
        ("three", [positive], [(3, 3)], {}),
        ("six", [positive], [(6, 6)], {}),
        ("batched", [positive], [(2, 3, 3, 3)], {}),
        ("identity", [multiple(1)], [(3, 3)], {}),
        ("twice the identity", [multiple(2)], [(4, 4)], {}),
        ("ill-conditioned", [hilbert], [(4, 4)], {}),
    ],
    root,
    lambda x: spread(x, perturbation(x)),
    tangent,
    tangent_scale,
)
