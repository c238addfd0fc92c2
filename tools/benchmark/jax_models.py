"""The two UNets in JAX, images [B, H, W, C], with the weights of a safetensors file under PyTorch's names."""

import jax
import jax.numpy as jnp
import numpy as np

LAYOUT = ("NHWC", "HWIO", "NHWC")


def convolution(x, w, stride, padding):
    return jax.lax.conv_general_dilated(x, w, (stride, stride), [(padding, padding)] * 2, dimension_numbers=LAYOUT)


def transposed_convolution(x, w, stride, padding):
    """w is [h, w, in, out], already rotated by 180 degrees."""
    around = w.shape[0] - 1 - padding
    return jax.lax.conv_general_dilated(
        x, w, (1, 1), [(around, around)] * 2, lhs_dilation=(stride, stride), dimension_numbers=LAYOUT
    )


def network(case):
    """The function of (weights, time embedding, x), its weights, and the embedding [B, n], which is independent of the directions."""
    scale, make = {"flow-unet": (10000.0, flow_unet), "attention-unet": (1.0, attention_unet(case.settings))}[case.settings["model"]]
    weights = {}
    for name, w in case.weights().items():
        if w.ndim == 4:
            turned = name.endswith(".upsample.weight")
            w = np.flip(w, (2, 3)).transpose(2, 3, 0, 1) if turned else w.transpose(2, 3, 1, 0)
        if w.dtype == np.float32:
            weights[name] = jnp.asarray(w)
    t = case.array("t").astype(np.float64).reshape(-1, 1)
    half = 128
    angle = t * scale * 10000.0 ** (-np.arange(half) / (half - 1))
    waves = np.concatenate([np.sin(angle), np.cos(angle)], 1)
    return make, weights, jnp.asarray(waves, jnp.float32)


