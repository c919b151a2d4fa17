"""Trains the reference autoencoders in Keras and prints their losses.

The figures are what Latent4J's own training is compared with. One JSON line is printed for each
seed: model, precision, seed, epochs, loss (of the last epoch, as Keras reports it), val_loss,
seconds. Makes no files; tools/bench/README.md keeps a table of results.

  deep        784-500-500-2000-10 and its mirror, sigmoid code, mean squared error, batch 2048, on
              the first 49,000 MNIST training images: 34,300 to train on, 14,700 to validate on
  small       784-32-784, sigmoid output, binary cross-entropy, batch 256, on the 60,000 MNIST
              training images, validated on the 10,000 test images
  wide        784-2000-500-500-10 and its mirror, sigmoid code, mean squared error, batch 2048, on
              Fashion-MNIST's training images, validated on its test images
  sparse      the same with an L1 penalty (--penalty) on the activities of the second and third
              hidden layer and the code, summed over units and meaned over samples; also prints
              which share of these activities is below 0.001 for the test images
  vae         784-512-10, Bernoulli output, batch 100, each gradient clipped to norm 15, on
              Fashion-MNIST; losses in nats a sample
  vae-fashion 784-500-10 of the same, batch 2048
  vae-plane   784-256-2, RMSProp, batch 100, divergence times a half, on MNIST

All have relu elsewhere, Keras's default initialisers, and where nothing is said Adam with its
default learning rate. Validation is by test images, and the weights are those of the last epoch.
"""

import argparse
import dataclasses
import json
import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf

import datasets


FEATURES = 784
NEAR_ZERO = 1e-3
OVERRIDES = (
    "epochs",
    "code_activation",
    "output_activation",
    "penalty",
    "optimizer",
    "learning_rate",
)


@dataclasses.dataclass(frozen=True)
class Reference:
    """One reference model: the units of its encoder, its activations and how it is trained."""

    encoder: tuple[int, ...]
    code_activation: str
    output_activation: str
    loss: str
    batch: int
    epochs: int
    data: str = "mnist"
    penalty: float = 0.0
    optimizer: str = "adam"
    learning_rate: float | None = None


@dataclasses.dataclass(frozen=True)
class VaeReference:
    """A variational autoencoder: its units and how it is trained."""

    hidden: int
    latent: int
    batch: int
    epochs: int
    optimizer: str = "adam"
    clip_norm: float | None = None
    beta: float = 1.0
    data: str = "fashion-mnist"


WIDE = Reference((2000, 500, 500, 10), "sigmoid", "linear", "mse", 2048, 60, "fashion-mnist")
REFERENCES = {
    "deep": Reference((500, 500, 2000, 10), "sigmoid", "linear", "mse", 2048, 20),
    "small": Reference((32,), "relu", "sigmoid", "binary_crossentropy", 256, 5),
    "wide": WIDE,
    "sparse": dataclasses.replace(WIDE, penalty=1e-9),
}
VAES = {
    "vae": VaeReference(512, 10, 100, 10, clip_norm=15),
    "vae-fashion": VaeReference(500, 10, 2048, 60),
    "vae-plane": VaeReference(256, 2, 100, 50, "rmsprop", beta=0.5, data="mnist"),
}


def penalty(reference: Reference, layer: int):
    """Returns what activities of a layer of the encoder cost: those of the first nothing."""
    # Keras sums over a batch and divides by its size.
    return keras.regularizers.L1(reference.penalty) if reference.penalty and layer else None


def build(reference: Reference, features: int) -> keras.Model:
    """Returns the compiled autoencoder: the encoder and its mirror, relu between."""
    hidden = reference.encoder[:-1]
    layers = [keras.Input((features,))]
    for number, units in enumerate(reference.encoder):
        function = "relu" if number < len(hidden) else reference.code_activation
        layers += [keras.layers.Dense(units, function, activity_regularizer=penalty(reference, number))]
    layers += [keras.layers.Dense(units, "relu") for units in reversed(hidden)]
    layers += [keras.layers.Dense(features)]
    # The last activation and the loss stay in float32 whatever the precision, as Keras advises.
    layers += [keras.layers.Activation(reference.output_activation, dtype="float32")]
    model = keras.Sequential(layers)
    optimizer = keras.optimizers.get(reference.optimizer)
    if reference.learning_rate is not None:
        optimizer.learning_rate = reference.learning_rate
    model.compile(optimizer=optimizer, loss=reference.loss)
    return model


def read(model: str, data_dir) -> tuple[np.ndarray, np.ndarray]:
    """Returns the training and the validation images of the model, scaled to [0, 1]."""
    data = {**REFERENCES, **VAES}[model].data
    train = datasets.read_images(data_dir, data, "train").astype(np.float32) / 255
    if model == "deep":
        return train[:34300], train[34300:49000]
    return train, datasets.read_images(data_dir, data, "test").astype(np.float32) / 255


def train(reference: Reference, images, validation, seed: int, verbose: bool) -> dict:
    """Trains one model from scratch and returns its figures."""
    keras.utils.set_random_seed(seed)
    model = build(reference, images.shape[1])
    start = time.perf_counter()
    history = model.fit(
        images,
        images,
        batch_size=reference.batch,
        epochs=reference.epochs,
        validation_data=(validation, validation),
        verbose=2 if verbose else 0,
    ).history
    seconds = time.perf_counter() - start
    sparse = {}
    if reference.penalty:
        sparse["near_zero"] = round(share_near_zero(model, reference, validation), 4)
    return sparse | {
        "seed": seed,
        "epochs": reference.epochs,
        "loss": round(history["loss"][-1], 6),
        "val_loss": round(history["val_loss"][-1], 6),
        "seconds": round(seconds, 1),
    }


