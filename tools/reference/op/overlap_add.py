"""Golden values of op overlap_add."""

import numpy as np
import torch
from arrays import arrays
from images import agree, zeros


def overlap(x, stride, dilation, rows):
    """By the equation, at 50 digits; PyTorch's fold of images of one column agrees."""
    positions, window, columns = x.shape[-3:]
    y = zeros(*x.shape[:-3], rows, columns)
    for i, k in np.ndindex(positions, window):
        y[..., i * stride + k * dilation, :] += x[..., i, k, :]
    flat = torch.tensor(x.astype(np.float64)).reshape((-1, positions, window, columns)).permute((0, 3, 2, 1)).reshape((-1, columns * window, positions))
    theirs = torch.nn.functional.fold(flat, (rows, 1), (window, 1), (dilation, 1), 0, (stride, 1))
    return agree(y, theirs[..., 0].movedim(1, -1).reshape(y.shape).numpy())


arrays(
    __file__,
    "y_lj = sum over i, k where i s + k d = l of x_ikj",
    [
        ("neighbours", [(5, 3, 2)], {"stride": 1, "dilation": 1, "rows": 7}),
        ("stride", [(2, 4, 3, 3)], {"stride": 2, "dilation": 1, "rows": 10}),
        ("dilation", [(2, 2, 2, 3, 1)], {"stride": 1, "dilation": 3, "rows": 8}),
        ("gaps", [(3, 2, 2)], {"stride": 4, "dilation": 2, "rows": 11}),
    ],
    overlap,
    precision="mpmath, 50 digits; PyTorch in float64 agrees to 1e-12",
    versions={"numpy": np.__version__, "torch": torch.__version__},
    scale=lambda x, **given: overlap(abs(x), **given),
    tangent_scale=lambda x, v, **given: overlap(abs(v), **given),
)