class Layers:
    """The layers, by the names of their weights."""

    def __init__(self, weights):
        self.weights = weights

    def linear(self, name, x):
        return x @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]

    def convolution(self, name, x, stride=1, padding=1):
        y = convolution(x, self.weights[name + ".weight"], stride, padding)
        bias = self.weights.get(name + ".bias")
        return y if bias is None else y + bias

    def batch_norm(self, name, x):
        w = self.weights
        scale = w[name + ".weight"] * jax.lax.rsqrt(w[name + ".running_var"] + 1e-5)
        return x * scale + (w[name + ".bias"] - w[name + ".running_mean"] * scale)

    def group_norm(self, name, x, groups=32):
        b, h, w, c = x.shape
        parts = x.reshape(b, h * w, groups, c // groups)
        mean = parts.mean((1, 3), keepdims=True)
        centred = parts - mean
        variance = (centred * centred).mean((1, 3), keepdims=True)
        normal = (centred * jax.lax.rsqrt(variance + 1e-5)).reshape(x.shape)
        return normal * self.weights[name + ".weight"] + self.weights[name + ".bias"]


def resized(x, height, width):
    """Bilinear, with aligned corners."""

    def matrix(old, new):
        at = np.arange(new) * (old - 1) / max(new - 1, 1)
        below = np.minimum(at.astype(int), old - 1)
        above = np.minimum(below + 1, old - 1)
        m = np.zeros((new, old))
        np.add.at(m, (np.arange(new), below), 1 - (at - below))
        np.add.at(m, (np.arange(new), above), at - below)
        return jnp.asarray(m, jnp.float32)

    x = jnp.einsum("ij,bjwc->biwc", matrix(x.shape[1], height), x)
    return jnp.einsum("ij,bhjc->bhic", matrix(x.shape[2], width), x)


def halved(x):
    h, w = x.shape[1] // 2, x.shape[2] // 2
    corners = [x[:, i : 2 * h : 2, j : 2 * w : 2] for i in (0, 1) for j in (0, 1)]
    return jnp.maximum(jnp.maximum(corners[0], corners[1]), jnp.maximum(corners[2], corners[3]))


def flow_unet(weights, waves, x):
    layers = Layers(weights)
    silu = jax.nn.silu
    time = layers.linear("time_mlp.lin2", silu(layers.linear("time_mlp.lin1", waves)))

    def block(name, x):
        h = layers.batch_norm(name + ".bn1", layers.convolution(name + ".conv1", x))
        h = silu(h + layers.linear(name + ".time_emb_proj", time)[:, None, None, :])
        return silu(layers.batch_norm(name + ".bn2", layers.convolution(name + ".conv2", h)))

    skips = [block("inc", x)]
    for depth in range(1, 5):
        skips.append(block(f"down{depth}.conv", halved(skips[-1])))
    y = skips.pop()
    for step in range(1, 5):
        skip = skips.pop()
        y = resized(y, 2 * y.shape[1], 2 * y.shape[2])
        rows, columns = skip.shape[1] - y.shape[1], skip.shape[2] - y.shape[2]
        y = jnp.pad(y, ((0, 0), (rows // 2, rows - rows // 2), (columns // 2, columns - columns // 2), (0, 0)))
        y = block(f"up{step}.conv", jnp.concatenate([skip, y], -1))
    return layers.convolution("outc", y, padding=0)


def attention_unet(settings):
    size, summed, heads = int(settings.get("image_size", 64)), settings.get("heads") == "summed", 4
    multipliers, resolutions = (1, 1, 2, 2, 4), (8, 16, 32)
    levels = len(multipliers)

    def apply(weights, waves, x):
        layers = Layers(weights)
        silu = jax.nn.silu
        time = layers.linear("time_embedding.linear_2", silu(layers.linear("time_embedding.linear_1", waves)))

        def residual(name, x):
            h = layers.convolution(name + ".conv1", silu(layers.group_norm(name + ".norm1", x)))
            h = h + layers.linear(name + ".time_mlp", silu(time))[:, None, None, :]
            h = layers.convolution(name + ".conv2", silu(layers.group_norm(name + ".norm2", h)))
            same = name + ".shortcut.weight" not in weights
            return h + (x if same else layers.convolution(name + ".shortcut", x, padding=0))

        def attention(name, x):
            b, h, w, c = x.shape
            qkv = layers.convolution(name + ".qkv", layers.group_norm(name + ".norm", x), padding=0)
            q, k, v = jnp.moveaxis(qkv.reshape(b, h * w, 3, heads, c // heads), 2, 0)
            if summed:
                scores = jnp.einsum("bihd,bjhd->bij", q, k) / (c // heads) ** 0.5
                mixed = jnp.einsum("bij,bjhd->bihd", jax.nn.softmax(scores), v)
            else:
                scores = jnp.einsum("bihd,bjhd->bhij", q, k) / (c // heads) ** 0.5
                mixed = jnp.einsum("bhij,bjhd->bihd", jax.nn.softmax(scores), v)
            return x + layers.convolution(name + ".proj_out", mixed.reshape(x.shape), padding=0)

        h = layers.convolution("input_conv", x)
        skips = []
        for i in range(levels):
            skips.append(h)
            h = residual(f"down_blocks.{i}.conv", h)
            if size // 2**i in resolutions:
                h = attention(f"down_blocks.{i}.attention", h)
            h = layers.convolution(f"down_blocks.{i}.downsample", h, stride=2)
        h = residual("middle_block.2", attention("middle_block.1", residual("middle_block.0", h)))
        for i in range(levels):
            skip = skips.pop()
            name = f"up_blocks.{i}"
            h = transposed_convolution(h, weights[name + ".upsample.weight"], 2, 1) + weights[name + ".upsample.bias"]
            if h.shape[1:3] != skip.shape[1:3]:
                h = resized(h, *skip.shape[1:3])
            h = residual(name + ".conv", jnp.concatenate([h, skip], -1))
            if (size // 2**levels) * 2 ** (i + 1) in resolutions:
                h = attention(name + ".attention", h)
        h = silu(layers.group_norm("output_conv.0", h))
        return layers.convolution("output_conv.2", h)

    return apply
