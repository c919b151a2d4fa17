package io.latent4j.cli;

import io.latent4j.autoencoder.Autoencoder;
import io.latent4j.autoencoder.ReconstructionLoss;
import io.latent4j.data.DataSource;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.optimizers.Optimizers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code latent4j autoencoder}. */
@Command(
    name = "autoencoder",
    header = "An autoencoder: a short code of each sample, from which it can be reconstructed.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j autoencoder --data digits --layers 128,32 --epochs 100",
      "  latent4j autoencoder --data mnist --layers 32 --output-activation sigmoid --loss bce",
      "  latent4j autoencoder --data mnist:49k --code-activation sigmoid --batch 2048",
      "",
      "Arrays: code, reconstruction, history (loss and val_loss of each epoch); figures: loss and",
      "val_loss of the weights that were kept, epochs, and with labels kmeans_nmi and",
      "val_kmeans_nmi (how well clusters of the code agree with them); pictures: learning_curve,",
      "reconstructions, code. Ctrl-C stops at the next step and keeps the best weights so far.",
      "model/ is a SavedModel with the functions reconstruct, encode and decode."
    })
final class AutoencoderCommand implements Callable<Integer> {

  private final Host host;

  @Spec private CommandSpec spec;
  @Mixin private RunFlags run;
  @Mixin private DataFlags data;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      order = 1,
      defaultValue = "dense",
      converter = KindConverter.class,
      description = "What kind of autoencoder: dense (default: ${DEFAULT-VALUE}).")
  private String kind;

  @Option(
      names = "--layers",
      paramLabel = "N,N,...",
      order = 2,
      defaultValue = "500,500,2000,10",
      converter = Layers.Converter.class,
      description =
          "Units of the encoder's layers, the last of them the code; the decoder mirrors them"
              + " (default: ${DEFAULT-VALUE}).")
  private Layers layers;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      order = 3,
      defaultValue = "relu",
      converter = ActivationConverter.class,
      description = "Activation of the hidden layers (default: ${DEFAULT-VALUE}).")
  private ActivationFunction activation;

  @Option(
      names = "--code-activation",
      paramLabel = "NAME",
      order = 4,
      defaultValue = "linear",
      converter = ActivationConverter.class,
      description = "Activation of the code (default: ${DEFAULT-VALUE}).")
  private ActivationFunction codeActivation;

  @Option(
      names = "--output-activation",
      paramLabel = "NAME",
      order = 5,
      converter = ActivationConverter.class,
      description = "Activation of the output (default: sigmoid with bce, else linear).")
  private ActivationFunction outputActivation;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      order = 6,
      defaultValue = "mse",
      converter = LossConverter.class,
      description = "mse, or bce for values between 0 and 1 (default: ${DEFAULT-VALUE}).")
  private ReconstructionLoss loss;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      order = 7,
      defaultValue = "adam",
      converter = OptimizerConverter.class,
      description = "The optimizer, by Keras's name (default: ${DEFAULT-VALUE}).")
  private String optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      order = 8,
      converter = LearningRateConverter.class,
      description = "The learning rate (default: Keras's of the optimizer).")
  private Float learningRate;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      order = 9,
      defaultValue = "50",
      converter = IntegerConverter.Positive.class,
      description = "How often to go through the samples (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      order = 10,
      converter = IntegerConverter.Positive.class,
      description = "How many samples a step sees (default: 256, or all if there are fewer).")
  private Integer batch;

  @Option(
      names = "--patience",
      paramLabel = "N",
      order = 11,
      defaultValue = "10",
      converter = IntegerConverter.NotNegative.class,
      description =
          "Epochs without a better validation loss after which training ends and the best weights"
              + " are kept; 0 trains all epochs and keeps the last (default: ${DEFAULT-VALUE}).")
  private int patience;

  @Option(
      names = "--resume",
      order = 12,
      description =
          "Go on from the training saved in --out, which must be of the same settings and data; it"
              + " gives what an uninterrupted run would. More --epochs prolong it.")
  private boolean resume;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      order = 13,
      description =
          "Use the SavedModel in this folder, trained before here or in Python; the other flags of"
              + " training are not used then.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "SRC",
      order = 100,
      required = true,
      converter = DataSourceConverter.class,
      description = DataSourceConverter.DESCRIPTION)
  private DataSource source;

  AutoencoderCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    if (model != null) {
      return new Workflow(host, run, data)
          .execute(
              spec, source, Optional.empty(), opened -> {}, new TrainedAutoencoderRun(model, loss));
    }
    SavedTraining saved = SavedTraining.in(run.outputFolder(spec.name()).path(), resume);
    AutoencoderRun work =
        new AutoencoderRun(settings(), loss, Optional.of(saved), host, run.isVerbose());
    return new Workflow(host, run, data)
        .execute(spec, source, Optional.of(Validation.USUAL_SHARE), this::check, work);
  }

  private void check(RunData opened) {
    int most = opened.training().count();
    if (batch != null && batch > most) {
      throw new IllegalArgumentException(
          "--batch must be at most the number of training samples, %d, but is %d"
              .formatted(most, batch));
    }
    layers.requireMemory(opened.all().features());
  }

  private Autoencoder settings() {
    Autoencoder settings =
        Autoencoder.of(layers.units())
            .withActivation(activation)
            .withCodeActivation(codeActivation)
            .withLoss(loss)
            .withOptimizer(optimizer)
            .withEpochs(epochs)
            .withPatience(patience)
            .withScaling(data.scale());
    if (outputActivation != null) {
      settings = settings.withOutputActivation(outputActivation);
    }
    if (learningRate != null) {
      settings = settings.withLearningRate(learningRate);
    }
    return batch == null ? settings : settings.withBatchSize(batch);
  }

  private static final class KindConverter extends CheckedConverter<String> {
    @Override
    String parse(String text) {
      return choice(new String[] {"dense"}, text);
    }
  }

  private static final class ActivationConverter extends CheckedConverter<ActivationFunction> {
    @Override
    ActivationFunction parse(String text) {
      return choice(ActivationFunction.values(), text);
    }
  }

  private static final class LossConverter extends CheckedConverter<ReconstructionLoss> {
    @Override
    ReconstructionLoss parse(String text) {
      return choice(ReconstructionLoss.values(), text);
    }
  }

  private static final class OptimizerConverter extends CheckedConverter<String> {
    @Override
    String parse(String text) {
      Optimizers.of(text);
      return text;
    }
  }
}
