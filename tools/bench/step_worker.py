"""Trains on command, and says how long it took: the Python side of step_time.py.

Reads commands from standard input, one a line, and answers each with one line:

  setup {json}   ready           builds the model, reads the data
  run N          done S LOSS     trains N steps, which took S seconds; LOSS is of the last step
  quit                           ends
  (any)          error MESSAGE   the command was wrong or failed; the worker ends

The setup has
  model      "deep": 784-500-500-2000-10 and its mirror, relu, but the code sigmoid and the
             output linear; "small": 784-512-10-512-784, relu, but code and output linear;
             "conv": the convolutional autoencoder 16-8-4, 8-8-16 of images; "denoising":
             64-32-16 and its mirror, linear output, of images with salt-and-pepper noise of 0.2
             drawn in each step; "classifier": convolutions 32-64 and a dense layer, of images
             with labels
  precision  "float32" or "bfloat16"; variables and loss are float32 in both
  batch      samples a step, drawn without replacement, a new order each epoch
  mode       "graph": tf.function over Keras layers and optimizer
             "fit": Keras's model.fit on float32 images
             "eager": GradientTape over plain TensorFlow ops, and its fused update ops
  optimizer  "adam" (0.001) or "sgd" (0.01)
  threads    for TensorFlow's pools; 0 is all cores
  data       a .npy file of images as bytes, (samples, 784), or (samples, 28, 28, 1) for "conv",
             "denoising" and "classifier"
  labels     a .npy file of labels as bytes, (samples, 1); read for "classifier" alone
The images are divided by 255. The loss is the mean squared error, but binary cross-entropy of
"conv" and cross-entropy of "classifier".
"""

import dataclasses
import json
import os
import sys
import time
from typing import Callable, Protocol

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf

SEED = 1
FEATURES = 784
IMAGE = (28, 28, 1)
UNITS = {
    "deep": ((500, "relu"), (500, "relu"), (2000, "relu"), (10, "sigmoid"))
    + ((2000, "relu"), (500, "relu"), (500, "relu"), (FEATURES, "linear")),
    "small": ((512, "relu"), (10, "linear"), (512, "relu"), (FEATURES, "linear")),
}
LOSSES = {
    "deep": keras.losses.MeanSquaredError,
    "small": keras.losses.MeanSquaredError,
    "conv": keras.losses.BinaryCrossentropy,
    "denoising": keras.losses.MeanSquaredError,
    "classifier": lambda: keras.losses.SparseCategoricalCrossentropy(from_logits=True),
}
LEARNING_RATES = {"adam": 0.001, "sgd": 0.01}
ADAM = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7}


@dataclasses.dataclass(frozen=True)
class Setup:
    """What the driver asks for."""

    model: str
    precision: str
    batch: int
    mode: str
    data: str
    labels: str = ""
    optimizer: str = "adam"
    threads: int = 0


def read_labels(setup: Setup) -> np.ndarray:
    """Returns a label for each image."""
    return np.load(setup.labels).ravel().astype(np.int32)


class Trainer(Protocol):
    """Trains some steps and returns the loss of the last."""

    def run(self, steps: int) -> float: ...


class Batches:
    """Draws the rows of each step."""

    def __init__(self, samples: int, batch: int):
        if batch > samples:
            raise ValueError(f"batch must be at most the number of samples, {samples}, is {batch}")
        self._random = np.random.RandomState(SEED)
        self._samples, self._batch = samples, batch
        self._order = np.empty(0, np.int32)

    def next(self) -> tf.Tensor:
        """Returns the row numbers of the next step."""
        if len(self._order) < self._batch:
            self._order = self._random.permutation(self._samples).astype(np.int32)
        rows, self._order = self._order[: self._batch], self._order[self._batch :]
        return tf.constant(rows)


def dense_layers(model: str) -> list:
    """Returns the layers of a dense autoencoder, the last activation in float32."""
    *hidden, (features, activation) = UNITS[model]
    layers = [keras.Input((FEATURES,))]
    layers += [keras.layers.Dense(units, function) for units, function in hidden]
    return layers + [
        keras.layers.Dense(features),
        keras.layers.Activation(activation, dtype="float32"),
    ]


