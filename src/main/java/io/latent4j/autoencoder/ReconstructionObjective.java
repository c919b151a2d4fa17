package io.latent4j.autoencoder;

import io.latent4j.nn.Mode;
import io.latent4j.training.BatchFunction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What an autoencoder minimizes: how far clean samples are from what it makes of noisy ones, and
 * what sparsity and contraction add.
 *
 * @param options what is asked for
 * @param network what learns
 * @param range between which values the samples of the training lie
 */
record ReconstructionObjective(Autoencoder options, AutoencoderNetwork network, ValueRange range) {
  private static final String RECONSTRUCTION = "reconstruction_loss";
  private static final String NEAR_ZERO = "near_zero";

  /**
   * Loss and, where something is added to it, the loss without that; with sparsity, also of weight
   * 0, which share of the activities that count is near zero.
   */
  Map<String, Operand<TFloat32>> values(Ops tf, Operand<TFloat32> samples, Mode mode) {
    Operand<TFloat32> clean = network.shaped(tf, samples);
    Operand<TFloat32> noisy =
        mode == Mode.TRAINING ? options.noise().addTo(tf, network.engine(), clean, range) : clean;
    return values(tf, clean, noisy, mode);
  }

  /** The same, of noise that is given. */
  Map<String, Operand<TFloat32>> values(
      Ops tf, Operand<TFloat32> clean, Operand<TFloat32> noisy, Mode mode) {
    Encoding encoding = Encoding.of(tf, network.encoder(), noisy, mode);
    Operand<TFloat32> reconstruction =
        network.loss(tf, clean, encoding.code(), options.loss(), mode);
    Operand<TFloat32> total = reconstruction;
    if (!options.sparsity().isNone()) {
      total = tf.math.add(total, options.sparsity().penalty(tf, encoding.sparse()));
    }
    if (options.contraction() > 0) {
      Operand<TFloat32> norm = new Contraction(network).norm(tf, noisy, encoding.code());
      total = tf.math.add(total, tf.math.mul(norm, tf.constant((float) options.contraction())));
    }
    Map<String, Operand<TFloat32>> values = new LinkedHashMap<>();
    values.put(BatchFunction.LOSS, total);
    if (total != reconstruction) {
      values.put(RECONSTRUCTION, reconstruction);
    }
    if (options.sparsity().kind() != Sparsity.Kind.NONE) {
      values.put(NEAR_ZERO, Sparsity.nearZero(tf, encoding.sparse()));
    }
    return values;
  }
}
