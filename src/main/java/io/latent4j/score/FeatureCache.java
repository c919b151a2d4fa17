package io.latent4j.score;

import io.latent4j.autoencoder.Autoencoder;
import io.latent4j.autoencoder.AutoencoderModel;
import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.data.Split;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Precision;
import io.latent4j.model.Estimator;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Model;
import io.latent4j.model.TrainingPlan;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The networks that give features, each trained once for the same real samples and kept as a
 * SavedModel with its figures: below a folder, by the hash of the samples, their labels and the
 * options. The seed is always the same, so that scores of different runs are on one scale.
 *
 * <p>A tenth of the samples, but no more than 10,000, is held out from training by that seed; the
 * figure {@code val_accuracy} of a classifier is that of these.
 */
public final class FeatureCache {
  private static final String FOLDER = "score";
  private static final double HELD_OUT = 0.1;
  private static final int FEWEST_TO_HOLD_OUT = 50;
  private static final int HIDDEN = 256;
  private static final int CODE = 32;
  private static final int BATCH = 128;
  private static final int SAMPLES_SEEN = 1_000_000;
  private static final int FEWEST_EPOCHS = 10;
  private static final int MOST_EPOCHS = 100;

  private final Path folder;
  private final Consumer<String> notes;

  private FeatureCache(Path folder, Consumer<String> notes) {
    this.folder = folder;
    this.notes = notes;
  }

  /**
   * Keeps networks below a folder.
   *
   * @param dataDirectory where data sets are kept, too; a folder {@code score} is made in it
   * @return the cache
   */
  public static FeatureCache in(Path dataDirectory) {
    return new FeatureCache(dataDirectory.resolve(FOLDER), note -> {});
  }

  /**
   * Tells what is trained, and what could not be kept.
   *
   * @param listener takes a sentence
   * @return a cache in the same folder
   */
  public FeatureCache withNotes(Consumer<String> listener) {
    return new FeatureCache(folder, listener);
  }

  /**
   * The classifier of labelled samples.
   *
   * @param real the samples
   * @param scale how they are scaled
   * @param how how to compute, and whom to tell; seed and precision are always the same
   * @return the classifier, to be closed by the caller
   * @throws IllegalArgumentException if the samples have no labels, or one class only
   */
  public FeatureClassifierModel classifier(Samples real, Scaling.Kind scale, FitOptions how) {
    FeatureClassifier classifier = FeatureClassifier.of(real).withScale(scale);
    classifier.check(real);
    FitOptions fixed = fixed(how);
    return kept(
        classifier,
        key(classifier, real, ""),
        path -> FeatureClassifierModel.load(path, fixed.engine(), Scaling.none()),
        () -> fit(classifier, real, fixed));
  }

  private static FeatureClassifierModel fit(
      FeatureClassifier classifier, Samples real, FitOptions how) {
    if (real.count() < FEWEST_TO_HOLD_OUT) {
      return classifier.fit(real, how);
    }
    try (Split split = real.split(HELD_OUT, how.engine().seed())) {
      return classifier.fit(split.training(), how.withValidation(split.validation()));
    }
  }

  /**
   * A dense autoencoder of samples without labels: 256 hidden units, a code of 32, or of half as
   * many as a sample has values if these are fewer.
   *
   * @param real the samples
   * @param scaling how they are scaled
   * @param how how to compute, and whom to tell; seed and precision are always the same
   * @return the autoencoder, which takes scaled samples, to be closed by the caller
   */
  public AutoencoderModel autoencoder(Samples real, Scaling scaling, FitOptions how) {
    int epochs = Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, SAMPLES_SEEN / real.count()));
    Autoencoder autoencoder =
        Autoencoder.of(HIDDEN, codeSize(real.features()))
            .withTraining(TrainingPlan.of(epochs, BATCH).withPatience(0))
            .withScale(Scaling.Kind.NONE);
    FitOptions fixed = fixed(how);
    return kept(
        autoencoder,
        key(autoencoder, real, scaling.toJson()),
        path -> AutoencoderModel.load(path, fixed.engine(), Scaling.none()),
        () -> {
          float[] scaled = ScaledSamples.of(real, scaling).all();
          try (Samples samples = Samples.of(scaled, real.shape()).withName(real.name())) {
            return autoencoder.fit(samples, fixed);
          }
        });
  }

  /**
   * How many features an autoencoder gives.
   *
   * @param values how many values a sample has
   * @return at least 1
   */
  public static int codeSize(int values) {
    return Math.max(1, Math.min(CODE, values / 2));
  }

  private static FitOptions fixed(FitOptions how) {
    return how.withEngine(
        how.engine().withSeed(EngineOptions.DEFAULT_SEED).withPrecision(Precision.FLOAT32));
  }

  /** Makes a model. */
  private interface Maker<M> {
    M make();
  }

  /**
   * Reads a network, or trains and keeps it; it is then read, too, so that each run computes alike.
   */
  private <M extends Model> M kept(
      Estimator<M> estimator, String key, Function<Path, M> load, Maker<M> maker) {
    Path path = folder.resolve(estimator.name() + "-" + key);
    if (Files.exists(path)) {
      try {
        return load.apply(path);
      } catch (ModelFormatException e) {
        notes.accept("what was kept in " + path + " is damaged, and is made anew");
      }
    }
    M model = maker.make();
    if (model.provenance().interrupted()) {
      return model;
    }
    boolean saved = false;
    try {
      model.save(path);
      saved = true;
    } catch (UncheckedIOException e) {
      notes.accept("the %s is not kept: %s".formatted(estimator.name(), e.getMessage()));
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
    if (!saved) {
      return model;
    }
    model.close();
    return load.apply(path);
  }

  private static String key(Estimator<?> estimator, Samples real, String more) {
    StringBuilder text = new StringBuilder();
    text.append(estimator.options()).append(real.hash()).append(real.sampleShape()).append(more);
    real.labels().ifPresent(labels -> text.append(Arrays.toString(labels)));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
