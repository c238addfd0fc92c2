"""Golden values of op softplus."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary


def exp(x):
    """e^x, cut off far beyond the range of both formats."""
    return mp.exp(min(max(x, -2000), 2000))


unary(
    __file__,
    "y = ln(1 + e^x); dy = dx / (1 + e^-x)",
    lambda x: max(x, 0) + mp.log1p(exp(-abs(x))),
    lambda x: 1 / (1 + exp(-x)),
    (-40, 40),
    special=[(0.0, mp.log(2)), (-0.0, mp.log(2)), (INF, INF), (-INF, 0.0), (NAN, NAN)],
    points=[-87.4, -103.9, -708.4, -745.1, 30, 40],
)
singular.unary(__file__, lambda x: lambda n: singular.of_sigmoid(x)(n - 1), direct=lambda x: mp.log(1 + mp.exp(x)))
