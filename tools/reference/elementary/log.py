"""Reference values and coefficients of ln x."""

import minimax
import mpmath as mp
import values
from minimax import TINY


def edges(form):
    powers = [mp.mpf(2) ** k for k in (-140, -126, -50, -1, 0, 1, 50, 127)]
    return [mp.sqrt(2) * p for p in powers] + powers + [mp.mpf(form.least_normal)]


values.unary(
    __file__, "ln x", mp.log, (None, -values.INF, -values.INF, values.INF), edges=edges, moderate=lambda form: (0.0, 10.0), start=0
)


def polynomials(bits):
    reduced = minimax.near_zero(mp.mpf(2) / 3, lambda z: (2 * mp.atanh(mp.sqrt(z)) / mp.sqrt(z) - 2) / z, TINY)
    return [("log", reduced, lambda z: z / 2 + TINY, 6 if bits == 53 else 3, 0, minimax.atanh_max())]


minimax.write(__file__, polynomials)
