"""Golden laws of do-flows in linear-Gaussian structures: the matrix equation of the flow, solved by SciPy.

The flow from N(0, I) to N(0, Sigma) has the velocity A(t) x, A(t) = (t Sigma - (1-t) I) S_t^-1, S_t = (1-t)^2 I + t^2 Sigma (the paper, 4.1.1). From t0 on a
do-flow (7.2) moves by v - g (a_t + g . v) / |g|^2, g the gradient in x of an attribute a(x, t), which is then constant along paths. First reading: a = x_k.
Second: a = x_k + (1-t) v_k, the attribute of E[x1 | x_t]. Both are linear in x, so the law at t = 1 is N(0, M M') with M' = (A - g (g_t + A' g)' / |g|^2) M,
M(t0) = S_t0^(1/2). The time derivative of g is a central difference with a step of 1e-12 at 40 digits; no formula for it is used.
"""

import pathlib
import sys

import numpy
import scipy
from mpmath import eye, inverse, matrix, mp, mpf
from scipy.integrate import solve_ivp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import golden  # noqa: E402

mp.dps = 40
SIGMAS = {
    "fork": [[1, mpf("0.6"), mpf("0.36")], [mpf("0.6"), 1, mpf("0.6")], [mpf("0.36"), mpf("0.6"), 1]],
    "collider": [[1, 1, 0], [1, mpf("2.25"), 1], [0, 1, 1]],
}
STARTS = [0.0009765625, 0.125, 0.25, 0.5, 0.75]
STEP = mpf(10) ** -12


def law(sigma, reading, t0):
    one = eye(3)
    unit = matrix([0, 1, 0])

    def path(t):
        return (1 - t) ** 2 * one + t**2 * sigma

    def drift(t):
        return (t * sigma - (1 - t) * one) * inverse(path(t))

    def gradient(t):
        return unit if reading == 1 else unit + (1 - t) * (drift(t).T * unit)

    def generator(t):
        t = mpf(t)
        g = gradient(t)
        rate = (gradient(t + STEP) - gradient(t - STEP)) / (2 * STEP)
        a = drift(t)
        return a - g * (rate + a.T * g).T / (g.T * g)[0]

    def field(t, m):
        return (numpy.array(generator(t).tolist(), dtype=float) @ m.reshape(3, 3)).ravel()

    values, vectors = mp.eigsy(path(mpf(t0)))
    root = vectors * mp.diag([mp.sqrt(v) for v in values]) * vectors.T
    start = numpy.array(root.tolist(), dtype=float).ravel()
    end = solve_ivp(field, (t0, 1.0), start, method="DOP853", rtol=1e-12, atol=1e-14).y[:, -1].reshape(3, 3)
    return end @ end.T


def main():
    out = golden.Golden(
        "causal/do_flow",
        __file__,
        "Covariance M M' at t = 1 of do-flows that hold the middle one of three variables from t0 on (paper, 7.2), in both readings",
        precision="coefficients mpmath, 40 digits; the matrix equation DOP853, rtol 1e-12",
        versions={"numpy": numpy.__version__, "scipy": scipy.__version__},
    )
    for name, rows in SIGMAS.items():
        sigma = matrix(rows)
        for reading in (1, 2):
            for t0 in ([0.0] if reading == 1 else []) + STARTS:
                case = f"{name} reading {reading} t0 {t0}"
                out.input(case, "t0", t0)
                out.input(case, "reading", reading)
                out.output(case, "sigma", sigma)
                out.output(case, "covariance", law(sigma, reading, t0))
    out.write()


main()
