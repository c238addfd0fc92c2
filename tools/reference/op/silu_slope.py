"""Golden values of op silu_slope."""

import numpy as np
import singular
from arrays import arrays
from sampling import mp


def each(f):
    return np.vectorize(f, otypes=[object])


def s(x):
    return 1 / (1 + mp.exp(-x))


def slope(x):
    return s(x) * (1 + x * s(-x))


def curvature(x):
    return s(x) * s(-x) * (2 - x * mp.tanh(x / 2))


arrays(
    __file__,
    "y = s(x) (1 + x s(-x)), s(x) = 1 / (1 + e^-x); dy = s(x) s(-x) (2 - x tanh(x / 2)) dx",
    [("near zero", [(40,)], {})],
    each(lambda x: slope(mp.mpf(x))),
    precision="mpmath, 50 digits",
    scale=each(lambda x: s(mp.mpf(x)) * (1 + abs(x) * s(-mp.mpf(x)))),
    tangent=each(lambda x, x_dot: curvature(x) * x_dot),
    tangent_scale=each(lambda x, x_dot: s(x) * s(-x) * (2 + x * mp.tanh(x / 2)) * abs(x_dot)),
)
singular.unary(__file__, lambda x: lambda n: singular.of_silu(x)(n + 1))
