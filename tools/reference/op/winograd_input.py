"""Golden values of op winograd_input."""

import numpy as np
import winograd
from arrays import arrays
from images import by_image, zeros


def winograd_input(x, padding, matrix=winograd.INPUT):
    def block(x):
        images, height, width, channels = x.shape
        down, across = winograd.tiles(height + 2 * padding - 2), winograd.tiles(width + 2 * padding - 2)
        whole = zeros(images, 4 * down + 2, 4 * across + 2, channels)
        whole[:, padding : padding + height, padding : padding + width] = x
        y = zeros(36, images, down, across, channels)
        for n, i, j in np.ndindex(images, down, across):
            d = whole[n, 4 * i : 4 * i + 6, 4 * j : 4 * j + 6]
            y[:, n, i, j] = winograd.both(matrix, d).reshape((36, channels))
        return y.reshape((36, images * down * across, channels))

    return by_image(block, 4, x)


arrays(
    __file__,
    "B^T d B for each 6x6 tile d",
    [
        ("same size", [(2, 5, 4, 1)], {"padding": 1}),
        ("no padding", [(1, 6, 7, 2)], {"padding": 0}),
        ("leading axis", [(2, 1, 3, 3, 1)], {"padding": 1}),
    ],
    winograd_input,
    precision="mpmath, 50 digits",
    versions={"numpy": np.__version__},
    scale=lambda x, **given: winograd_input(abs(x), matrix=abs(winograd.INPUT), **given),
    tangent_scale=lambda x, x_dot, **given: winograd_input(abs(x_dot), matrix=abs(winograd.INPUT), **given),
)
