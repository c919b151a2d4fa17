package io.latent4j.cli.commands;

import io.latent4j.cli.flags.CheckedConverter;
import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.cli.flags.Flag;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.NumberConverter;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.MapPictures;
import io.latent4j.som.Neighbourhood;
import io.latent4j.som.SelfOrganizingMap;
import io.latent4j.som.SomGrid;
import io.latent4j.som.SomMapping;
import io.latent4j.som.SomMode;
import io.latent4j.som.SomModel;
import io.latent4j.som.Topology;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent4j som}. */
@Command(
    name = "som",
    header = "A self-organising map: samples that are alike come to lie side by side.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j som --data colors --radius 10",
      "  latent4j som --data iris --grid 12x16 --topology hexagonal --scale standard",
      "  latent4j som --data mnist --grid 20x20 --mode batch --iterations 30",
      "",
      "Arrays: weights, winners (row and column of each sample's neuron), u_matrix, hits; figures:",
      "quantization_error, topographic_error; pictures: map, u_matrix, hits, components or",
      "prototypes, learning_curve. Ctrl-C stops at the next step and keeps the map so far."
    })
public final class SomCommand extends ModelCommand<SomModel> {

  @Option(
      names = "--grid",
      paramLabel = "RxC",
      order = 1,
      defaultValue = "30x30",
      converter = GridConverter.class,
      description = "Rows and columns of neurons (default: ${DEFAULT-VALUE}).")
  private SelfOrganizingMap map;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      order = 2,
      defaultValue = "400",
      converter = IntegerConverter.Positive.class,
      description = "How often to go through the samples (default: ${DEFAULT-VALUE}).")
  private int iterations;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      order = 3,
      defaultValue = "0.5",
      converter = RateConverter.class,
      description =
          "What share of the way to a sample its winner goes at first, falling to 0; not used in"
              + " batch mode (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--radius",
      paramLabel = "R",
      order = 4,
      converter = RadiusConverter.class,
      description =
          "The radius of the neighbourhood at first, falling to 0 (default: half the longer side).")
  private Double radius;

  @Option(
      names = "--neighbourhood",
      paramLabel = "NAME",
      order = 5,
      defaultValue = "gaussian",
      converter = NeighbourhoodConverter.class,
      description =
          "How strongly neurons around the winner move: gaussian, mexican-hat, bubble or triangle"
              + " (default: ${DEFAULT-VALUE}).")
  private Neighbourhood neighbourhood;

  @Option(
      names = "--topology",
      paramLabel = "NAME",
      order = 6,
      defaultValue = "rectangular",
      converter = TopologyConverter.class,
      description = "rectangular or hexagonal (default: ${DEFAULT-VALUE}).")
  private Topology topology;

  @Option(
      names = "--toroid",
      order = 7,
      description = "Join the edges of the map: first and last row, first and last column.")
  private boolean toroid;

  @Option(
      names = "--mode",
      paramLabel = "NAME",
      order = 8,
      defaultValue = "online",
      converter = ModeConverter.class,
      description =
          "When neurons move: online, after each sample, or batch, after each pass (default:"
              + " ${DEFAULT-VALUE}).")
  private SomMode mode;

  /** The command on a host. */
  public SomCommand(Host host) {
    super(host);
  }

  @Override
  SelfOrganizingMap estimator() {
    SelfOrganizingMap estimator =
        map.withIterations(iterations)
            .withLearningRate(learningRate)
            .withNeighbourhood(neighbourhood)
            .withTopology(topology)
            .withMode(mode)
            .withScale(data.scale());
    if (radius != null) {
      estimator = estimator.withRadius(radius);
    }
    SelfOrganizingMap flat = estimator;
    return toroid ? Flag.naming("--grid", () -> flat.withToroid(true)) : estimator;
  }

  /** Refuses weights that no array can hold. */
  @Override
  public void check(RunData opened) {
    super.check(opened);
    int neurons = map.grid().neurons();
    int most = Integer.MAX_VALUE / 8 / opened.all().features();
    if (neurons > most) {
      throw new IllegalArgumentException(
          "--grid must have at most %d neurons for data of %d features, but has %d"
              .formatted(most, opened.all().features(), neurons));
    }
  }

  @Override
  SomModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return SomModel.load(folder);
  }

  @Override
  String title(String name) {
    return "Self-organising map of " + name;
  }

  @Override
  View view(SomModel model, RunData opened) {
    return new View() {
      private final Map<Samples, SomMapping> mappings = new IdentityHashMap<>();

      private SomMapping mapping(Samples samples) {
        return mappings.computeIfAbsent(
            samples,
            some -> !isApplied() && some == opened.training() ? model.mapping() : model.map(some));
      }

      @Override
      void arrays(Samples samples, Results to) {
        to.array("winners", flat(mapping(samples).winners()), samples.count(), 2);
      }

      @Override
      void ownArrays(Results to) {
        SomGrid grid = model.grid();
        to.array("weights", FloatArray.of(model.weights()));
        to.array("u_matrix", FloatArray.of(model.uMatrix()));
        to.array("hits", flat(mapping(opened.all()).hits()), grid.rows(), grid.columns());
      }

      @Override
      void figures(Samples samples, Results to) {
        to.figure("quantization_error", mapping(samples).quantizationError());
        to.figure("topographic_error", mapping(samples).topographicError());
      }

      @Override
      void rest(Results to) {
        new MapPictures(model, mapping(opened.all()), opened.all()).all().forEach(to::picture);
        if (!isApplied()) {
          to.figure("iterations", model.history().length);
          MapPictures.learningCurve(model.history()).ifPresent(to::picture);
        }
      }
    };
  }

  private static int[] flat(int[][] rows) {
    return Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
  }

  private static final class GridConverter extends CheckedConverter<SelfOrganizingMap> {
    private static final Pattern SIZES = Pattern.compile("(\\d{1,9})x(\\d{1,9})");

    @Override
    public SelfOrganizingMap parse(String text) {
      Matcher sizes = SIZES.matcher(text);
      if (!sizes.matches()) {
        throw new IllegalArgumentException(
            "must be rows and columns such as 30x30, but is '" + text + "'");
      }
      return SelfOrganizingMap.of(
          Integer.parseInt(sizes.group(1)), Integer.parseInt(sizes.group(2)));
    }
  }

  private static final class RateConverter extends NumberConverter {
    RateConverter() {
      super(rate -> rate > 0 && rate <= 1, "a number above 0 and at most 1");
    }
  }

  private static final class RadiusConverter extends NumberConverter {
    RadiusConverter() {
      super(radius -> radius > 0, "a number above 0");
    }
  }

  private static final class NeighbourhoodConverter extends ChoiceConverter<Neighbourhood> {
    NeighbourhoodConverter() {
      super(Neighbourhood.values());
    }
  }

  private static final class TopologyConverter extends ChoiceConverter<Topology> {
    TopologyConverter() {
      super(Topology.values());
    }
  }

  private static final class ModeConverter extends ChoiceConverter<SomMode> {
    ModeConverter() {
      super(SomMode.values());
    }
  }
}
