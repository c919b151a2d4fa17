"""Ratings: the program's command recommend beside a matrix factorisation on the same splits.

    python tools/bench/ratings.py synthetic "target/bin/latent4j"
    python tools/bench/ratings.py movielens "target/bin/latent4j" ml-100k.inter

Synthetic: 1,000 users, 200 items, 5 % of the ratings known, rank 5, noise 0.1, with factors from a
normal distribution and with factors from 0 to 1. MovieLens 100k: five folds. Its file comes with
RecBole (the wheel recbole 1.2.1, recbole/dataset_example/ml-100k/ml-100k.inter); it is not ours to
give away.

The factorisation has biases or none and factors of a rank, by alternating least squares; its penalty
is the best of some on ratings that are held out of the training part. Needs NumPy.
"""

import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

import numpy as np

PENALTIES = (0.1, 0.3, 1, 3, 10)


class Factorisation:
    """Mean, biases if wanted, and factors, by alternating least squares."""

    def __init__(self, rank, penalty, biases, passes=15):
        self.rank, self.penalty, self.biases, self.passes = rank, penalty, biases, passes

    def fit(self, users, items, ratings, shape, seed=0):
        random = np.random.default_rng(seed)
        self.mean = ratings.mean()
        width = self.rank + (1 if self.biases else 0)
        self.of_user = random.normal(size=(shape[0], width)) * 0.1
        self.of_item = random.normal(size=(shape[1], width)) * 0.1
        by_user = group(users, shape[0])
        by_item = group(items, shape[1])
        rest = ratings - self.mean
        for _ in range(self.passes):
            self.solve(self.of_user, by_user, self.of_item, items, rest)
            self.solve(self.of_item, by_item, self.of_user, users, rest)
        return self

    def solve(self, own, groups, others, numbers, rest):
        rank = self.rank
        for row, places in enumerate(groups):
            if len(places) == 0:
                own[row] = 0
                continue
            other = others[numbers[places]]
            target = rest[places]
            if self.biases:
                target = target - other[:, rank]
                other = np.column_stack([other[:, :rank], np.ones(len(places))])
            gram = other.T @ other + self.penalty * np.eye(other.shape[1])
            own[row] = np.linalg.solve(gram, other.T @ target)

    def predict(self, users, items):
        rank = self.rank
        result = self.mean + (self.of_user[users, :rank] * self.of_item[items, :rank]).sum(1)
        if self.biases:
            result = result + self.of_user[users, rank] + self.of_item[items, rank]
        return result


def group(numbers, count):
    order = np.argsort(numbers, kind="stable")
    ends = np.searchsorted(numbers[order], np.arange(count + 1))
    return [order[ends[i] : ends[i + 1]] for i in range(count)]


def rmse(predicted, truth):
    return float(np.sqrt(((predicted - truth) ** 2).mean()))


def best_factorisation(rank, users, items, ratings, shape):
    inner = np.random.default_rng(1).random(len(ratings)) < 0.1
    best = None
    for biases in (False, True):
        for penalty in PENALTIES:
            model = Factorisation(rank, penalty, biases)
            model.fit(users[~inner], items[~inner], ratings[~inner], shape)
            error = rmse(model.predict(users[inner], items[inner]), ratings[inner])
            if best is None or error < best[0]:
                best = (error, penalty, biases)
    return best[1:]


def write(path, users, items, ratings):
    rows = (f"u{u},i{i},{r:g}\n" for u, i, r in zip(users, items, ratings))
    path.write_text("user,item,rating\n" + "".join(rows))


def recommend(program, folder, name, arguments):
    out = folder / name
    command = shlex.split(program) + ["recommend", "--out", str(out)] + arguments
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return json.loads((out / "metrics.json").read_text())


def split(users, ratings, seed):
    """A tenth of each user's ratings, at least one."""
    random = np.random.default_rng(seed)
    held = np.zeros(len(ratings), bool)
    for places in group(users, users.max() + 1):
        if len(places) > 1:
            held[random.choice(places, max(1, round(len(places) / 10)), replace=False)] = True
    return held


def synthetic(program):
    for kind in ("normal", "positive"):
        random = np.random.default_rng(0)
        if kind == "normal":
            truth = random.normal(size=(1000, 5)) @ random.normal(size=(5, 200)) / np.sqrt(5)
        else:
            truth = random.random((1000, 5)) @ random.random((5, 200))
        truth = truth + 0.1 * random.normal(size=truth.shape)
        users, items = np.nonzero(random.random(truth.shape) < 0.05)
        ratings = truth[users, items]
        held = split(users, ratings, 1)
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            report(program, folder, kind, truth.shape, users, items, ratings, held,
                   5, ["--hidden", "20", "--decay", "0.003",
                       "--learning-rate", "0.01", "--epochs", "40"])


def report(program, folder, name, shape, users, items, ratings, held, rank, flags):
    kept = ~held
    write(folder / "train.csv", users[kept], items[kept], ratings[kept])
    write(folder / "test.csv", users[held], items[held], ratings[held])
    figures = recommend(program, folder, name,
                        ["--data", str(folder / "train.csv"), "--test", str(folder / "test.csv")]
                        + flags)
    penalty, biases = best_factorisation(
        rank, users[kept], items[kept], ratings[kept], shape)
    model = Factorisation(rank, penalty, biases).fit(
        users[kept], items[kept], ratings[kept], shape)
    plain = rmse(model.predict(users[held], items[held]), ratings[held])
    print(json.dumps({
        "data": name,
        "rmse": figures["test_rmse"],
        "mae": figures["test_mae"],
        "item_mean": figures["test_rmse_item_mean"],
        "biases": figures["test_rmse_bias"],
        "factorisation": plain,
        "penalty": penalty,
        "with_biases": biases,
        "epochs": figures.get("trained_epochs"),
        "seconds": figures["seconds"]}), flush=True)


def movielens(program, path):
    rows = [line.split("\t") for line in pathlib.Path(path).read_text().splitlines()[1:]]
    users = np.unique([row[0] for row in rows], return_inverse=True)[1]
    items = np.unique([row[1] for row in rows], return_inverse=True)[1]
    ratings = np.array([float(row[2]) for row in rows])
    order = np.random.default_rng(0).permutation(len(rows))
    for fold in range(5):
        held = np.zeros(len(rows), bool)
        held[order[fold::5]] = True
        with tempfile.TemporaryDirectory() as name:
            report(program, pathlib.Path(name), f"fold{fold}", (users.max() + 1, items.max() + 1),
                   users, items, ratings, held, 50, [])


if __name__ == "__main__":
    {"synthetic": synthetic, "movielens": movielens}[sys.argv[1]](*sys.argv[2:])
