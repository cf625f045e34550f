#!/usr/bin/env python3
"""The same questions asked of R's packages and of According, in one run: the figures and how long each took.

    .venv/bin/python bench/against_r.py

Needs Rscript with the packages surveillance and strucchange (Debian: r-cran-surveillance, r-cran-strucchange)
and says so where they are not there; According itself needs neither. The data come from R's packages:
meningococcal cases (imdepi), the flow of the Nile, deaths of car drivers (UKDriverDeaths) with the seat
belt law. Both sides time the analysis alone: starting R or Python and handing over data are not counted.

The p of the Knox test differs by design: surveillance::knox shuffles *pairs*, as if each were drawn alone;
According permutes the events' times, as Knox's null has it, and so allows for pairs that share an event.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from according.methods import change_points, knox, segmented

_PERMUTATIONS = 999
_IN_R = """
suppressMessages({library(surveillance); library(strucchange)})
say <- function(name, seconds, ...) cat("=", name, seconds, ..., "\\n")
data("imdepi"); e <- imdepi$events; b <- e[e$type == "B", ]
write.csv(cbind(coordinates(b), time=b$time), "imdepi.csv", row.names=FALSE)
set.seed(1)
t <- system.time({
  xy <- coordinates(b)
  k <- knox(dt=dist(b$time), ds=dist(xy), eps.t=30, eps.s=50, simulate.p.value=TRUE, B=@B@)
})
say("knox", t["elapsed"], k$statistic, k$null.value, k$p.value)
write.csv(data.frame(flow=as.numeric(Nile)), "nile.csv", row.names=FALSE)
t <- system.time(bp <- breakpoints(Nile ~ 1, breaks=1))
ci <- confint(bp)$confint
say("break", t["elapsed"], ci[2], ci[1], ci[3])
d <- data.frame(y=as.numeric(UKDriverDeaths), t=0:191, law=as.numeric(0:191 >= 169))
write.csv(d, "drivers.csv", row.names=FALSE)
w <- 2*pi*d$t/12
f <- y ~ t + law + sin(w) + cos(w) + sin(2*w) + cos(2*w)
t <- system.time(for (i in 1:20) m <- glm(f, family=quasipoisson, data=d))
s <- summary(m)$coefficients
say("segmented", t["elapsed"]/20, exp(s["law", 1]), exp(s["law", 1] - 1.959964*s["law", 2]),
  exp(s["law", 1] + 1.959964*s["law", 2]))
"""


def _read(path: Path) -> np.ndarray:
    return np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)


def _knox(folder: Path) -> tuple[float, ...]:
    rows = _read(folder / "imdepi.csv")
    found = knox.knox(rows[:, :2], rows[:, 2], [(50.0, 30.0)], _PERMUTATIONS, np.random.default_rng(1))[0]
    return found.both, found.expected, found.p


def _break(folder: Path) -> tuple[float, ...]:
    flow = _read(folder / "nile.csv")[:, 0]
    found = change_points.one_break(flow, round(0.15 * len(flow)))
    return found.last, found.low, found.high


def _segmented(folder: Path) -> tuple[float, ...]:
    counts = _read(folder / "drivers.csv")[:, 0]
    fit = segmented.poisson(segmented.design(len(counts), 169, harmonics=2), counts)
    found = segmented.ratio(fit, fit.quasi, segmented.LEVEL)
    return found.value, found.low, found.high


_OURS: dict[str, tuple[str, Callable[[Path], tuple[float, ...]]]] = {
    "knox": (f"Knox test, {_PERMUTATIONS} permutations: pairs, expected, p", _knox),
    "break": ("one break in the Nile: observation, interval", _break),
    "segmented": ("segmented quasi-Poisson: rate ratio, interval", _segmented),
}


def main() -> int:
    """Print the figures of both and the ratio of their times."""
    if shutil.which("Rscript") is None:
        print(
            "Rscript is not there: install r-cran-surveillance and r-cran-strucchange to compare",
            file=sys.stderr,
        )
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = folder / "ask.R"
        script.write_text(_IN_R.replace("@B@", str(_PERMUTATIONS)), "utf-8")
        done = subprocess.run(
            ["Rscript", script.name], cwd=folder, capture_output=True, text=True, check=True
        )
        for line in done.stdout.splitlines():
            if not line.startswith("= "):
                continue
            asked, seconds, *figures = line.split()[1:]
            _compare(asked, float(seconds), [float(figure) for figure in figures], folder)
    return 0


def _compare(asked: str, in_r: float, figures: list[float], folder: Path) -> None:
    words, ours = _OURS[asked]
    ours(folder)
    start = time.perf_counter()
    rounds = 5
    for _ in range(rounds):
        found = ours(folder)
    seconds = (time.perf_counter() - start) / rounds
    print(words)
    print("  R         ", "  ".join(f"{figure:.4f}" for figure in figures), f"  {1000 * in_r:.1f} ms")
    print("  According ", "  ".join(f"{figure:.4f}" for figure in found), f"  {1000 * seconds:.1f} ms")
    print(f"  {in_r / seconds:.1f} times as fast")


if __name__ == "__main__":
    sys.exit(main())
