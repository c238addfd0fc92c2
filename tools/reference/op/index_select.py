"""Golden values of op index_select."""

import numpy as np
import torch
from indexed import indexed


def select(a, b):
    """PyTorch's gather, with as many indices as there are columns."""
    leading = np.broadcast_shapes(a.shape[:-2], b.shape[:-1])
    x = torch.tensor(np.broadcast_to(a, leading + a.shape[-2:]).astype(np.float64))
    rows = np.broadcast_to(b, leading + b.shape[-1:])[..., None].repeat(a.shape[-1], -1)
    return torch.gather(x, -2, torch.tensor(rows.astype(np.int64))).numpy()


indexed(
    __file__,
    "y_ij = x_(index i)j",
    [
        ("repeated", (3, 5), [2.0, 0.0, 2.0, 1.0], {}),
        ("mapped", (2, 4, 3), [[3.0, 3.0, 0.0], [1.0, 2.0, 0.0]], {}),
        ("shared", (4, 2), [[[3.0, 0.0]], [[1.0, 1.0]]], {}),
        ("one", (1, 1), [0.0], {}),
    ],
    select,
    precision="exact, PyTorch",
    versions={"numpy": np.__version__, "torch": torch.__version__},
)
