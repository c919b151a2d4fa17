package io.latent4j.cli;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.LoadedSignature;
import io.latent4j.savedmodel.SavedModels;
import io.latent4j.savedmodel.TensorDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/** What {@code --model} names: functions of rows, trained before, and the scale of their inputs. */
final class TrainedModel implements AutoCloseable {
  private static final String SCALING = "preprocessing.json";

  private final Path folder;
  private final LoadedModel model;
  private final Scaling scaling;

  private TrainedModel(Path folder, LoadedModel model, Scaling scaling) {
    this.folder = folder;
    this.model = model;
    this.scaling = scaling;
  }

  /**
   * Opens a model.
   *
   * @param usual the scale if the model has none with it, as those of other programs
   */
  static TrainedModel open(Path folder, EngineOptions engine, Scaling usual) {
    LoadedModel model = SavedModels.load(folder, engine);
    try {
      return new TrainedModel(folder, model, scalingIn(folder).orElse(usual));
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  private static Optional<Scaling> scalingIn(Path folder) {
    Path file = folder.resolve("assets").resolve(SCALING);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Scaling.fromJson(Files.readString(file)));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("--model: " + file + ": " + e.getMessage(), e);
    }
  }

  Scaling scaling() {
    return scaling;
  }

  /** Applies a function to samples, which are scaled as those of the training were. */
  Rows apply(String function, Samples samples) {
    Signature signature = signature(function);
    signature.requireFeatures(samples.features());
    return Rows.of(
        samples, some -> signature.call(ScaledSamples.of(some, scaling).all(), some.count()));
  }

  /** Applies a function to what another made of samples. */
  Rows apply(String function, Rows rows) {
    Signature signature = signature(function);
    signature.requireFeatures(rows.columns());
    return signature.call(rows.values(), rows.count());
  }

  /** The values of a variable, if there is one of that path. */
  Optional<Rows> variable(String path) {
    if (!model.children().containsKey(path)) {
      return Optional.empty();
    }
    ModelVariable<?> variable = model.variable(path);
    int rank = variable.shape().numDimensions();
    return rank == 0 || variable.type() != TFloat32.class
        ? Optional.empty()
        : Optional.of(new Rows(variable.toFloats(), (int) variable.shape().get(rank - 1)));
  }

  private Signature signature(String name) {
    if (!model.signatures().containsKey(name) && !model.functions().containsKey(name)) {
      throw new IllegalArgumentException(
          "--model must have the function '%s', but %s has %s"
              .formatted(name, folder, model.signatures().keySet()));
    }
    LoadedSignature function = model.function(name);
    List<TensorDescription> inputs = function.description().inputs();
    if (inputs.size() != 1 || inputs.get(0).type() != DataType.DT_FLOAT) {
      throw new IllegalArgumentException(
          "--model must have a function '%s' of one float32 array, but %s has %s"
              .formatted(name, folder, function.description()));
    }
    return new Signature(function, inputs.get(0));
  }

  /** A function of one array of rows. */
  private record Signature(LoadedSignature function, TensorDescription input) {

    void requireFeatures(int features) {
      long expected = rowSize();
      if (expected != Shape.UNKNOWN_SIZE && expected != features) {
        throw new IllegalArgumentException(
            "--model must be of the data's %d features, but its function '%s' takes %d"
                .formatted(features, function.name(), expected));
      }
    }

    private long rowSize() {
      Shape shape = input.shape();
      if (shape.isUnknown() || shape.numDimensions() < 2) {
        return Shape.UNKNOWN_SIZE;
      }
      Shape row = shape.tail();
      return row.hasUnknownDimension() ? Shape.UNKNOWN_SIZE : row.size();
    }

    Rows call(float[] values, int count) {
      Shape shape =
          rowSize() == Shape.UNKNOWN_SIZE
              ? Shape.of(count, values.length / count)
              : input.shape().tail().prepend(count);
      try (TFloat32 rows = TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
          Outputs outputs = function.call(Map.of(input.name(), rows))) {
        String output = outputs.names().iterator().next();
        float[] made = outputs.floats(output);
        if (made.length == 0 || made.length % count != 0) {
          throw new IllegalArgumentException(
              "--model: function '%s' must give a row for each of %d rows, but gives the shape %s"
                  .formatted(function.name(), count, outputs.shape(output)));
        }
        return new Rows(made, made.length / count);
      }
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
