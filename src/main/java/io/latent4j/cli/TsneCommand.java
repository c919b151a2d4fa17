package io.latent4j.cli;

import io.latent4j.data.DataSource;
import io.latent4j.manifold.Tsne;
import io.latent4j.manifold.TsneMethod;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code latent4j tsne}. */
@Command(
    name = "tsne",
    header = "t-SNE: a picture of samples in which near neighbours stay near neighbours.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j tsne --data digits",
      "  latent4j tsne --data mnist --perplexity 50",
      "  latent4j tsne --data table.csv --scale standard --components 3",
      "",
      "More than 50 features are first reduced to 50 by principal components. Array: embedding;",
      "figures: kl_divergence (of what was embedded), trustworthiness (5 neighbours, of the data;",
      "of more than 10,000 samples the neighbours of 5,000, drawn by seed); picture: embedding."
    })
final class TsneCommand implements Callable<Integer> {

  private final Host host;

  @Spec private CommandSpec spec;
  @Mixin private RunFlags run;
  @Mixin private DataFlags data;

  @Option(
      names = "--components",
      paramLabel = "K",
      order = 1,
      defaultValue = "2",
      converter = IntegerConverter.Positive.class,
      description = "How many coordinates a sample gets (default: ${DEFAULT-VALUE}).")
  private int components;

  @Option(
      names = "--perplexity",
      paramLabel = "NUMBER",
      order = 2,
      defaultValue = "30",
      converter = PerplexityConverter.class,
      description =
          "How many neighbours a sample has, so to speak; below the number of samples (default:"
              + " ${DEFAULT-VALUE}).")
  private double perplexity;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      order = 3,
      defaultValue = "1000",
      converter = IntegerConverter.Positive.class,
      description = "How many steps to do (default: ${DEFAULT-VALUE}).")
  private int iterations;

  @Option(
      names = "--learning-rate",
      paramLabel = "NUMBER|auto",
      order = 4,
      defaultValue = "auto",
      converter = RateConverter.class,
      description =
          "The rate of the descent; auto is a 48th of the number of samples, at least 50 (default:"
              + " ${DEFAULT-VALUE}).")
  private OptionalDouble learningRate;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      order = 5,
      defaultValue = "auto",
      converter = MethodConverter.class,
      description =
          "exact: all pairs; pairs: affinities of near neighbours, repulsion of all pairs; fft: of"
              + " near neighbours, and of all through a grid, for up to 2 components; auto: pairs"
              + " for few samples, else fft (default: ${DEFAULT-VALUE}).")
  private TsneMethod method;

  @Option(
      names = "--data",
      paramLabel = "SRC",
      order = 100,
      required = true,
      converter = DataSourceConverter.class,
      description = DataSourceConverter.DESCRIPTION)
  private DataSource source;

  TsneCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    Tsne settings =
        Flag.naming(
            "--method",
            () -> new Tsne(components, perplexity, iterations, learningRate, method, data.scale()));
    TsneRun work = new TsneRun(settings, host);
    return new Workflow(host, run, data).execute(spec, source, Optional.empty(), work::check, work);
  }

  private static final class PerplexityConverter extends NumberConverter {
    PerplexityConverter() {
      super(
          perplexity -> perplexity >= 1 && perplexity <= Integer.MAX_VALUE,
          "a number of at least 1");
    }
  }

  private static final class RateConverter extends CheckedConverter<OptionalDouble> {
    @Override
    OptionalDouble parse(String text) {
      if (text.equals("auto")) {
        return OptionalDouble.empty();
      }
      return OptionalDouble.of(
          NumberConverter.number(
              text, rate -> rate > 0 && rate <= Float.MAX_VALUE, "a positive number or auto"));
    }
  }

  private static final class MethodConverter extends CheckedConverter<TsneMethod> {
    @Override
    TsneMethod parse(String text) {
      return choice(TsneMethod.values(), text);
    }
  }
}
