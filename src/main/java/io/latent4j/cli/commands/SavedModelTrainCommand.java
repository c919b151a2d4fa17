package io.latent4j.cli.commands;

import io.latent4j.cli.flags.CheckedConverter;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.LearningRateConverter;
import io.latent4j.cli.flags.NamedFile;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.host.ExitStatus;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.host.Progress;
import io.latent4j.cli.run.OutputFolder;
import io.latent4j.engine.EngineOptions;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.Optimizers;
import io.latent4j.report.MetricsFile;
import io.latent4j.report.TextTable;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.LoadedSignature;
import io.latent4j.savedmodel.SavedModels;
import io.latent4j.savedmodel.TensorDescription;
import io.latent4j.savedmodel.TrainableModel;
import io.latent4j.training.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code latent4j savedmodel train}. */
@Command(
    name = "train",
    header = "Goes on training a SavedModel on arrays in files.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  latent4j savedmodel train network --input x=images.npy --target output_0=images.npy",
      "",
      "The trained model is written to model/; figures: loss_first, loss_last."
    })
public final class SavedModelTrainCommand implements Callable<Integer> {

  private static final String TARGET = "--target";

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
      description =
          "What to train, in its training form where the file has one (default:"
              + " ${DEFAULT-VALUE}).")
  private String signature;

  @Mixin private SavedModelFlags flags = new SavedModelFlags();

  @Option(
      names = TARGET,
      paramLabel = "OUTPUT=FILE",
      order = 3,
      required = true,
      converter = NamedFile.Converter.class,
      description =
          "What an output is to become, from all that --input takes; losses of several outputs are"
              + " added. Targets called reconstruction or x are scaled as inputs are.")
  private List<NamedFile> targets = new ArrayList<>();

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      order = 4,
      defaultValue = "mse",
      converter = LossConverter.class,
      description = "mse, or bce for values between 0 and 1 (default: ${DEFAULT-VALUE}).")
  private String loss;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      order = 5,
      defaultValue = "adam",
      converter = OptimizerConverter.class,
      description = "The optimizer, by Keras's name (default: ${DEFAULT-VALUE}).")
  private String optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      order = 6,
      defaultValue = "0.001",
      converter = LearningRateConverter.class,
      description = "The learning rate (default: ${DEFAULT-VALUE}).")
  private Float learningRate;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      order = 7,
      defaultValue = "10",
      converter = IntegerConverter.Positive.class,
      description = "How often to go through the rows (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      order = 8,
      converter = IntegerConverter.Positive.class,
      defaultValue = "32",
      description =
          "How many rows a step sees, or all if there are fewer (default: ${DEFAULT-VALUE}).")
  private int batch;

  private SavedModelTrainCommand(Host host) {
    this.host = host;
  }

  static CommandLine commandLine(Host host) {
    SavedModelTrainCommand command = new SavedModelTrainCommand(host);
    return SavedModelFlags.commandLine(command, command.flags);
  }

  @Override
  public Integer call() throws IOException {
    EngineOptions options = run.engineOptions();
    OutputFolder out = new OutputFolder(run.out(SavedModelCommand.NAME));
    try (LoadedModel model = SavedModels.load(folder, options)) {
      LoadedSignature function = SavedModelFlags.signature(model, signature);
      SavedModelScale scale = flags.scale(model, function, folder);
      try (NamedTensors x = flags.read(function, scale, host);
          NamedTensors y = targets(function, scale)) {
        if (loss.equals("bce")) {
          y.requireShares();
        }
        int size = Math.min(batch, rows(x, y));
        TrainableModel network = model.trainable();
        requireTrainable(network);
        out.requireWritable();
        return train(model, network, x, y, size, out);
      }
    }
  }

  private NamedTensors targets(LoadedSignature function, SavedModelScale scale) {
    List<TensorDescription> described = new ArrayList<>();
    for (TensorDescription output : function.description().outputs()) {
      described.add(
          new TensorDescription(output.name(), OutputLoss.targetType(output), output.shape()));
    }
    return NamedTensors.read(
        TARGET, targets, described, SavedModelSources.ofTargets(flags.data(), host, scale));
  }

  private static int rows(NamedTensors x, NamedTensors y) {
    long rows = x.rows();
    long targetRows = y.rows();
    if (rows != targetRows) {
      throw new IllegalArgumentException(
          "%s must have as many rows as %s, %d, but has %d"
              .formatted(TARGET, SavedModelFlags.INPUT, rows, targetRows));
    }
    return Math.toIntExact(rows);
  }

  private void requireTrainable(TrainableModel network) {
    network
        .obstacle(signature)
        .ifPresent(
            obstacle -> {
              throw new IllegalArgumentException(
                  "--signature must name what can be trained, but '%s' can't be: %s"
                      .formatted(signature, obstacle));
            });
  }

  private int train(
      LoadedModel model,
      TrainableModel network,
      NamedTensors x,
      NamedTensors y,
      int batchSize,
      OutputFolder out)
      throws IOException {
    OutputLoss function = loss.equals("bce") ? OutputLoss.BCE : OutputLoss.MSE;
    Optimizer rule = Optimizers.of(optimizer, learningRate);
    SavedModelTraining training =
        new SavedModelTraining(network, signature, x.byName(), y.byName(), function, rule);
    long start = System.nanoTime();
    double first = training.evaluate(batchSize);
    History history;
    try (Progress progress = host.progress()) {
      history = host.interruption().stoppable(() -> training.fit(epochs, batchSize, progress));
    }
    double last = training.evaluate(batchSize);
    double seconds = (System.nanoTime() - start) * 1e-9;
    MetricsFile metrics =
        new MetricsFile()
            .put("loss_first", first)
            .put("loss_last", last)
            .put("epochs", history.epochs().size())
            .put("samples", training.rows())
            .put("signature", signature)
            .put("training_form", network.hasTrainingForm(signature) ? "yes" : "no");
    SavedModelFlags.addTo(metrics, spec, folder, run.engineOptions(), seconds);
    out.replace(
        path -> {
          Files.createDirectories(path);
          metrics.writeTo(path.resolve("metrics.json"));
          model.save(path.resolve("model"));
        });
    return tell(metrics, out);
  }

  private int tell(MetricsFile metrics, OutputFolder out) throws IOException {
    TextTable table = TextTable.columns("figure", "value");
    metrics.values().forEach(table::row);
    host.out().print(table);
    host.out().println();
    host.out().println("results in " + out + ", the trained model in model");
    if (host.out().checkError()) {
      throw new IOException("standard output can't be written");
    }
    if (host.interruption().isRequested()) {
      host.message("interrupted; what was trained so far is in " + out);
      return ExitStatus.INTERRUPTED;
    }
    return ExitStatus.DONE;
  }

  private static final class LossConverter extends CheckedConverter<String> {
    @Override
    public String parse(String text) {
      return choice(new String[] {"mse", "bce"}, text);
    }
  }

  private static final class OptimizerConverter extends CheckedConverter<String> {
    @Override
    public String parse(String text) {
      Optimizers.of(text);
      return text;
    }
  }
}
