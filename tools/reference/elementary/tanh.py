"""Reference values and coefficients of tanh x."""

import minimax
import mpmath as mp
import values
from minimax import TINY

values.unary(
    __file__,
    "tanh x",
    mp.tanh,
    (-1.0, -0.0, 0.0, 1.0),
    edges=lambda form: [mp.mpf("0.5625"), values.unit_limit(form) / 2, (values.unit_limit(form) + values.LN2) / 2],
    moderate=lambda form: (-20.0, 20.0),
)


def polynomials(bits):
    reduced = minimax.near_zero(-mp.mpf(1) / 3, lambda z: (mp.tanh(mp.sqrt(z)) / mp.sqrt(z) - 1) / z, TINY)
    return [("tanh", reduced, lambda z: z + TINY, 10 if bits == 53 else 5, 0, mp.mpf("0.5625") ** 2)]


minimax.write(__file__, polynomials)
