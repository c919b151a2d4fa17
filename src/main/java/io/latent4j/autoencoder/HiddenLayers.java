package io.latent4j.autoencoder;

import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Options;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.layers.Activation;
import io.latent4j.nn.layers.BatchNormalization;
import io.latent4j.nn.layers.Conv2D;
import io.latent4j.nn.layers.Conv2DTranspose;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Dropout;
import java.util.List;

/**
 * What hidden layers have in common: activation, what may come before it and what after.
 *
 * @param activation the activation
 * @param normalized whether batches are normalized before it
 * @param dropout the share that is dropped after it, in training
 */
record HiddenLayers(ActivationFunction activation, boolean normalized, double dropout) {

  static void requireUnits(String option, List<Integer> layers) {
    for (int units : layers) {
      if (units < 1) {
        throw new InvalidOptionException(
            option, "must have at least 1 unit each, but are " + layers);
      }
    }
  }

  static void requireDropout(double dropout) {
    Options.require(dropout >= 0 && dropout < 1, "dropout", "at least 0 and below 1", dropout);
  }

  /** Adds a dense layer of so many units. */
  void add(int units, List<Layer> to) {
    if (normalized) {
      add((Layer) Dense.of(units), to);
    } else {
      to.add(Dense.of(units).withActivation(activation));
      addDropout(to);
    }
  }

  /** Adds a convolution that has no activation yet. */
  void add(Conv2D convolution, List<Layer> to) {
    if (normalized) {
      add((Layer) convolution, to);
    } else {
      to.add(convolution.withActivation(activation));
      addDropout(to);
    }
  }

  /** Adds a transposed convolution that has no activation yet. */
  void add(Conv2DTranspose convolution, List<Layer> to) {
    if (normalized) {
      add((Layer) convolution, to);
    } else {
      to.add(convolution.withActivation(activation));
      addDropout(to);
    }
  }

  /** Adds the way back through a dense layer. */
  void add(TiedDense dense, List<Layer> to) {
    if (normalized) {
      add((Layer) dense, to);
    } else {
      to.add(dense.withActivation(activation));
      addDropout(to);
    }
  }

  /** Adds a layer without activation, and normalization and activation as layers of their own. */
  private void add(Layer linear, List<Layer> to) {
    to.add(linear);
    to.add(BatchNormalization.of());
    to.add(Activation.of(activation));
    addDropout(to);
  }

  private void addDropout(List<Layer> to) {
    if (dropout > 0) {
      to.add(Dropout.of((float) dropout));
    }
  }
}
