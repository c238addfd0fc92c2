"""Golden values of op winograd_output."""

import numpy as np
import winograd
from arrays import arrays
from images import by_image, zeros


def winograd_output(m, height, width, matrix=winograd.OUTPUT):
    def block(m):
        down, across = winograd.tiles(height), winograd.tiles(width)
        images = m.shape[1] // (down * across)
        places = m.reshape((6, 6, images, down, across, m.shape[2]))
        y = zeros(images, 4 * down, 4 * across, m.shape[2])
        for n, i, j in np.ndindex(images, down, across):
            y[n, 4 * i : 4 * i + 4, 4 * j : 4 * j + 4] = winograd.both(matrix, places[:, :, n, i, j])
        return y[:, :height, :width]

    return by_image(block, 3, m)


arrays(
    __file__,
    "A^T m A for each tile m, put together to images",
    [
        ("one tile", [(36, 1, 2)], {"height": 4, "width": 4}),
        ("cut", [(36, 4, 1)], {"height": 5, "width": 3}),
        ("two tiles", [(36, 2, 1)], {"height": 3, "width": 7}),
        ("leading axis", [(2, 36, 1, 1)], {"height": 2, "width": 3}),
    ],
    winograd_output,
    precision="mpmath, 50 digits",
    versions={"numpy": np.__version__},
    scale=lambda m, **given: winograd_output(abs(m), matrix=abs(winograd.OUTPUT), **given),
    tangent_scale=lambda m, m_dot, **given: winograd_output(abs(m_dot), matrix=abs(winograd.OUTPUT), **given),
)
