"""The flow UNet in PyTorch, under the names of the published code."""

import sinusoidal
import torch
from torch import nn

USES = [__file__, sinusoidal.__file__]
UNUSED = ("label_emb.weight", "source_label_emb.weight", "target_label_emb.weight")


class TimeMlp(nn.Module):
    def __init__(self, dimension):
        super().__init__()
        self.embedding = sinusoidal.Embedding(dimension, 10000.0)
        self.lin1 = nn.Linear(dimension, dimension)
        self.lin2 = nn.Linear(dimension, dimension)

    def forward(self, t):
        return self.lin2(nn.functional.silu(self.lin1(self.embedding(t))))


class Block(nn.Module):
    def __init__(self, channels, out, dimension):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, out, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(out)
        self.time_emb_proj = nn.Linear(dimension, out)

    def forward(self, x, time):
        h = self.bn1(self.conv1(x)) + self.time_emb_proj(time)[:, :, None, None]
        return nn.functional.silu(self.bn2(self.conv2(nn.functional.silu(h))))


class Down(nn.Module):
    def __init__(self, channels, out, dimension):
        super().__init__()
        self.conv = Block(channels, out, dimension)

    def forward(self, x, time):
        return self.conv(nn.functional.max_pool2d(x, 2), time)


class Up(nn.Module):
    def __init__(self, skip, out, dimension, bilinear):
        super().__init__()
        if bilinear:
            self.up = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)
        else:
            self.up = nn.ConvTranspose2d(2 * skip, skip, 2, stride=2)
        self.conv = Block(2 * skip, out, dimension)

    def forward(self, x, skip, time):
        x = self.up(x)
        rows = skip.shape[2] - x.shape[2]
        columns = skip.shape[3] - x.shape[3]
        x = nn.functional.pad(x, (columns // 2, columns - columns // 2, rows // 2, rows - rows // 2))
        return self.conv(torch.cat([skip, x], dim=1), time)


class FlowUNet(nn.Module):
    def __init__(self, channels, base, bilinear=True, dimension=256):
        super().__init__()
        self.label_emb = nn.Embedding(1, dimension)
        self.source_label_emb = nn.Embedding(1, dimension)
        self.target_label_emb = nn.Embedding(1, dimension)
        self.time_mlp = TimeMlp(dimension)
        down = [base, 2 * base, 4 * base, 8 * base, (8 if bilinear else 16) * base]
        up = [4 * base, 2 * base, base, base] if bilinear else [8 * base, 4 * base, 2 * base, base]
        self.inc = Block(channels, base, dimension)
        self.down1 = Down(down[0], down[1], dimension)
        self.down2 = Down(down[1], down[2], dimension)
        self.down3 = Down(down[2], down[3], dimension)
        self.down4 = Down(down[3], down[4], dimension)
        self.up1 = Up(down[3], up[0], dimension, bilinear)
        self.up2 = Up(down[2], up[1], dimension, bilinear)
        self.up3 = Up(down[1], up[2], dimension, bilinear)
        self.up4 = Up(down[0], up[3], dimension, bilinear)
        self.outc = nn.Conv2d(base, channels, 1)

    def forward(self, t, x):
        time = self.time_mlp(t.reshape(-1, 1))
        x1 = self.inc(x, time)
        x2 = self.down1(x1, time)
        x3 = self.down2(x2, time)
        x4 = self.down3(x3, time)
        y = self.up1(self.down4(x4, time), x4, time)
        y = self.up2(y, x3, time)
        y = self.up3(y, x2, time)
        return self.outc(self.up4(y, x1, time))
