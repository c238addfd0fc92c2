"""Reference values of ln(1 + e^x); it is made of exp and log1p."""

import mpmath as mp
import values


def softplus(x):
    return (x if x > 0 else 0) + mp.log1p(mp.exp(-abs(x)))


values.unary(
    __file__,
    "ln(1 + e^x)",
    softplus,
    (0.0, "finite", "finite", values.INF),
    edges=lambda form: values.MULTIPLES[6:]
    + [values.unit_limit(form), -values.unit_limit(form), values.least_normal(form), values.underflow(form)],
    moderate=lambda form: (-1.05 * values.wide(form), 60.0),
)
