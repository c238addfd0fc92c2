"""Golden values of op cumulative_sum."""

import numpy as np
import torch
from arrays import arrays
from images import agree


def cumulative(x, reverse):
    """At 50 digits; PyTorch's cumsum agrees."""
    turned = x[..., ::-1] if reverse else x
    y = np.cumsum(turned, axis=-1)
    theirs = torch.cumsum(torch.tensor(turned.astype(np.float64).copy()), -1).numpy()
    agree(y, theirs)
    return y[..., ::-1] if reverse else y


arrays(
    __file__,
    "y_k = sum over i up to k, with reverse from k on, of x_i",
    [
        ("vector", [(7,)], {"reverse": 0}),
        ("reverse", [(7,)], {"reverse": 1}),
        ("rows", [(2, 3, 5)], {"reverse": 0}),
        ("two partial sums", [(300,)], {"reverse": 0}),
        ("two partial sums reverse", [(300,)], {"reverse": 1}),
    ],
    cumulative,
    precision="mpmath, 50 digits; PyTorch in float64 agrees to 1e-12",
    versions={"numpy": np.__version__, "torch": torch.__version__},
    scale=lambda x, reverse: cumulative(abs(x), reverse),
    tangent_scale=lambda x, v, reverse: cumulative(abs(v), reverse),
)
