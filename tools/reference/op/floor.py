"""Golden values of op floor."""

import math

import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = the greatest integer that is not greater than x; dy = 0",
    math.floor,
    lambda x: 0,
    (-3, 3),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, -INF), (NAN, NAN)],
    points=[-2.5, -2, -1.5, -0.5, 0.5, 1.5, 2, 2.5, 2**23 - 0.5, -(2**23) + 0.5],
    exact=True,
)


def derivatives(x):
    return lambda n: 0.0


singular.unary(__file__, derivatives, kinks=[0.0])
