package io.latent4j.cli.commands;

import io.latent4j.cli.flags.DataFlags;
import io.latent4j.cli.flags.NamedFile;
import io.latent4j.cli.host.Host;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Versions;
import io.latent4j.report.MetricsFile;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.LoadedSignature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** What the commands for SavedModels have in common. */
final class SavedModelFlags {
  static final String SIGNATURE = "serving_default";
  static final String INPUT = "--input";

  /** The flags for data that say what these commands have no use for. */
  private static final Set<String> OTHERS =
      Set.of("--labels", SavedModelScale.FLAG, "--validation", "--test");

  private final DataFlags data = new DataFlags();

  @Option(
      names = INPUT,
      paramLabel = "NAME=FILE",
      order = 2,
      converter = NamedFile.Converter.class,
      description =
          "An input, once for each: an .npy file of a type that becomes the model's without loss"
              + " (texts go in as UTF-8, bytes as they are), a text file with a line each, or what"
              + " --data takes elsewhere: .npz, a table, a folder of images, a data set by name.")
  private List<NamedFile> inputs = new ArrayList<>();

  @Option(
      names = SavedModelScale.FLAG,
      paramLabel = "KIND",
      order = 103,
      defaultValue = "none",
      converter = SavedModelScale.Converter.class,
      description =
          "How inputs are scaled: none, auto, unit, minmax, standard, or model, as the model's own"
              + " data were (default: ${DEFAULT-VALUE}).")
  private String scale;

  /** Adds the flags that say more about data, but for those that are of no use here. */
  static CommandLine commandLine(Object command, SavedModelFlags flags) {
    CommandLine line = new CommandLine(command);
    for (OptionSpec option : CommandSpec.forAnnotatedObject(flags.data).options()) {
      if (!OTHERS.contains(option.longestName())) {
        line.getCommandSpec().addOption(option);
      }
    }
    return line;
  }

  List<NamedFile> inputs() {
    return inputs;
  }

  DataFlags data() {
    return data;
  }

  SavedModelScale scale(LoadedModel model, LoadedSignature function, Path folder) {
    return SavedModelScale.of(scale, model, function, folder);
  }

  /** Reads all inputs of a signature. */
  NamedTensors read(LoadedSignature function, SavedModelScale scale, Host host) {
    SavedModelSources sources = SavedModelSources.ofInputs(data, host, scale);
    NamedTensors read =
        NamedTensors.read(INPUT, inputs, function.description().inputs(), sources)
            .requireAll(function.description());
    if (sources.opened() && scale.leavesOutTheModels()) {
      host.message(
          "inputs are taken as they are; --scale model scales them as the model's own data were");
    }
    return read;
  }

  /** The signature or function of a name, or an error that names the flag. */
  static LoadedSignature signature(LoadedModel model, String name) {
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
    return model.function(name);
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
