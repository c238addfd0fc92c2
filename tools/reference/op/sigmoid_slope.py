"""Golden values of op sigmoid_slope."""

import mpmath as mp
import singular
from sampling import INF, NAN, unary


def slope(x):
    e = mp.exp(-min(abs(x), 4000))
    return e / (1 + e) ** 2


unary(
    __file__,
    "y = s(x) s(-x), s(x) = 1 / (1 + e^-x); dy = -y tanh(x / 2) dx",
    slope,
    lambda x: -slope(x) * mp.tanh(x / 2),
    (-30, 30),
    special=[(0.0, 0.25), (-0.0, 0.25), (INF, 0.0), (-INF, 0.0), (NAN, NAN)],
    points=[0.1, -0.5625, 9, 40],
)
singular.unary(__file__, lambda x: lambda n: singular.of_sigmoid(x)(n + 1))
