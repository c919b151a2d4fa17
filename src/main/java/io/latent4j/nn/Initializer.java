package io.latent4j.nn;

import io.latent4j.engine.InitialValue;
import java.util.Map;
import org.tensorflow.types.TFloat32;

/** What a weight starts from; see {@link io.latent4j.nn.initializers.Initializers}. */
public interface Initializer extends InitialValue<TFloat32> {

  /**
   * What is needed to make it again.
   *
   * @return {@code class_name}, then the options by Keras's names, as values that JSON knows
   */
  Map<String, Object> config();
}
