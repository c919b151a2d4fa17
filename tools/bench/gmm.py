"""Times Gaussian mixtures with full covariances in Java beside scikit-learn, in one run.

The samples, --samples of --features, are drawn by seed from a mixture of --components Gaussians that
overlap. Both begin at the same means (samples drawn by seed), each sample belonging at first to the
nearest, and go on for --iterations passes with tolerance 0. Each fits once a round, who begins
changing from round to round; a first round is not counted. Prints the median of the seconds of a
fit, the passes and the mean log-likelihood of a sample. With --json they are also written to a file.

Example, after mvn test-compile, with the class path from mvn dependency:build-classpath:
  python gmm.py --java "java -cp target/classes:target/test-classes:... io.latent4j.bench.GmmWorker"
"""

import argparse
import json
import os
import pathlib
import shlex
import statistics
import tempfile
import time
import warnings

import numpy as np
from scipy.spatial.distance import cdist
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture
from threadpoolctl import threadpool_limits

from workers import JavaWorker


class StartedAt(GaussianMixture):
    """A mixture whose first responsibilities are the nearest of given means."""

    def _initialize_parameters(self, X, random_state, xp=None):
        nearest = cdist(X, self.start).argmin(axis=1)
        self._initialize(X, np.eye(self.n_components, dtype=X.dtype)[nearest])


def draw(options: argparse.Namespace) -> np.ndarray:
    """Returns samples of Gaussians whose centers lie about two deviations apart."""
    random = np.random.default_rng(options.seed)
    parts = np.array_split(np.arange(options.samples), options.components)
    samples = []
    for part in parts:
        shape = random.normal(size=(options.features, options.features)) / np.sqrt(options.features)
        center = random.normal(size=options.features) * 2
        samples.append(random.normal(size=(len(part), options.features)) @ shape + center)
    return random.permutation(np.concatenate(samples)).astype(np.float32)


def sklearn_fit(samples: np.ndarray, means: np.ndarray, iterations: int) -> tuple:
    """Returns the seconds, the passes done and the mean log-likelihood of a sample."""
    model = StartedAt(len(means), covariance_type="full", max_iter=iterations, tol=0)
    model.start = means
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(samples)
    seconds = time.perf_counter() - start
    return seconds, model.n_iter_, float(model.score(samples))


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--java", required=True, help="the command that starts the Java worker")
    parser.add_argument("--samples", type=int, default=70_000)
    parser.add_argument("--features", type=int, default=10)
    parser.add_argument("--components", type=int, default=10)
    parser.add_argument("--iterations", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--json", type=pathlib.Path, help="where to write the figures as well")
    return parser.parse_args()


def main() -> None:
    options = parse()
    samples = draw(options)
    means = samples[: options.components]
    results = {}
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, threadpool_limits(options.threads):
        data, start = pathlib.Path(folder) / "samples.npy", pathlib.Path(folder) / "means.npy"
        np.save(data, samples)
        np.save(start, means)
        java = JavaWorker(shlex.split(options.java), [data, options.threads])
        wide = samples.astype(np.float64)
        fits = {
            "java": lambda: java.fit(options.iterations, start),
            "scikit-learn float32": lambda: sklearn_fit(samples, means, options.iterations),
            "scikit-learn float64": lambda: sklearn_fit(wide, means, options.iterations),
        }
        try:
            for number in range(options.rounds + 1):
                for name in list(fits) if number % 2 else list(reversed(fits)):
                    result = fits[name]()
                    if number:
                        results.setdefault(name, []).append(result)
        finally:
            java.close()
    report = {}
    for name in fits:
        runs = results[name]
        report[name] = {
            "median_seconds": round(statistics.median(run[0] for run in runs), 3),
            "seconds": [round(run[0], 3) for run in runs],
            "iterations": runs[-1][1],
            "log_likelihood": runs[-1][2],
        }
        line = report[name]
        print(
            f"{name:<21} {line['median_seconds']:>7.3f} s x {line['iterations']:>3}"
            f"   log-likelihood {line['log_likelihood']:.6f}"
        )
    if options.json:
        head = {"cores": os.cpu_count(), "load_average_before": round(load, 2)}
        options.json.write_text(json.dumps(head | report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
