"""Golden values of op log."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = ln x; dy = dx / x",
    lambda x: mp.log(x),
    lambda x: 1 / x,
    (0.01, 20),
    special=[(0.0, -INF), (-0.0, -INF), (INF, INF), (-INF, NAN), (NAN, NAN)],
    domain=(0, INF),
    points=[0.999, 1.001, 2, 10],
)


def derivatives(x):
    return lambda n: singular.quotient_of_power((-1) ** (n - 1) * singular.factorial(n - 1), x, n)


singular.unary(__file__, derivatives, direct=mp.log)