class SaltAndPepper(keras.layers.Layer):
    """Puts black or white in place of a share of the pixels, in training."""

    def __init__(self, rate: float):
        super().__init__()
        self._rate = rate
        self._seeds = keras.random.SeedGenerator(SEED)

    def call(self, x, training=False):
        if not training:
            return x
        drawn = keras.random.uniform(keras.ops.shape(x), seed=self._seeds)
        peppered = keras.ops.where(drawn < self._rate / 2, keras.ops.zeros_like(x), x)
        return keras.ops.where(drawn > 1 - self._rate / 2, keras.ops.ones_like(x), peppered)


def image_layers(encoder: tuple[int, ...], decoder: tuple[int, ...], output: str) -> list:
    """Returns the layers of an autoencoder of images, the last activation in float32."""

    def convolution(filters: int, padding: str = "same"):
        return keras.layers.Conv2D(filters, 3, activation="relu", padding=padding)

    layers = []
    for filters in encoder:
        layers += [convolution(filters), keras.layers.MaxPooling2D(2, padding="same")]
    for filters, padding in zip(decoder, ("same", "same", "valid")):
        layers += [convolution(filters, padding), keras.layers.UpSampling2D(2)]
    return layers + [
        keras.layers.Conv2D(1, 3, padding="same"),
        keras.layers.Activation(output, dtype="float32"),
    ]


def convolutional_layers(_: str) -> list:
    """Returns the layers of the convolutional autoencoder."""
    return [keras.Input(IMAGE)] + image_layers((16, 8, 4), (8, 8, 16), "sigmoid")


def denoising_layers(_: str) -> list:
    """Returns the layers of the denoising autoencoder."""
    layers = image_layers((64, 32, 16), (16, 32, 64), "linear")
    return [keras.Input(IMAGE), SaltAndPepper(0.2)] + layers


