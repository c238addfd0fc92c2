"""Golden values of op exp."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary


def exp(x):
    """e^x, cut off far beyond the range of both formats."""
    return mp.exp(min(max(x, -2000), 2000))


unary(
    __file__,
    "y = e^x; dy = e^x dx",
    lambda x: exp(x),
    lambda x: exp(x),
    (-20, 20),
    special=[(0.0, 1), (-0.0, 1), (INF, INF), (-INF, 0.0), (NAN, NAN)],
    points=[88.7, 88.8, -87.4, -103.9, -104.1, 709.7, 709.8, -708.4, -745.1, -745.2],
)
singular.unary(__file__, singular.of_exp)
