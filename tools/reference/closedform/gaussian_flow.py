"""Golden values of the Gaussian flow: velocity, drift matrix, flow map and loss floors.

The drift matrix is the difference quotient of the velocity, which comes from conditioning a joint Gaussian. The flow map is the solution of
dY/dt = A(t) Y by extrapolated midpoint steps (Gragg, Bulirsch, Stoer), and the loss floors are quadratures of
tr Cov[x1 - x0 | x_t] and tr Cov[x1 | x_t].
"""

import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import conditioning
from conditioning import Mixture, jacobian, vec
from golden import Golden
from mpmath import eye, matrix, mp, mpf, quad, zeros

mp.dps = 60

SEED = 20260202
TIMES = [("0", 0.0), ("1e-8", 1e-8), ("0.25", 0.25), ("0.5", 0.5), ("0.75", 0.75), ("0.99", 0.99), ("1-1e-8", 1 - 1e-8), ("1", 1.0)]

golden = Golden(
    "closedform/gaussian_flow",
    __file__,
    "x0 ~ N(mu0, sigma0), x1 ~ N(mu1, sigma1): v = E[x1 - x0 | x_t = x], A(t) = dv/dx, E[x1 | x_t = x], Y' = A(t) Y with Y(0) = I, "
    "x_t = m_t + Y(x0 - mu0), floors = integrals of tr Cov[x1 - x0 | x_t] and of tr Cov[x1 | x_t]; the paper 3.1, 4.1, B.1, B.2",
    seed=SEED,
    precision="mpmath, 60 digits; ODE by extrapolation to 25 digits, quadrature to 25 digits",
    uses=[conditioning.__file__],
)
rng = random.Random(SEED)


def number(scale):
    return round(rng.gauss(0, scale) * 64) / 64


def spd(d, floor):
    a = [[number(0.7) for _ in range(d)] for _ in range(d)]
    s = [[sum(a[i][k] * a[j][k] for k in range(d)) for j in range(d)] for i in range(d)]
    for i in range(d):
        s[i][i] += floor
    return s


def midpoint(f, y, start, end, steps):
    """Gragg's modified midpoint rule."""
    h = (end - start) / steps
    previous, current = y, y + h * f(start, y)
    for i in range(1, steps):
        previous, current = current, previous + 2 * h * f(start + i * h, current)
    return (current + previous + h * f(end, current)) / 2


def solve(f, y, end, tolerance=mpf(10) ** -26):
    """The solution of y' = f(t, y) at `end`, on 8 intervals, each extrapolated in h^2 until it stands still."""
    intervals = 8
    for i in range(intervals):
        a, b = end * i / intervals, end * (i + 1) / intervals
        table = []
        for level in range(1, 30):
            row = [midpoint(f, y, a, b, 2 * level)]
            for j in range(1, level):
                ratio = (mpf(level) / (level - j)) ** 2
                row.append(row[j - 1] + (row[j - 1] - table[-1][j - 1]) / (ratio - 1))
            if table and mp.norm(row[-1] - table[-1][-1], mp.inf) < tolerance:
                break
            table.append(row)
        else:
            raise ArithmeticError("the extrapolation did not converge")
        y = row[-1]
    return y


def chopped(value):
    return [chopped(v) for v in value] if isinstance(value, list) else mpf(0) if abs(value) < mpf(10) ** -25 else value


def output(case, quantity, value):
    golden.output(case, quantity, chopped(value.tolist() if isinstance(value, matrix) else value))


rho = 0.55
CONFIGURATIONS = {
    "correlation 0.55": dict(mu0=[0.0, 0.0], sigma0=[[1.0, 0.0], [0.0, 1.0]], mu1=[0.0, 0.0], sigma1=[[1.0, rho], [rho, 1.0]]),
    "variance 1 to 4": dict(mu0=[0.0], sigma0=[[1.0]], mu1=[3.0], sigma1=[[4.0]]),
    "anisotropic d2": dict(mu0=[0.5, -0.25], sigma0=spd(2, 0.5), mu1=[1.5, 2.0], sigma1=spd(2, 0.25)),
    "anisotropic d3": dict(mu0=[number(1) for _ in range(3)], sigma0=spd(3, 0.5), mu1=[number(1) for _ in range(3)], sigma1=spd(3, 0.25)),
    "anisotropic d4": dict(mu0=[number(1) for _ in range(4)], sigma0=spd(4, 0.5), mu1=[number(1) for _ in range(4)], sigma1=spd(4, 0.25)),
}
for name, a in CONFIGURATIONS.items():
    flow = Mixture(a["mu0"], a["sigma0"], [1.0], [a["mu1"]], [a["sigma1"]])
    d = flow.d
    origin = zeros(d, 1)

    def drift_matrix(t):
        """v is affine in x, so the difference quotient is exact for any step."""
        at_origin = flow.conditional(0, t, origin, -1, 1)[0]
        columns = [flow.conditional(0, t, matrix([mpf(i == j) for i in range(d)]), -1, 1)[0] - at_origin for j in range(d)]
        return matrix([[column[i] for column in columns] for i in range(d)])

    def floor(left):
        """The mean over t of the conditional variance of left x0 + x1, summed over dimensions."""

        def trace(t):
            covariance = flow.conditional(0, t, origin, left, 1)[1]
            return sum(covariance[i, i] for i in range(d))

        return quad(trace, [0, mpf(1) / 4, mpf(1) / 2, mpf(3) / 4, 1])

    velocity_floor, target_floor = floor(-1), floor(0)
    for label, t in TIMES:
        case = f"{name} t={label}"
        for quantity, value in a.items():
            golden.input(case, quantity, value)
        point = [number(1.5) for _ in range(d)]
        golden.input(case, "t", t)
        golden.input(case, "x", point)
        t, x = mpf(t), vec(point)
        output(case, "velocity", list(flow.conditional(0, t, x, -1, 1)[0]))
        output(case, "conditional_mean", list(flow.conditional(0, t, x, 0, 1)[0]))
        output(case, "drift_matrix", drift_matrix(t))
        y = solve(lambda s, y: drift_matrix(s) * y, eye(d), t)
        output(case, "flow_map_jacobian", y)
        mean, covariance = flow.marginal(0, t)
        output(case, "flow_map", list(mean + y * (x - flow.mu0)))
        output(case, "marginal_covariance", covariance)
        output(case, "loss_floor", velocity_floor)
        output(case, "target_loss_floor", target_floor)

golden.write()
