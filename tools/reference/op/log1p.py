"""Golden values of op log1p."""

import math

import mpmath as mp
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = ln(1 + x); dy = dx / (1 + x)",
    lambda x: mp.log1p(x),
    lambda x: 1 / (1 + x),
    (-0.9, 5),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, NAN), (NAN, NAN), (-1.0, -INF)],
    domain=(-1, INF),
    points=[-0.999, 0.001, -0.5, 1],
)


def derivatives(x):
    if math.isinf(x):
        return lambda n: 0.0
    return lambda n: singular.quotient_of_power((-1) ** (n - 1) * singular.factorial(n - 1), 1 + mp.mpf(x) if x != -1 else 0.0, n)


singular.unary(__file__, derivatives, direct=lambda x: mp.log(1 + x), points=[-1.0])
