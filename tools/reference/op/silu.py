"""Golden values of op silu. Tangents are taken where the slope is not near its zero, -1.278; op silu_slope has the rest."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary


def exp(x):
    """e^x, cut off far beyond the range of both formats."""
    return mp.exp(min(max(x, -2000), 2000))


unary(
    __file__,
    "y = x / (1 + e^-x); dy = (1 + e^-x + x e^-x) / (1 + e^-x)^2 dx",
    lambda x: x / (1 + exp(-x)),
    lambda x: (1 + exp(-x) + x * exp(-x)) / (1 + exp(-x)) ** 2,
    (-1, 20),
    special=[(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, -0.0), (NAN, NAN)],
    points=[-20, -80],
)
singular.unary(__file__, singular.of_silu, direct=lambda x: x / (1 + mp.exp(-x)))
