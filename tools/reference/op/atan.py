"""Golden values of op atan."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary

unary(
    __file__,
    "y = arctan x; dy = dx / (1 + x^2)",
    mp.atan,
    lambda x: 1 / (1 + x * x),
    (-6, 6),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, mp.pi / 2), (-INF, -mp.pi / 2), (NAN, NAN)],
    points=[0.1, 0.5, 1, 1.5, -3],
)


def terms(x, n):
    """Those of the derivative of order n, times (1 + x^2)^n."""
    return [[], [1], [-2 * x], [6 * x * x, -2], [-24 * x**3, 24 * x]][n]


def derivatives(x):
    u = mp.mpf(x) if abs(x) < INF else mp.mpf(10) ** 500
    return lambda n: mp.fsum(terms(u, n)) / (1 + u * u) ** n


def scale(x):
    u = mp.mpf(x) if abs(x) < INF else mp.mpf(10) ** 500
    return lambda n: mp.fsum(terms(u, n), absolute=True) / (1 + u * u) ** n


singular.unary(__file__, derivatives, direct=mp.atan, scale=scale)
