"""Golden laws of causal structures: linear-Gaussian ones by matrix algebra, nonlinear ones by quadrature on a grid far finer than the one tested.

Linear: each arrow 0.6, roots of unit variance, other noise 0.8; the collider is Z = X + Y + N(0, 0.25). Nonlinear: each variable the sum of
tanh(2 parent) and 0.5 U, roots N(0, 1). X and Y are the ends, Z is conditioned on or set. The Jacobians of the nonlinear maps are written by hand.
"""

import pathlib
import sys

import numpy as np
from mpmath import erf, exp, matrix, mp, mpf, pi, quad, sqrt

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import golden  # noqa: E402

mp.dps = 40

# Nodes in the order in which the graph's text first mentions them, with the parents of each.
STRUCTURES = {
    "fork": {"X": ["Z"], "Z": [], "Y": ["Z"]},
    "chain": {"X": [], "Z": ["X"], "Y": ["Z"]},
    "mediator": {"X": [], "Z": ["X"], "Y": ["Z", "X"]},
    "collider": {"X": [], "Z": ["X", "Y"], "Y": []},
    "m-structure": {"X": ["A"], "A": [], "Z": ["A", "B"], "B": [], "Y": ["B"]},
    "instrument": {"X": [], "Z": ["X", "U"], "Y": ["Z", "U"], "U": []},
}
TAUS = [3.0, 0.5, 0.0625]


def correlation(s, a, b):
    return s[a, b] / sqrt(s[a, a] * s[b, b])


def covariance(parents, weight, noise, held=None):
    """(I - B)^-1 diag(s)^2 (I - B)^-T."""
    names = list(parents)
    d = len(names)
    b, s = mp.eye(d), mp.zeros(d)
    for i, name in enumerate(names):
        if name == held:
            continue
        s[i, i] = mpf(1) if not parents[name] else noise**2
        for parent in parents[name]:
            b[i, names.index(parent)] -= weight
    inverse = b**-1
    return inverse * s * inverse.T


def conditioned(s, k, remaining):
    d = s.rows
    return matrix(d, d) + matrix([[s[i, j] - s[i, k] * s[k, j] / s[k, k] * (1 - remaining) for j in range(d)] for i in range(d)])


def truncated_variance(a):
    """E[N^2 | |N| < a] by quadrature of the density."""
    density = lambda x: exp(-x * x / 2) / sqrt(2 * pi)  # noqa: E731
    return quad(lambda x: x * x * density(x), [-a, 0, a]) / quad(density, [-a, 0, a])


# Nonlinear models, by hand: latents to variables, and the Jacobian's rows, all on arrays of one axis for each node of the quadrature.
STEP, REACH = 0.15, 8.1
GRID = np.arange(-REACH, REACH + STEP / 2, STEP)
WEIGHTS = STEP * np.exp(-GRID**2 / 2) / np.sqrt(2 * np.pi)


def slope(x):
    return 2 / np.cosh(2 * x) ** 2


def nonlinear(parents, fixed=None):
    """Nodes of all latents but that of a fixed variable; leaves get +-1, whose second moment is exact. Returns weights, values, Jacobians."""
    names = list(parents)
    leaves = [n for n in names if all(n not in p for p in parents.values())]
    axes, weights = [], []
    for name in names:
        if fixed is not None and name == fixed[0]:
            axes.append(np.zeros(1)), weights.append(np.ones(1))
        elif name in leaves:
            axes.append(np.array([-1.0, 1.0])), weights.append(np.array([0.5, 0.5]))
        else:
            axes.append(GRID), weights.append(WEIGHTS)
    mesh = [m.ravel() for m in np.meshgrid(*axes, indexing="ij")]
    weight = np.ones(1)
    for w in weights:
        weight = np.multiply.outer(weight, w).ravel()
    u = dict(zip(names, mesh))
    x, jacobian, mean = {}, {}, {}
    while len(x) < len(names):
        for name in names:
            if name in x or any(p not in x for p in parents[name]):
                continue
            noise = 0.5 if parents[name] else 1.0
            mean[name] = sum((np.tanh(2 * x[p]) for p in parents[name]), np.zeros_like(u[name]))
            row = {n: np.zeros_like(u[name]) for n in names}
            row[name] = row[name] + noise
            for p in parents[name]:
                for n in names:
                    row[n] = row[n] + slope(x[p]) * jacobian[p][n]
            x[name], jacobian[name] = mean[name] + noise * u[name], row
            if fixed is not None and name == fixed[0]:
                x[name] = np.full_like(u[name], fixed[1])
    return weight, x, mean, jacobian


