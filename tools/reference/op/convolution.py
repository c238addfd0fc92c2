"""Golden values of op convolution."""

import numpy as np
import torch
from arrays import arrays
from images import VERSIONS, agree, channels_first, channels_last, over_leading, positions, taps, zeros


def convolution(x, w, stride, padding):
    def block(x, w):
        y = zeros(positions(x.shape[0], w.shape[0], stride, padding), positions(x.shape[1], w.shape[1], stride, padding), w.shape[3])
        for i, j, k, l, row, column in taps(x.shape, w.shape, stride, padding):
            y[i, j] += x[row, column] @ w[k, l]
        kernel = torch.tensor(np.transpose(w.astype(np.float64), (3, 2, 0, 1)).copy())
        return agree(y, channels_last(torch.nn.functional.conv2d(channels_first(x)[None], kernel, None, stride, padding)[0]))

    return over_leading(block, 3, 4, x, w)


arrays(
    __file__,
    "y_ijo = sum over k, l, c of x_(i s - p + k)(j s - p + l)c w_klco; dy = dx * w + x * dw",
    [
        ("3 by 3", [(5, 4, 2), (3, 3, 2, 3)], {"stride": 1, "padding": 1}),
        ("1 by 1", [(2, 3, 2, 5), (1, 1, 5, 2)], {"stride": 1, "padding": 0}),
        ("4 by 4 stride 2", [(6, 7, 2), (4, 4, 2, 2)], {"stride": 2, "padding": 1}),
        ("7 by 7 stride 2", [(9, 6, 1), (7, 7, 1, 2)], {"stride": 2, "padding": 3}),
        ("vectors", [(9, 2, 3, 2), (3, 2, 2, 16)], {"stride": 1, "padding": 1}),
        ("both batched", [(2, 1, 3, 4, 2), (3, 2, 3, 2, 1)], {"stride": 1, "padding": 0}),
    ],
    convolution,
    names=("a", "b"),
    precision="mpmath, 50 digits; PyTorch in float64 agrees to 1e-12",
    versions=VERSIONS,
    scale=lambda a, b, **given: convolution(abs(a), abs(b), **given),
    tangent=lambda a, b, a_dot, b_dot, **given: convolution(a_dot, b, **given) + convolution(a, b_dot, **given),
    tangent_scale=lambda a, b, a_dot, b_dot, **given: convolution(abs(a_dot), abs(b), **given) + convolution(abs(a), abs(b_dot), **given),
)
