"""Golden values of op sigmoid."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary


def exp(x):
    """e^x, cut off far beyond the range of both formats."""
    return mp.exp(min(max(x, -2000), 2000))


unary(
    __file__,
    "y = 1 / (1 + e^-x); dy = e^-x / (1 + e^-x)^2 dx",
    lambda x: 1 / (1 + exp(-x)),
    lambda x: exp(-x) / (1 + exp(-x)) ** 2,
    (-40, 40),
    special=[(0.0, 0.5), (-0.0, 0.5), (INF, 1), (-INF, 0.0), (NAN, NAN)],
    points=[-87.4, -103.9, -708.4, -745.1],
)
singular.unary(__file__, singular.of_sigmoid, direct=lambda x: 1 / (1 + mp.exp(-x)))
