package io.latent4j.cli.commands;

import io.latent4j.cli.flags.NamedFile;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.host.ExitStatus;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.OutputFolder;
import io.latent4j.data.Npy;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Outputs;
import io.latent4j.files.WholeFile;
import io.latent4j.report.MetricsFile;
import io.latent4j.report.TextTable;
import io.latent4j.savedmodel.FunctionDescription;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.SavedModels;
import io.latent4j.savedmodel.TensorDescription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;
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
      "Each output becomes NAME.npy in its own type; texts become NAME.txt, a line each."
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

  @Option(
      names = SavedModelFlags.INPUT,
      paramLabel = "NAME=FILE.npy",
      order = 2,
      converter = NamedFile.Converter.class,
      description =
          "An input, of a type that becomes the model's without loss; once for each input.")
  private List<NamedFile> inputs = new ArrayList<>();

  /** The command on a host. */
  public SavedModelRunCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    EngineOptions options = run.engineOptions();
    OutputFolder out = new OutputFolder(run.out(SavedModelCommand.NAME));
    try (LoadedModel model = SavedModels.load(folder, options)) {
      FunctionDescription function = SavedModelFlags.signature(model, signature);
      try (NamedTensors arguments =
          NamedTensors.read(SavedModelFlags.INPUT, inputs, function.inputs())
              .requireAll(SavedModelFlags.INPUT, function.inputs())) {
        out.requireWritable();
        long start = System.nanoTime();
        try (Outputs outputs = model.call(signature, arguments.byName())) {
          double seconds = (System.nanoTime() - start) * 1e-9;
          host.interruption().finish();
          out.replace(path -> write(path, function, outputs, seconds));
          tell(function, outputs, out);
        }
      }
    }
    return ExitStatus.DONE;
  }

  private void write(Path path, FunctionDescription function, Outputs outputs, double seconds)
      throws IOException {
    Files.createDirectories(path);
    for (TensorDescription output : function.outputs()) {
      TType tensor = outputs.get(output.name(), TType.class);
      String name = output.name().replace('/', '_');
      if (tensor instanceof TString texts) {
        writeTexts(path.resolve(name + ".txt"), texts);
      } else {
        Npy.write(path.resolve(name + ".npy"), tensor, output.type());
      }
    }
    MetricsFile metrics = new MetricsFile();
    SavedModelFlags.addTo(metrics, spec, folder, run.engineOptions(), seconds);
    metrics.put("signature", signature).writeTo(path.resolve("metrics.json"));
  }

  private static void writeTexts(Path file, TString texts) throws IOException {
    StringBuilder lines = new StringBuilder();
    texts.scalars().forEach(text -> lines.append(text.getObject()).append('\n'));
    WholeFile.write(file, out -> out.write(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private void tell(FunctionDescription function, Outputs outputs, OutputFolder out)
      throws IOException {
    TextTable table = TextTable.columns("output", "type", "shape");
    for (TensorDescription output : function.outputs()) {
      TensorDescription actual =
          new TensorDescription(output.name(), output.type(), outputs.shape(output.name()));
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
