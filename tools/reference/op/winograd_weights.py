"""Golden values of op winograd_weights."""

import numpy as np
import winograd
from arrays import arrays
from images import by_image


def winograd_weights(w, matrix=winograd.WEIGHTS):
    def block(w):
        return winograd.both(matrix, w).reshape((36, *w.shape[2:]))

    return by_image(block, 4, w)


arrays(
    __file__,
    "G w G^T for each 3x3 kernel w",
    [("one", [(3, 3, 1, 1)], {}), ("several", [(2, 3, 3, 2, 3)], {})],
    winograd_weights,
    precision="mpmath, 50 digits",
    versions={"numpy": np.__version__},
    scale=lambda w: winograd_weights(abs(w), matrix=abs(winograd.WEIGHTS)),
    tangent_scale=lambda w, w_dot: winograd_weights(abs(w_dot), matrix=abs(winograd.WEIGHTS)),
)
