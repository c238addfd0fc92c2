"""The training and the estimates of Table 5 in PyTorch, with the draws of dualflow.random.Draws: from the same initial weights, batches, times
and sources, along the same directions."""

import pathlib
import sys

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "layer"))
import draws
import flow_unet_module

USES = [__file__, draws.__file__, *flow_unet_module.USES]
STEPS = 99
EPSILON = 1e-3


def normals(seed, stream, first, count):
    """Normal draws first .. first + count - 1 of a stream, equal up to rounding: by Box and Muller, a pair for each block."""
    begin, end = first // 2, (first + count + 1) // 2
    u, w = draws.uniforms(seed, stream, 2 * begin, 2 * (end - begin)).reshape(-1, 2).T
    radius, angle = np.sqrt(-2 * np.log(u + 2.0**-53)), 2 * np.pi * w
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1).reshape(-1)[first - 2 * begin :][:count]


def network(width, dtype):
    """A flow UNet for grey images, in training mode, with PyTorch's own initial weights."""
    model = flow_unet_module.FlowUNet(1, width).to(dtype)
    model.time_mlp.embedding.register_forward_hook(lambda module, inputs, made: made.to(dtype))
    return model


def draw_weights(model, seed):
    """The initial weights by address: uniform between -1/sqrt(n) and 1/sqrt(n), n the inputs of an output; batch norm as PyTorch has it."""
    with torch.no_grad():
        for name, module in model.named_modules():
            if isinstance(module, (torch.nn.Conv2d, torch.nn.Linear)):
                bound = 1 / np.sqrt(np.float64(module.weight[0].numel()))
                for part, parameter in module.named_parameters():
                    drawn = draws.symmetric(seed, f"parameter {name}.{part}", tuple(parameter.shape), bound)
                    parameter.copy_(torch.from_numpy(np.array(drawn)))
    return model


class Shuffle:
    """Batches without replacement: Fisher and Yates's shuffle for each epoch, whose last images that fill no batch are left out."""

    def __init__(self, seed, count, batch):
        self.seed, self.count, self.batch, self.epoch = seed, count, batch, -1

    def at(self, step):
        epoch, place = divmod(step, self.count // self.batch)
        if epoch != self.epoch:
            u = draws.uniforms(self.seed, draws.stream("shuffle"), epoch * self.count, self.count)
            self.order, self.epoch = np.arange(self.count), epoch
            for i in range(self.count - 1, 0, -1):
                j = int(u[i] * (i + 1))
                self.order[i], self.order[j] = self.order[j], self.order[i]
        return self.order[place * self.batch : (place + 1) * self.batch]


def addressed(images, seed, batch):
    """x1, x0 and t of each step, by address. The images are [n, rows, columns], from 0 to 1."""
    shuffle, size = Shuffle(seed, len(images), batch), images[0].size

    def at(step):
        x1 = images[shuffle.at(step)]
        x0 = normals(seed, draws.stream("source"), step * batch * size, batch * size).reshape(x1.shape)
        t = draws.uniforms(seed, draws.stream("time"), step * batch, batch)
        return [torch.from_numpy(np.array(a)) for a in (x1[:, None], x0[:, None], t.reshape(-1, 1, 1, 1))]

    return at


def train(model, batches, steps):
    """Trains in place by AdamW at 2e-4, as published; the loss of each step."""
    dtype = next(model.parameters()).dtype
    optimizer = torch.optim.AdamW([p for n, p in model.named_parameters() if n not in flow_unet_module.UNUSED], lr=2e-4)
    losses = []
    model.train()
    for step in range(steps):
        x1, x0, t = (a.to(dtype) for a in batches(step))
        optimizer.zero_grad()
        loss = ((model(t, (1 - t) * x0 + t * x1) - (x1 - x0)) ** 2).mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def generate(model, x):
    """What 99 Euler steps make of x."""
    times = torch.arange(STEPS + 1, dtype=torch.float64) / STEPS
    for k in range(STEPS):
        h = (times[k + 1] - times[k]).to(x.dtype)
        x = x + h * model(times[k].to(x.dtype).expand(len(x)), x)
    return x


def estimates(model, shape, samples, seed, pixels, chunk=64):
    """Images, exact JVPs and forward differences of some pixels along unit directions, each [samples, pixels]."""
    size = shape[0] * shape[1]
    dtype = next(model.parameters()).dtype
    model.eval()
    parts = []
    for first in range(0, samples, chunk):
        n = min(chunk, samples - first)
        x = normals(seed, 0, first * size, n * size).reshape(n, size)
        u = normals(seed, 1, first * size, n * size).reshape(n, size)
        u /= np.sqrt((u * u).sum(axis=1, keepdims=True))
        x, u = (torch.from_numpy(a).reshape(n, 1, *shape).to(dtype) for a in (x, u))
        with torch.no_grad():
            made, product = torch.func.jvp(lambda at: generate(model, at), (x,), (u,))
            difference = (generate(model, x + EPSILON * u) - made) / EPSILON
        parts.append([a.reshape(n, size)[:, pixels].double().numpy() for a in (made, product, difference)])
    return [np.concatenate(a) for a in zip(*parts)]


def pearson(pairs):
    return np.corrcoef(pairs.T)[0, 1]
