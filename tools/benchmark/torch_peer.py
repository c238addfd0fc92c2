"""PyTorch as a peer: the modules of tools/reference, in each of its layouts and modes."""

import os
import platform
import sys

import torch
import torch.autograd.forward_ad as forward_ad

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "reference", "layer"))
import attention_parts
import flow_unet_module
import sinusoidal
import solvers

torch.set_num_threads(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())
LAYOUTS = {"NCHW": torch.contiguous_format, "channels_last": torch.channels_last}
_exact = sinusoidal.Embedding.forward


def _forward(self, t):
    """In the format of the weights: the reference modules always return float64."""
    return _exact(self, t.double()).to(t.dtype)


sinusoidal.Embedding.forward = _forward


def environment():
    return {
        "torch": torch.__version__,
        "torch threads": torch.get_num_threads(),
        "python": platform.python_version(),
        "oneDNN": torch.backends.mkldnn.is_available(),
    }


def module(case):
    if case.settings["model"] == "flow-unet":
        net = flow_unet_module.FlowUNet(case.number("channels"), case.number("base_channels"))
    else:
        net = attention_parts.AttentionUNet(
            case.number("channels"), case.number("base_channels"), (1, 1, 2, 2, 4), (8, 16, 32), case.number("image_size"),
            case.number("labels"), 256, case.settings["heads"] == "summed",
        )
    state = {name: torch.from_numpy(values.copy()) for name, values in case.weights().items()}
    net.load_state_dict(state)
    return net.eval().requires_grad_(False)


def tensor(case, name, dtype=torch.float32):
    return torch.from_numpy(case.array(name)).to(dtype)


def in_layout(x, layout):
    """Images or directions [..., B, C, H, W] in a layout of the last four axes."""
    if x.dim() == 5:
        return torch.stack([in_layout(each, layout) for each in x])
    return x.contiguous(memory_format=LAYOUTS[layout]) if x.dim() == 4 else x


def ways(case):
    return {"product": product, "convolution": convolution, "model": model, "training": training, "solver": solvers.ways}[case.kind](case)


def product(case):
    a, b = tensor(case, "a"), tensor(case, "b")
    out = torch.empty(a.shape[0], b.shape[1])

    def new():
        with torch.inference_mode():
            return torch.mm(a, b), None

    def again():
        with torch.inference_mode():
            return torch.mm(a, b, out=out), None

    return {"mm": lambda: new, "mm, out given": lambda: again}


def convolution(case):
    found = {}
    for layout in LAYOUTS:
        x, w = in_layout(tensor(case, "x"), layout), in_layout(tensor(case, "w"), layout)

        def way(x=x, w=w):
            with torch.inference_mode():
                return torch.nn.functional.conv2d(x, w, padding=1), None

        found[layout] = lambda way=way: way
    return found


def model(case):
    """Those without compilation first, then those that have been the fastest, in case there is not enough time for all."""
    modes = {"": None}
    if case.number("compile") and case.method in ("primal", "func.jvp", "vmap(jvp)"):
        if case.method == "primal":
            modes[", compile with frozen weights"] = {"freezing": True}
        modes[", compile"] = {}
    return {
        layout + mode: lambda layout=layout, options=options: way(case, layout, options)
        for mode, options in modes.items()
        for layout in reversed(LAYOUTS)
    }


def way(case, layout, compiling):
    net = module(case).to(memory_format=LAYOUTS[layout])
    x, t, v = in_layout(tensor(case, "x"), layout), tensor(case, "t"), in_layout(tensor(case, "v"), layout)

    def f(z):
        return net(t, z)

    if case.method == "primal":
        g, arguments = f, (x,)
    elif case.method == "func.jvp":
        g, arguments = lambda z, u: torch.func.jvp(f, (z,), (u,)), (x, v)
    elif case.method == "vmap(jvp)":
        each = lambda z, u: torch.func.jvp(f, (z,), (u,))
        g, arguments = torch.vmap(each, in_dims=(None, 0), out_dims=(None, 0)), (x, v)
    elif case.method == "forward_ad":

        def g(z, u):
            with forward_ad.dual_level():
                return tuple(forward_ad.unpack_dual(f(forward_ad.make_dual(z, u))))

        arguments = (x, v)
    else:
        raise ValueError(f"there is no method {case.method}")
    if compiling is not None:
        torch._dynamo.reset()
        g = torch.compile(g, options=compiling) if compiling else torch.compile(g)
    # Inference mode has no derivatives, and compiled code that fails in it does not always leave it.
    inference = case.method == "primal" and compiling is None

    def run():
        with torch.inference_mode(inference), torch.no_grad():
            y = g(*arguments)
        return y if isinstance(y, tuple) else (y, None)

    return run


