"""Golden values of op convolution_weights."""

import numpy as np
import torch
from arrays import arrays
from images import VERSIONS, agree, channels_first, over_leading, taps, zeros


def weights(x, y, stride, padding, height, width):
    def block(x, y):
        w = zeros(height, width, x.shape[3], y.shape[3])
        for i, j, k, l, row, column in taps(x.shape[1:], (height, width), stride, padding):
            w[k, l] += x[:, row, column].T @ y[:, i, j]
        theirs = torch.nn.grad.conv2d_weight(
            channels_first(x), (y.shape[3], x.shape[3], height, width), channels_first(y), stride, padding
        )
        return agree(w, np.transpose(theirs.numpy(), (2, 3, 1, 0)))

    return over_leading(block, 4, 4, x, y)


arrays(
    __file__,
    "w_klco = sum over n, i, j of x_n(i s - p + k)(j s - p + l)c y_nijo; dw = dx * y + x * dy",
    [
        ("3 by 3", [(2, 5, 4, 2), (2, 5, 4, 3)], {"stride": 1, "padding": 1, "height": 3, "width": 3}),
        ("1 by 1", [(3, 2, 3, 2), (3, 2, 3, 2)], {"stride": 1, "padding": 0, "height": 1, "width": 1}),
        ("4 by 4 stride 2", [(1, 6, 7, 2), (1, 3, 3, 2)], {"stride": 2, "padding": 1, "height": 4, "width": 4}),
        ("7 by 7 stride 2", [(2, 9, 6, 1), (2, 5, 3, 2)], {"stride": 2, "padding": 3, "height": 7, "width": 7}),
        ("vectors", [(2, 2, 3, 2), (2, 2, 4, 16)], {"stride": 1, "padding": 1, "height": 3, "width": 2}),
        ("two partial sums", [(2, 2, 131, 1), (2, 2, 130, 1)], {"stride": 1, "padding": 0, "height": 1, "width": 2}),
        ("both batched", [(2, 1, 1, 3, 4, 2), (3, 1, 2, 2, 2)], {"stride": 1, "padding": 0, "height": 2, "width": 3}),
    ],
    weights,
    names=("a", "b"),
    precision="mpmath, 50 digits; PyTorch in float64 agrees to 1e-12",
    versions=VERSIONS,
    scale=lambda a, b, **given: weights(abs(a), abs(b), **given),
    tangent=lambda a, b, a_dot, b_dot, **given: weights(a_dot, b, **given) + weights(a, b_dot, **given),
    tangent_scale=lambda a, b, a_dot, b_dot, **given: weights(abs(a_dot), abs(b), **given) + weights(abs(a), abs(b_dot), **given),
)
