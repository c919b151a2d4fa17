package io.latent4j.boltzmann;

import io.latent4j.model.FloatArray;
import io.latent4j.model.SavedParts;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * The numbers of a machine in Java memory.
 *
 * @param weights (visible, hidden)
 * @param visibleBias (visible)
 * @param hiddenBias (hidden)
 * @param logVariance (visible), of Gaussian units
 */
record RbmWeights(
    FloatArray weights,
    FloatArray visibleBias,
    FloatArray hiddenBias,
    Optional<FloatArray> logVariance) {

  /** The machine at some path of a SavedModel, such as {@code rbms[0].}, or none at the root. */
  static RbmWeights of(SavedParts parts, String path) {
    FloatArray weights = parts.array(path + RbmNetwork.WEIGHTS, 2);
    RbmWeights read =
        new RbmWeights(
            weights,
            parts.array(path + RbmNetwork.VISIBLE_BIAS, 1),
            parts.array(path + RbmNetwork.HIDDEN_BIAS, 1),
            parts.has(path + RbmNetwork.LOG_VARIANCE)
                ? Optional.of(parts.array(path + RbmNetwork.LOG_VARIANCE, 1))
                : Optional.empty());
    long visible = weights.shape().get(0);
    long hidden = weights.shape().get(1);
    boolean fits =
        read.visibleBias.shape().equals(Shape.of(visible))
            && read.hiddenBias.shape().equals(Shape.of(hidden))
            && read.logVariance.map(v -> v.shape().equals(Shape.of(visible))).orElse(true);
    if (!fits) {
      throw parts.broken(
          "biases of %d visible and %d hidden units".formatted(visible, hidden),
          "%s and %s".formatted(read.visibleBias.shape(), read.hiddenBias.shape()));
    }
    return read;
  }

  RbmShape shape(int labels) {
    return new RbmShape(
        weights.rowCount() - labels,
        labels,
        weights.columns(),
        logVariance.isPresent() ? VisibleUnits.GAUSSIAN : VisibleUnits.BINARY,
        false);
  }
}
