"""Reference values and coefficients of e^x."""

import minimax
import mpmath as mp
import values
from minimax import TINY

values.unary(
    __file__,
    "e^x",
    mp.exp,
    (0.0, 1.0, 1.0, values.INF),
    edges=lambda form: values.REDUCTIONS
    + values.MULTIPLES
    + [values.overflow(form), values.least_normal(form), values.underflow(form), values.underflow(form) + 1],
    moderate=lambda form: (-1.05 * values.wide(form), values.wide(form)),
)


def polynomials(bits):
    reduced = minimax.near_zero(mp.mpf(1) / 2, lambda r: (mp.expm1(r) - r) / r**2, TINY)
    half_ln2 = mp.log(2) / 2 + mp.mpf(2) ** -10
    weight = lambda r: 1 if abs(r) < TINY else abs(r**2 / mp.expm1(r))  # noqa: E731
    return [("exp", reduced, weight, 10 if bits == 53 else 5, -half_ln2, half_ln2)]


def constants(bits):
    return {
        "ln2": minimax.split(mp.log(2), [41 if bits == 53 else 15], bits),
        "one_over_ln2": [minimax.to_format(1 / mp.log(2), bits)],
    }


minimax.write(__file__, polynomials, constants)