def pearson(w, x, y):
    w = w / w.sum()
    x, y = x - (w * x).sum(), y - (w * y).sum()
    return (w * x * y).sum() / np.sqrt((w * x * x).sum() * (w * y * y).sum())


def given_middle(parents):
    """The covariance of X and Y given Z = z, averaged over z, as a correlation."""
    sums = np.zeros(3)
    noise = 0.5 if parents["Z"] else 1.0
    for z in np.arange(-7.0, 7.0 + 1e-9, 0.1):
        w, x, mean, _ = nonlinear(parents, ("Z", z))
        w = w * np.exp(-(((z - mean["Z"]) / noise) ** 2) / 2)
        total = w.sum()
        if total > 0:
            q = w / total
            a, b = x["X"] - (q * x["X"]).sum(), x["Y"] - (q * x["Y"]).sum()
            sums += total * np.array([(q * a * a).sum(), (q * a * b).sum(), (q * b * b).sum()])
    return sums[1] / np.sqrt(sums[0] * sums[2])


def main():
    out = golden.Golden(
        "causal/structures",
        __file__,
        "Correlations of the ends X and Y of causal structures: observed, given Z, in a slab |N_Z| < tau (in standard deviations), under"
        " do(Z), and the limits of the JVP estimates E[J J'] in the nonlinear models (paper, 5.3, 6.4, 7.1, 7.2)",
        precision="linear: mpmath, 40 digits; nonlinear: numpy, trapezoidal rule with steps 0.15",
        versions={"numpy": np.__version__},
    )
    for name, parents in STRUCTURES.items():
        names = list(parents)
        a, b, k = names.index("X"), names.index("Y"), names.index("Z")
        weight, noise = (mpf(1), mpf("0.5")) if name == "collider" else (mpf("0.6"), mpf("0.8"))
        s = covariance(parents, weight, noise)
        out.output(name, "covariance", s)
        out.output(name, "observed", correlation(s, a, b))
        out.output(name, "given", correlation(conditioned(s, k, mpf(0)), a, b))
        out.output(name, "do", correlation(covariance(parents, weight, noise, "Z"), a, b))
        out.input(name, "taus", TAUS)
        out.output(name, "slabs", [correlation(conditioned(s, k, truncated_variance(mpf(t))), a, b) for t in TAUS])
        out.output(name, "kept", [erf(mpf(t) / sqrt(2)) for t in TAUS])
        w, x, _, j = nonlinear(parents)
        out.output(name, "nonlinear_observed", float(pearson(w, x["X"], x["Y"])))
        wd, xd, _, _ = nonlinear(parents, ("Z", 0.0))
        out.output(name, "nonlinear_do", float(pearson(wd, xd["X"], xd["Y"])))
        out.output(name, "nonlinear_given", float(given_middle(parents)))
        g = {p: sum(j[p[0]][n] * j[p[1]][n] for n in names) for p in ("XX", "XY", "YY", "XZ", "YZ", "ZZ")}

        def jvp(cut, weights):
            part = {p: (weights * (g[p] - cut * g[p[0] + "Z"] * g[p[1] + "Z"] / g["ZZ"])).sum() for p in ("XX", "XY", "YY")}
            return float(part["XY"] / np.sqrt(part["XX"] * part["YY"]))

        out.output(name, "nonlinear_jvp", jvp(0, w))
        out.output(name, "nonlinear_held", jvp(1, w))
        rms = np.sqrt((w * g["ZZ"]).sum())
        out.output(name, "nonlinear_rms", float(rms))
        # As tau goes to 0, P(|N| < tau) is proportional to the density at 0, 1 / |J^k|.
        out.output(name, "nonlinear_thin_slab", jvp(1, w / np.sqrt(g["ZZ"])))
    out.write()


main()
