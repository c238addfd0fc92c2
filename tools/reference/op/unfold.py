"""Golden values of op unfold."""

import torch
from arrays import arrays
from images import VERSIONS, agree, by_image, channels_first, positions, taps, zeros


def unfold(x, window, stride, padding):
    def block(x):
        y = zeros(positions(x.shape[0], window, stride, padding), positions(x.shape[1], window, stride, padding), window * window, x.shape[2])
        for i, j, k, l, row, column in taps(x.shape, (window, window), stride, padding):
            y[i, j, k * window + l] = x[row, column]
        theirs = torch.nn.functional.unfold(channels_first(x)[None], window, 1, padding, stride)[0]
        theirs = theirs.reshape((x.shape[2], window * window, y.shape[0], y.shape[1])).permute((2, 3, 1, 0))
        return agree(y, theirs.numpy())

    return by_image(block, 3, x)


arrays(
    __file__,
    "y_ij(k w + l)c = x_(i s - p + k)(j s - p + l)c, zero outside",
    [
        ("2 by 2", [(2, 4, 5, 3)], {"window": 2, "stride": 2, "padding": 0}),
        ("3 by 3 stride 2", [(2, 7, 6, 2)], {"window": 3, "stride": 2, "padding": 1}),
        ("overlapping", [(4, 3, 1)], {"window": 3, "stride": 1, "padding": 2}),
        ("gaps", [(6, 7, 1)], {"window": 2, "stride": 3, "padding": 1}),
    ],
    unfold,
    precision="exact; PyTorch in float64 agrees",
    versions=VERSIONS,
)
