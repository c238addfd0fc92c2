"""Golden values of 20 steps of PyTorch's optimisers, clipping, moving average and schedules, on gradients drawn by address."""

import pathlib
import sys

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import draws
import golden

SEED = 3
STEPS = 20
SHAPES = {"weight": (3, 4), "bias": (4,)}
torch.set_default_dtype(torch.float64)


def draw(name, shape, bound=1.0):
    return torch.from_numpy(np.array(draws.symmetric(SEED, name, shape, bound)))


out = golden.Golden(
    "train/optimizer",
    __file__,
    "Adam, AdamW, clip_grad_norm_, the exponential moving average of AveragedModel, CosineAnnealingLR and LinearLR",
    seed=SEED,
    precision="PyTorch in float64",
    versions={"numpy": np.__version__, "PyTorch": torch.__version__.split("+")[0]},
    uses=[draws.__file__],
)


def steps(case, optimizer, rate=lambda k: None, clip=None, average=None):
    """Gradients are drawn as "gradient NAME" from step k's place on, and shrink by a thousand over the steps, so that epsilon is felt."""
    parameters = {name: draw("start " + name, shape).requires_grad_() for name, shape in SHAPES.items()}
    optimizer = optimizer(list(parameters.values()))
    averages = {name: p.detach().clone() for name, p in parameters.items()}
    for k in range(STEPS):
        for name, p in parameters.items():
            size = p.numel()
            u = draws.uniforms(SEED, draws.stream("gradient " + name), k * size, size).reshape(p.shape)
            p.grad = torch.from_numpy((2 * u - 1) * 2.0 ** -(k // 2))
        if clip is not None:
            out.output(case, f"norm {k}", torch.nn.utils.clip_grad_norm_(list(parameters.values()), clip).item())
        if rate(k) is not None:
            optimizer.param_groups[0]["lr"] = rate(k)
        optimizer.step()
        for name, p in parameters.items():
            out.output(case, f"{name} {k}", p.detach())
            if average is not None:
                update = torch.optim.swa_utils.get_ema_multi_avg_fn(average)
                update([averages[name]], [p.detach()], k)
                out.output(case, f"average {name} {k}", averages[name])


steps("Adam", lambda p: torch.optim.Adam(p, lr=1e-3))
steps("Adam with decay", lambda p: torch.optim.Adam(p, lr=0.0625, betas=(0.5, 0.75), eps=0.125, weight_decay=0.25))
steps("AdamW", lambda p: torch.optim.AdamW(p))
steps("AdamW with everything", lambda p: torch.optim.AdamW(p, weight_decay=0.125), rate=lambda k: 0.5 / (k + 1), clip=1.0, average=0.75)

FIRST, LAST, LENGTH, WARM = 2e-4, 1e-5, 15, 5
dummy = torch.zeros(1, requires_grad=True)


def rates(scheduler, first):
    optimizer = torch.optim.SGD([dummy], lr=first)
    scheduler = scheduler(optimizer)
    values = []
    for _ in range(LENGTH + 1):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return values


cosine = rates(lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, T_max=LENGTH, eta_min=LAST), FIRST)
warm_up = rates(lambda o: torch.optim.lr_scheduler.LinearLR(o, start_factor=1 / WARM, total_iters=WARM - 1), 1.0)
out.output("cosine", "rates", cosine)
out.output("warm-up", "rates", warm_up)
out.output("cosine with warm-up", "rates", [a * b for a, b in zip(cosine, warm_up)])
out.write()
