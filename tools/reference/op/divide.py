"""Golden values of op divide."""

import math

import mpmath as mp
import mpmath as mp
import singular
from sampling import INF, NAN, binary

binary(
    __file__,
    "y = a / b; dy = da / b - a db / b^2",
    lambda a, b: a / b,
    lambda a, b: (1 / b, -a / (b * b)),
    (-3, 3),
    (0.1, 5),
    special=[
        (0.0, 0.0, NAN),
        (1.0, 0.0, INF),
        (1.0, -0.0, -INF),
        (0.0, 1.0, 0.0),
        (-0.0, 1.0, -0.0),
        (INF, INF, NAN),
        (INF, -1.0, -INF),
        (1.0, -INF, -0.0),
        (NAN, 1.0, NAN),
        (1.0, NAN, NAN),
    ],
    exact=True,
)


def derivatives(a, b):
    def derivative(i, j):
        if i > 1:
            return 0.0
        c = (-1) ** j * singular.factorial(j)
        if i == 1:
            return singular.quotient_of_power(c, b, j + 1)
        if (a == 0 and b == 0) or (math.isinf(a) and math.isinf(b)):
            return NAN
        if math.isinf(a):
            return float(mp.sign(c)) * a * math.copysign(1, b) ** (j + 1)
        if b == 0:
            return singular.quotient_of_power(c * mp.mpf(a), b, j + 1)
        return singular.quotient_of_power(c, b, j + 1) * (0.0 if math.isinf(b) else mp.mpf(a))

    return derivative


singular.binary(__file__, [("divide", derivatives, singular.everywhere, False, False)], direct=mp.fdiv)
