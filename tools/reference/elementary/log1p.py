"""Reference values of ln(1 + x); its coefficients are those of log."""

import mpmath as mp
import values

values.unary(
    __file__,
    "ln(1 + x)",
    mp.log1p,
    (None, -0.0, 0.0, values.INF),
    edges=lambda form: [
        mp.sqrt(2) - 1,
        mp.sqrt(0.5) - 1,
        2 * mp.sqrt(2) - 1,
        -0.5,
        -0.75,
        mp.mpf(2) ** form.bits,
        1,
        2,
        3,
    ],
    moderate=lambda form: (-1.0, 10.0),
    start=-1,
)
