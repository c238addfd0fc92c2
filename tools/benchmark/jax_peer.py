"""JAX as a peer: the networks of jax_models.py, compiled by jax.jit."""

import functools

import jax
import jax.numpy as jnp
import numpy as np

import jax_models
import solvers


def environment():
    return {"jax": jax.__version__, "jax devices": ", ".join(str(device) for device in jax.devices())}


def image(x):
    """[..., C, H, W] as [..., H, W, C]."""
    return jnp.asarray(np.moveaxis(x, -3, -1).astype(np.float32))


def ways(case):
    return {"product": product, "convolution": convolution, "model": model, "solver": solvers.ways}[case.kind](case)


def product(case):
    a, b = (jnp.asarray(case.array(name), jnp.float32) for name in "ab")
    f = jax.jit(jnp.matmul)
    return {"jit": lambda: lambda: (f(a, b).block_until_ready(), None)}


def convolution(case):
    x, w = image(case.array("x")), jnp.asarray(case.array("w").transpose(2, 3, 1, 0), jnp.float32)
    f = jax.jit(lambda x, w: jax_models.convolution(x, w, 1, 1))
    return {"jit, NHWC": lambda: lambda: (f(x, w).block_until_ready(), None)}


def model(case):
    network, weights, time = jax_models.network(case)
    x, v = image(case.array("x")), image(case.array("v"))

    def f(weights, z):
        return network(weights, time, z)

    def primal(weights, x, v):
        return f(weights, x), None

    def jvp(weights, x, v):
        return jax.jvp(functools.partial(f, weights), (x,), (v,))

    def vmap_jvp(weights, x, v):
        return jax.vmap(lambda u: jvp(weights, x, u), out_axes=(None, 0))(v)

    compiled = jax.jit({"jit": primal, "jit(jvp)": jvp, "jit(vmap(jvp))": vmap_jvp}[case.method])
    return {"NHWC": lambda: lambda: jax.block_until_ready(compiled(weights, x, v))}


def answer(task):
    y = task.way()
    back = (lambda a: np.asarray(a)) if task.case.kind in ("product", "solver") else (lambda a: np.moveaxis(np.asarray(a), -1, -3))
    return [None if each is None else back(each) for each in y]
