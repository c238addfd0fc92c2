"""Golden values of op max_pool_position."""

import numpy as np
from arrays import arrays
from images import VERSIONS, by_image, window_positions, zeros
from sampling import INF, NAN


def positions(x, window, stride, padding):
    return by_image(lambda b: window_positions(b, window, stride, padding)[2].astype(object), 3, x)


def tangent(x, v, **given):
    return zeros(*positions(x, **given).shape)


special = np.array([[1.0, NAN, 2.0, 2.0], [-INF, INF, 2.0, -INF], [NAN, NAN, -INF, -INF], [0.0, NAN, -INF, -INF]])[:, :, None]
arrays(
    __file__,
    "y_ijc = k w + l at the first of the greatest x_(i s - p + k)(j s - p + l)c, of NaN at the last; dy = 0",
    [
        ("2 by 2", [(2, 4, 5, 3)], {"window": 2, "stride": 2, "padding": 0}),
        ("3 by 3 stride 2", [(2, 7, 6, 2)], {"window": 3, "stride": 2, "padding": 1}),
        ("overlapping", [(4, 3, 1)], {"window": 3, "stride": 1, "padding": 1}),
        ("gaps", [(6, 7, 1)], {"window": 2, "stride": 3, "padding": 1}),
    ],
    positions,
    precision="exact, PyTorch in float64",
    versions=VERSIONS,
    tangent=tangent,
    extra=[
        ("special", [special], positions(special, 2, 2, 0).astype(np.float64), {"window": 2, "stride": 2, "padding": 0}),
        ("special overlapping", [special], positions(special, 3, 1, 1).astype(np.float64), {"window": 3, "stride": 1, "padding": 1}),
    ],
)
