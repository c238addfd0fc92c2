"""Reference values and coefficients of cos x."""

import minimax
import mpmath as mp
import values
from minimax import TINY

values.unary(__file__, "cos x", mp.cos, (None, 1.0, 1.0, None), edges=values.turns, moderate=lambda form: (-1e5, 1e5))


def polynomials(bits):
    reduced = minimax.near_zero(mp.mpf(1) / 24, lambda z: (mp.cos(mp.sqrt(z)) - 1 + z / 2) / z**2, TINY)
    return [("cos", reduced, lambda z: z**2 + TINY, 5 if bits == 53 else 2, 0, minimax.eighth_turn())]


minimax.write(__file__, polynomials)
