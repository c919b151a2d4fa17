package io.latent4j.autoencoder;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Activation;
import io.latent4j.nn.layers.BatchNormalization;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What an encoder makes of samples on the way to the code.
 *
 * @param code what comes out
 * @param activities what each layer with weights gives, after normalization and activation but
 *     before pooling and dropout, the code last
 */
record Encoding(Operand<TFloat32> code, List<Operand<TFloat32>> activities) {

  static Encoding of(Ops tf, Sequential encoder, Operand<TFloat32> x, Mode mode) {
    List<Operand<TFloat32>> activities = new ArrayList<>();
    Operand<TFloat32> value = x;
    for (Layer layer : encoder.layers()) {
      value = layer.call(tf, value, mode);
      if (layer instanceof Activation || layer instanceof BatchNormalization) {
        activities.set(activities.size() - 1, value);
      } else if (!layer.trainableVariables().isEmpty()) {
        activities.add(value);
      }
    }
    if (activities.isEmpty()) {
      activities.add(value); // an encoder of the user's own without weights: its code counts
    }
    return new Encoding(value, activities);
  }

  /** Those that sparsity counts: all but the first, or the only one. */
  List<Operand<TFloat32>> sparse() {
    return activities.size() == 1 ? activities : activities.subList(1, activities.size());
  }
}
