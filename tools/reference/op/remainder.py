"""Golden values of op remainder."""

import math
from fractions import Fraction

import singular
from sampling import INF, NAN, binary

binary(
    __file__,
    "y = a - b floor(a / b); dy = da - floor(a / b) db",
    lambda a, b: a - b * math.floor(a / b),
    lambda a, b: (1, -math.floor(a / b)),
    (-3, 3),
    (0.1, 5),
    special=[
        (0.0, 1.0, 0.0),
        (-0.0, 1.0, 0.0),
        (0.0, -1.0, -0.0),
        (6.0, -3.0, -0.0),
        (-6.0, 3.0, 0.0),
        (5.5, 2.0, 1.5),
        (-5.5, 2.0, 0.5),
        (5.5, -2.0, -0.5),
        (-5.5, -2.0, -1.5),
        (5.5, INF, 5.5),
        (-5.5, INF, INF),
        (5.5, -INF, -INF),
        (INF, 1.0, NAN),
        (-INF, INF, NAN),
        (1.0, 0.0, NAN),
        (0.0, -0.0, NAN),
        (NAN, 1.0, NAN),
        (1.0, NAN, NAN),
    ],
    exact=True,
)


def derivatives(a, b):
    floor = math.floor(Fraction(a) / Fraction(b))
    return lambda i, j: 0.0 if i + j > 1 else 1.0 if i == 1 else -singular.mp.mpf(floor)


def finite(form):
    return [(a, b) for a, b in singular.everywhere(form) if math.isfinite(a) and math.isfinite(b) and b != 0]


singular.binary(__file__, [("remainder", derivatives, finite, True, False)])
