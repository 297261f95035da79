#!/usr/bin/python3
"""Writes lab.golden and lab_relu.golden: what PyTorch makes of the lab's network; and general.golden, of another one.

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

general.golden is of conv 6x3 stride 2 pad 1 | batch-norm | relu | conv 8x3 pad 1 | relu | max-pool 2 | dense 10, in training:

    logits, losses      as above
    gradients           of the mean loss by all that is learned
    momentumLosses      10: all eight pictures at a time, rate 0.05, momentum 0.9 with Nesterov, weight decay 0.01 on filters and weights
    momentumWeights     every 7th parameter after those ten updates, the running mean and variance (rate 0.1) among them
    adamLosses, adamWeights   the same by AdamW, rate 0.002, decay 0.1 on filters and weights

The learning rate of the lab's is 0.005. A pool passes its gradient to one number; so that float and double agree on which, the script
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


def require_margin(lead):
    least = float(lead.min())
    if least < MARGIN:
        raise SystemExit(f"a maximum leads by {least:.2g} only: change SALT here and in tests/support/golden.h")


def check_windows(y, relu):
    n, f, h, w = y.shape
    windows = y.reshape(n, f, h // 2, 2, w // 2, 2).permute(0, 1, 2, 4, 3, 5).reshape(n, f, h // 2, w // 2, 4)
    top = windows.sort(dim=-1, descending=True).values
    lead = top[..., 0] - top[..., 1]
    if relu:
        lead = torch.where(top[..., 0] > 0, lead, torch.full_like(lead, 1.0))
        lead = torch.minimum(lead, top[..., 0].abs())
    require_margin(lead)


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
        check_windows(y.detach(), self.relu)
        if self.relu:
            y = torch.relu(y)
        y = torch.nn.functional.max_pool2d(y, 2)
        return torch.nn.functional.linear(y.flatten(1), weights, bias)

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


class General:
    """Parameters in the order of Network::parameters(): the statistics are entries 4 and 5."""

    def __init__(self):
        shapes = [(6, 1, 3, 3), (6,), (6,), (6,), (6,), (6,), (8, 6, 3, 3), (8,), (10, 8 * 7 * 7), (10,)]
        scales = [0.5, 0.125, 0.25, 0.25, 0, 0, 0.25, 0.125, 0.0625, 0.0625]
        self.parameters = []
        first = 0
        for shape, scale in zip(shapes, scales):
            count = int(np.prod(shape))
            self.parameters.append(formula(first, count, scale).reshape(shape))
            first += count
        self.parameters[2] += 1
        self.parameters[5] += 1
        self.learned = [p.requires_grad_() for k, p in enumerate(self.parameters) if k not in (4, 5)]
        self.decayed = [p for p in self.learned if p.dim() > 1]
        self.kept = [p for p in self.learned if p.dim() == 1]

    def logits(self, x, check=True):
        f1, b1, scale, shift, mean, variance, f2, b2, weights, bias = self.parameters
        y = torch.nn.functional.conv2d(x, f1, b1, stride=2, padding=1)
        y = torch.nn.functional.batch_norm(y, mean, variance, scale, shift, training=True, momentum=0.1, eps=1e-5)
        if check:
            require_margin(y.detach().abs())
        y = torch.nn.functional.conv2d(torch.relu(y), f2, b2, padding=1)
        if check:
            check_windows(y.detach(), relu=True)
        y = torch.nn.functional.max_pool2d(torch.relu(y), 2)
        return torch.nn.functional.linear(y.flatten(1), weights, bias)


def train_general(make_optimizer):
    net, x, y = General(), inputs(), torch.tensor(labels())
    optimizer = make_optimizer(net)
    losses = []
    for _ in range(10):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(net.logits(x), y)
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    return losses, torch.cat([p.detach().reshape(-1) for p in net.parameters])[::EVERY]


def general_records():
    net, x, y = General(), inputs(), torch.tensor(labels())
    logits = net.logits(x)
    losses = torch.nn.functional.cross_entropy(logits, y, reduction="none")
    losses.mean().backward()
    result = [("logits", logits.detach()), ("losses", losses.detach()),
              ("gradients", torch.cat([p.grad.reshape(-1) for p in net.learned]))]
    makers = {
        "momentum": lambda n: torch.optim.SGD([{"params": n.decayed, "weight_decay": float(np.float32(0.01))}, {"params": n.kept}],
                                              lr=float(np.float32(0.05)), momentum=float(np.float32(0.9)), nesterov=True),
        "adam": lambda n: torch.optim.AdamW([{"params": n.decayed, "weight_decay": 0.1}, {"params": n.kept, "weight_decay": 0}],
                                            lr=0.002),
    }
    for name, maker in makers.items():
        ten, weights = train_general(maker)
        result += [(name + "Losses", ten), (name + "Weights", weights)]
    return result


def write(path, records):
    with open(path, "wb") as out:
        for name, values in records:
            numbers = np.asarray(values, dtype=np.float64).reshape(-1).astype("<f4")
            out.write(f"{name} {numbers.size}\n".encode() + numbers.tobytes() + b"\n")
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    torch.set_num_threads(1)
    here = pathlib.Path(__file__).parent
    write(here / "lab.golden", records(relu=False))
    write(here / "lab_relu.golden", records(relu=True))
    write(here / "general.golden", general_records())
