"""Golden values of op log2."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary


def log2(x):
    return mp.log(x) / mp.log(2)


unary(
    __file__,
    "y = log2 x; dy = dx / (x ln 2)",
    log2,
    lambda x: 1 / (x * mp.log(2)),
    (0.01, 20),
    special=[(0.0, -INF), (-0.0, -INF), (INF, INF), (-INF, NAN), (NAN, NAN)],
    domain=(0, INF),
    points=[0.999, 1.001, 2, 8, 10],
)


def derivatives(x):
    return lambda n: singular.quotient_of_power((-1) ** (n - 1) * singular.factorial(n - 1) / mp.log(2), x, n)


singular.unary(__file__, derivatives, direct=log2)
