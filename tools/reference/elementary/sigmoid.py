"""Reference values of the logistic function; it is made of exp."""

import mpmath as mp
import values


def sigmoid(x):
    return 1 / (1 + mp.exp(-x)) if x > -1000 else mp.exp(x)


values.unary(
    __file__,
    "1 / (1 + e^-x)",
    sigmoid,
    (0.0, 0.5, 0.5, 1.0),
    edges=lambda form: values.MULTIPLES[6:]
    + [values.unit_limit(form), -values.unit_limit(form), values.least_normal(form), values.underflow(form)],
    moderate=lambda form: (-1.05 * values.wide(form), 40.0),
)
