"""Times the training of a Q-network on Breakout in Java beside a loop in TensorFlow and NumPy.

Both are started and kept, and train in turns as step_time.py has it, whose protocol they speak:
this script is the Python worker too, with --worker. The games of Python are arrays of NumPy, all
stepped at once by the rules of docs/reinforcement.md; values and updates are tf.function's, of the
same network, batches, optimizer and numbers of updates as Java's. With --method dqn a step is one of
8 games and 4 updates of 32 transitions, with --method pqn one of the 8 parts of a rollout of 64
games over 32 steps: 256 frames and 4 updates of 128.

  python dqn_frames.py --java "java -cp CLASSPATH io.latent4j.bench.DqnWorker"
  python dqn_frames.py --check

--check prints the mean returns of players that draw their actions and that follow the ball, which
must be those of Java (0.41 and 10.3 with the usual seeds of `latent4j dqn`).
"""

import argparse
import json
import os
import shlex
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np

SIDE = 10
LIMIT = 1000


class Games:
    """Games of Breakout that are stepped together; where one ends, the next begins."""

    def __init__(self, count: int, seed: int, stickiness: float = 0.1):
        self._random = np.random.default_rng(seed)
        self._stickiness = stickiness
        self._all = np.arange(count)
        self.paddle = np.zeros(count, int)
        self.row, self.column = np.zeros(count, int), np.zeros(count, int)
        self.trail_row, self.trail_column = np.zeros(count, int), np.zeros(count, int)
        self.down, self.right = np.zeros(count, int), np.zeros(count, int)
        self.last, self.steps = np.zeros(count, int), np.zeros(count, int)
        self.touching = np.zeros(count, bool)
        self.bricks = np.zeros((count, SIDE, SIDE), bool)
        self._begin(self._all)

    def _begin(self, games: np.ndarray) -> None:
        left = self._random.random(len(games)) < 0.5
        self.paddle[games] = 4
        self.row[games] = self.trail_row[games] = 3
        self.column[games] = self.trail_column[games] = np.where(left, 0, SIDE - 1)
        self.down[games] = 1
        self.right[games] = np.where(left, 1, -1)
        self.last[games] = self.steps[games] = 0
        self.touching[games] = False
        self.bricks[games] = False
        self.bricks[games, 1:4] = True

    def observe(self) -> np.ndarray:
        """Returns what is seen, (games, 10, 10, 4), as bytes."""
        planes = np.zeros((len(self._all), SIDE, SIDE, 4), np.uint8)
        planes[self._all, SIDE - 1, self.paddle, 0] = 1
        planes[self._all, self.row, self.column, 1] = 1
        planes[self._all, self.trail_row, self.trail_column, 2] = 1
        planes[..., 3] = self.bricks
        return planes

    def step(self, actions: np.ndarray):
        """Returns rewards, what was arrived at, and which games are done and which are cut off."""
        repeats = self._random.random(len(self._all)) < self._stickiness
        self.last = np.where(repeats, self.last, actions)
        self.steps += 1
        moves = (self.last == 2).astype(int) - (self.last == 1)
        self.paddle = np.clip(self.paddle + moves, 0, SIDE - 1)
        self.trail_row, self.trail_column = self.row.copy(), self.column.copy()
        row, column = self.row + self.down, self.column + self.right
        beside = (column < 0) | (column >= SIDE)
        column = np.clip(column, 0, SIDE - 1)
        self.right = np.where(beside, -self.right, self.right)
        above = row < 0
        row = np.maximum(row, 0)
        self.down = np.where(above, 1, self.down)
        touches = ~above & self.bricks[self._all, row, column]
        hits = touches & ~self.touching
        self.bricks[self._all[hits], row[hits], column[hits]] = False
        low = ~above & ~touches & (row == SIDE - 1)
        empty = low & ~self.bricks.any((1, 2))
        self.bricks[empty, 1:4] = True
        straight = low & (self.column == self.paddle)
        slanted = low & ~straight & (column == self.paddle)
        done = low & ~straight & ~slanted
        self.down = np.where(hits, -self.down, np.where(straight | slanted, -1, self.down))
        self.right = np.where(slanted, -self.right, self.right)
        self.row = np.where(hits | straight | slanted, self.row, row)
        self.column = column
        self.touching = touches
        cut = ~done & (self.steps >= LIMIT)
        arrived = self.observe()
        ended = np.flatnonzero(done | cut)
        if len(ended):
            self._begin(ended)
        return hits.astype(np.float32), arrived, done, cut


def follow(games: Games) -> np.ndarray:
    """Returns the actions of who goes below where the ball will be next."""
    target = np.clip(2 * games.column - games.trail_column, 0, SIDE - 1)
    return np.where(target == games.paddle, 0, np.where(target < games.paddle, 1, 2))


