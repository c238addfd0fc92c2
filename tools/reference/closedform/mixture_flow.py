"""Golden values of the mixture flow: densities, responsibilities, velocities, Jacobians, conditional moments."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import conditioning
import instances
from conditioning import Mixture, jacobian, vec
from golden import Golden
from mpmath import exp, log, matrix, mp, mpf, pi, quad, sqrt

mp.dps = 150  # the step of the differences is 1e-30, and 1 - t and t go down to 1e-8

SEED = 20260201
TIMES = [("0", 0.0), ("1e-8", 1e-8), ("0.25", 0.25), ("0.5", 0.5), ("0.75", 0.75), ("0.99", 0.99), ("1-1e-8", 1 - 1e-8), ("1", 1.0)]

golden = Golden(
    "closedform/mixture_flow",
    __file__,
    "x_t = (1-t) x0 + t x1, x0 ~ N(mu0, sigma0), x1 ~ sum_k weights_k N(means_k, covariances_k): E and Cov of x_t, log p_t(x), (2) and its gradients, "
    "v = E[x1 - x0 | x_t = x] and dv_i/dx_j, E and Cov of x1 given x_t = x; the paper 4.1.2, 4.2, B.3",
    seed=SEED,
    precision="mpmath, 150 digits; derivatives by central differences with step 1e-30",
    uses=[conditioning.__file__, instances.__file__],
)
draw = instances.Instances(SEED)


def identity(d):
    return [[float(i == j) for j in range(d)] for i in range(d)]


WEIGHTS = {1: [1.0], 2: [0.25, 0.75], 3: [0.5, 0.125, 0.375], 4: [0.25, 0.5, 0.0625, 0.1875]}


def configurations():
    for d in (1, 2, 3, 4):
        for k in (1, 2, 3, 4):
            yield f"d{d} K{k}", dict(
                mu0=[draw.number(1) for _ in range(d)],
                sigma0=draw.spd(d, 0.5),
                weights=WEIGHTS[k],
                means=[[draw.number(1.5) for _ in range(d)] for _ in range(k)],
                covariances=[draw.spd(d, 0.25) for _ in range(k)],
            ), None
    shared = draw.spd(2, 0.25)
    yield "standard source", dict(
        mu0=[0.0, 0.0], sigma0=identity(2), weights=WEIGHTS[3],
        means=[[draw.number(1.5) for _ in range(2)] for _ in range(3)], covariances=[draw.spd(2, 0.25) for _ in range(3)],
    ), None
    yield "shared covariance", dict(
        mu0=[0.5, -0.25], sigma0=draw.spd(2, 0.5), weights=WEIGHTS[2],
        means=[[1.0, 2.0], [-1.5, 0.5]], covariances=[shared, shared],
    ), None
    # Singular targets: a line, and two points. Near t = 1 the field is unbounded, so only times up to 0.99.
    yield "singular covariances", dict(
        mu0=[0.5, -0.25], sigma0=draw.spd(2, 0.5), weights=WEIGHTS[3],
        means=[[1.0, 2.0], [-1.5, 0.5], [0.25, -1.0]],
        covariances=[[[1.0, 2.0], [2.0, 4.0]], [[0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]],
    ), 0.99


def chopped(value):
    """Zeros at the ends of the time axis come out as rounding of 150 digits; nothing else here is so small."""
    return [chopped(v) for v in value] if isinstance(value, list) else mpf(0) if abs(value) < mpf(10) ** -100 else value


def output(case, quantity, value):
    value = value.tolist() if isinstance(value, matrix) else value
    golden.output(case, quantity, chopped(value))


def check_definition(mixture, t, x):
    """In one dimension, E and Var of x1 given x_t = x by integrating over x1; nothing of Gaussian vectors is used."""

    def normal(y, mean, variance):
        return exp(-((y - mean) ** 2) / (2 * variance)) / sqrt(2 * pi * variance)

    def joint(x1):
        source = normal((x - t * x1) / (1 - t), mixture.mu0[0], mixture.sigma0[0, 0]) / (1 - t)
        return source * sum(
            w * normal(x1, m[0], c[0, 0]) for w, m, c in zip(mixture.weights, mixture.means, mixture.covariances)
        )

    with mp.workdps(30):
        ends = [mpf(e) for e in range(-20, 21, 2)]
        mass = quad(joint, ends)
        mean = quad(lambda x1: x1 * joint(x1), ends) / mass
        variance = quad(lambda x1: (x1 - mean) ** 2 * joint(x1), ends) / mass
        at = vec([x])
        assert abs(mass / mixture.density(t, at) - 1) < mpf(10) ** -18
        assert abs(mean - mixture.conditional_mean(t, at, 0, 1)[0]) < mpf(10) ** -18
        assert abs((mean - x) / (1 - t) - mixture.velocity(t, at)[0]) < mpf(10) ** -18
        assert abs(variance - mixture.conditional_covariance(t, at, 0, 1)[0, 0]) < mpf(10) ** -18


for name, arguments, last in configurations():
    mixture = Mixture(**arguments)
    for label, t in TIMES:
        if last is not None and t > last:
            continue
        case = f"{name} t={label}"
        for quantity, value in arguments.items():
            golden.input(case, quantity, value)
        # A point where the density is not negligible: near a component's mean at that time.
        k = draw.rng.randrange(len(arguments["weights"]))
        point = [
            round(((1 - t) * a + t * b + draw.rng.gauss(0, 0.6)) * 64) / 64
            for a, b in zip(arguments["mu0"], arguments["means"][k])
        ]
        golden.input(case, "t", t)
        golden.input(case, "x", point)
        t, x = mpf(t), vec(point)
        if mixture.d == 1 and 0.25 <= t <= 0.75:
            check_definition(mixture, t, x[0])
        mean, covariance = mixture.moments(t)
        output(case, "mean", list(mean))
        output(case, "covariance", covariance)
        output(case, "log_density", log(mixture.density(t, x)))
        output(case, "score", list(jacobian(lambda y: matrix([log(mixture.density(t, y))]), x)))
        output(case, "responsibilities", list(mixture.responsibilities(t, x)))
        output(case, "responsibility_gradients", jacobian(lambda y: mixture.responsibilities(t, y), x))
        output(case, "velocity", list(mixture.velocity(t, x)))
        output(case, "jacobian", jacobian(lambda y: mixture.velocity(t, y), x))
        output(case, "conditional_mean", list(mixture.conditional_mean(t, x, 0, 1)))
        output(case, "conditional_covariance", mixture.conditional_covariance(t, x, 0, 1))

golden.write()
