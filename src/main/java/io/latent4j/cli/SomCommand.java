package io.latent4j.cli;

import io.latent4j.data.DataSource;
import io.latent4j.som.Neighbourhood;
import io.latent4j.som.SelfOrganizingMap;
import io.latent4j.som.SomMode;
import io.latent4j.som.Topology;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
final class SomCommand implements Callable<Integer> {

  private final Host host;

  @Spec private CommandSpec spec;
  @Mixin private RunFlags run;
  @Mixin private DataFlags data;

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

  @Option(
      names = "--data",
      paramLabel = "SRC",
      order = 100,
      required = true,
      converter = DataSourceConverter.class,
      description = DataSourceConverter.DESCRIPTION)
  private DataSource source;

  SomCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    SomRun work = new SomRun(settings(), host, run.isVerbose());
    return new Workflow(host, run, data).execute(spec, source, Optional.empty(), work::check, work);
  }

  private SelfOrganizingMap settings() {
    SelfOrganizingMap settings =
        map.withIterations(iterations)
            .withLearningRate(learningRate)
            .withNeighbourhood(neighbourhood)
            .withTopology(topology)
            .withMode(mode)
            .withScaling(data.scale());
    if (radius != null) {
      settings = settings.withRadius(radius);
    }
    return toroid ? Flag.naming("--grid", settings::withToroid) : settings;
  }

  private static final class GridConverter extends CheckedConverter<SelfOrganizingMap> {
    private static final Pattern SIZES = Pattern.compile("(\\d{1,9})x(\\d{1,9})");

    @Override
    SelfOrganizingMap parse(String text) {
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

  private static final class NeighbourhoodConverter extends CheckedConverter<Neighbourhood> {
    @Override
    Neighbourhood parse(String text) {
      return choice(Neighbourhood.values(), text);
    }
  }

  private static final class TopologyConverter extends CheckedConverter<Topology> {
    @Override
    Topology parse(String text) {
      return choice(Topology.values(), text);
    }
  }

  private static final class ModeConverter extends CheckedConverter<SomMode> {
    @Override
    SomMode parse(String text) {
      return choice(SomMode.values(), text);
    }
  }
}
