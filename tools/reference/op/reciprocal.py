"""Golden values of op reciprocal."""

import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = 1 / x; dy = -dx / x^2",
    lambda x: 1 / x,
    lambda x: -1 / (x * x),
    (-3, 3),
    special=[(0.0, INF), (-0.0, -INF), (INF, 0.0), (-INF, -0.0), (NAN, NAN)],
    exact=True,
)


def derivatives(x):
    return lambda n: singular.quotient_of_power((-1) ** n * singular.factorial(n), x, n + 1)


singular.unary(__file__, derivatives, direct=lambda x: 1 / x)
