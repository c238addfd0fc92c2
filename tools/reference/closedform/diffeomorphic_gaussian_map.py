"""Golden values of section 5.2's diffeomorphism and of matrix functions, by mpmath's sqrtm, logm and expm (no eigenvalues)."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import conditioning
import instances
from conditioning import mat, vec
from golden import Golden
from mpmath import det, expm, eye, inverse, logm, matrix, mp, mpf, re, sqrtm, zeros

mp.dps = 60

SEED = 20260203

golden = Golden(
    "closedform/diffeomorphic_gaussian_map",
    __file__,
    "A = S0^(-1/2) (S0^(1/2) S1 S0^(1/2))^(1/2) S0^(-1/2), L = log A, phi_t(x0) = (1-t) m0 + t m1 + e^(tL) (x0 - m0), det e^(tL); root, "
    "inverse root, logarithm and exponential of S0; the paper 5.2",
    seed=SEED,
    precision="mpmath, 60 digits",
    uses=[conditioning.__file__, instances.__file__],
)
draw = instances.Instances(SEED)


def real(a):
    return matrix(a.rows, a.cols) + a.apply(re)


CONFIGURATIONS = {
    "variance 1 to 4": ([0.0], [[1.0]], [1.0], [[4.0]]),
    "correlation 0.55": ([0.0, 0.0], [[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0], [[1.0, 0.55], [0.55, 1.0]]),
    "anisotropic d2": ([0.5, -0.25], draw.spd(2, 0.5), [1.5, 2.0], draw.spd(2, 0.25)),
    "anisotropic d3": ([draw.number(1) for _ in range(3)], draw.spd(3, 0.5), [draw.number(1) for _ in range(3)], draw.spd(3, 0.25)),
    "anisotropic d4": ([draw.number(1) for _ in range(4)], draw.spd(4, 0.5), [draw.number(1) for _ in range(4)], draw.spd(4, 0.25)),
}
for name, (m0, s0, m1, s1) in CONFIGURATIONS.items():
    d = len(m0)
    root = real(sqrtm(mat(s0)))
    a = inverse(root) * real(sqrtm(root * mat(s1) * root)) * inverse(root)
    assert mp.norm(a * mat(s0) * a - mat(s1)) < mpf(10) ** -50
    logarithm = real(logm(a))
    for t in (0.0, 0.25, 0.5, 1.0):
        case = f"{name} t={t}"
        for quantity, value in (("m0", m0), ("sigma0", s0), ("m1", m1), ("sigma1", s1), ("t", t)):
            golden.input(case, quantity, value)
        x0 = [draw.number(1.5) for _ in range(d)]
        golden.input(case, "x0", x0)
        y = expm(mpf(t) * logarithm)
        mean = (1 - mpf(t)) * vec(m0) + mpf(t) * vec(m1)
        position = mean + y * (vec(x0) - vec(m0))
        golden.output(case, "matrix", a)
        golden.output(case, "logarithm", logarithm if d > 1 else matrix([[logarithm[0, 0]]]))
        golden.output(case, "jacobian", y)
        golden.output(case, "determinant", det(y))
        golden.output(case, "map", list(position))
        golden.output(case, "velocity", list(logarithm * (position - mean) + vec(m1) - vec(m0)))
        golden.output(case, "covariance", y * mat(s0) * y.T)
        golden.output(case, "displacement_map", list(mean + ((1 - mpf(t)) * eye(d) + mpf(t) * a) * (vec(x0) - vec(m0))))
        golden.output(case, "root", root)
        golden.output(case, "inverse_root", inverse(root))
        golden.output(case, "log_sigma0", zeros(d) if s0 == [[float(i == j) for j in range(d)] for i in range(d)] else real(logm(mat(s0))))
        golden.output(case, "exp_sigma0", expm(mat(s0)))

golden.write()
