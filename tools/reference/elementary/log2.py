"""Reference values of log2 x, and 1/ln 2 as a sum; its polynomial is that of log."""

import minimax
import mpmath as mp
import values


def edges(form):
    powers = [mp.mpf(2) ** k for k in (-140, -126, -50, -1, 0, 1, 50, 127)]
    return [mp.sqrt(2) * p for p in powers] + powers + [mp.mpf(form.least_normal)]


values.unary(
    __file__,
    "log2 x",
    lambda x: mp.log(x) / mp.log(2),
    (None, -values.INF, -values.INF, values.INF),
    edges=edges,
    moderate=lambda form: (0.0, 10.0),
    start=0,
)


def constants(bits):
    """The nearest number, and the nearest to what is left."""
    high = minimax.to_format(1 / mp.log(2), bits)
    return {"one_over_ln2": [high, minimax.to_format(1 / mp.log(2) - high, bits)]}


minimax.write(__file__, lambda bits: [], constants)
