"""Golden values of op index_add."""

import numpy as np
import torch
from arrays import real
from images import agree, zeros
from indexed import indexed


def add(a, b, rows):
    """At 50 digits; PyTorch's scatter_add agrees."""
    a = real(a)
    leading = np.broadcast_shapes(a.shape[:-2], b.shape[:-1])
    x = np.broadcast_to(a, leading + a.shape[-2:])
    index = np.broadcast_to(b, leading + b.shape[-1:]).astype(np.int64)
    y = zeros(*leading, rows, a.shape[-1])
    for at in np.ndindex(*leading):
        for i, row in enumerate(index[at]):
            y[at][row] += x[at][i]
    theirs = torch.zeros(y.shape, dtype=torch.float64)
    theirs.scatter_add_(-2, torch.tensor(index[..., None].repeat(a.shape[-1], -1)), torch.tensor(x.astype(np.float64)))
    return agree(y, theirs.numpy())


indexed(
    __file__,
    "y_ij = sum over k where index k = i of x_kj",
    [
        ("repeated", (4, 5), [2.0, 0.0, 2.0, 1.0], {"rows": 4}),
        ("mapped", (2, 3, 3), [[3.0, 3.0, 0.0], [1.0, 2.0, 1.0]], {"rows": 4}),
        ("shared", (2, 2), [[[2.0, 0.0]], [[1.0, 1.0]]], {"rows": 3}),
        ("two partial sums", (300, 1), [0.0] * 290 + [1.0] * 10, {"rows": 2}),
    ],
    add,
    precision="mpmath, 50 digits; PyTorch in float64 agrees to 1e-12",
    versions={"numpy": np.__version__, "torch": torch.__version__},
    scale=add,
)
