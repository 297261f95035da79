"""Times PyTorch on one thread: pytorch.py JOB, a JSON object; prints one line of JSON. See programs.mjs for the jobs."""

import itertools
import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional


def network(layers):
    parts = []
    for layer in layers:
        if layer["kind"] == "conv":
            parts.append(nn.Conv2d(layer["c"], layer["filters"], layer["kernel"], padding=layer["pad"]))
        elif layer["kind"] == "max-pool":
            parts.append(nn.MaxPool2d(layer["size"]))
        elif layer["kind"] == "relu":
            parts.append(nn.ReLU(inplace=True))
        else:
            inputs = layer["c"] * layer["h"] * layer["w"]
            parts += [nn.Flatten(), nn.Linear(inputs, layer["outputs"])]
    return nn.Sequential(*parts)


def read_images(path):
    data = torch.frombuffer(bytearray(open(path, "rb").read()), dtype=torch.uint8)
    count = len(data) // 785
    pixels = data[: count * 784].reshape(count, 1, 28, 28)
    return pixels.float() / 255 - 0.5, data[count * 784 :].long()


def trainer(job, x, labels):
    """A step of training, as in every tutorial of PyTorch; the batches are there beforehand."""
    net = network(job["layers"]).to(memory_format=job["format"])
    count = len(x) // job["batch"] * job["batch"]
    xs = [batch.contiguous(memory_format=job["format"]) for batch in x[:count].split(job["batch"])]
    batches = itertools.cycle(zip(xs, labels[:count].split(job["batch"])))
    optimizer = torch.optim.SGD(net.parameters(), lr=job["rate"])

    def step():
        images, targets = next(batches)
        optimizer.zero_grad(set_to_none=True)
        loss = functional.cross_entropy(net(images), targets)
        loss.backward()
        optimizer.step()

    return step


def predictor(job, x):
    net = network(job["layers"]).to(memory_format=job["format"]).eval()
    image = x[:1].contiguous(memory_format=job["format"])
    exact = net.double()(image.double())
    if not torch.allclose(net.float()(image).double(), exact, atol=1e-4):
        sys.exit("PyTorch computes wrong results on this machine")

    def step():
        with torch.inference_mode():
            net(image)

    return step


def steps_per_second(step, seconds):
    begin = time.perf_counter()
    passed = 0
    for steps in itertools.count(1):
        step()
        passed = time.perf_counter() - begin
        if passed >= seconds:
            return steps / passed


def measure(job, step):
    """As measure() in page/measure.mjs."""
    end = time.perf_counter() + job["limit"]
    steps_per_second(step, job["seconds"])
    rates = [steps_per_second(step, job["seconds"])]
    while len(rates) < job["windows"] and time.perf_counter() < end:
        rates.append(steps_per_second(step, job["seconds"]))
    return rates


def about():
    if hasattr(torch.backends, "cpu"):
        isa = torch.backends.cpu.get_cpu_capability()
    else:  # before 2.0
        isa = torch.__config__.show().split("CPU capability usage: ")[1].split()[0]
    return f"PyTorch {torch.__version__}, {torch.get_num_threads()} thread, CPU capability {isa}"


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    job = json.loads(sys.argv[1])
    job["format"] = getattr(torch, job["memoryFormat"])
    if job["what"] == "about":
        print(json.dumps(about()))
        return
    x, labels = read_images(job["imagesFile"])
    step = trainer(job, x, labels) if job["what"] == "train" else predictor(job, x)
    print(json.dumps(measure(job, step)))


main()
