"""Golden values of op sqrt."""

import math

import mpmath as mp
import singular
from sampling import Fraction, rational
from sampling import INF, NAN, unary


def root(x):
    return mp.sqrt(mp.mpf(x.numerator) / x.denominator)


unary(
    __file__,
    "y = sqrt(x); dy = dx / (2 sqrt(x))",
    lambda x: root(x),
    lambda x: 1 / (2 * Fraction(rational(root(x)))),
    (0.01, 9),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, NAN), (NAN, NAN)],
    domain=(0, INF),
    exact=True,
)


def derivatives(x):
    """At -0 the root is -0, so that the poles have its sign."""
    if x < 0:
        return lambda n: NAN
    if x == 0:
        return lambda n: math.copysign(1, x) * (-1) ** (n - 1) * INF
    return lambda n: 0.0 if math.isinf(x) else singular.falling(mp.mpf(0.5), n) * mp.sqrt(x) / mp.mpf(x) ** n


singular.unary(__file__, derivatives, direct=mp.sqrt, along=lambda x, form: abs(x) > singular.POINTS[form.name][1])
