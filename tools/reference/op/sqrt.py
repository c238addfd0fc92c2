"""Golden values of op sqrt."""

import mpmath as mp
from sampling import INF, NAN, unary
from sampling import Fraction, rational


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
