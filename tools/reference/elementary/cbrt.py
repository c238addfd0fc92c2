"""Reference values of the cube root, and the coefficients of its first guess."""

import minimax
import mpmath as mp
import values


def cbrt(x):
    return mp.sign(x) * mp.cbrt(abs(x))


def edges(form):
    """Where the exponent of the result changes."""
    powers = [mp.mpf(2) ** k for k in (-126, -125, -124, -3, -2, -1, 0, 1, 2, 3, 100)]
    return powers + [-p for p in powers] + [mp.mpf(form.least_normal)]


values.unary(
    __file__,
    "cube root of x",
    cbrt,
    (-values.INF, -0.0, 0.0, values.INF),
    edges=edges,
    moderate=lambda form: (-100.0, 100.0),
)


def polynomials(bits):
    return [("cbrt", mp.cbrt, lambda m: 1 / mp.cbrt(m), 3, 1, 2)]


def constants(bits):
    return {"cbrt_of": [minimax.to_format(mp.cbrt(2), bits), minimax.to_format(mp.cbrt(4), bits)]}


minimax.write(__file__, polynomials, constants)
