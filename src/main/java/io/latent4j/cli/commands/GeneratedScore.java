package io.latent4j.cli.commands;

import io.latent4j.adversarial.GeneratorScore;
import io.latent4j.cli.flags.DataFlags;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.host.Progress;
import io.latent4j.cli.run.Results;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import io.latent4j.score.FeatureCache;
import io.latent4j.score.FeatureClassifier;
import io.latent4j.score.FeatureClassifierModel;
import io.latent4j.score.Score;
import io.latent4j.score.ScoreOptions;
import io.latent4j.score.Scorer;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The score of what a model generates beside the labelled samples that it learned from.
 *
 * @param host where is told what is done
 * @param flags where data sets, and the classifier of this one, are kept
 * @param engine how to compute
 */
record GeneratedScore(Host host, DataFlags flags, EngineOptions engine) {
  private static final int MOST = 10_000;
  private static final String LEFT_OUT = "the figures of score are left out: ";

  /**
   * Adds the figures; tells if there are none, as for few samples.
   *
   * @param real the samples
   * @param scaling how the model scales them
   * @param generator makes so many samples, on that scale
   * @param to where the figures go
   */
  void addTo(Samples real, Scaling scaling, IntFunction<float[][]> generator, Results to) {
    if (real.labels().isEmpty()) {
      return;
    }
    if (host.interruption().isRequested()) {
      host.message(LEFT_OUT + "the work was interrupted");
      return;
    }
    FeatureClassifier options = FeatureClassifier.of(real).withScale(flags.scale());
    try {
      options.check(real);
      Scorer.requireEnough(real, options.units(), "classifier");
    } catch (IllegalArgumentException e) {
      host.message(LEFT_OUT + e.getMessage());
      return;
    }
    try (FeatureClassifierModel classifier = classifier(real)) {
      if (host.interruption().isRequested()) {
        host.message(LEFT_OUT + "their classifier was interrupted");
      } else if (classifier.scaling().equals(scaling)) {
        score(real, classifier, generator.apply(Math.min(MOST, real.count())), to);
      } else {
        host.message(LEFT_OUT + "the model was trained on another scale");
      }
    }
  }

  /**
   * Refuses samples by which the best generator can't be found.
   *
   * @param real what is learned from
   * @param held what is held out
   */
  void requireLabelled(Samples real, Samples held) {
    FeatureClassifier options = FeatureClassifier.of(real);
    options.check(real);
    Scorer.requireEnough(held, options.units(), "classifier");
  }

  /**
   * Trains a generator that keeps its best: by the Fréchet distance to samples that are held out.
   *
   * @param real what is learned from
   * @param held what is held out
   * @param train trains it
   */
  <T> T keepingBest(Samples real, Samples held, Function<GeneratorScore, T> train) {
    try (FeatureClassifierModel classifier = classifier(real);
        Scorer scorer =
            Scorer.of(
                held,
                classifier.scaling(),
                classifier.asFeatures(),
                ScoreOptions.defaults(),
                engine)) {
      return train.apply(scorer::frechetRatio);
    }
  }

  private FeatureClassifierModel classifier(Samples real) {
    FeatureCache cache = FeatureCache.in(flags.directory()).withNotes(host::message);
    try (Progress progress = host.progress()) {
      FitOptions how = FitOptions.of(engine).withListener(progress);
      return host.interruption().stoppable(() -> cache.classifier(real, flags.scale(), how));
    }
  }

  private void score(
      Samples real, FeatureClassifierModel classifier, float[][] generated, Results to) {
    try (Scorer scorer =
        Scorer.of(
            real, classifier.scaling(), classifier.asFeatures(), ScoreOptions.defaults(), engine)) {
      Score score = scorer.score(generated);
      ScoreFigures.add(score, to);
      Double accuracy = classifier.figures().get("val_accuracy");
      if (accuracy != null) {
        to.figure("classifier_accuracy", accuracy);
      }
      to.figure("scored_samples", generated.length);
    }
  }
}
