"""Golden values of op symmetric_eigenvalue."""

from sampling import mp
from square import array, general, hilbert, matrix, norm, positive, squares, symmetric


def eigen(x):
    """Eigenvalues from the largest to the smallest, and the vectors as columns in this order."""
    values, vectors = mp.eigsy(matrix(symmetric(x)))
    order = sorted(range(len(values)), key=lambda i: -values[i])
    return [values[i] for i in order], array(vectors)[:, order]


def tangent(x, x_dot, index):
    v = eigen(x)[1][:, index]
    return v.dot(symmetric(x_dot)).dot(v)


def tangent_scale(x, x_dot, index):
    values = eigen(x)[0]
    gap = min((abs(values[index] - v) for i, v in enumerate(values) if i != index), default=mp.mpf(1))
    return norm(x_dot) * (1 + 2 * norm(x) / gap)


squares(
    __file__,
    "y an eigenvalue of (x + x^T) / 2, index 0 the largest; dy = v^T dx v with its eigenvector v",
    [
        (f"{name} {index}", [kind], [shape], {"index": index})
        for name, kind, shape, indices in (
            ("one", general, (1, 1), (0,)),
            ("two", general, (2, 2), (0, 1)),
            ("three", general, (3, 3), (0, 1, 2)),
            ("six", general, (6, 6), (0, 3)),
            ("positive", positive, (5, 5), (0,)),
            ("batched", general, (2, 3, 3, 3), (0,)),
            ("ill-conditioned", hilbert, (4, 4), (0, 3)),
        )
        for index in indices
    ],
    lambda x, index: eigen(x)[0][index],
    lambda x, index: norm(x),
    tangent,
    tangent_scale,
)
