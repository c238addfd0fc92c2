"""Golden values of op max_pool."""

import numpy as np
from arrays import arrays
from images import VERSIONS, by_image, window_positions
from sampling import INF, NAN


def pool(x, window, stride, padding):
    return by_image(lambda b: window_positions(b, window, stride, padding)[0].astype(object), 3, x)


def tangent(x, v, window, stride, padding):
    def block(x, v):
        at = window_positions(x, window, stride, padding)[1]
        return np.take_along_axis(v.reshape((-1, v.shape[-1])), at.reshape((-1, v.shape[-1])), axis=0).reshape(at.shape)

    return by_image(block, 3, x, v)


special = np.array([[1.0, NAN, 2.0, 2.0], [-INF, INF, -INF, -INF], [NAN, NAN, -INF, -INF], [0.0, 3.0, -INF, -INF]])[:, :, None]
arrays(
    __file__,
    "y_ijc = max over k, l of x_(i s - p + k)(j s - p + l)c, negative infinity outside; dy is dx at the first of the greatest",
    [
        ("2 by 2", [(2, 4, 5, 3)], {"window": 2, "stride": 2, "padding": 0}),
        ("3 by 3 stride 2", [(2, 7, 6, 2)], {"window": 3, "stride": 2, "padding": 1}),
        ("overlapping", [(4, 3, 1)], {"window": 3, "stride": 1, "padding": 1}),
        ("gaps", [(6, 7, 1)], {"window": 2, "stride": 3, "padding": 1}),
    ],
    pool,
    precision="exact, PyTorch in float64",
    versions=VERSIONS,
    tangent=tangent,
    extra=[
        ("special", [special], pool(special, 2, 2, 0).astype(np.float64), {"window": 2, "stride": 2, "padding": 0}),
        ("special overlapping", [special], pool(special, 3, 1, 1).astype(np.float64), {"window": 3, "stride": 1, "padding": 1}),
    ],
)
