"""Golden values of op norm."""

import numpy as np
from arrays import arrays, by_block
from sampling import INF, NAN, mp


def norm(x):
    return mp.sqrt(mp.fdot(x, x))


def units(x):
    return [v / norm(x) for v in x]


arrays(
    __file__,
    "y = sqrt(sum x^2) over the last axes; dy = sum x dx / y",
    [
        ("vector", [(7,)], {"axes": 1}),
        ("rows", [(5, 131)], {"axes": 1}),
        ("long", [(2, 521)], {"axes": 1}),
        ("two axes", [(4, 3, 5)], {"axes": 2}),
        ("none", [(3,)], {"axes": 0}),
    ],
    lambda x, axes: by_block(norm, axes, x),
    precision="mpmath, 50 digits",
    versions={"numpy": np.__version__},
    scale=lambda x, axes: by_block(norm, axes, x),
    tangent=lambda x, v, axes: by_block(lambda r, d: mp.fdot(units(r), d), axes, x, v),
    tangent_scale=lambda x, v, axes: by_block(lambda r, d: mp.fdot([abs(u) for u in units(r)], [abs(e) for e in d]), axes, x, v),
    extra=[
        (
            "special",
            [[[1.0, NAN, 2.0], [NAN, INF, 0.0], [-INF, 3.0, -INF], [0.0, -0.0, 0.0], [2.0, -3.0, 6.0]]],
            [NAN, NAN, INF, 0.0, 7.0],
            {"axes": 1},
        ),
    ],
)
