"""Golden values of op sliding_windows."""

import numpy as np
import torch
from arrays import arrays
from images import agree, zeros


def windows(x, window, stride, dilation):
    """By the equation; PyTorch's unfold of images of one column agrees."""
    rows = (x.shape[-2] - (window - 1) * dilation - 1) // stride + 1
    y = zeros(*x.shape[:-2], rows, window, x.shape[-1])
    for i, k in np.ndindex(rows, window):
        y[..., i, k, :] = x[..., i * stride + k * dilation, :]
    flat = torch.tensor(x.astype(np.float64)).reshape((-1, *x.shape[-2:])).movedim(-1, 1)[..., None]
    theirs = torch.nn.functional.unfold(flat, (window, 1), (dilation, 1), 0, (stride, 1))  # [B, c window, rows]
    theirs = theirs.reshape((flat.shape[0], x.shape[-1], window, rows)).permute((0, 3, 2, 1)).reshape(y.shape)
    return agree(y, theirs.numpy())


arrays(
    __file__,
    "y_ikj = x_(i s + k d)j",
    [
        ("neighbours", [(7, 2)], {"window": 3, "stride": 1, "dilation": 1}),
        ("stride", [(2, 9, 3)], {"window": 3, "stride": 2, "dilation": 1}),
        ("dilation", [(2, 2, 8, 1)], {"window": 3, "stride": 1, "dilation": 3}),
        ("gaps", [(11, 2)], {"window": 2, "stride": 4, "dilation": 2}),
    ],
    windows,
    precision="exact; PyTorch in float64 agrees",
    versions={"numpy": np.__version__, "torch": torch.__version__},
)
