"""What the generators of layers share: a PyTorch module in float64, its output, its JVP along all inputs and parameters at once,
and its gradients. Arrays of a layer with channels are written with the channels last; parameters stand in PyTorch's axis order."""

import pathlib
import sys

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import draws
import golden

SEED = 3
USES = [__file__, draws.__file__]
torch.set_default_dtype(torch.float64)
torch.use_deterministic_algorithms(True)


def new(file, equation, precision="PyTorch in float64", uses=()):
    name = "layer/" + pathlib.Path(file).stem
    versions = {"numpy": np.__version__, "PyTorch": torch.__version__.split("+")[0]}
    return golden.Golden(name, file, equation, seed=SEED, precision=precision, versions=versions, uses=[*uses, *USES])


def draw(name, shape, bound=1.0):
    return torch.from_numpy(np.array(draws.symmetric(SEED, name, tuple(shape), bound)))


def channels_last(a):
    return a.movedim(1, -1) if a.ndim > 2 else a


def channels_first(a):
    return a.movedim(-1, 1) if a.ndim > 2 else a


def derivatives(f, x, names, case, bounds=None):
    """Output, JVP along drawn tangents, drawn cotangent and gradients of f at the dict x, in the arguments named. Tangents are as large as
    bounds says, or 1."""
    moving = {name: x[name] for name in names}
    still = {name: value for name, value in x.items() if name not in names}
    bounds = bounds or {}
    tangents = {name: draw(f"{case} {name} dot", value.shape, bounds.get(name, 1.0)) for name, value in moving.items()}
    y, y_dot = torch.func.jvp(lambda values: f(values | still), (moving,), (tangents,))
    y_bar = draw(f"{case} y bar", y.shape)
    again, pull = torch.func.vjp(lambda values: f(values | still), moving)
    assert torch.allclose(again, y, rtol=1e-13, atol=1e-13)
    return y, y_dot, y_bar, tangents, pull(y_bar)[0]


def layer(out, case, module, x, *, image=False, training=False, call=None):
    """A small layer: everything is written. x is in PyTorch's axis order; image says that its channels are axis 1."""
    module.train(training)
    state = {}
    for name, value in module.state_dict().items():
        if name.endswith("num_batches_tracked"):
            state[name] = torch.tensor(7)
        else:
            state[name] = draw(f"{case} {name}", value.shape)
            if name.endswith("running_var"):
                state[name] = 1 + state[name] / 2
    trained = [name for name, _ in module.named_parameters()]
    call = call or (lambda layer_, value: layer_(value))

    class Called(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = module

        def forward(self, value):
            return call(self.inner, value)

    def f(values):
        # Buffers are cloned, since batch norm changes them in place.
        values = {name: value if name in trained + ["x"] else value.clone() for name, value in values.items()}
        parameters = {"inner." + name: value for name, value in values.items() if name != "x"}
        return torch.func.functional_call(Called(), parameters, (values["x"],))

    y, y_dot, y_bar, tangents, gradients = derivatives(f, state | {"x": x}, trained + ["x"], case)
    order = channels_last if image else (lambda a: a)
    for name, value in state.items():
        out.input(case, name, value.double())
    out.input(case, "x", order(x))
    for name, value in tangents.items():
        out.input(case, name + "_dot", order(value) if name == "x" else value)
    out.input(case, "y_bar", order(y_bar))
    out.output(case, "y", order(y))
    out.output(case, "y_dot", order(y_dot))
    for name, value in gradients.items():
        out.output(case, name + "_bar", order(value) if name == "x" else value)
    if training and "running_mean" in state:
        module.load_state_dict(state)
        with torch.no_grad():
            module(x)
        for name in ("running_mean", "running_var", "num_batches_tracked"):
            out.output(case, name + " after", module.state_dict()[name].double())
