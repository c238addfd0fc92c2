"""What the generators of whole models share. Weights and large inputs are drawn by name and do not stand in the golden file; everything is in
PyTorch's axis order. Of arrays of more numbers than a few stand a sample, the norm, and the product with numbers drawn for it."""

import gzip
import math

import safetensors.torch
import torch
import torch_layers
from torch_layers import derivatives, draw

USES = [__file__]


def new(file, equation, uses=(), **more):
    return torch_layers.new(file, equation, uses=[*uses, *USES], **more)


def weights(module, gain=6, coarse=False):
    """A state dict, each entry drawn from the stream "parameter NAME": numbers u from -1 to 1, or the nearest of -1, 0, 1, times
    sqrt(gain / n) in a weight of rows of n numbers, where a gain of 6 keeps the signal's size from layer to layer; 1 + u / 2 for variances and
    the weights of normalisations; u / 2 for biases and means."""
    state = {}
    for name, value in module.state_dict().items():
        u = draw("parameter " + name, value.shape)
        if coarse:
            u = u.round()
        if name.endswith("num_batches_tracked"):
            state[name] = torch.tensor(7)
        elif value.ndim > 1:
            state[name] = math.sqrt(gain / value[0].numel()) * u
        elif name.endswith(("running_var", "weight")):
            state[name] = 1 + u / 2
        else:
            state[name] = u / 2
    return state


def times(case, shape):
    """Times from 0 to 1 that float32 holds exactly: an embedding multiplies them by up to 10000, and an error with them."""
    return torch.round((1 + draw(case + " t", shape)) * 2**19) / 2**20


def summary(out, case, name, value, count=4):
    """An array's numbers, or count of them at places drawn from the stream "CASE NAME at"; its norm; and its product with numbers drawn from the
    stream "CASE NAME r"."""
    flat = value.reshape(-1)
    if flat.numel() > count:
        places = (1 + draw(f"{case} {name} at", (count,))) / 2 * flat.numel()
        out.output(case, name, flat[places.floor().long()])
    else:
        out.output(case, name, flat)
    out.output(case, name + " norm", (flat * flat).sum().sqrt().item())
    out.output(case, name + " product", (flat * draw(f"{case} {name} r", flat.shape)).sum().item())


def checkpoint(name, module):
    """A state dict of coarse numbers in float32, and writes it as PyTorch users do, compressed, since coarse numbers become small so."""
    state = {key: value.float() if value.is_floating_point() else value for key, value in weights(module, coarse=True).items()}
    path = torch_layers.golden.ROOT / "reference-data" / (name + ".safetensors.gz")
    path.write_bytes(gzip.compress(safetensors.torch.save(state, {"format": "pt"}), mtime=0))
    print(f"{path.relative_to(torch_layers.golden.ROOT)}: {path.stat().st_size} bytes")
    return {key: value.double() if value.is_floating_point() else value for key, value in state.items()}


def model(out, case, module, inputs, *, training=False, moving=True, unused=(), bounds=None, gain=6, file=None):
    """The module at inputs, a dict in the order of its arguments. Inputs of more than 64 numbers are draws of the stream "CASE NAME".
    moving says whether weights have tangents and gradients, too; those named by unused never have. bounds says how large tangents of inputs
    are. file names a checkpoint that is written and holds the weights."""
    module.train(training)
    state = checkpoint(file, module) if file else weights(module, gain)
    trained = [name for name, _ in module.named_parameters() if moving and name not in unused]
    known = set(trained) | set(inputs)

    def f(values):
        # Buffers are cloned, since batch norm changes them in place.
        values = {name: value if name in known else value.clone() for name, value in values.items()}
        return torch.func.functional_call(module, {n: values[n] for n in state}, tuple(values[n] for n in inputs))

    y, y_dot, y_bar, tangents, gradients = derivatives(f, state | inputs, [*trained, *inputs], case, bounds)
    counted = sum(value.numel() for name, value in module.named_parameters())
    out.input(case, "parameters", counted)
    out.input(case, "file", int(file is not None))
    out.input(case, "training", int(training))
    out.input(case, "moving", int(moving))
    for name, value in inputs.items():
        if value.numel() <= 64:
            out.input(case, name, value)
            out.input(case, name + "_dot", tangents[name])
        else:
            assert torch.equal(value, draw(f"{case} {name}", value.shape)) and name not in (bounds or {})
            out.input(case, name + " shape", list(value.shape))
        summary(out, case, name + "_bar", gradients[name])
    out.input(case, "y shape", list(y.shape))
    summary(out, case, "y", y, 256)
    summary(out, case, "y_dot", y_dot, 256)
    for name in trained:
        summary(out, case, name + "_bar", gradients[name])
    if training:
        module.load_state_dict(state)
        with torch.no_grad():
            module(*inputs.values())
        for name, _ in module.named_buffers():
            summary(out, case, name + " after", module.state_dict()[name].double())
