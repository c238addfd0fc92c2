"""Reference values and coefficients of sinh x."""

import minimax
import mpmath as mp
import values
from minimax import TINY


def edges(form):
    """Where the computation changes course, and where the result leaves the format."""
    end = mp.asinh(mp.mpf(form.largest))
    return [mp.mpf(1), mp.mpf(-1), end, -end, mp.asinh(1), mp.asinh(2), mp.asinh(1024)]


values.unary(
    __file__,
    "sinh x",
    mp.sinh,
    (-values.INF, -0.0, 0.0, values.INF),
    edges=edges,
    moderate=lambda form: (-values.wide(form), values.wide(form)),
)


def polynomials(bits):
    reduced = minimax.near_zero(mp.mpf(1) / 6, lambda z: (mp.sinh(mp.sqrt(z)) / mp.sqrt(z) - 1) / z, TINY)
    return [("sinh", reduced, lambda z: z + TINY, 6 if bits == 53 else 3, 0, 1)]


minimax.write(__file__, polynomials)
