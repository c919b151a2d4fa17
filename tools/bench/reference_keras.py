"""Trains the reference autoencoders in Keras and prints their losses.

The figures are what Latent4J's own training is compared with. One JSON line is printed for each
seed: model, precision, seed, epochs, loss (of the last epoch, as Keras reports it), val_loss,
seconds. Makes no files; tools/bench/README.md keeps a table of results.

  deep   784-500-500-2000-10 and its mirror, sigmoid code, mean squared error, batch 2048, on the
         first 49,000 MNIST training images: 34,300 to train on, 14,700 to validate on
  small  784-32-784, sigmoid output, binary cross-entropy, batch 256, on the 60,000 MNIST
         training images, validated on the 10,000 test images

Both have relu elsewhere, Keras's default initialisers, Adam with its default learning rate.
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


@dataclasses.dataclass(frozen=True)
class Reference:
    """One reference model: the units of its encoder, its activations and how it is trained."""

    encoder: tuple[int, ...]
    code_activation: str
    output_activation: str
    loss: str
    batch: int
    epochs: int


REFERENCES = {
    "deep": Reference((500, 500, 2000, 10), "sigmoid", "linear", "mse", 2048, 20),
    "small": Reference((32,), "relu", "sigmoid", "binary_crossentropy", 256, 5),
}


def build(reference: Reference, features: int) -> keras.Model:
    """Returns the compiled autoencoder: the encoder and its mirror, relu between."""
    hidden = reference.encoder[:-1]
    layers = [keras.Input((features,))]
    layers += [keras.layers.Dense(units, "relu") for units in hidden]
    layers += [keras.layers.Dense(reference.encoder[-1], reference.code_activation)]
    layers += [keras.layers.Dense(units, "relu") for units in reversed(hidden)]
    layers += [keras.layers.Dense(features)]
    # The last activation and the loss stay in float32 whatever the precision, as Keras advises.
    layers += [keras.layers.Activation(reference.output_activation, dtype="float32")]
    model = keras.Sequential(layers)
    model.compile(optimizer="adam", loss=reference.loss)
    return model


def read(model: str, data_dir) -> tuple[np.ndarray, np.ndarray]:
    """Returns the training and the validation images of the model, scaled to [0, 1]."""
    train = datasets.read_images(data_dir, "mnist", "train").astype(np.float32) / 255
    if model == "deep":
        return train[:34300], train[34300:49000]
    return train, datasets.read_images(data_dir, "mnist", "test").astype(np.float32) / 255


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
    return {
        "seed": seed,
        "epochs": reference.epochs,
        "loss": round(history["loss"][-1], 6),
        "val_loss": round(history["val_loss"][-1], 6),
        "seconds": round(seconds, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", choices=sorted(REFERENCES), default="deep")
    parser.add_argument("--epochs", type=int, help="default: 20 for deep, 5 for small")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--precision", choices=["float32", "mixed_bfloat16"], default="float32")
    parser.add_argument("--code-activation", help="in place of the reference's own")
    parser.add_argument("--output-activation", help="in place of the reference's own")
    parser.add_argument("--threads", type=int, default=0, help="0 (default): all cores")
    parser.add_argument("--verbose", action="store_true", help="one line an epoch")
    datasets.add_data_dir_option(parser)
    options = parser.parse_args()

    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    keras.config.set_dtype_policy(options.precision)
    overrides = {
        name: getattr(options, name)
        for name in ("epochs", "code_activation", "output_activation")
        if getattr(options, name) is not None
    }
    reference = dataclasses.replace(REFERENCES[options.model], **overrides)
    images, validation = read(options.model, options.data_dir)
    for seed in options.seeds:
        figures = train(reference, images, validation, seed, options.verbose)
        setting = {
            "model": options.model,
            "precision": options.precision,
            "code": reference.code_activation,
            "output": reference.output_activation,
        }
        print(json.dumps(setting | figures), flush=True)


if __name__ == "__main__":
    main()
