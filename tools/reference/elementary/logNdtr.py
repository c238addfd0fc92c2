"""Reference values of the logarithm of the normal distribution function, whose coefficients are those of the scaled complementary error function."""

import mpmath as mp
import values


def log_ndtr(x):
    if x > 1000:
        return 0.0 * -1
    if x < -100:
        a = -x
        term = total = mp.mpf(1)
        for k in range(1, 12):
            term *= -(2 * k - 1) / (a * a)
            total += term
        return -a * a / 2 - mp.log(2 * mp.pi) / 2 - mp.log(a) + mp.log(total)
    with mp.workdps(700):
        return +mp.log1p(-mp.erfc(x / mp.sqrt(2)) / 2) if x > 0 else +mp.log(mp.erfc(-x / mp.sqrt(2)) / 2)


values.unary(
    __file__,
    "ln((1 + erf(x / sqrt 2)) / 2)",
    log_ndtr,
    (-values.INF, "finite", "finite", -0.0),
    edges=lambda form: [mp.mpf(-1), mp.sqrt(-2 * values.underflow(form)), mp.mpf(2) ** (form.highest // 2)],
    moderate=lambda form: (-40.0, 14.0) if form.bits == 24 else (-100.0, 39.0),
)
