"""The attention UNet in PyTorch, written from its description: parameters by the published names, formulas by hand where PyTorch has no layer for them."""

import sinusoidal
import torch
from torch import nn


class Residual(nn.Module):
    """silu(norm), convolution, plus the time's linear map; again silu(norm), convolution; plus the shortcut."""

    def __init__(self, inner, outer, time, groups):
        super().__init__()
        self.time_mlp = nn.Linear(time, outer)
        self.norm1 = nn.GroupNorm(groups, inner)
        self.conv1 = nn.Conv2d(inner, outer, 3, padding=1)
        self.norm2 = nn.GroupNorm(groups, outer)
        self.conv2 = nn.Conv2d(outer, outer, 3, padding=1)
        self.shortcut = nn.Identity() if inner == outer else nn.Conv2d(inner, outer, 1)

    def forward(self, x, time):
        silu = nn.functional.silu
        shift = self.time_mlp(silu(time)).unsqueeze(-1).unsqueeze(-1)
        h = self.conv1(silu(self.norm1(x))) + shift
        return self.conv2(silu(self.norm2(h))) + self.shortcut(x)


class PixelAttention(nn.Module):
    """Channels are split into heads; where `summed` holds, the scores are summed over channels and heads, as published, else over the channels of each head."""

    def __init__(self, channels, groups, heads, summed):
        super().__init__()
        self.heads = heads
        self.summed = summed
        self.norm = nn.GroupNorm(groups, channels)
        self.qkv = nn.Conv2d(channels, 3 * channels, 1, bias=False)
        self.proj_out = nn.Conv2d(channels, channels, 1)

    def forward(self, x):
        batch, channels, height, width = x.shape
        depth = channels // self.heads
        split = self.qkv(self.norm(x)).reshape(batch, 3, self.heads, depth, height * width)
        q, k, v = split.unbind(1)
        scores = torch.einsum("nhdi,nhdj->nhij", q, k) / depth**0.5
        if self.summed:
            scores = scores.sum(1, keepdim=True).expand(-1, self.heads, -1, -1)
        weights = torch.exp(scores - torch.logsumexp(scores, -1, keepdim=True))
        mixed = torch.einsum("nhij,nhdj->nhdi", weights, v).reshape(x.shape)
        return x + self.proj_out(mixed)


class TimeEmbedding(nn.Module):
    def __init__(self, dimension):
        super().__init__()
        self.embedding = sinusoidal.Embedding(dimension, 1.0)
        self.linear_1 = nn.Linear(dimension, 4 * dimension)
        self.linear_2 = nn.Linear(4 * dimension, dimension)

    def forward(self, t):
        return self.linear_2(nn.functional.silu(self.linear_1(self.embedding(t))))


class Table(nn.Module):
    def __init__(self, labels, dimension):
        super().__init__()
        self.embedding = nn.Embedding(labels, dimension)


class Down(nn.Module):
    def __init__(self, inner, outer, time, attention):
        super().__init__()
        self.conv = Residual(inner, outer, time, 32)
        self.downsample = nn.Conv2d(outer, outer, 4, stride=2, padding=1)
        if attention:
            self.attention = attention

    def forward(self, x, time):
        h = self.conv(x, time)
        return self.downsample(self.attention(h) if hasattr(self, "attention") else h)


class Up(nn.Module):
    def __init__(self, below, skip, time, attention):
        super().__init__()
        self.conv = Residual(below + skip, skip, time, 32)
        self.upsample = nn.ConvTranspose2d(below, below, 4, stride=2, padding=1)
        if attention:
            self.attention = attention

    def forward(self, x, skip, time):
        h = self.upsample(x)
        if h.shape[2:] != skip.shape[2:]:
            h = nn.functional.interpolate(h, size=skip.shape[2:], mode="bilinear", align_corners=True)
        h = self.conv(torch.cat([h, skip], 1), time)
        return self.attention(h) if hasattr(self, "attention") else h


class AttentionUNet(nn.Module):
    """t is [batch, 1, 1, 1] and x [batch, channels, height, width]."""

    def __init__(self, channels, base, multipliers, resolutions, size, labels, time, summed):
        super().__init__()

        def attention(width, at):
            return PixelAttention(width, 32, 4, summed) if at in resolutions else None

        widths = [base] + [base * m for m in multipliers]
        levels = len(multipliers)
        self.time_embedding = TimeEmbedding(time)
        self.class_embedding = Table(labels, time)
        self.input_conv = nn.Conv2d(channels, base, 3, padding=1)
        self.down_blocks = nn.ModuleList(
            Down(widths[i], widths[i + 1], time, attention(widths[i + 1], size // 2**i)) for i in range(levels)
        )
        self.middle_block = nn.ModuleList(
            [Residual(widths[-1], widths[-1], time, 32), PixelAttention(widths[-1], 32, 4, summed), Residual(widths[-1], widths[-1], time, 32)]
        )
        smallest = size // 2**levels
        self.up_blocks = nn.ModuleList(
            Up(widths[i + 1], widths[i], time, attention(widths[i], smallest * 2 ** (levels - i))) for i in reversed(range(levels))
        )
        self.output_conv = nn.Sequential(nn.GroupNorm(32, base), nn.SiLU(), nn.Conv2d(base, channels, 3, padding=1))

    def forward(self, t, x):
        time = self.time_embedding(t.reshape(-1, 1))
        h = self.input_conv(x)
        skips = []
        for down in self.down_blocks:
            skips.append(h)
            h = down(h, time)
        h = self.middle_block[2](self.middle_block[1](self.middle_block[0](h, time)), time)
        for up, skip in zip(self.up_blocks, reversed(skips)):
            h = up(h, skip, time)
        return self.output_conv(h)