def loss_of(net, case, dtype, layout):
    t = tensor(case, "t", dtype)
    x0, x1 = (in_layout(tensor(case, name, dtype), layout) for name in ("x", "v"))
    error = net(t, (1 - t) * x0 + t * x1) - (x1 - x0)
    return (error * error).mean()


def training(case):
    def make(layout):
        net = module(case).to(memory_format=LAYOUTS[layout]).train()
        trained = [p.requires_grad_() for name, p in net.named_parameters() if name not in flow_unet_module.UNUSED]
        optimizer = torch.optim.Adam(trained, lr=float(case.settings["rate"]))

        @torch.inference_mode(False)
        def step():
            optimizer.zero_grad()
            loss_of(net, case, torch.float32, layout).backward()
            optimizer.step()
            return None, None

        step.layout = layout
        return step

    return {layout: lambda layout=layout: make(layout) for layout in LAYOUTS}


def gradient(case, dtype, layout):
    """The loss and its gradient at the weights of the file, parameters sorted by name."""
    net = module(case).to(dtype).to(memory_format=LAYOUTS[layout]).train()
    trained = {name: p.requires_grad_() for name, p in net.named_parameters() if name not in flow_unet_module.UNUSED}
    loss = loss_of(net, case, dtype, layout)
    loss.backward()
    flat = torch.cat([trained[name].grad.reshape(-1).double() for name in sorted(trained)])
    return loss.detach().double().reshape(1).numpy(), flat.numpy()


@torch.inference_mode(False)
def answer(task):
    if task.case.kind == "training":
        return gradient(task.case, torch.float32, task.way.layout)
    if task.case.kind == "solver":
        return task.way()
    return [None if y is None else y.detach().double().numpy() for y in task.way()]


@torch.inference_mode(False)
def reference(case):
    """In float64, by the plain definition."""
    if case.kind == "product":
        return (tensor(case, "a", torch.float64) @ tensor(case, "b", torch.float64)).numpy(), None
    if case.kind == "convolution":
        x, w = tensor(case, "x", torch.float64), tensor(case, "w", torch.float64)
        return torch.nn.functional.conv2d(x, w, padding=1).numpy(), None
    if case.kind == "training":
        return gradient(case, torch.float64, "NCHW")
    if case.kind == "solver":
        return solvers.reference(case)
    net = module(case).double()
    if case.kind == "euler":
        return euler(net, case)
    x, t, v = (tensor(case, name, torch.float64) for name in ("x", "t", "v"))
    with torch.no_grad():
        pairs = [torch.func.jvp(lambda z: net(t, z), (x,), (u,)) for u in (v if v.dim() > x.dim() else [v])]
    tangents = torch.stack([tangent for _, tangent in pairs])
    return pairs[0][0].numpy(), tangents.reshape(v.shape).numpy()


def euler(net, case):
    """A solve from t = 0 to 1 by Euler's method, and its JVP."""
    x, v = tensor(case, "x", torch.float64), tensor(case, "v", torch.float64)
    steps = case.number("steps")
    with torch.no_grad():
        for step in range(steps):
            t = torch.full((x.shape[0], 1, 1, 1), step / steps, dtype=torch.float64)
            y, u = torch.func.jvp(lambda z: net(t, z), (x,), (v,))
            x, v = x + y / steps, v + u / steps
    return x.numpy(), v.numpy()
