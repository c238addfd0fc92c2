"""Reference values and coefficients of tan x; its reduction is that of sin."""

import minimax
import mpmath as mp
import values
from minimax import TINY

values.unary(__file__, "tan x", mp.tan, (None, -0.0, 0.0, None), edges=values.turns, moderate=lambda form: (-1e5, 1e5))


def polynomials(bits):
    reduced = minimax.near_zero(mp.mpf(1) / 3, lambda z: (mp.tan(mp.sqrt(z)) / mp.sqrt(z) - 1) / z, TINY)
    return [("tan", reduced, lambda z: z + TINY, 13 if bits == 53 else 6, 0, minimax.eighth_turn())]


minimax.write(__file__, polynomials)
