"""Reference values and coefficients of the error function."""

import minimax
import mpmath as mp
import values
from minimax import TINY

values.unary(
    __file__,
    "2 / sqrt(pi) times the integral of e^-s^2 over s from 0 to x",
    mp.erf,
    (-1.0, -0.0, 0.0, 1.0),
    edges=lambda form: [mp.mpf(1), mp.mpf("3.9375"), mp.mpf("5.9375"), mp.mpf("2.25"), mp.mpf("2.75")],
    moderate=lambda form: (-6.0, 6.0),
)


def polynomials(bits):
    double = bits == 53
    near = minimax.near_zero(2 / mp.sqrt(mp.pi) - 1, lambda z: mp.erf(mp.sqrt(z)) / mp.sqrt(z) - 1, TINY)
    centre, end = (mp.mpf("1.5"), mp.mpf("5.9375")) if double else (mp.mpf("2.25"), mp.mpf("3.9375"))
    return [
        ("erf", near, lambda z: mp.mpf(1), 11 if double else 6, 0, mp.mpf(1)),
        # Beyond 1: erf x = 1 - exp(p(x - centre)), p near log(erfc x); an error of p counts erfc x.
        ("log_erfc", lambda u: mp.log(mp.erfc(u + centre)), lambda u: mp.erfc(u + centre), 19 if double else 8, 1 - centre, end - centre),
    ]


minimax.write(__file__, polynomials)
