package io.latent4j.savedmodel;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.family.TType;

/** Builds the gradients of a signature, without running them, to see whether there are any. */
final class TrainingProbe {
  private static final Set<DataType> FLOATS =
      Set.of(DataType.DT_FLOAT, DataType.DT_DOUBLE, DataType.DT_HALF, DataType.DT_BFLOAT16);

  private final TrainableModel model;
  private final LoadedSignature signature;

  TrainingProbe(TrainableModel model, LoadedSignature signature) {
    this.model = model;
    this.signature = signature;
  }

  /**
   * Whether some variable has a gradient.
   *
   * @throws io.latent4j.autodiff.MissingGradientException if an operation has none
   */
  boolean hasGradients(List<ModelVariable<?>> weights) {
    boolean[] found = {false};
    GraphEngine engine = model.engine();
    engine.function(
        "probe",
        List.<InputSpec>of(),
        (tf, in) -> {
          found[0] = hasGradients(tf, weights);
          return Map.of();
        });
    return found[0];
  }

  private boolean hasGradients(Ops tf, List<ModelVariable<?>> weights) {
    try (GradientTape tape = GradientTape.persistent(model.engine())) {
      Map<String, Operand<?>> inputs = new LinkedHashMap<>();
      for (TensorDescription input : signature.description().inputs()) {
        inputs.put(input.name(), signature.placeholder(input));
      }
      boolean any = false;
      for (Operand<? extends TType> output :
          model.call(tf, signature.name(), inputs, Mode.TRAINING).values()) {
        if (FLOATS.contains(output.asOutput().dataType())) {
          any |= tape.gradient(output, weights).stream().anyMatch(Objects::nonNull);
        }
      }
      return any;
    }
  }
}
