package io.latent4j.cli.commands;

import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.host.ExitStatus;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.OutputFolder;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Outputs;
import io.latent4j.report.MetricsFile;
import io.latent4j.report.TextTable;
import io.latent4j.savedmodel.FunctionDescription;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.LoadedSignature;
import io.latent4j.savedmodel.SavedModels;
import io.latent4j.savedmodel.TensorDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code latent4j savedmodel run}. */
@Command(
    name = "run",
    header = "Runs a signature of a SavedModel on arrays in files.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  latent4j savedmodel run autoencoder --input x=images.npy --out reconstructed",
      "",
      "Each output becomes NAME.npy in its own type. Texts become NAME.txt, a line each, where each",
      "is UTF-8 of one line; other bytes become NAME.npy, NumPy's S: all of one width, filled up",
      "with NULs. NAME.lengths.npy has their lengths where one ends with NULs of its own."
    })
public final class SavedModelRunCommand implements Callable<Integer> {

  private final Host host;

  @Spec private CommandSpec spec;
  @Mixin private RunFlags run;

  @Parameters(paramLabel = "DIR", description = "The folder of the SavedModel.")
  private Path folder;

  @Option(
      names = "--signature",
      paramLabel = "NAME",
      order = 1,
      defaultValue = SavedModelFlags.SIGNATURE,
      description = "What to run (default: ${DEFAULT-VALUE}).")
  private String signature;

  @Mixin private SavedModelFlags flags = new SavedModelFlags();

  private SavedModelRunCommand(Host host) {
    this.host = host;
  }

  static CommandLine commandLine(Host host) {
    SavedModelRunCommand command = new SavedModelRunCommand(host);
    return SavedModelFlags.commandLine(command, command.flags);
  }

  @Override
  public Integer call() throws IOException {
    EngineOptions options = run.engineOptions();
    OutputFolder out = new OutputFolder(run.out(SavedModelCommand.NAME));
    try (LoadedModel model = SavedModels.load(folder, options)) {
      LoadedSignature function = SavedModelFlags.signature(model, signature);
      SavedModelScale scale = flags.scale(model, function, folder);
      try (NamedTensors arguments = flags.read(function, scale, host)) {
        out.requireWritable();
        long start = System.nanoTime();
        try (Outputs outputs = function.call(arguments.byName())) {
          double seconds = (System.nanoTime() - start) * 1e-9;
          host.interruption().finish();
          SavedModelOutputs files =
              new SavedModelOutputs(outputs, function.description().outputs());
          out.replace(path -> write(path, files, seconds));
          tell(function.description(), files, out);
        }
      }
    }
    return ExitStatus.DONE;
  }

  private void write(Path path, SavedModelOutputs files, double seconds) throws IOException {
    Files.createDirectories(path);
    files.writeTo(path);
    MetricsFile metrics = new MetricsFile();
    SavedModelFlags.addTo(metrics, spec, folder, run.engineOptions(), seconds);
    metrics.put("signature", signature).writeTo(path.resolve("metrics.json"));
  }

  private void tell(FunctionDescription function, SavedModelOutputs files, OutputFolder out)
      throws IOException {
    TextTable table = TextTable.columns("output", "type", "shape");
    for (TensorDescription output : function.outputs()) {
      TensorDescription actual =
          new TensorDescription(output.name(), output.type(), files.shape(output));
      String type = actual.typeAndShape();
      table.row(output.name(), type.substring(0, type.indexOf(' ')), actual.shapeText());
    }
    host.out().print(table);
    host.out().println();
    host.out().println("results in " + out);
    if (host.out().checkError()) {
      throw new IOException("standard output can't be written");
    }
  }
}
