"""Times k-means of MNIST's 60,000 training images in Java beside scikit-learn, in one run.

The Java worker (io.latent4j.bench.KMeansWorker, see --java) keeps the images as bytes and is
started once; scikit-learn gets them as float32, divided by 255 beforehand. All begin at the same
centers (images drawn by seed) and run until no label changes or --iterations are done, with
tolerance 0. Each fits once a round, who begins changing from round to round; a first round is not
counted. Prints the median of the seconds of a fit, of the milliseconds of an iteration (all of a
fit divided by its iterations), the number of iterations and the inertia. With --json they are also
written to a file.

Example, after mvn test-compile, with the class path from mvn dependency:build-classpath:
  python kmeans.py \
    --java "java -cp target/classes:target/test-classes:... io.latent4j.bench.KMeansWorker"
"""

import argparse
import json
import os
import pathlib
import shlex
import statistics
import tempfile
import time

import numpy as np
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

import datasets
from workers import JavaWorker

ALGORITHMS = ("lloyd", "elkan")


def sklearn_fit(images: np.ndarray, centers: np.ndarray, algorithm: str, iterations: int) -> tuple:
    """Returns the seconds, the iterations done and the inertia."""
    model = KMeans(
        len(centers), init=centers, n_init=1, max_iter=iterations, tol=0, algorithm=algorithm
    )
    start = time.perf_counter()
    model.fit(images)
    return time.perf_counter() - start, model.n_iter_, float(model.inertia_)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--java", required=True, help="the command that starts the Java worker")
    parser.add_argument("--clusters", type=int, default=10)
    parser.add_argument("--iterations", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--json", type=pathlib.Path, help="where to write the figures as well")
    datasets.add_data_dir_option(parser)
    return parser.parse_args()


def main() -> None:
    options = parse()
    images = datasets.read_images(options.data_dir).reshape(60_000, -1) / np.float32(255)
    drawn = np.random.default_rng(options.seed).choice(len(images), options.clusters, False)
    centers = np.ascontiguousarray(images[drawn])
    java = JavaWorker(shlex.split(options.java), [options.data_dir, options.threads])
    results = {}
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, threadpool_limits(options.threads):
        file = pathlib.Path(folder) / "centers.npy"
        np.save(file, centers)
        fits = {}
        for name in ALGORITHMS:
            fits[f"java {name}"] = lambda a=name: java.fit(a, options.iterations, file)
            fits[f"scikit-learn {name}"] = lambda a=name: sklearn_fit(
                images, centers, a, options.iterations
            )
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
            "median_iteration_ms": round(
                statistics.median(1000 * run[0] / run[1] for run in runs), 2
            ),
            "seconds": [round(run[0], 3) for run in runs],
            "iterations": runs[-1][1],
            "inertia": runs[-1][2],
        }
        line = report[name]
        print(
            f"{name:<20} {line['median_seconds']:>7.3f} s {line['median_iteration_ms']:>7.2f} ms"
            f" x {line['iterations']:>3}   inertia {line['inertia']:.4f}"
        )
    if options.json:
        head = {"cores": os.cpu_count(), "load_average_before": round(load, 2)}
        options.json.write_text(json.dumps(head | report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
