"""Golden values of op scatter_add."""

import numpy as np
from arrays import arrays
from images import zeros


def scatter(x, indices, rows):
    y = zeros(*x.shape[:-2], rows, x.shape[-1])
    for i, row in enumerate(indices):
        y[..., row, :] += x[..., i, :]
    return y


arrays(
    __file__,
    "y_ij = sum over k where indices k = i of x_kj",
    [
        ("repeated", [(4, 5)], {"indices": [2, 0, 2, 1], "rows": 4}),
        ("mapped", [(2, 3, 3)], {"indices": [3, 3, 0], "rows": 4}),
        ("two partial sums", [(300, 1)], {"indices": [0] * 290 + [1] * 10, "rows": 2}),
    ],
    scatter,
    precision="mpmath, 50 digits",
    versions={"numpy": np.__version__},
    scale=lambda x, **given: scatter(abs(x), **given),
    tangent_scale=lambda x, v, **given: scatter(abs(v), **given),
)
