"""Golden values of op softmax."""

import numpy as np
from arrays import arrays, by_block
from sampling import INF, NAN, mp


def softmax(x):
    powers = [mp.exp(v) for v in x]
    return [p / sum(powers) for p in powers]


def slope(x, v):
    y = softmax(x)
    return [p * (d - mp.fdot(y, v)) for p, d in zip(y, v)]


def slope_scale(x, v):
    y = softmax(x)
    return [p * (abs(d) + mp.fdot(y, [abs(e) for e in v])) for p, d in zip(y, v)]


arrays(
    __file__,
    "y = e^x / sum e^x over the last axes; dy = y (dx - sum y dx)",
    [
        ("vector", [(7,)], {"axes": 1}),
        ("rows", [(5, 131)], {"axes": 1}),
        ("long", [(2, 521)], {"axes": 1}),
        ("two axes", [(4, 3, 5)], {"axes": 2}),
        ("one", [(3, 1)], {"axes": 1}),
    ],
    lambda x, axes: by_block(softmax, axes, x),
    precision="mpmath, 50 digits",
    versions={"numpy": np.__version__},
    tangent=lambda x, v, axes: by_block(slope, axes, x, v),
    tangent_scale=lambda x, v, axes: by_block(slope_scale, axes, x, v),
    extra=[
        (
            "special",
            [[[1.0, NAN, 2.0], [-INF, -INF, -INF], [-INF, 3.0, 3.0], [INF, 1.0, 0.0], [-INF, 2.0, -INF], [1000.0, 1000.0, 0.0]]],
            [[NAN] * 3, [NAN] * 3, [0.0, 0.5, 0.5], [NAN] * 3, [0.0, 1.0, 0.0], [0.5, 0.5, 0.0]],
            {"axes": 1},
        ),
    ],
)