def mean_return(player, episodes: int) -> float:
    """Returns the mean return of the first episode of each of so many games."""
    games = Games(episodes, 7)
    sums, playing = np.zeros(episodes), np.ones(episodes, bool)
    while playing.any():
        rewards, _, done, cut = games.step(player(games))
        sums += rewards * playing
        playing &= ~(done | cut)
    return sums.mean()


def network(normalized: bool):
    """Returns the Q-network that Java has for Breakout."""
    import keras
    from keras import layers

    def norm():
        return [layers.LayerNormalization()] if normalized else []

    return keras.Sequential(
        [keras.Input((SIDE, SIDE, 4)), layers.Conv2D(16, 3)]
        + norm()
        + [layers.ReLU(), layers.Flatten(), layers.Dense(128)]
        + norm()
        + [layers.ReLU(), layers.Dense(3)]
    )


class Dqn:
    """Eight games, a replay memory of 100,000 transitions, four updates of 32 a step of all."""

    GAMES, UPDATES, BATCH, REPLAY = 8, 4, 32, 100_000

    def __init__(self):
        import keras
        import tensorflow as tf

        self._games = Games(self.GAMES, 1)
        self._random = np.random.default_rng(2)
        self._seen = np.zeros((self.REPLAY, SIDE, SIDE, 4), np.uint8)
        self._then = np.zeros_like(self._seen)
        self._actions = np.zeros(self.REPLAY, np.int32)
        self._rewards = np.zeros(self.REPLAY, np.float32)
        self._goes_on = np.zeros(self.REPLAY, np.float32)
        self._at = self._count = self._updates = 0
        online, copy = network(False), network(False)
        rule = keras.optimizers.Adam(5e-4)
        rule.build(online.trainable_variables)

        @tf.function
        def best(planes):
            return tf.argmax(online(tf.cast(planes, tf.float32)), 1)

        @tf.function
        def update(seen, actions, rewards, goes_on, then):
            later = tf.reduce_max(copy(tf.cast(then, tf.float32)), 1)
            target = rewards + 0.99 * goes_on * later
            with tf.GradientTape() as tape:
                values = online(tf.cast(seen, tf.float32))
                error = tf.reduce_sum(values * tf.one_hot(actions, 3), 1) - target
                size = tf.abs(error)
                inside = tf.minimum(size, 1.0)
                loss = tf.reduce_mean(0.5 * inside**2 + size - inside)
            weights = online.trainable_variables
            rule.apply(tape.gradient(loss, weights), weights)
            return loss

        @tf.function
        def refresh():
            for to, variable in zip(copy.variables, online.variables):
                to.assign(variable)

        self._best, self._update, self._refresh = best, update, refresh
        refresh()
        while self._count < 5000:
            self._play(self._random.integers(0, 3, self.GAMES))

    def _play(self, actions: np.ndarray) -> None:
        seen = self._games.observe()
        rewards, arrived, done, _ = self._games.step(actions)
        rows = (self._at + np.arange(self.GAMES)) % self.REPLAY
        self._seen[rows], self._then[rows] = seen, arrived
        self._actions[rows], self._rewards[rows] = actions, rewards
        self._goes_on[rows] = ~done
        self._at = (self._at + self.GAMES) % self.REPLAY
        self._count = min(self.REPLAY, self._count + self.GAMES)

    def step(self) -> float:
        actions = self._best(self._games.observe()).numpy()
        drawn = self._random.random(self.GAMES) < 0.1
        self._play(np.where(drawn, self._random.integers(0, 3, self.GAMES), actions))
        for _ in range(self.UPDATES):
            rows = self._random.integers(0, self._count, self.BATCH)
            loss = self._update(
                self._seen[rows],
                self._actions[rows],
                self._rewards[rows],
                self._goes_on[rows],
                self._then[rows],
            )
            self._updates += 1
            if self._updates % 1000 == 0:
                self._refresh()
        return float(loss)


