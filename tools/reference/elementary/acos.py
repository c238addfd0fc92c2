"""Reference values of the arc cosine, whose coefficients are those of the arc sine."""

import math

import mpmath as mp
import values

values.unary(
    __file__,
    "arccos x",
    lambda x: 0.0 if x == 1 else mp.acos(x) if abs(x) <= 1 else math.nan,
    (None, mp.pi / 2, mp.pi / 2, None),
    edges=lambda form: [mp.mpf("0.5"), mp.mpf("-0.5"), mp.mpf(1), mp.mpf(-1)],
    moderate=lambda form: (-1.0, 1.0),
)
