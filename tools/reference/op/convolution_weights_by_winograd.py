"""Golden values of op convolution_weights_by_winograd: those of convolution_weights, by direct sums."""

import numpy as np
import winograd
from arrays import arrays
from images import over_leading, zeros


def padded(x, y, padding):
    """x with zeros around it, y with zeros behind it, so that both are whole tiles."""
    images, height, width, channels = x.shape
    down, across = winograd.tiles(y.shape[1]), winograd.tiles(y.shape[2])
    whole = zeros(images, 4 * down + 2, 4 * across + 2, channels)
    whole[:, padding : padding + height, padding : padding + width] = x
    others = zeros(images, 4 * down, 4 * across, y.shape[3])
    others[:, : y.shape[1], : y.shape[2]] = y
    return whole, others


def weights(x, y, padding):
    def block(x, y):
        whole, _ = padded(x, y, padding)
        w = zeros(3, 3, x.shape[3], y.shape[3])
        for k, l in np.ndindex(3, 3):
            w[k, l] = np.tensordot(whole[:, k : k + y.shape[1], l : l + y.shape[2]], y, ((0, 1, 2), (0, 1, 2)))
        return w

    return over_leading(block, 4, 4, x, y)


def scale(x, y, padding):
    """What the roundings are relative to: the maps and sums of absolute values."""

    def block(x, y):
        whole, others = padded(abs(x), abs(y), padding)
        u = zeros(36, x.shape[3], y.shape[3])
        for n, i, j in np.ndindex(x.shape[0], others.shape[1] // 4, others.shape[2] // 4):
            d = winograd.both(abs(winograd.INPUT), whole[n, 4 * i : 4 * i + 6, 4 * j : 4 * j + 6]).reshape((36, -1))
            m = winograd.both(abs(winograd.OUTPUT).T, others[n, 4 * i : 4 * i + 4, 4 * j : 4 * j + 4]).reshape((36, -1))
            u += d[:, :, None] * m[:, None, :]
        return winograd.both(abs(winograd.WEIGHTS).T, u.reshape((6, 6, *u.shape[1:])))

    return over_leading(block, 4, 4, x, y)


arrays(
    __file__,
    "w_klco = sum over n, i, j of x_n(i - p + k)(j - p + l)c y_nijo; dw = dx * y + x * dy",
    [
        ("same size", [(2, 5, 4, 2), (2, 5, 4, 3)], {"padding": 1}),
        ("no padding", [(1, 6, 7, 1), (1, 4, 5, 2)], {"padding": 0}),
        ("both batched", [(2, 1, 1, 3, 3, 2), (2, 1, 5, 5, 1)], {"padding": 2}),
    ],
    weights,
    names=("a", "b"),
    precision="mpmath, 50 digits",
    versions={"numpy": np.__version__},
    scale=scale,
    tangent=lambda a, b, a_dot, b_dot, **given: weights(a_dot, b, **given) + weights(a, b_dot, **given),
    tangent_scale=lambda a, b, a_dot, b_dot, **given: scale(a_dot, b, **given) + scale(a, b_dot, **given),
)
