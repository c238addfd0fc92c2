"""Golden values of op sign."""

import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = 1 for x > 0, -1 for x < 0, else x; dy = 0",
    lambda x: (x > 0) - (x < 0),
    lambda x: 0,
    (-3, 3),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, 1), (-INF, -1), (NAN, NAN)],
    exact=True,
)


def derivatives(x):
    return lambda n: 0.0


singular.unary(__file__, derivatives, kinks=[0.0])
