"""Reference values and coefficients of the inverse error function."""

import math

import minimax
import mpmath as mp
import values
from minimax import TINY

def inverse(x):
    with mp.workdps(mp.mp.dps + 10):
        return mp.erfinv(x)


values.unary(
    __file__,
    "the y with erf y = x",
    lambda x: inverse(x) if abs(x) < 1 else math.copysign(values.INF, x) if abs(x) == 1 else math.nan,
    (None, -0.0, 0.0, None),
    edges=lambda form: [mp.mpf("0.75"), mp.mpf("-0.75"), mp.mpf(1), mp.mpf(-1)],
    moderate=lambda form: (-1.0, 1.0),
)


def polynomials(bits):
    near = minimax.near_zero(mp.sqrt(mp.pi) / 2 - 1, lambda z: mp.erfinv(mp.sqrt(z)) / mp.sqrt(z) - 1, TINY)
    return [("erfinv", near, lambda z: 1 / (1 + near(z)), 23 if bits == 53 else 9, 0, mp.mpf("0.75") ** 2)]


minimax.write(__file__, polynomials)
