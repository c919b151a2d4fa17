package io.latent4j.cli.commands;

import io.latent4j.autoencoder.AutoencoderModel;
import io.latent4j.cli.flags.DataFlags;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.host.Progress;
import io.latent4j.cli.run.Downloads;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.cli.run.RunDescription;
import io.latent4j.cli.run.RunResult;
import io.latent4j.cli.run.Workflow;
import io.latent4j.data.DataSource;
import io.latent4j.data.OpenedData;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Model;
import io.latent4j.score.Calibration;
import io.latent4j.score.FeatureCache;
import io.latent4j.score.FeatureClassifier;
import io.latent4j.score.FeatureClassifierModel;
import io.latent4j.score.Features;
import io.latent4j.score.Score;
import io.latent4j.score.ScoreOptions;
import io.latent4j.score.ScorePictures;
import io.latent4j.score.Scorer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Scores generated samples.
 *
 * @param source the generated samples
 * @param kind what features were asked for, or null
 * @param folder a classifier already trained, or null
 * @param options how to score
 * @param flags how to open data
 * @param run how to compute
 * @param host where is told what is done
 */
record ScoreRun(
    DataSource source,
    String kind,
    Path folder,
    ScoreOptions options,
    DataFlags flags,
    RunFlags run,
    Host host)
    implements Workflow.Work {

  private static final String CLASSIFIER = "classifier";
  private static final String AUTOENCODER = "autoencoder";
  private static final String NONE = "none";

  /** What gives the features. */
  private record Network(Features features, Scaling scaling, Optional<Model> model)
      implements AutoCloseable {
    @Override
    public void close() {
      model.ifPresent(Model::close);
    }
  }

  private String kindFor(Samples real) {
    if (kind != null) {
      return kind;
    }
    return folder != null || real.labels().isPresent() ? CLASSIFIER : AUTOENCODER;
  }

  @Override
  public void check(RunData data) {
    if (flags.validation().isPresent()) {
      throw new IllegalArgumentException(
          "--validation is not used by score; the accuracy of the classifier is that of --test or,"
              + " without it, of a tenth of --real");
    }
    Samples real = data.all();
    String chosen = kindFor(real);
    if (folder != null && !chosen.equals(CLASSIFIER)) {
      throw new IllegalArgumentException("--model is a classifier, but --features is " + chosen);
    }
    switch (chosen) {
      case CLASSIFIER -> checkClassifier(data);
      case AUTOENCODER -> {
        int size = FeatureCache.codeSize(real.features());
        Scorer.requireEnough(real, size, chosen);
      }
      default -> Scorer.requireEnough(real, real.features(), NONE);
    }
  }

  private void checkClassifier(RunData data) {
    Samples real = data.all();
    if (data.test().isPresent() && data.test().get().labels().isEmpty()) {
      throw new IllegalArgumentException("--test must have labels, but " + data.test().get());
    }
    if (folder != null) {
      return;
    }
    if (real.labels().isEmpty()) {
      throw new IllegalArgumentException(
          "--features classifier needs labels of --real (--labels, --label), but it has none");
    }
    FeatureClassifier classifier = FeatureClassifier.of(real);
    classifier.check(real);
    Scorer.requireEnough(real, classifier.units(), CLASSIFIER);
  }

  @Override
  public RunResult run(RunData data, RunDescription description) {
    try (Downloads downloads = new Downloads(host);
        OpenedData opened =
            flags.catalog(downloads).open(source, flags.otherOptions(host, data.all()))) {
      return score(data, opened.samples(), description);
    }
  }

  private RunResult score(RunData data, Samples generated, RunDescription description) {
    requireAlike(data.all(), generated);
    long start = System.nanoTime();
    try (Network network = network(data);
        Scorer scorer =
            Scorer.of(
                data.all(), network.scaling(), network.features(), options, description.engine())) {
      Score score = scorer.score(generated);
      Calibration calibration = scorer.calibration(generated.count());
      double seconds = (System.nanoTime() - start) * 1e-9;
      warnOfScale(data.all(), network.scaling(), generated, scorer.scalingOf(generated));
      Results results = new Results();
      results.array("nearest", score.nearest(), score.nearest().length);
      ScoreFigures.add(score, results);
      calibration.known().forEach((name, distance) -> results.figure("frechet_" + name, distance));
      if (network.model().orElse(null) instanceof FeatureClassifierModel classifier) {
        accuracy(classifier, data)
            .ifPresent(accuracy -> results.figure("classifier_accuracy", accuracy));
      }
      results.figure("features_of", score.features());
      results.figure("generated", source.spec());
      results.figure("generated_samples", generated.count());
      addOptions(kindFor(data.all()), results);
      results.picture(ScorePictures.calibration(score, calibration));
      ScorePictures.nearest(
              score, data.all(), network.scaling(), generated, scorer.scalingOf(generated))
          .ifPresent(results::picture);
      score
          .classes()
          .ifPresent(classes -> results.picture(ScorePictures.classes(classes, data.all())));
      return new RunResult(
          "Score of %s beside %s".formatted(source.spec(), data.name()),
          results,
          Optional.empty(),
          false,
          description.withEnd(network.scaling(), seconds));
    }
  }

  private void addOptions(String features, Results to) {
    to.figure("option_features", features);
    to.figure("option_neighbors", options.neighbors());
    to.figure("option_precision", run.engineOptions().precision().toString());
    to.figure("option_threads", run.engineOptions().threads());
    to.figure("option_device", run.engineOptions().device().toString());
  }

  /** Before a network is trained, which may take minutes. */
  private void requireAlike(Samples real, Samples generated) {
    if (generated.features() != real.features()) {
      throw new IllegalArgumentException(
          "--generated must have %d values a sample like --real, but %s has %d"
              .formatted(real.features(), source.spec(), generated.features()));
    }
    if (generated.count() <= options.neighbors()) {
      throw new IllegalArgumentException(
          "--generated must have at least %d samples, but %s has %d"
              .formatted(options.neighbors() + 1, source.spec(), generated.count()));
    }
  }

  private Network network(RunData data) {
    Samples real = data.all();
    FeatureCache cache = FeatureCache.in(flags.directory()).withNotes(host::message);
    if (folder != null) {
      FeatureClassifierModel model =
          FeatureClassifierModel.load(folder, run.engineOptions(), data.scaling());
      return new Network(model.asFeatures(), model.scaling(), Optional.of(model));
    }
    try (Progress progress = host.progress()) {
      FitOptions how = FitOptions.of(run.engineOptions()).withListener(progress);
      switch (kindFor(real)) {
        case CLASSIFIER:
          FeatureClassifierModel classifier = cache.classifier(real, flags.scale(), how);
          return new Network(
              classifier.asFeatures(), classifier.scaling(), Optional.of(classifier));
        case AUTOENCODER:
          if (kind == null) {
            host.message(
                "--real has no labels, so the features are those of an autoencoder, not of a"
                    + " classifier");
          }
          AutoencoderModel autoencoder = cache.autoencoder(real, data.scaling(), how);
          return new Network(Features.of(autoencoder), data.scaling(), Optional.of(autoencoder));
        default:
          return new Network(Features.none(), data.scaling(), Optional.empty());
      }
    }
  }

  /** On the test samples, else on what was held out when it was trained, else on the real. */
  private Optional<Double> accuracy(FeatureClassifierModel model, RunData data) {
    if (data.test().isPresent()) {
      return Optional.of(model.accuracy(data.test().get()));
    }
    Double heldOut = model.figures().get("val_accuracy");
    if (heldOut != null) {
      return Optional.of(heldOut);
    }
    return data.all().labels().map(labels -> model.accuracy(data.all()));
  }

  private void warnOfScale(Samples real, Scaling scaling, Samples generated, Scaling own) {
    double[] wanted = range(real, scaling);
    double[] found = range(generated, own);
    double width = wanted[1] - wanted[0];
    boolean wide = found[1] > wanted[1] + width || found[0] < wanted[0] - width;
    if (wide) {
      host.message(
          "the generated values are from %.4g to %.4g, the real ones from %.4g to %.4g; are they on one scale (--scale)?"
              .formatted(found[0], found[1], wanted[0], wanted[1]));
    }
  }

  private static double[] range(Samples samples, Scaling scaling) {
    double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    ScaledSamples.of(samples, scaling)
        .forEachChunk(
            (first, count, values) -> {
              for (float value : values) {
                range[0] = Math.min(range[0], value);
                range[1] = Math.max(range[1], value);
              }
            });
    return range;
  }
}
