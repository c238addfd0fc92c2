"""Golden values of op winograd_convolution."""

import numpy as np
import winograd
from arrays import arrays
from images import over_leading, zeros


def winograd_convolution(x, u, padding, maps=(winograd.INPUT, winograd.OUTPUT)):
    def block(x, u):
        images, height, width, channels = x.shape
        rows, columns = height + 2 * padding - 2, width + 2 * padding - 2
        down, across = winograd.tiles(rows), winograd.tiles(columns)
        whole = zeros(images, 4 * down + 2, 4 * across + 2, channels)
        whole[:, padding : padding + height, padding : padding + width] = x
        y = zeros(images, 4 * down, 4 * across, u.shape[2])
        for n, i, j in np.ndindex(images, down, across):
            d = winograd.both(maps[0], whole[n, 4 * i : 4 * i + 6, 4 * j : 4 * j + 6]).reshape((36, channels))
            m = np.array([d[place] @ u[place] for place in range(36)], dtype=object)
            y[n, 4 * i : 4 * i + 4, 4 * j : 4 * j + 4] = winograd.both(maps[1], m.reshape((6, 6, u.shape[2])))
        return y[:, :rows, :columns]

    return over_leading(block, 4, 3, x, u)


ABSOLUTE = (abs(winograd.INPUT), abs(winograd.OUTPUT))

arrays(
    __file__,
    "A^T m A with m = d u in each of the 36 places of d = B^T x B, for each 6x6 tile of x",
    [
        ("same size", [(2, 5, 4, 2), (36, 2, 1)], {"padding": 1}),
        ("no padding", [(1, 6, 7, 1), (36, 1, 2)], {"padding": 0}),
        ("both batched", [(2, 1, 1, 3, 3, 2), (2, 36, 2, 1)], {"padding": 1}),
    ],
    winograd_convolution,
    names=("a", "b"),
    precision="mpmath, 50 digits",
    versions={"numpy": np.__version__},
    scale=lambda a, b, **given: winograd_convolution(abs(a), abs(b), maps=ABSOLUTE, **given),
    tangent=lambda a, b, a_dot, b_dot, **given: winograd_convolution(a_dot, b, **given) + winograd_convolution(a, b_dot, **given),
    tangent_scale=lambda a, b, a_dot, b_dot, **given: winograd_convolution(abs(a_dot), abs(b), maps=ABSOLUTE, **given)
    + winograd_convolution(abs(a), abs(b_dot), maps=ABSOLUTE, **given),
)
