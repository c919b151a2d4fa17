package io.latent4j.cli.commands;

import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Versions;
import io.latent4j.report.MetricsFile;
import io.latent4j.savedmodel.FunctionDescription;
import io.latent4j.savedmodel.LoadedModel;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands for SavedModels have in common. */
final class SavedModelFlags {
  static final String SIGNATURE = "serving_default";
  static final String INPUT = "--input";

  private SavedModelFlags() {}

  /** The signature or function of a name, or an error that names the flag. */
  static FunctionDescription signature(LoadedModel model, String name) {
    if (!model.signatures().containsKey(name) && !model.functions().containsKey(name)) {
      throw new IllegalArgumentException(
          "--signature must be one of %s%s, but is '%s'"
              .formatted(
                  model.signatures().keySet(),
                  model.functions().isEmpty()
                      ? ""
                      : " or of the functions " + model.functions().keySet(),
                  name));
    }
    return model.function(name).description();
  }

  static void addTo(
      MetricsFile metrics, CommandSpec spec, Path folder, EngineOptions options, double seconds) {
    metrics
        .put("seconds", seconds)
        .put("seed", options.seed())
        .put("data", folder.toString())
        .put("command", SavedModelCommand.NAME + " " + spec.name())
        .put("version", Versions.current().latent4j());
  }
}
