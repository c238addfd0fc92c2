"""Golden values of op round."""

import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = the integer nearest to x, of two the even one; dy = 0",
    round,
    lambda x: 0,
    (-3, 3),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, -INF), (NAN, NAN)],
    points=[-2.5, -2, -1.5, -0.5, 0.5, 1.5, 2, 2.5, 2**23 - 0.5, -(2**23) + 0.5],
    exact=True,
)


def derivatives(x):
    return lambda n: 0.0


singular.unary(__file__, derivatives)
