"""Table 5 in PyTorch, a witness on MNIST itself, whose images are not part of the project. One of

  table5.py losses --images IDX --labels IDX [--seed S] [--steps N] [--out loss.csv] [--against loss.csv]
      trains from the initial weights and draws of `reproduce table5`, in float64, and compares with the losses that it wrote
  table5.py estimates --checkpoint model.safetensors [--samples N] [--seed S] [--against figure3_derivatives.csv]
      both estimators through a network trained by dualflow, in float64, and compares with what `reproduce figure3` wrote
  table5.py train --images IDX --labels IDX --seed S [--steps N] [--samples N] [--checkpoint FILE]
      trains with PyTorch's own draws, in float32, and estimates
  table5.py golden --images IDX --labels IDX
      writes reference-data/experiment/table5_mnist.csv: 100 losses on the fives of the test split, width 16
"""

import argparse
import gzip
import pathlib
import sys

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import flow_unet_training as reference

SIDE = 28
PIXELS = [8 * SIDE + 14, 8 * SIDE + 15]


def fives(options):
    images = np.frombuffer(gzip.open(options.images).read(), np.uint8, offset=16).reshape(-1, SIDE, SIDE)
    labels = np.frombuffer(gzip.open(options.labels).read(), np.uint8, offset=8)
    return images[labels == 5] / 255.0


def table(path):
    return np.loadtxt(path, delimiter=",", skiprows=1)


def addressed_losses(options, steps):
    model = reference.draw_weights(reference.network(options.width, torch.float64), options.seed)
    return reference.train(model, reference.addressed(fives(options), options.seed, options.batch), steps)


def losses(options):
    mine = np.array(addressed_losses(options, options.steps))
    if options.out:
        np.savetxt(options.out, np.column_stack([np.arange(len(mine)), mine]), "%d,%.17g", header="step,loss", comments="")
    print(f"{len(mine)} losses, the first {mine[0]:.6f}, the last {mine[-1]:.6f}")
    if options.against:
        theirs = table(options.against)[: len(mine), 1]
        worst = np.abs(theirs - mine[: len(theirs)])
        print(f"largest difference of {len(theirs)} losses: {worst.max():.2e}, in step {worst.argmax()}")


def report(made, products, differences):
    for name, pairs in (("exact JVPs", products), ("forward differences", differences), ("generated images", made)):
        print(f"{name}: correlation {reference.pearson(pairs):.6f} of {len(pairs)} samples")


def load(options, dtype):
    from safetensors.torch import load_file

    model = reference.network(options.width, dtype)
    state = {name: tensor.to(dtype) for name, tensor in load_file(options.checkpoint).items()}
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert not unexpected and all(m in reference.flow_unet_module.UNUSED or "embedding" in m or "tracked" in m for m in missing), missing
    return model


def estimates(options):
    made, products, differences = reference.estimates(load(options, torch.float64), (SIDE, SIDE), options.samples, options.seed, PIXELS)
    report(made, products, differences)
    if options.against:
        theirs = table(options.against)[: options.samples]
        size = np.sqrt(np.mean(products**2))
        for name, mine, columns in (("JVPs", products, [1, 2]), ("differences", differences, [3, 4]), ("images", made, [5, 6])):
            difference = np.abs(theirs[:, columns] - mine).max()
            print(f"{name}: largest difference {difference:.2e}" + ("" if name == "images" else f", {difference / size:.2e} of their size"))
            print(f"{name}: correlations differ by {abs(reference.pearson(theirs[:, columns]) - reference.pearson(mine)):.2e}")


def own_draws(images, seed, batch):
    random = torch.Generator().manual_seed(seed)
    all_images = torch.from_numpy(images)[:, None]
    per_epoch, order = len(images) // batch, None

    def at(step):
        nonlocal order
        if step % per_epoch == 0:
            order = torch.randperm(len(images), generator=random)
        x1 = all_images[order[step % per_epoch * batch :][:batch]]
        return x1, torch.randn(x1.shape, generator=random), torch.rand((batch, 1, 1, 1), generator=random)

    return at


def train(options):
    torch.manual_seed(options.seed)
    model = reference.network(options.width, torch.float32)
    images = fives(options)
    batches = own_draws(images, options.seed, options.batch)
    mine = reference.train(model, batches, options.steps)
    print(f"seed {options.seed}, {options.steps} steps, loss {np.mean(mine[-100:]):.4f}")
    if options.checkpoint:
        torch.save(model.state_dict(), options.checkpoint)
    report(*reference.estimates(model, (SIDE, SIDE), options.samples, options.seed, PIXELS))


def golden_losses(options):
    import golden

    out = golden.Golden(
        "experiment/table5_mnist",
        __file__,
        "losses of a flow UNet of width 16 by AdamW on the 892 fives of MNIST's test split, batches of 64",
        seed=options.seed,
        precision="PyTorch in float64",
        versions={"numpy": np.__version__, "PyTorch": torch.__version__.split("+")[0]},
        uses=reference.USES,
    )
    out.output("training", "losses", addressed_losses(options, 100))
    out.write()


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("what", choices=["losses", "estimates", "train", "golden"])
for name in ("images", "labels", "checkpoint", "out", "against"):
    parser.add_argument("--" + name)
for name, usual in (("seed", 42), ("steps", 100), ("samples", 320), ("width", 16), ("batch", 64)):
    parser.add_argument("--" + name, type=int, default=usual)
chosen = parser.parse_args()
torch.set_default_dtype(torch.float32 if chosen.what == "train" else torch.float64)
torch.set_num_threads(1)
{"losses": losses, "estimates": estimates, "train": train, "golden": golden_losses}[chosen.what](chosen)