class Pqn:
    """64 games, rollouts of 32 steps gone through twice in 16 batches of 128."""

    GAMES, ROLLOUT, PASSES, BATCHES, PARTS = 64, 32, 2, 16, 8

    def __init__(self):
        import keras
        import tensorflow as tf

        self._games = Games(self.GAMES, 1)
        self._random = np.random.default_rng(2)
        self._part = 0
        online = network(True)
        rule = keras.optimizers.Adam(5e-4, global_clipnorm=10)
        rule.build(online.trainable_variables)

        @tf.function
        def values(planes):
            return online(tf.cast(planes, tf.float32))

        @tf.function
        def update(seen, actions, returns):
            with tf.GradientTape() as tape:
                found = online(tf.cast(seen, tf.float32))
                error = tf.reduce_sum(found * tf.one_hot(actions, 3), 1) - returns
                loss = tf.reduce_mean(0.5 * error**2)
            weights = online.trainable_variables
            rule.apply(tape.gradient(loss, weights), weights)
            return loss

        self._values, self._update = values, update

    def _rollout(self) -> None:
        shape = (self.ROLLOUT, self.GAMES)
        self._seen = np.zeros(shape + (SIDE, SIDE, 4), np.uint8)
        self._actions = np.zeros(shape, np.int32)
        rewards, later = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        done, ended = np.zeros(shape, bool), np.zeros(shape, bool)
        planes = self._games.observe()
        values = self._values(planes).numpy()
        for t in range(self.ROLLOUT):
            drawn = self._random.random(self.GAMES) < 0.1
            actions = np.where(drawn, self._random.integers(0, 3, self.GAMES), values.argmax(1))
            self._seen[t], self._actions[t] = planes, actions
            rewards[t], arrived, done[t], cut = self._games.step(actions)
            ended[t] = done[t] | cut
            planes = self._games.observe()
            values = self._values(planes).numpy()
            later[t] = values.max(1)
            if cut.any():
                later[t] = np.where(cut, self._values(arrived).numpy().max(1), later[t])
        returns = np.zeros(shape, np.float32)
        following = later[-1]
        for t in reversed(range(self.ROLLOUT)):
            mixed = np.where(ended[t], later[t], 0.65 * following + 0.35 * later[t])
            if t == self.ROLLOUT - 1:
                mixed = later[t]
            returns[t] = following = rewards[t] + np.where(done[t], 0, 0.99 * mixed)
        self._returns = returns.reshape(-1)
        self._seen = self._seen.reshape(-1, SIDE, SIDE, 4)
        self._actions = self._actions.reshape(-1)

    def step(self) -> float:
        """An eighth of a rollout; the first one plays it."""
        if self._part == 0:
            self._rollout()
            count = self.GAMES * self.ROLLOUT
            self._order = [self._random.permutation(count) for _ in range(self.PASSES)]
            self._order = np.concatenate(self._order).reshape(self.PARTS, -1, count // self.BATCHES)
        for rows in self._order[self._part]:
            loss = self._update(self._seen[rows], self._actions[rows], self._returns[rows])
        self._part = (self._part + 1) % self.PARTS
        return float(loss)


def work() -> None:
    """Answers commands as step_worker.py does."""
    learner = None
    for line in sys.stdin:
        command, _, rest = line.strip().partition(" ")
        if command == "setup":
            setup = json.loads(rest)
            if setup["threads"]:
                import tensorflow as tf

                tf.config.threading.set_intra_op_parallelism_threads(setup["threads"])
            learner = Pqn() if setup["method"] == "pqn" else Dqn()
            learner.step()
            print("ready", flush=True)
        elif command == "run":
            start = time.perf_counter()
            for _ in range(int(rest)):
                loss = learner.step()
            print(f"done {time.perf_counter() - start:.6f} {loss:.6f}", flush=True)
        else:
            return


def main() -> None:
    import gan_step_time
    import step_time

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--java", help="the other worker")
    parser.add_argument("--check", action="store_true", help="play only")
    parser.add_argument("--method", choices=("dqn", "pqn"), default="dqn")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--steps", type=int, default=400, help="steps a round; of pqn eighths")
    parser.add_argument("--threads", type=int, default=0, help="of each worker; 0: all cores")
    options = parser.parse_args()
    if options.check:
        random = np.random.default_rng(3)
        draws = mean_return(lambda games: random.integers(0, 3, len(games.row)), 5000)
        print(f"random {draws:.3f}, follows the ball {mean_return(follow, 5000):.3f}")
        return
    setup = {"method": options.method, "threads": options.threads}
    kind = gan_step_time.counting(step_time)
    workers = [
        kind("java", shlex.split(options.java)),
        kind("python", [sys.executable, __file__, "--worker"]),
    ]
    try:
        for worker in workers:
            worker.setup(setup)
            worker.run(options.steps)
        lines = step_time.measure(workers[0], workers[1:], options.rounds, options.steps)
    finally:
        for worker in workers:
            worker.close()
    summary = step_time.summarise(lines, ["python"])
    frames = {"dqn": 8, "pqn": 256}[options.method]
    for worker in workers:
        spent = sorted(worker.processor[1:])[len(worker.processor) // 2 - 1]
        summary[f"{worker.name}_processor_ms"] = round(spent, 2)
    print(f"{frames} frames a step; medians: " + ", ".join(f"{k} {v}" for k, v in summary.items()))


if __name__ == "__main__":
    if "--worker" in sys.argv:
        work()
    else:
        main()
