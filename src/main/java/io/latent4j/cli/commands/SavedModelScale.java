package io.latent4j.cli.commands;

import io.latent4j.cli.flags.CheckedConverter;
import io.latent4j.cli.flags.Flag;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.data.TableDescription;
import io.latent4j.model.SavedParts;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.LoadedSignature;
import io.latent4j.savedmodel.TensorDescription;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code --scale} does to the inputs of a signature, and to targets that are on the scale of
 * the data.
 */
final class SavedModelScale {
  static final String FLAG = "--scale";
  private static final String MODEL = "model";

  /** The outputs of models trained here that are on the scale of their inputs. */
  private static final Set<String> DATA_OUTPUTS = Set.of("reconstruction", "x");

  private final String kind;
  private final LoadedModel model;
  private final LoadedSignature function;

  private final Optional<TableDescription> trainedOn;

  private SavedModelScale(
      String kind,
      LoadedModel model,
      LoadedSignature function,
      Optional<TableDescription> trainedOn) {
    this.kind = kind;
    this.model = model;
    this.function = function;
    this.trainedOn = trainedOn;
  }

  /** The scale, or an error if the model has none of its own and it is asked for. */
  static SavedModelScale of(String kind, LoadedModel model, LoadedSignature function, Path folder) {
    SavedModelScale scale = new SavedModelScale(kind, model, function, SavedParts.table(folder));
    if (kind.equals(MODEL)) {
      if (model.scaling().isEmpty()) {
        throw new IllegalArgumentException(
            "--scale model needs a model with a scale of its own, assets/preprocessing.json, but "
                + folder
                + " has none");
      }
      if (!scale.takesData()) {
        throw new IllegalArgumentException(
            "--scale model is for data as the model was trained on, but '%s' takes %s"
                .formatted(
                    function.name(),
                    function.description().inputs().stream()
                        .map(TensorDescription::name)
                        .toList()));
      }
    }
    return scale;
  }

  /** The table whose features an input has: that which the model was trained on. */
  Optional<TableDescription> tableOf(String input) {
    return function.takesData(input) ? trainedOn : Optional.empty();
  }

  private boolean takesData() {
    return function.description().inputs().stream()
        .anyMatch(input -> function.takesData(input.name()));
  }

  /** Whether the model has a scale of its own that was not asked for. */
  boolean leavesOutTheModels() {
    return kind.equals("none")
        && takesData()
        && model.scaling().filter(scaling -> !scaling.isIdentity()).isPresent();
  }

  /** How the samples for an input are scaled; null if they are left as they are. */
  Scaling ofInput(String input, Samples samples) {
    return !changes() || kind.equals(MODEL) && !function.takesData(input) ? null : scaling(samples);
  }

  /** How the samples for an output are scaled; null if they are left as they are. */
  Scaling ofOutput(String output, Samples samples) {
    return changes() && DATA_OUTPUTS.contains(output) ? scaling(samples) : null;
  }

  /** Whether anything at all is scaled. */
  boolean changes() {
    return !kind.equals("none");
  }

  private Scaling scaling(Samples samples) {
    if (kind.equals(MODEL)) {
      return model.scaling().orElseThrow();
    }
    Scaling.Kind found =
        Arrays.stream(Scaling.Kind.values())
            .filter(one -> one.toString().equals(kind))
            .findFirst()
            .orElseThrow();
    return Flag.naming(FLAG, () -> Scaling.fit(samples, found));
  }

  static final class Converter extends CheckedConverter<String> {
    @Override
    public String parse(String text) {
      Object[] kinds =
          Stream.concat(Arrays.stream(Scaling.Kind.values()), Stream.of(MODEL)).toArray();
      return choice(kinds, text).toString();
    }
  }
}
