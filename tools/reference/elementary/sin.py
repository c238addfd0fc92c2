"""Reference values and coefficients of sin x, and the reduction that cos shares."""

import minimax
import mpmath as mp
import values
from minimax import TINY

values.unary(__file__, "sin x", mp.sin, (None, -0.0, 0.0, None), edges=values.turns, moderate=lambda form: (-1e5, 1e5))


def polynomials(bits):
    reduced = minimax.near_zero(-mp.mpf(1) / 6, lambda z: (mp.sin(mp.sqrt(z)) / mp.sqrt(z) - 1) / z, TINY)
    return [("sin", reduced, lambda z: z + TINY, 5 if bits == 53 else 2, 0, minimax.eighth_turn())]


def words(kind):
    """The bits of 2/pi after the binary point, with zeros in front for arguments near 1."""
    word, zeros, count = {"float64": (64, 1, 20), "float32": (32, 1, 8)}[kind]
    with mp.workdps(500):
        digits = int(mp.floor(mp.mpf(2) / mp.pi * mp.mpf(2) ** (word * (count - zeros))))
    return {"two_over_pi": ["0x%0*x" % (word // 4, (digits >> (word * (count - 1 - k))) & ((1 << word) - 1)) for k in range(count)]}


minimax.write(__file__, polynomials, lambda bits: {"half_pi": minimax.split(mp.pi / 2, [bits], bits)}, words)