class Vae(keras.Model):
    """A variational autoencoder that reports both parts of its loss, in nats a sample."""

    def __init__(self, reference: VaeReference):
        super().__init__()
        self._beta = reference.beta
        dense = keras.layers.Dense
        self._hidden = dense(reference.hidden, "relu")
        self._mean, self._log_variance = dense(reference.latent), dense(reference.latent)
        self._decoder = keras.Sequential([dense(reference.hidden, "relu"), dense(FEATURES)])
        self._seeds = keras.random.SeedGenerator()
        names = ("reconstruction_loss", "kl_divergence")
        self._means = {name: keras.metrics.Mean(name=name) for name in names}

    def _parts(self, x):
        hidden = self._hidden(x)
        mean, log_variance = self._mean(hidden), self._log_variance(hidden)
        noise = keras.random.normal(keras.ops.shape(mean), seed=self._seeds)
        logits = self._decoder(mean + keras.ops.exp(log_variance / 2) * noise)
        surprise = tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits)
        terms = keras.ops.square(mean) + keras.ops.exp(log_variance) - log_variance - 1
        return (
            keras.ops.mean(keras.ops.sum(surprise, axis=1)),
            keras.ops.mean(keras.ops.sum(terms, axis=1)) / 2,
        )

    def _record(self, parts) -> dict:
        for metric, part in zip(self._means.values(), parts):
            metric.update_state(part)
        return {name: metric.result() for name, metric in self._means.items()}

    @property
    def metrics(self):
        return list(self._means.values())

    def call(self, x):
        return self._decoder(self._mean(self._hidden(x)))

    def train_step(self, x):
        with tf.GradientTape() as tape:
            parts = self._parts(x)
            loss = parts[0] + self._beta * parts[1]
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply(gradients, self.trainable_variables)
        return self._record(parts)

    def test_step(self, x):
        return self._record(self._parts(x))


def train_vae(reference: VaeReference, images, validation, seed: int, verbose: bool) -> dict:
    """Trains one variational autoencoder from scratch and returns its figures."""
    keras.utils.set_random_seed(seed)
    model = Vae(reference)
    optimizers = {"adam": keras.optimizers.Adam, "rmsprop": keras.optimizers.RMSprop}
    model.compile(optimizer=optimizers[reference.optimizer](clipnorm=reference.clip_norm))
    start = time.perf_counter()
    history = model.fit(
        images,
        batch_size=reference.batch,
        epochs=reference.epochs,
        validation_data=(validation,),
        verbose=2 if verbose else 0,
    ).history
    seconds = time.perf_counter() - start
    figures = {name: round(values[-1], 3) for name, values in history.items()}
    return {"seed": seed, "epochs": reference.epochs} | figures | {"seconds": round(seconds, 1)}


def share_near_zero(model: keras.Model, reference: Reference, images) -> float:
    """Returns which share of the activities that cost something is near zero."""
    near = total = 0
    x = images
    for number in range(len(reference.encoder)):
        x = model.layers[number](x).numpy()
        if number:
            near += int((np.abs(x) < NEAR_ZERO).sum())
            total += x.size
    return near / total


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", choices=sorted({**REFERENCES, **VAES}), default="deep")
    parser.add_argument("--epochs", type=int, help="default: by the model")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--precision", choices=["float32", "mixed_bfloat16"], default="float32")
    parser.add_argument("--code-activation", help="in place of the reference's own")
    parser.add_argument("--output-activation", help="in place of the reference's own")
    parser.add_argument("--penalty", type=float, help="of sparse; default: 1e-9")
    parser.add_argument("--optimizer", help="in place of adam, by Keras's name; not of a vae")
    parser.add_argument("--learning-rate", type=float, help="default: the optimizer's own")
    parser.add_argument("--limit", type=int, help="only so many training images")
    parser.add_argument("--threads", type=int, default=0, help="0 (default): all cores")
    parser.add_argument("--verbose", action="store_true", help="one line an epoch")
    datasets.add_data_dir_option(parser)
    options = parser.parse_args()

    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    keras.config.set_dtype_policy(options.precision)
    overrides = {
        name: getattr(options, name)
        for name in OVERRIDES
        if getattr(options, name) is not None
    }
    reference = dataclasses.replace({**REFERENCES, **VAES}[options.model], **overrides)
    images, validation = read(options.model, options.data_dir)
    images = images[: options.limit]
    setting = {"model": options.model, "precision": options.precision}
    setting["optimizer"] = reference.optimizer
    if isinstance(reference, Reference):
        setting |= {"code": reference.code_activation, "output": reference.output_activation}
        setting |= {"penalty": reference.penalty} if reference.penalty else {}
    for seed in options.seeds:
        one = train_vae if isinstance(reference, VaeReference) else train
        figures = one(reference, images, validation, seed, options.verbose)
        print(json.dumps(setting | figures), flush=True)


if __name__ == "__main__":
    main()
