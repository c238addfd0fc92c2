"""Golden values of op log_gamma, and its derivatives at singular points."""

import math

import mpmath as mp
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = ln Gamma(x); dy = digamma(x) dx",
    lambda x: mp.loggamma(x),
    lambda x: mp.digamma(x),
    (2, 30),
    special=[(0.0, INF), (-0.0, INF), (INF, INF), (-INF, NAN), (NAN, NAN)],
    domain=(0, INF),
    points=[0.25, 0.5, 0.75, 0.999, 1.001, 1.4616321449683623, 1.5, 1.999, 2, 2.001, 2.5, 3.25, 7.75, 8, 8.25, 30, 100],
)


def derivatives(x):
    """The polygamma functions; at zeros the limits from above."""
    if x < 0:
        return lambda n: NAN
    if x == 0:
        return lambda n: (-1) ** n * INF
    if math.isinf(x):
        return lambda n: INF if n == 1 else 0.0
    return lambda n: mp.polygamma(n - 1, mp.mpf(x))


singular.unary(__file__, derivatives, direct=mp.loggamma, along=lambda x, form: 1e-8 <= abs(x) <= 1000)
