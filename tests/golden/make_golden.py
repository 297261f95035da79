#!/usr/bin/python3
"""Writes lab.golden and lab_relu.golden: what PyTorch makes of the lab's network.

    /usr/bin/python3 tests/golden/make_golden.py        (Debian: python3-torch, python3-numpy)

Pictures, labels and initial weights are formulas, stated here and in tests/support/golden.h; everything starts from
them, rounded to 32 bits, and is then computed in 64 bits, so that what differs in a test is the engine's rounding alone.

Each file is a sequence of records: a line "NAME COUNT", then COUNT numbers as little-endian 32-bit floats, then a line feed.

    logits      8 x 10: of the eight pictures under the initial weights
    losses      8: their cross-entropies
    gradients   20,410: of the mean of the eight losses, in the order of Network::parameters()
    sgd1Losses  10: plain gradient descent by one picture at a time (0 to 7, then 0 and 1): the loss before each update
    sgd1Weights every 7th parameter after those ten updates
    sgd4Losses  10: the same by four pictures at a time (0 to 3, 4 to 7, and so on): the mean loss before each update
    sgd4Weights every 7th parameter after those ten updates

The learning rate is 0.005. A pool passes its gradient to one number; so that float and double agree on which, the script
refuses to write values that hang on a smaller lead than MARGIN anywhere on the way. If that ever happens, change SALT here
and in golden.h.
"""

import pathlib

import numpy as np
import torch

PICTURES = 8
FILTERS = 12
RATE = float(np.float32(0.005))
EVERY = 7
SALT = 440308
MARGIN = 1e-6


def pictures():
    """Bytes: a 32-bit mix of picture, row and column, of which the top byte counts."""
    k = np.arange(PICTURES * 784, dtype=np.uint64) + SALT
    mask = np.uint64(0xFFFFFFFF)
    k = (k * np.uint64(2654435761)) & mask
    k = k ^ (k >> np.uint64(15))
    k = (k * np.uint64(2246822519)) & mask
    k = k ^ (k >> np.uint64(13))
    return (k >> np.uint64(24)).astype(np.uint8).reshape(PICTURES, 1, 28, 28)


def labels():
    return [(3 * n + 1) % 10 for n in range(PICTURES)]


def inputs():
    """x / 255 - 0.5, rounded as 32-bit floats are at each step."""
    x = pictures().astype(np.float32) / np.float32(255) - np.float32(0.5)
    return torch.tensor(x.astype(np.float64))


def formula(first, count, scale):
    """Parameters number first .. first + count - 1: evenly spread over +-scale, in an order that looks random."""
    k = np.arange(first, first + count, dtype=np.int64)
    values = ((k * 7919) % 2003 - 1001).astype(np.float64) / 1001 * scale
    return torch.tensor(values.astype(np.float32).astype(np.float64))


class Lab:
    def __init__(self, relu):
        self.relu = relu
        dense = FILTERS * 13 * 13
        shapes = [(FILTERS, 1, 3, 3), (FILTERS,), (10, dense), (10,)]
        scales = [0.25, 0.125, 0.03125, 0.0625]
        self.parameters = []
        first = 0
        for shape, scale in zip(shapes, scales):
            count = int(np.prod(shape))
            self.parameters.append(formula(first, count, scale).reshape(shape).requires_grad_())
            first += count

    def logits(self, x):
        filters, conv_bias, weights, bias = self.parameters
        y = torch.nn.functional.conv2d(x, filters, conv_bias)
        self.check_margins(y.detach())
        if self.relu:
            y = torch.relu(y)
        y = torch.nn.functional.max_pool2d(y, 2)
        return torch.nn.functional.linear(y.flatten(1), weights, bias)

    def check_margins(self, y):
        n, f, h, w = y.shape
        windows = y.reshape(n, f, h // 2, 2, w // 2, 2).permute(0, 1, 2, 4, 3, 5).reshape(n, f, h // 2, w // 2, 4)
        top = windows.sort(dim=-1, descending=True).values
        lead = top[..., 0] - top[..., 1]
        if self.relu:
            lead = torch.where(top[..., 0] > 0, lead, torch.full_like(lead, 1.0))
            lead = torch.minimum(lead, top[..., 0].abs())
        least = float(lead.min())
        if least < MARGIN:
            raise SystemExit(f"a maximum leads by {least:.2g} only: change SALT here and in tests/support/golden.h")

    def flat(self, of):
        return torch.cat([of(p).detach().reshape(-1) for p in self.parameters])

    def backward(self, x, y):
        for p in self.parameters:
            p.grad = None
        loss = torch.nn.functional.cross_entropy(self.logits(x), y)
        loss.backward()
        return float(loss.detach())

    def descend(self, x, y):
        loss = self.backward(x, y)
        with torch.no_grad():
            for p in self.parameters:
                p -= RATE * p.grad
        return loss


def train(relu, batch):
    lab, x, y = Lab(relu), inputs(), torch.tensor(labels())
    losses = []
    for step in range(10):
        chosen = [(step * batch + k) % PICTURES for k in range(batch)]
        losses.append(lab.descend(x[chosen], y[chosen]))
    return losses, lab.flat(lambda p: p)[::EVERY]


def records(relu):
    lab, x, y = Lab(relu), inputs(), torch.tensor(labels())
    logits = lab.logits(x).detach()
    losses = torch.nn.functional.cross_entropy(logits, y, reduction="none")
    lab.backward(x, y)
    result = [("logits", logits), ("losses", losses), ("gradients", lab.flat(lambda p: p.grad))]
    for batch in (1, 4):
        sgd_losses, weights = train(relu, batch)
        result += [(f"sgd{batch}Losses", sgd_losses), (f"sgd{batch}Weights", weights)]
    return result


def write(path, relu):
    with open(path, "wb") as out:
        for name, values in records(relu):
            numbers = np.asarray(values, dtype=np.float64).reshape(-1).astype("<f4")
            out.write(f"{name} {numbers.size}\n".encode() + numbers.tobytes() + b"\n")
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    torch.set_num_threads(1)
    here = pathlib.Path(__file__).parent
    write(here / "lab.golden", relu=False)
    write(here / "lab_relu.golden", relu=True)
