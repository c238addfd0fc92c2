"""Reference values and coefficients of the arc sine."""

import math

import minimax
import mpmath as mp
import values
from minimax import TINY

values.unary(
    __file__,
    "arcsin x",
    lambda x: mp.asin(x) if abs(x) <= 1 else math.nan,
    (None, -0.0, 0.0, None),
    edges=lambda form: [mp.mpf("0.5"), mp.mpf("-0.5"), mp.mpf(1), mp.mpf(-1)],
    moderate=lambda form: (-1.0, 1.0),
)


def polynomials(bits):
    reduced = minimax.near_zero(mp.mpf(1) / 6, lambda z: (mp.asin(mp.sqrt(z)) / mp.sqrt(z) - 1) / z, TINY)
    return [("asin", reduced, lambda z: z + TINY, 12 if bits == 53 else 5, 0, mp.mpf("0.25"))]


minimax.write(__file__, polynomials)
