"""Times t-SNE, Isomap and locally linear embedding in Java beside scikit-learn, in one run.

t-SNE embeds the digits and the first --images images of MNIST, after PCA to 50 features by
scikit-learn; Isomap and LLE unroll a Swiss roll of 2,000 points. The Java worker
(io.latent4j.bench.ManifoldWorker, see --java) is started once and gets the same arrays. The two take
turns, who begins changing from round to round; one short run of each comes first and is not
counted. Prints the median of the seconds and, of the last round, the Kullback-Leibler divergence
and the trustworthiness (5 neighbours), or the rank correlation with the position along the roll.
With --json they are also written to a file.

Example, after mvn test-compile, with the class path from mvn dependency:build-classpath:
  python tsne.py --java "java -cp target/classes:target/test-classes:... io.latent4j.bench.ManifoldWorker"
"""

import argparse
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable

import numpy as np
from scipy.stats import spearmanr
from sklearn.datasets import load_digits, make_swiss_roll
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, Isomap, LocallyLinearEmbedding, trustworthiness

import datasets

FEATURES = 50
NEIGHBORS = 5
ROLL = 2000


class JavaWorker:
    """A Java process that embeds on command."""

    def __init__(self, command: list[str], threads: int, folder: pathlib.Path):
        self._folder = folder
        self._process = subprocess.Popen(
            command + [str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            env={"TF_CPP_MIN_LOG_LEVEL": "3"} | os.environ,
        )
        self._expect("ready")

    def embed(self, method: str, samples: np.ndarray) -> tuple[float, float, np.ndarray]:
        """Returns the seconds, the divergence and the embedding."""
        source, target = self._folder / "samples.npy", self._folder / "embedding.npy"
        np.save(source, samples)
        self._process.stdin.write(f"{method} {source} {target}\n")
        seconds, divergence = self._expect("done")
        return float(seconds), float(divergence), np.load(target)

    def close(self) -> None:
        """Ends the process."""
        if self._process.poll() is None:
            self._process.communicate("quit\n", timeout=60)

    def _expect(self, word: str) -> list[str]:
        line = self._process.stdout.readline().split()
        if not line or line[0] != word:
            raise SystemExit(f"java: expected {word!r}, got {' '.join(line)!r}")
        return line[1:]


def sklearn_embed(model, samples: np.ndarray) -> tuple[float, float, np.ndarray]:
    """Returns the seconds, the divergence and the embedding."""
    start = time.perf_counter()
    embedding = model.fit_transform(samples)
    return time.perf_counter() - start, getattr(model, "kl_divergence_", 0.0), embedding


def reduced(samples: np.ndarray) -> np.ndarray:
    return PCA(FEATURES, svd_solver="full").fit_transform(samples).astype(np.float32)


def compare(name: str, runs: dict[str, Callable], quality: Callable, rounds: int) -> dict:
    """Runs all in turns, and prints and returns their figures."""
    seconds = {run: [] for run in runs}
    figures = {}
    for number in range(rounds):
        for run in list(runs) if number % 2 else list(reversed(runs)):
            taken, divergence, embedding = runs[run]()
            seconds[run].append(taken)
            figures[run] = {"divergence": divergence, "quality": quality(embedding)}
    for run in runs:
        figures[run] |= {
            "median_seconds": round(statistics.median(seconds[run]), 3),
            "seconds": [round(taken, 3) for taken in seconds[run]],
        }
        print(
            f"{name:<12} {run:<14} {figures[run]['median_seconds']:>8.2f} s"
            f"   divergence {figures[run]['divergence']:.4f}   {figures[run]['quality']:.5f}",
            flush=True,
        )
    return figures


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--java", required=True, help="the command that starts the Java worker")
    parser.add_argument("--images", type=int, default=5000, help="how many of MNIST's; 0 for none")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--methods", default="auto", help="of Java's t-SNE, by comma")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--json", type=pathlib.Path, help="where to write the figures as well")
    datasets.add_data_dir_option(parser)
    return parser.parse_args()


def tsne_figures(name: str, x: np.ndarray, java: JavaWorker, options) -> dict:
    runs = {
        f"java {method}": lambda m=method: java.embed(m, x) for method in options.methods.split(",")
    }
    runs["scikit-learn"] = lambda: sklearn_embed(
        TSNE(random_state=0, n_jobs=options.threads), x
    )
    return compare(
        name, runs, lambda e: trustworthiness(x, e, n_neighbors=NEIGHBORS), options.rounds
    )


def roll_figures(name: str, make_model: Callable, java: JavaWorker, options) -> dict:
    x, position = make_swiss_roll(ROLL, random_state=0)
    x = x.astype(np.float32)
    runs = {
        "java": lambda: java.embed(name, x),
        "scikit-learn": lambda: sklearn_embed(make_model(), x),
    }
    return compare(
        name, runs, lambda e: abs(spearmanr(e[:, 0], position)[0]), options.rounds
    )


def main() -> None:
    options = parse()
    report = {"cores": os.cpu_count(), "load_average_before": round(os.getloadavg()[0], 2)}
    with tempfile.TemporaryDirectory() as folder:
        java = JavaWorker(shlex.split(options.java), options.threads, pathlib.Path(folder))
        try:
            digits = reduced(load_digits().data / 16)
            for method in options.methods.split(","):
                java.embed(method, digits[:400])
            TSNE(n_jobs=options.threads, max_iter=250).fit(digits[:400])
            report["digits"] = tsne_figures("digits", digits, java, options)
            if options.images:
                images = datasets.read_images(options.data_dir)[: options.images]
                report["mnist"] = tsne_figures("mnist", reduced(images / 255), java, options)
            report["isomap"] = roll_figures("isomap", lambda: Isomap(n_neighbors=10), java, options)
            report["lle"] = roll_figures(
                "lle", lambda: LocallyLinearEmbedding(n_neighbors=10, random_state=0), java, options
            )
        finally:
            java.close()
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
