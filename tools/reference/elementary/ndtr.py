"""Reference values of the normal distribution function, whose coefficients are those of the scaled complementary error function."""

import mpmath as mp
import values

values.unary(
    __file__,
    "(1 + erf(x / sqrt 2)) / 2",
    lambda x: mp.erfc(-min(max(x, -1000), 1000) / mp.sqrt(2)) / 2,
    (0.0, "finite", "finite", 1.0),
    edges=lambda form: [mp.mpf(-1), -mp.sqrt(-2 * values.underflow(form)), -mp.sqrt(-2 * values.least_normal(form)), mp.sqrt(2) * 4],
    moderate=lambda form: (-14.0, 6.0) if form.bits == 24 else (-38.5, 9.0),
)
