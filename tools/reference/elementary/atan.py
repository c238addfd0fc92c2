"""Reference values and coefficients of the arc tangent."""

import minimax
import mpmath as mp
import values
from minimax import TINY

values.unary(
    __file__,
    "arctan x",
    mp.atan,
    (-mp.pi / 2, -0.0, 0.0, mp.pi / 2),
    edges=lambda form: [mp.mpf(1), mp.mpf(-1), mp.mpf(2) ** form.bits],
    moderate=lambda form: (-20.0, 20.0),
)


def polynomials(bits):
    reduced = minimax.near_zero(-mp.mpf(1) / 3, lambda z: (mp.atan(mp.sqrt(z)) / mp.sqrt(z) - 1) / z, TINY)
    return [("atan", reduced, lambda z: z + TINY, 20 if bits == 53 else 9, 0, mp.mpf(1))]


minimax.write(__file__, polynomials)
