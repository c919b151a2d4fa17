package io.latent4j.autoencoder;

import io.latent4j.engine.Outputs;
import java.util.Map;
import org.tensorflow.types.family.TType;

/**
 * The functions of a saved variational autoencoder, by name, wherever they run: in the engine that
 * trained it, or in a file that was loaded.
 */
@FunctionalInterface
interface VaeFunctions {
  String ENCODE = "encode";
  String DECODE = "decode";
  String SAMPLE = "sample";
  String RECONSTRUCT = "reconstruct";
  String SAMPLE_LABELS = "sample_labels";
  String LOSSES = "losses";
  String LOG_WEIGHTS = "log_weights";

  String X = "x";
  String LABELS = "labels";
  String CODE = "code";
  String COUNT = "count";
  String SEED = "seed";
  String SAMPLES = "samples";

  String MEAN = "mean";
  String LOG_VARIANCE = "log_variance";
  String RECONSTRUCTION = "reconstruction";
  String GENERATED = "generated";
  String RECONSTRUCTION_LOSS = "reconstruction_loss";
  String DIVERGENCE = "kl_divergence";
  String WEIGHTS = "log_weights";

  /** Calls a function; the caller closes what it gives. */
  Outputs call(String function, Map<String, ? extends TType> inputs);
}
