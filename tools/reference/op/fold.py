"""Golden values of op fold."""

import numpy as np
import torch
from arrays import arrays
from images import VERSIONS, agree, by_image, channels_last, taps, zeros


def fold(x, window, stride, padding, height, width):
    def block(x):
        y = zeros(height, width, x.shape[3])
        for i, j, k, l, row, column in taps((height, width), (window, window), stride, padding):
            y[row, column] += x[i, j, k * window + l]
        columns = np.transpose(x.astype(np.float64), (3, 2, 0, 1)).reshape((x.shape[3] * window * window, -1))
        theirs = torch.nn.functional.fold(torch.tensor(columns.copy())[None], (height, width), window, 1, padding, stride)[0]
        return agree(y, channels_last(theirs))

    return by_image(block, 4, x)


arrays(
    __file__,
    "y_abc = sum over k, l of x_ij(k w + l)c where a = i s - p + k and b = j s - p + l",
    [
        ("2 by 2", [(2, 2, 2, 4, 3)], {"window": 2, "stride": 2, "padding": 0, "height": 4, "width": 5}),
        ("3 by 3 stride 2", [(2, 4, 3, 9, 2)], {"window": 3, "stride": 2, "padding": 1, "height": 7, "width": 6}),
        ("overlapping", [(6, 5, 9, 1)], {"window": 3, "stride": 1, "padding": 2, "height": 4, "width": 3}),
        ("gaps", [(3, 3, 4, 1)], {"window": 2, "stride": 3, "padding": 1, "height": 6, "width": 7}),
    ],
    fold,
    precision="mpmath, 50 digits; PyTorch in float64 agrees to 1e-12",
    versions=VERSIONS,
    scale=lambda x, **given: fold(abs(x), **given),
    tangent_scale=lambda x, v, **given: fold(abs(v), **given),
)
