package io.latent4j.cli.commands;

import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.NumberConverter;
import io.latent4j.cli.flags.NumberOrAuto;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.cluster.ClusterCount;
import io.latent4j.cluster.ClusterCountResult;
import io.latent4j.cluster.CovarianceType;
import io.latent4j.cluster.GaussianMixture;
import io.latent4j.cluster.GaussianMixtureModel;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.ClusterCards;
import io.latent4j.pictures.MixturePictures;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.tensorflow.ndarray.Shape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent4j gmm}. */
@Command(
    name = "gmm",
    header = "A Gaussian mixture: clusters that are ellipsoids, and how likely each sample is.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j gmm --data iris --components 3",
      "  latent4j gmm --data blobs:n=500,centers=4 --components auto --covariance spherical",
      "",
      "Arrays: labels, probabilities, means, covariances, weights (on the scale after --scale);",
      "figures: log_likelihood (mean of a sample), bic, aic, iterations, with labels nmi, ari,",
      "accuracy; pictures: clusters (with ellipses of two deviations), sizes."
    })
public final class GmmCommand extends ModelCommand<GaussianMixtureModel> {

  @Option(
      names = "--components",
      paramLabel = "K|auto",
      order = 1,
      defaultValue = "8",
      converter = NumberOrAuto.class,
      description =
          "How many Gaussians; auto: as many, up to 10, as have the least BIC, or 1 where there are no"
              + " clusters to tell apart (default: ${DEFAULT-VALUE}).")
  private OptionalInt components;

  @Option(
      names = "--covariance",
      paramLabel = "TYPE",
      order = 2,
      defaultValue = "full",
      converter = CovarianceConverter.class,
      description = "full, tied, diagonal or spherical (default: ${DEFAULT-VALUE}).")
  private CovarianceType covariance;

  @Option(
      names = "--restarts",
      paramLabel = "N",
      order = 3,
      defaultValue = "1",
      converter = IntegerConverter.Positive.class,
      description = "How often to begin; the likeliest is kept (default: ${DEFAULT-VALUE}).")
  private int restarts;

  @Option(
      names = "--max-iterations",
      paramLabel = "N",
      order = 4,
      defaultValue = "100",
      converter = IntegerConverter.Positive.class,
      description = "How many passes over the samples at most (default: ${DEFAULT-VALUE}).")
  private int maxIterations;

  @Option(
      names = "--tolerance",
      paramLabel = "CHANGE",
      order = 5,
      defaultValue = "1e-3",
      converter = NotNegativeConverter.class,
      description =
          "The change of the mean log-likelihood at which to stop (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(
      names = "--regularization",
      paramLabel = "VARIANCE",
      order = 6,
      defaultValue = "1e-6",
      converter = NotNegativeConverter.class,
      description = "What is added to each variance (default: ${DEFAULT-VALUE}).")
  private double regularization;

  private OptionalInt none = OptionalInt.empty();

  /** The command on a host. */
  public GmmCommand(Host host) {
    super(host);
  }

  @Override
  GaussianMixture estimator() {
    GaussianMixture automatic =
        GaussianMixture.automatic()
            .withCovariance(covariance)
            .withRestarts(restarts)
            .withMaxIterations(maxIterations)
            .withTolerance(tolerance)
            .withRegularization(regularization)
            .withScale(data.scale());
    OptionalInt known = components.isPresent() ? components : none;
    return known.isPresent() ? automatic.withComponents(known.getAsInt()) : automatic;
  }

  /** A mixture also fits what is spread evenly: BIC only chooses where there are clusters. */
  @Override
  GaussianMixtureModel fit(RunData opened, FitOptions how) {
    if (components.isEmpty()) {
      ClusterCountResult count =
          ClusterCount.upTo(GaussianMixture.MOST_AUTOMATIC)
              .of(opened.training(), opened.scaling(), how.engine());
      if (count.clusters().isEmpty()) {
        host.message(count.note());
        none = OptionalInt.of(1);
      }
    }
    return super.fit(opened, how);
  }

  @Override
  GaussianMixtureModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return GaussianMixtureModel.load(folder);
  }

  @Override
  String title(String name) {
    return "Gaussian mixture of " + name;
  }

  @Override
  View view(GaussianMixtureModel model, RunData opened) {
    return new ClusterView(model::predict) {

      @Override
      void arrays(Samples samples, Results to) {
        super.arrays(samples, to);
        to.array("probabilities", FloatArray.of(model.probabilities(samples)));
      }

      @Override
      void ownArrays(Results to) {
        to.array("means", FloatArray.of(model.means()));
        to.array("covariances", model.covariances());
        to.array("weights", model.weights());
      }

      @Override
      void figures(Samples samples, Results to) {
        to.figure("log_likelihood", model.logLikelihood(samples));
        super.figures(samples, to);
      }

      @Override
      void rest(Results to) {
        for (String name : new String[] {"bic", "aic"}) {
          if (model.figures().containsKey(name)) {
            to.figure(name, model.figures().get(name));
          }
        }
        to.figure("components", model.components());
        if (!isApplied()) {
          to.figure("iterations", model.figures().get("iterations").intValue());
          to.figure("converged", model.figures().get("converged") == 1);
        }
        new MixturePictures(model, opened.all(), labels(opened.all())).all().forEach(to::picture);
        FloatArray scaled = FloatArray.of(opened.all(), some -> scaledRows(some, model.scaling()));
        ClusterCards cards =
            ClusterCards.inSpace(
                labels(opened.all()),
                model.components(),
                scaled.rows(),
                model.probabilities(opened.all()));
        Cards.addTo(to, cards, opened.all());
      }
    };
  }

  private static float[][] scaledRows(Samples samples, Scaling scaling) {
    float[] values = ScaledSamples.of(samples, scaling).all();
    return new FloatArray(values, Shape.of(samples.count(), samples.features())).rows();
  }

  private static final class CovarianceConverter extends ChoiceConverter<CovarianceType> {
    CovarianceConverter() {
      super(CovarianceType.values());
    }
  }

  private static final class NotNegativeConverter extends NumberConverter {
    NotNegativeConverter() {
      super(number -> number >= 0, "a number of at least 0");
    }
  }
}
