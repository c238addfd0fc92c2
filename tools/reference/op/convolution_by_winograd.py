"""Golden values of op convolution_by_winograd: those of a convolution, by direct sums."""

import numpy as np
import winograd
from arrays import arrays
from images import over_leading, zeros


def convolution(x, w, padding, turned):
    def block(x, w):
        kernel = w[::-1, ::-1] if turned else w
        images, height, width, channels = x.shape
        whole = zeros(images, height + 2 * padding, width + 2 * padding, channels)
        whole[:, padding : padding + height, padding : padding + width] = x
        y = zeros(images, height + 2 * padding - 2, width + 2 * padding - 2, w.shape[3])
        for n, i, j in np.ndindex(y.shape[:3]):
            y[n, i, j] = np.tensordot(whole[n, i : i + 3, j : j + 3], kernel, 3)
        return y

    return over_leading(block, 4, 4, x, w)


def scale(x, w, padding, turned):
    """What the roundings are relative to: the maps and sums of absolute values."""

    def block(x, w):
        u = winograd.both(abs(winograd.WEIGHTS), abs(w[::-1, ::-1] if turned else w)).reshape((36, *w.shape[2:]))
        images, height, width, channels = x.shape
        rows, columns = height + 2 * padding - 2, width + 2 * padding - 2
        down, across = winograd.tiles(rows), winograd.tiles(columns)
        whole = zeros(images, 4 * down + 2, 4 * across + 2, channels)
        whole[:, padding : padding + height, padding : padding + width] = abs(x)
        y = zeros(images, 4 * down, 4 * across, w.shape[3])
        for n, i, j in np.ndindex(images, down, across):
            d = winograd.both(abs(winograd.INPUT), whole[n, 4 * i : 4 * i + 6, 4 * j : 4 * j + 6]).reshape((36, channels))
            m = np.array([d[place] @ u[place] for place in range(36)], dtype=object)
            y[n, 4 * i : 4 * i + 4, 4 * j : 4 * j + 4] = winograd.both(abs(winograd.OUTPUT), m.reshape((6, 6, w.shape[3])))
        return y[:, :rows, :columns]

    return over_leading(block, 4, 4, x, w)


arrays(
    __file__,
    "y_nijo = sum over k, l, c of x_n(i - p + k)(j - p + l)c w_klco, with w_(2-k)(2-l)co where turned",
    [
        ("same size", [(2, 5, 4, 2), (3, 3, 2, 1)], {"padding": 1, "turned": 0}),
        ("turned", [(1, 3, 4, 1), (3, 3, 1, 2)], {"padding": 2, "turned": 1}),
        ("both batched", [(2, 1, 1, 3, 3, 2), (2, 3, 3, 2, 1)], {"padding": 0, "turned": 0}),
    ],
    convolution,
    names=("a", "b"),
    precision="mpmath, 50 digits",
    versions={"numpy": np.__version__},
    scale=scale,
    tangent=lambda a, b, a_dot, b_dot, **given: convolution(a_dot, b, **given) + convolution(a, b_dot, **given),
    tangent_scale=lambda a, b, a_dot, b_dot, **given: scale(a_dot, b, **given) + scale(a, b_dot, **given),
)
