"""A small network that tells tissues apart by what is known of each cell; it is trained in a second or two.

Two hidden layers with drop-out and noise on the features (Bishop 1995: noise is regularisation), AdamW with one cycle of
the learning rate (Smith & Topin 2019). What comes out are plain arrays, so that voting needs no torch.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from workstation.imaging.segmentation.network import Floats, Network

WIDTH = 64
ROUNDS = 10  # through all samples
FEWEST_STEPS, MOST_STEPS = 400, 1600
BATCH = 512
NOISE, DROPPED = 0.1, 0.1  # standard deviations of a feature; share of a layer
RATE, DECAY = 6e-3, 1e-3


def trained(samples: Floats, classes: npt.NDArray[np.int32], weights: Floats, seed: int) -> list[Network]:
    """Networks for samples (N, F), their class numbers (N,) and how often each sample is drawn (N,), relative.

    One for many samples; for few, on which a single one depends on its luck, several that vote together.
    """
    count = max(1, MOST_STEPS // _steps(len(samples)))
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the matrices are so small that more threads only wait for one another
    try:
        return [_one(samples, classes, weights, seed * MOST_STEPS + number) for number in range(count)]
    finally:
        torch.set_num_threads(threads)


def _one(samples: Floats, classes: npt.NDArray[np.int32], weights: Floats, seed: int) -> Network:
    middle, spread = samples.mean(axis=0), samples.std(axis=0) + np.float32(1e-6)
    inputs, wanted = torch.from_numpy((samples - middle) / spread), torch.from_numpy(classes.astype(np.int64))
    kinds = int(classes.max()) + 1
    chance = torch.from_numpy(weights / weights.sum())
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = nn.Sequential(
            nn.Linear(samples.shape[1], WIDTH), nn.ReLU(), nn.Dropout(DROPPED), nn.Linear(WIDTH, WIDTH), nn.ReLU(),
            nn.Dropout(DROPPED), nn.Linear(WIDTH, kinds),
        )  # fmt: skip
        _train(net, inputs, wanted, chance)
    layers = [part for part in net if isinstance(part, nn.Linear)]
    arrays = tuple((each.weight.detach().numpy().T.copy(), each.bias.detach().numpy().copy()) for each in layers)
    return Network(middle, spread, arrays)


def _train(net: nn.Sequential, inputs: torch.Tensor, wanted: torch.Tensor, chance: torch.Tensor) -> None:
    steps = _steps(len(inputs))
    drawn = torch.multinomial(chance, steps * BATCH, replacement=True).reshape(steps, BATCH)
    optimiser = torch.optim.AdamW(net.parameters(), RATE, weight_decay=DECAY)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    for step in range(steps):
        batch = inputs[drawn[step]]
        loss = nn.functional.cross_entropy(net(batch + NOISE * torch.randn_like(batch)), wanted[drawn[step]])
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        rate.step()


def _steps(samples: int) -> int:
    return min(max(ROUNDS * samples // BATCH, FEWEST_STEPS), MOST_STEPS)
