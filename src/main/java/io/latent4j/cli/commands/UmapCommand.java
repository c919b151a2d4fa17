package io.latent4j.cli.commands;

import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.NumberConverter;
import io.latent4j.cli.flags.NumberOrAuto;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.manifold.Umap;
import io.latent4j.manifold.UmapModel;
import io.latent4j.manifold.UmapStart;
import io.latent4j.metrics.DistanceMetric;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.ManifoldPictures;
import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent4j umap}. */
@Command(
    name = "umap",
    header = "UMAP: an embedding in any number of dimensions in which near neighbours stay near.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j umap --data digits",
      "  latent4j umap --data mnist --test mnist:test",
      "  latent4j umap --data code.npy --components 10 --neighbors 20 --min-dist 0",
      "  latent4j umap --data mnist --parametric",
      "  latent4j umap --data other.npy --model output/umap/model",
      "",
      "Arrays: embedding, with --test test_embedding; figures: trustworthiness (5 neighbours; of more",
      "than 10,000 samples the neighbours of 5,000, drawn by seed), with --parametric loss (the mean",
      "distance of the network's places from UMAP's); picture: embedding."
    })
public final class UmapCommand extends ModelCommand<UmapModel> {

  @Option(
      names = "--components",
      paramLabel = "K",
      order = 1,
      defaultValue = "2",
      converter = IntegerConverter.Positive.class,
      description = "How many coordinates a sample gets (default: ${DEFAULT-VALUE}).")
  private int components;

  @Option(
      names = "--neighbors",
      paramLabel = "N",
      order = 2,
      defaultValue = "15",
      converter = IntegerConverter.Positive.class,
      description =
          "How many neighbours of a sample count, itself among them; below the number of samples"
              + " (default: ${DEFAULT-VALUE}).")
  private int neighbors;

  @Option(
      names = "--min-dist",
      paramLabel = "NUMBER",
      order = 3,
      defaultValue = "0.1",
      converter = DistanceConverter.class,
      description =
          "How near points may come to each other; 0 for clustering (default: ${DEFAULT-VALUE}).")
  private double minDist;

  @Option(
      names = "--spread",
      paramLabel = "NUMBER",
      order = 4,
      defaultValue = "1.0",
      converter = SpreadConverter.class,
      description =
          "How far from each other points are that hardly belong together (default:"
              + " ${DEFAULT-VALUE}).")
  private double spread;

  @Option(
      names = "--epochs",
      paramLabel = "N|auto",
      order = 5,
      defaultValue = "auto",
      converter = NumberOrAuto.class,
      description =
          "How many times to go through the connections; auto is 500 for up to 10,000 samples, 200"
              + " for more (default: ${DEFAULT-VALUE}).")
  private OptionalInt epochs;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      order = 6,
      defaultValue = "euclidean",
      converter = MetricConverter.class,
      description = "euclidean, cosine or manhattan (default: ${DEFAULT-VALUE}).")
  private DistanceMetric metric;

  @Option(
      names = "--init",
      paramLabel = "NAME",
      order = 7,
      defaultValue = "spectral",
      converter = StartConverter.class,
      description = "Where points start: spectral, pca or random (default: ${DEFAULT-VALUE}).")
  private UmapStart init;

  @Option(
      names = "--parametric",
      order = 8,
      description =
          "Let a network learn the map, and place all samples by it; it is saved in model/, for"
              + " --model, savedmodel and Python.")
  private boolean parametric;

  /** The command on a host. */
  public UmapCommand(Host host) {
    super(host);
  }

  @Override
  Umap estimator() {
    return new Umap(
        components,
        neighbors,
        minDist,
        spread,
        epochs,
        metric,
        init,
        parametric,
        Umap.of(components).network(),
        data.scale());
  }

  @Override
  UmapModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return UmapModel.load(folder, engine, otherwise);
  }

  @Override
  String title(String name) {
    return "UMAP of " + name;
  }

  @Override
  Samples learnedFrom(RunData opened) {
    return opened.all();
  }

  @Override
  View view(UmapModel model, RunData opened) {
    return new View() {
      private final FloatArray embedding =
          FloatArray.of(isApplied() ? model.transform(opened.all()) : model.embedding());

      @Override
      void arrays(Samples samples, Results to) {
        to.array(
            "embedding",
            samples == opened.all() ? embedding : FloatArray.of(model.transform(samples)));
      }

      @Override
      void ownArrays(Results to) {
        opened.test().ifPresent(test -> arrays(test, to.prefixed("test_")));
      }

      @Override
      void rest(Results to) {
        to.figure("components", embedding.columns());
        to.figure(
            "trustworthiness",
            Trust.of(opened.all(), model.scaling(), embedding, run.engineOptions()));
        if (!isApplied()) {
          to.figure("neighbors", neighbors);
          to.figure("epochs", model.epochs());
          if (model.isParametric()) {
            to.figure("loss", model.figures().get("loss"));
          }
        }
        new ManifoldPictures("UMAP", opened.all()).all(embedding).forEach(to::picture);
      }
    };
  }

  private static final class DistanceConverter extends NumberConverter {
    DistanceConverter() {
      super(distance -> distance >= 0, "a number of at least 0");
    }
  }

  private static final class SpreadConverter extends NumberConverter {
    SpreadConverter() {
      super(spread -> spread > 0, "a positive number");
    }
  }

  private static final class StartConverter extends ChoiceConverter<UmapStart> {
    StartConverter() {
      super(UmapStart.values());
    }
  }
}