def classifier_layers(_: str) -> list:
    """Returns the layers of the classifier, whose logits are float32."""
    layers = [keras.Input(IMAGE)]
    for filters in (32, 64):
        layers += [
            keras.layers.Conv2D(filters, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
        ]
    return layers + [
        keras.layers.Flatten(),
        keras.layers.Dense(10),
        keras.layers.Activation("linear", dtype="float32"),
    ]


LAYERS: dict[str, Callable[[str], list]] = {
    "conv": convolutional_layers,
    "denoising": denoising_layers,
    "classifier": classifier_layers,
}


def build_keras(setup: Setup) -> tuple[keras.Model, keras.Optimizer]:
    """Returns Keras's model, with its last activation in float32, and the optimizer."""
    keras.config.set_dtype_policy(
        "mixed_bfloat16" if setup.precision == "bfloat16" else setup.precision
    )
    layers = LAYERS.get(setup.model, dense_layers)(setup.model)
    rate = LEARNING_RATES[setup.optimizer]
    optimizers = {"adam": keras.optimizers.Adam, "sgd": keras.optimizers.SGD}
    return keras.Sequential(layers), optimizers[setup.optimizer](rate)


class GraphTrainer:
    """A tf.function that gathers the batch, casts it and applies one step."""

    def __init__(self, setup: Setup, images: np.ndarray):
        model, optimizer = build_keras(setup)
        optimizer.build(model.trainable_variables)
        data = tf.constant(images)
        labels = tf.constant(read_labels(setup)) if setup.model == "classifier" else None
        compute_loss = LOSSES[setup.model]()
        self._batches = Batches(len(images), setup.batch)

        @tf.function(input_signature=[tf.TensorSpec([setup.batch], tf.int32)])
        def step(rows):
            x = tf.cast(tf.gather(data, rows), tf.float32) / 255
            with tf.GradientTape() as tape:
                truth = x if labels is None else tf.gather(labels, rows)
                loss = compute_loss(truth, model(x, training=True))
            gradients = tape.gradient(loss, model.trainable_variables)
            optimizer.apply(gradients, model.trainable_variables)
            return loss

        self._step = step

    def run(self, steps: int) -> float:
        for _ in range(steps):
            loss = self._step(self._batches.next())
        return float(loss)


class FitTrainer:
    """Keras's own loop; steps beyond an epoch go into further epochs."""

    def __init__(self, setup: Setup, images: np.ndarray):
        self._model, optimizer = build_keras(setup)
        self._model.compile(optimizer=optimizer, loss=LOSSES[setup.model]())
        self._images = images.astype(np.float32) / 255
        self._truth = read_labels(setup) if setup.model == "classifier" else self._images
        self._batch = setup.batch

    def run(self, steps: int) -> float:
        whole = len(self._images) // self._batch
        epochs, rest = divmod(steps, whole)
        loss = 0.0
        if epochs:
            loss = self._fit(whole, epochs)
        if rest:
            loss = self._fit(rest, 1)
        return loss

    def _fit(self, steps: int, epochs: int) -> float:
        rows = slice(steps * self._batch)
        x, truth = self._images[rows], self._truth[rows]
        history = self._model.fit(x, truth, batch_size=self._batch, epochs=epochs, verbose=0)
        return history.history["loss"][-1]


class EagerTrainer:
    """Plain ops under a GradientTape, each run as it is called."""

    def __init__(self, setup: Setup, images: np.ndarray):
        if setup.precision != "float32":
            raise ValueError(f"precision must be float32 in mode eager, is {setup.precision}")
        if setup.model not in UNITS:
            raise ValueError(f"model must be deep or small in mode eager, is {setup.model}")
        self._data = tf.constant(images)
        self._batches = Batches(len(images), setup.batch)
        self._layers = []
        inputs = FEATURES
        initial = keras.initializers.GlorotUniform(seed=SEED)
        for units, activation in UNITS[setup.model]:
            kernel = tf.Variable(tf.convert_to_tensor(initial((inputs, units))))
            bias = tf.Variable(tf.zeros([units]))
            self._layers.append((kernel, bias, getattr(keras.activations, activation)))
            inputs = units
        self._variables = [v for kernel, bias, _ in self._layers for v in (kernel, bias)]
        self._rate = LEARNING_RATES[setup.optimizer]
        self._adam = setup.optimizer == "adam"
        if self._adam:
            self._slots = [
                (tf.Variable(tf.zeros_like(v)), tf.Variable(tf.zeros_like(v)))
                for v in self._variables
            ]
            self._steps = 0

    def run(self, steps: int) -> float:
        for _ in range(steps):
            x = tf.cast(tf.gather(self._data, self._batches.next()), tf.float32) / 255
            with tf.GradientTape() as tape:
                h = x
                for kernel, bias, activation in self._layers:
                    h = activation(tf.nn.bias_add(tf.matmul(h, kernel), bias))
                loss = tf.reduce_mean(tf.square(h - x))
            self._apply(tape.gradient(loss, self._variables))
        return float(loss)

    def _apply(self, gradients: list[tf.Tensor]) -> None:
        if not self._adam:
            for variable, gradient in zip(self._variables, gradients):
                tf.raw_ops.ResourceApplyGradientDescent(
                    var=variable.handle, alpha=self._rate, delta=gradient
                )
            return
        self._steps += 1
        for variable, (m, v), gradient in zip(self._variables, self._slots, gradients):
            tf.raw_ops.ResourceApplyAdam(
                var=variable.handle,
                m=m.handle,
                v=v.handle,
                beta1_power=ADAM["beta1"] ** self._steps,
                beta2_power=ADAM["beta2"] ** self._steps,
                lr=self._rate,
                grad=gradient,
                **ADAM,
            )


TRAINERS = {"graph": GraphTrainer, "fit": FitTrainer, "eager": EagerTrainer}


def build(setup: Setup) -> Trainer:
    """Returns what trains as the setup says."""
    tf.config.threading.set_intra_op_parallelism_threads(setup.threads)
    tf.config.threading.set_inter_op_parallelism_threads(setup.threads)
    keras.utils.set_random_seed(SEED)
    return TRAINERS[setup.mode](setup, np.load(setup.data))


def serve() -> None:
    """Answers commands until there are no more."""
    trainer = None
    for line in sys.stdin:
        command, _, argument = line.strip().partition(" ")
        if command == "quit":
            return
        if command == "setup":
            trainer = build(Setup(**json.loads(argument)))
            print("ready", flush=True)
        elif command == "run" and trainer is not None:
            start = time.perf_counter()
            loss = trainer.run(int(argument))
            seconds = time.perf_counter() - start
            print(f"done {seconds:.6f} {loss:.6f}", flush=True)
        else:
            raise ValueError(f"expected setup, then run or quit, found {line.strip()!r}")


def main() -> None:
    try:
        serve()
    except Exception as error:
        message = " ".join(str(error).split())
        print(f"error {type(error).__name__}: {message}", flush=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
