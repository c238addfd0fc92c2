"""The fields of dualflow.bench.SolverFields on arrays of NumPy, PyTorch and JAX, and their solves from t = 0 to 1 by SciPy, torchdiffeq, JAX and diffrax. A
library that is not installed is refused by Python's own message."""

import numpy as np

ARRAYS = {"mixture": ("means", "squares", "logs"), "mlp": ("first", "time", "second", "bias", "third")}


def velocity(case, put, exp, log, softmax):
    """v(t, x) of points [n, 2], by the functions of a library; put makes its arrays."""
    arrays = {name: put(np.array(case.array(name))) for name in ARRAYS[case.settings["field"]]}

    def mixture(t, x):
        means, squares, logs = arrays["means"], arrays["squares"], arrays["logs"]
        variances = t * t * squares + (1 - t) ** 2
        start = x[:, None, :] - t * means
        weights = softmax(logs - log(variances) - (start * start).sum(-1) / (2 * variances))
        factors = (t * squares - (1 - t)) / variances
        return (weights[:, :, None] * (means + factors[:, None] * start)).sum(1)

    def silu(x):
        return x / (1 + exp(-x))

    def mlp(t, x):
        h = silu(x @ arrays["first"] + t * arrays["time"])
        return silu(h @ arrays["second"] + arrays["bias"]) @ arrays["third"]

    return mixture if case.settings["field"] == "mixture" else mlp


class Counted:
    def __init__(self, field):
        self.field = field
        self.count = 0

    def __call__(self, t, x):
        self.count += 1
        return self.field(t, x)


def named(name, field, solve):
    """The solve as a peer's only way, under a name that says how often it evaluates the field."""
    field.count = 0
    solve()
    return {f"{name}, {field.count} evaluations": lambda: solve}


def scipy(case, method=None, tolerance=None):
    from scipy.integrate import solve_ivp
    from scipy.special import softmax

    field = Counted(velocity(case, lambda a: a, np.exp, np.log, lambda x: softmax(x, axis=-1)))
    x = case.array("x")
    method = method or {"bosh3": "RK23", "dopri5": "RK45", "dop853": "DOP853"}[case.method]
    tolerance = tolerance or float(case.settings["tolerance"])

    def solve():
        flat = solve_ivp(lambda t, y: field(t, y.reshape(x.shape)).ravel(), (0, 1), x.ravel(), method, rtol=tolerance, atol=tolerance)
        if not flat.success:
            raise RuntimeError(flat.message)
        return flat.y[:, -1].reshape(x.shape), None

    return method, field, solve


def torchdiffeq(case):
    import torch
    from torchdiffeq import odeint

    field = Counted(velocity(case, torch.from_numpy, torch.exp, torch.log, lambda x: torch.softmax(x, -1)))
    x = torch.from_numpy(np.array(case.array("x")))
    times = torch.tensor([0.0, 1.0], dtype=torch.float64)
    method = {"dop853": "dopri8"}.get(case.method, case.method)
    options = {"step_size": 1 / case.number("steps")} if "steps" in case.settings else {}
    tolerance = float(case.settings.get("tolerance", "1e-6"))  # which fixed steps do not use

    def solve():
        with torch.no_grad():
            return odeint(field, x, times, rtol=tolerance, atol=tolerance, method=method, options=options)[-1].numpy(), None

    return method, field, solve


def x64():
    """A context in which JAX computes in float64."""
    import jax

    if hasattr(jax, "enable_x64"):
        return jax.enable_x64(True)
    from jax.experimental import enable_x64

    return enable_x64()


def jax_field(case):
    import jax
    import jax.numpy as jnp

    return jnp, velocity(case, jnp.asarray, jnp.exp, jnp.log, lambda x: jax.nn.softmax(x, axis=-1))


def jax_odeint(case):
    """The solver that comes with JAX; it does not count."""
    import jax
    from jax.experimental.ode import odeint

    if case.method != "dopri5":
        raise ValueError("JAX's own solver is dopri5")
    tolerance = float(case.settings["tolerance"])
    with x64():
        jnp, field = jax_field(case)
        x, times = jnp.asarray(case.array("x")), jnp.asarray([0.0, 1.0])
        compiled = jax.jit(lambda x: odeint(lambda y, t: field(t, y), x, times, rtol=tolerance, atol=tolerance)[-1])

    def solve():
        with x64():
            return np.asarray(compiled(x)), None

    return {"odeint": lambda: solve}


def diffrax(case):
    import diffrax
    import jax

    solver = {"bosh3": diffrax.Bosh3, "dopri5": diffrax.Dopri5, "tsit5": diffrax.Tsit5, "dop853": diffrax.Dopri8}[case.method]()
    tolerance = float(case.settings["tolerance"])
    with x64():
        jnp, field = jax_field(case)
        x = jnp.asarray(case.array("x"))
        term = diffrax.ODETerm(lambda t, y, args: field(t, y))
        controller = diffrax.PIDController(rtol=tolerance, atol=tolerance)

        def end(x):
            found = diffrax.diffeqsolve(term, solver, 0.0, 1.0, None, x, stepsize_controller=controller, max_steps=100_000)
            return found.ys[-1], found.stats["num_steps"]

        compiled = jax.jit(end)
        steps = int(compiled(x)[1])

    def solve():
        with x64():
            return np.asarray(compiled(x)[0]), None

    return {f"{type(solver).__name__}, {steps} steps": lambda: solve}


def ways(case):
    library = case.settings["library"]
    if library == "jax odeint":
        return jax_odeint(case)
    if library == "diffrax":
        return diffrax(case)
    return named(*{"scipy": scipy, "torchdiffeq": torchdiffeq}[library](case))


def reference(case):
    return scipy(case, "DOP853", 1e-12)[2]()
