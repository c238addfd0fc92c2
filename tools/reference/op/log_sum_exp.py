"""Golden values of op log_sum_exp."""

import numpy as np
from arrays import arrays, by_block
from sampling import INF, NAN, mp


def log_sum_exp(x):
    return mp.log(sum(mp.exp(v) for v in x))


def probabilities(x):
    return [mp.exp(v - log_sum_exp(x)) for v in x]


arrays(
    __file__,
    "y = ln sum e^x over the last axes; dy = sum softmax(x) dx",
    [
        ("vector", [(7,)], {"axes": 1}),
        ("rows", [(5, 131)], {"axes": 1}),
        ("long", [(2, 521)], {"axes": 1}),
        ("two axes", [(4, 3, 5)], {"axes": 2}),
        ("none", [(3,)], {"axes": 0}),
    ],
    lambda x, axes: by_block(log_sum_exp, axes, x),
    precision="mpmath, 50 digits",
    versions={"numpy": np.__version__},
    scale=lambda x, axes: by_block(lambda r: abs(max(r)) + log_sum_exp(r) - max(r), axes, x),
    tangent=lambda x, v, axes: by_block(lambda r, d: mp.fdot(probabilities(r), d), axes, x, v),
    tangent_scale=lambda x, v, axes: by_block(lambda r, d: mp.fdot(probabilities(r), [abs(e) for e in d]), axes, x, v),
    extra=[
        (
            "special",
            [
                [
                    [1.0, NAN, 2.0],
                    [NAN, INF, 0.0],
                    [-INF, -INF, -INF],
                    [-INF, 3.0, -INF],
                    [INF, 1.0, INF],
                    [INF, -INF, 0.0],
                ]
            ],
            [NAN, NAN, -INF, 3.0, INF, INF],
            {"axes": 1},
        ),
    ],
)
