package io.latent4j.cli.commands;

import io.latent4j.cli.flags.CheckedConverter;
import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.NumberConverter;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.data.Samples;
import io.latent4j.manifold.Tsne;
import io.latent4j.manifold.TsneMethod;
import io.latent4j.manifold.TsneModel;
import io.latent4j.metrics.DistanceMetric;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.ManifoldPictures;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
      "  latent4j tsne --data digits --metric cosine",
      "  latent4j tsne --data table.csv --scale standard --components 3",
      "",
      "More than 50 features are first reduced to 50 by principal components. Array: embedding;",
      "figures: kl_divergence (of what was embedded), trustworthiness (5 neighbours, of the data;",
      "of more than 10,000 samples the neighbours of 5,000, drawn by seed); picture: embedding."
    })
public final class TsneCommand extends EstimatorCommand<TsneModel> {
  private static final int MOST_FEATURES = 50;

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
      names = "--metric",
      paramLabel = "NAME",
      order = 6,
      defaultValue = "euclidean",
      converter = MetricConverter.class,
      description =
          "euclidean, cosine or manhattan; by the last two features aren't reduced (default:"
              + " ${DEFAULT-VALUE}).")
  private DistanceMetric metric;

  /** The command on a host. */
  public TsneCommand(Host host) {
    super(host);
  }

  @Override
  Tsne estimator() {
    Tsne estimator =
        Tsne.of(components)
            .withPerplexity(perplexity)
            .withIterations(iterations)
            .withMethod(method)
            .withMetric(metric)
            .withScale(data.scale());
    if (metric == DistanceMetric.EUCLIDEAN) {
      estimator = estimator.withReduceTo(MOST_FEATURES);
    }
    return learningRate.isPresent()
        ? estimator.withLearningRate(learningRate.getAsDouble())
        : estimator;
  }

  @Override
  String title(String name) {
    return "t-SNE of " + name;
  }

  @Override
  Samples learnedFrom(RunData opened) {
    return opened.all();
  }

  @Override
  View view(TsneModel model, RunData opened) {
    return new View() {
      private final FloatArray embedding = FloatArray.of(model.embedding());

      @Override
      void arrays(Samples samples, Results to) {
        to.array(
            "embedding",
            samples == opened.all() ? embedding : FloatArray.of(model.transform(samples)));
      }

      @Override
      void rest(Results to) {
        to.figure("components", components);
        to.figure("perplexity", perplexity);
        to.figure("kl_divergence", model.klDivergence());
        to.figure(
            "trustworthiness",
            Trust.of(opened.all(), model.scaling(), embedding, run.engineOptions()));
        to.figure("iterations", model.iterations());
        to.figure("method", model.method().toString());
        if (metric == DistanceMetric.EUCLIDEAN && opened.all().features() > MOST_FEATURES) {
          to.figure("reduced_to", Math.min(MOST_FEATURES, opened.all().count()));
        }
        new ManifoldPictures("t-SNE", opened.all()).all(embedding).forEach(to::picture);
      }
    };
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
    public OptionalDouble parse(String text) {
      if (text.equals("auto")) {
        return OptionalDouble.empty();
      }
      return OptionalDouble.of(
          NumberConverter.number(
              text, rate -> rate > 0 && rate <= Float.MAX_VALUE, "a positive number or auto"));
    }
  }

  private static final class MethodConverter extends ChoiceConverter<TsneMethod> {
    MethodConverter() {
      super(TsneMethod.values());
    }
  }
}
