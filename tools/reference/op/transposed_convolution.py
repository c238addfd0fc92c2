"""Golden values of op transposed_convolution."""

import numpy as np
import torch
from arrays import arrays
from images import VERSIONS, agree, channels_first, channels_last, over_leading, positions, taps, zeros


def transposed(x, w, stride, padding, height, width):
    def block(x, w):
        y = zeros(height, width, w.shape[3])
        for i, j, k, l, row, column in taps((height, width), w.shape, stride, padding):
            y[row, column] += x[i, j] @ w[k, l]
        kernel = torch.tensor(np.transpose(w.astype(np.float64), (2, 3, 0, 1)).copy())
        more = [length - ((n - 1) * stride - 2 * padding + k) for length, n, k in zip((height, width), x.shape, w.shape)]
        theirs = torch.nn.functional.conv_transpose2d(channels_first(x)[None], kernel, None, stride, padding, more)
        return agree(y, channels_last(theirs[0]))

    return over_leading(block, 3, 4, x, w)


arrays(
    __file__,
    "y_ijo = sum over k, l, c of x_abc w_klco where i = a s - p + k, j = b s - p + l; dy = dx * w + x * dw",
    [
        ("3 by 3", [(5, 4, 2), (3, 3, 2, 3)], {"stride": 1, "padding": 1, "height": 5, "width": 4}),
        ("2 by 2 stride 2", [(2, 2, 3, 3), (2, 2, 3, 2)], {"stride": 2, "padding": 0, "height": 4, "width": 6}),
        ("4 by 4 stride 2", [(3, 3, 2), (4, 4, 2, 2)], {"stride": 2, "padding": 1, "height": 6, "width": 7}),
        ("7 by 7 stride 2", [(5, 3, 1), (7, 7, 1, 2)], {"stride": 2, "padding": 3, "height": 9, "width": 6}),
        ("vectors", [(9, 2, 2, 2), (3, 2, 2, 16)], {"stride": 1, "padding": 1, "height": 2, "width": 1}),
        ("both batched", [(2, 1, 2, 2, 2), (3, 2, 3, 2, 1)], {"stride": 1, "padding": 0, "height": 3, "width": 4}),
    ],
    transposed,
    names=("a", "b"),
    precision="mpmath, 50 digits; PyTorch in float64 agrees to 1e-12",
    versions=VERSIONS,
    scale=lambda a, b, **given: transposed(abs(a), abs(b), **given),
    tangent=lambda a, b, a_dot, b_dot, **given: transposed(a_dot, b, **given) + transposed(a, b_dot, **given),
    tangent_scale=lambda a, b, a_dot, b_dot, **given: transposed(abs(a_dot), abs(b), **given) + transposed(abs(a), abs(b_dot), **given),
)
