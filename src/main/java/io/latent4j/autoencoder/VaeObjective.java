package io.latent4j.autoencoder;

import io.latent4j.autoencoder.VaeEncoder.Posterior;
import io.latent4j.engine.Engine;
import io.latent4j.nn.Mode;
import io.latent4j.training.Batch;
import io.latent4j.training.BatchFunction;
import io.latent4j.training.BatchObjective;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What a variational autoencoder minimizes: the negative of the evidence lower bound, or that of
 * the importance-weighted bound (Burda, Grosse and Salakhutdinov, <i>Importance Weighted
 * Autoencoders</i>, 2016).
 *
 * @param engine where it is trained
 * @param network the network
 * @param options the options
 * @param stepsPerEpoch how many steps an epoch has
 */
record VaeObjective(Engine engine, VaeNetwork network, Vae options, long stepsPerEpoch)
    implements BatchObjective {

  @Override
  public Map<String, Operand<TFloat32>> apply(Ops tf, Batch batch, Mode mode) {
    Operand<TFloat32> rows = network.rows(tf, batch.samples());
    if (options.binarize() == VaeBinarization.EACH_EPOCH) {
      rows = VaeBinarization.draw(tf, rows, engine.randomSeed(tf));
    }
    Operand<TInt32> labels = options.conditional() ? batch.labels() : null;
    Posterior posterior = network.encode(tf, rows, labels, mode);
    Operand<TFloat32> noise =
        network.noise(
            tf, posterior, tf.constant(options.importanceSamples()), engine.randomSeed(tf));
    return terms(tf, rows, labels, posterior, noise, mode);
  }

  /** Loss and metrics of samples (n, features) with noise (k, n, latent). */
  Map<String, Operand<TFloat32>> terms(
      Ops tf,
      Operand<TFloat32> rows,
      Operand<TInt32> labels,
      Posterior posterior,
      Operand<TFloat32> noise,
      Mode mode) {
    Operand<TFloat32> code = posterior.draw(tf, noise);
    Operand<TFloat32> likelihood = network.logLikelihood(tf, rows, code, labels, mode);
    Operand<TFloat32> reconstruction = tf.math.neg(meanOfAll(tf, likelihood));
    Operand<TFloat32> byUnit = tf.math.mean(posterior.divergence(tf), tf.constant(0));
    Operand<TFloat32> divergence = tf.reduceSum(byUnit, tf.constant(0));
    Operand<TFloat32> weight = weight(tf, mode);
    Operand<TFloat32> loss;
    if (options.importanceSamples() > 1) {
      Operand<TFloat32> ratio = posterior.logRatio(tf, code, noise);
      loss =
          tf.math.neg(
              meanOfAll(tf, logMeanExp(tf, tf.math.add(likelihood, tf.math.mul(weight, ratio)))));
    } else {
      Operand<TFloat32> counted =
          options.freeBits() > 0 && mode == Mode.TRAINING
              ? tf.reduceSum(
                  tf.math.maximum(byUnit, tf.constant((float) options.freeBits())), tf.constant(0))
              : divergence;
      loss = tf.math.add(reconstruction, tf.math.mul(weight, counted));
    }
    Map<String, Operand<TFloat32>> terms = new LinkedHashMap<>();
    terms.put(BatchFunction.LOSS, loss);
    terms.put(VaeFunctions.RECONSTRUCTION_LOSS, reconstruction);
    terms.put(VaeFunctions.DIVERGENCE, divergence);
    return terms;
  }

  private static Operand<TFloat32> meanOfAll(Ops tf, Operand<TFloat32> values) {
    return tf.math.mean(tf.reshape(values, tf.constant(new int[] {-1})), tf.constant(0));
  }

  /** Over the first axis, of {@link Vae#importanceSamples()}. */
  private Operand<TFloat32> logMeanExp(Ops tf, Operand<TFloat32> logs) {
    Operand<TFloat32> largest = tf.stopGradient(tf.max(logs, tf.constant(0)));
    Operand<TFloat32> sum = tf.reduceSum(tf.math.exp(tf.math.sub(logs, largest)), tf.constant(0));
    return tf.math.add(
        tf.math.add(tf.math.log(sum), largest),
        tf.constant((float) -Math.log(options.importanceSamples())));
  }

  /** What the divergence counts for: in training it rises from 0 to beta while it warms up. */
  private Operand<TFloat32> weight(Ops tf, Mode mode) {
    Operand<TFloat32> beta = tf.constant((float) options.beta());
    if (options.warmUp() == 0 || mode != Mode.TRAINING) {
      return beta;
    }
    Operand<TFloat32> share =
        tf.math.div(
            tf.dtypes.cast(engine.step().read(tf), TFloat32.class),
            tf.constant((float) (options.warmUp() * stepsPerEpoch)));
    return tf.math.mul(beta, tf.math.minimum(share, tf.constant(1f)));
  }
}
