"""The residual network in PyTorch, with the names and the order of torchvision's resnet50 (version 1.5, stride in the 3x3 convolution).
It stands here so that the generators need PyTorch alone; at 64 base channels its state dict has the names, order and shapes of torchvision
0.28's, and with the same weights its outputs were equal to the last bit for 64x64 and 224x224 images, in evaluation and in training."""

import torch
from torch import nn

USES = [__file__]


class Bottleneck(nn.Module):
    def __init__(self, channels, width, stride):
        super().__init__()
        out = 4 * width
        self.conv1 = nn.Conv2d(channels, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, out, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(out)
        self.relu = nn.ReLU()
        self.downsample = None
        if stride != 1 or channels != out:
            self.downsample = nn.Sequential(nn.Conv2d(channels, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x):
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        return self.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet50(nn.Module):
    def __init__(self, outputs, base):
        super().__init__()
        self.conv1 = nn.Conv2d(3, base, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(base)
        self.relu = nn.ReLU()
        self.pool = nn.MaxPool2d(3, 2, 1)
        channels = base
        for stage, count in enumerate((3, 4, 6, 3)):
            width = base << stage
            blocks = []
            for i in range(count):
                blocks.append(Bottleneck(channels, width, 2 if i == 0 and stage > 0 else 1))
                channels = 4 * width
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.fc = nn.Linear(channels, outputs)

    def forward(self, x):
        y = self.pool(self.relu(self.bn1(self.conv1(x))))
        y = self.layer4(self.layer3(self.layer2(self.layer1(y))))
        return self.fc(y.mean((2, 3)))


def distance_from_kinks(network, x):
    """How close an evaluation comes to where a derivative jumps, so that float32 may find itself on the other side: the least distance of a
    number from 0 before a ReLU, and of the two greatest in a window of a pool if positive, each by the root mean square of its array."""
    distances = []

    def see(module, arguments, _):
        (y,) = arguments
        near = y.abs()
        if isinstance(module, nn.MaxPool2d):
            rows = nn.functional.pad(y, (1, 1, 1, 1)).flatten(0, 1)[:, None]
            first, second = nn.functional.unfold(rows, 3, stride=2).topk(2, dim=1).values.unbind(1)
            near = (first - second)[first > 0]
        distances.append((near.min() / y.square().mean().sqrt()).item())

    hooks = [m.register_forward_hook(see) for m in network.modules() if isinstance(m, nn.ReLU | nn.MaxPool2d)]
    with torch.no_grad():
        network(x)
    for hook in hooks:
        hook.remove()
    return min(distances)
