package io.latent4j.cli.commands;

import io.latent4j.autoencoder.Architecture;
import io.latent4j.autoencoder.AutoencoderModel;
import io.latent4j.autoencoder.ClassifierModel;
import io.latent4j.autoencoder.ConvolutionalArchitecture;
import io.latent4j.autoencoder.EncoderClassifier;
import io.latent4j.autoencoder.SelfTraining;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.host.Progress;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import io.latent4j.model.TrainingPlan;
import io.latent4j.pictures.ImagePictures;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** What becomes of labels: a classifier on the encoder. */
final class FineTuning {
  /** Unless epochs are asked for, as many as make so many steps. */
  private static final int STEPS = 3000;

  private static final String ACCURACY = "accuracy";

  @Option(
      names = "--fine-tune",
      order = 30,
      description =
          "Also train a classifier that starts from the encoder, which needs labels; it is saved in"
              + " classifier/. Without --test, test_accuracy is that of the validation samples.")
  private boolean wanted;

  @Option(
      names = "--labelled",
      paramLabel = "N",
      order = 31,
      converter = IntegerConverter.Positive.class,
      description =
          "Use the labels of N training samples only, drawn by seed (default: all). The same"
              + " classifier from random weights is trained beside.")
  private Integer labelled;

  @Option(
      names = "--self-training",
      order = 32,
      description =
          "Samples without labels that the classifier is sure of are learned from too, until"
              + " nothing changes.")
  private boolean selfTraining;

  @Option(
      names = "--activation-maps",
      order = 33,
      description =
          "With convolutions: the classifier sees the means of the last filters, and a picture says"
              + " where it sees a class.")
  private boolean maps;

  @Option(
      names = "--classifier-epochs",
      paramLabel = "N",
      order = 34,
      converter = IntegerConverter.Positive.class,
      description = "How often the classifier sees its samples (default: 3,000 steps of 64).")
  private Integer epochs;

  boolean isWanted() {
    return wanted || labelled != null || selfTraining || maps;
  }

  /**
   * Refuses data without labels, more labels than there are, and maps without convolutions.
   *
   * @param architecture that of the autoencoder, if it is yet to be trained
   */
  void check(RunData opened, Optional<Architecture> architecture) {
    if (!isWanted()) {
      return;
    }
    architecture.ifPresent(this::checkMaps);
    Samples training = opened.training();
    if (training.labels().isEmpty()) {
      throw new IllegalArgumentException("--fine-tune: needs labels, but --data has none");
    }
    if (labelled != null && labelled > training.count()) {
      throw new IllegalArgumentException(
          "--labelled: must be at most the number of training samples, %d, but is %d"
              .formatted(training.count(), labelled));
    }
  }

  private void checkMaps(Architecture architecture) {
    if (maps && !(architecture instanceof ConvolutionalArchitecture)) {
      throw new IllegalArgumentException(
          "--activation-maps: needs convolutions, but the autoencoder has none");
    }
  }

  /** Trains, and adds what came of it. */
  void addTo(
      Results to,
      AutoencoderModel start,
      RunData opened,
      TrainingPlan plan,
      EngineOptions engine,
      Host host) {
    Architecture architecture =
        start
            .architecture()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--fine-tune: the layers of --model must be known, but its file does not"
                            + " say them"));
    checkMaps(architecture);
    int[] rows = labelledRows(opened.training(), engine.seed());
    EncoderClassifier classifier =
        EncoderClassifier.of(architecture)
            .withActivationMaps(maps)
            .withTraining(plan(plan, rows.length));
    if (labelled != null) {
      try (Samples few = opened.training().select(rows);
          ClassifierModel random = watched(host, engine, how -> classifier.fit(few, how))) {
        addAccuracies(to, "random_start_", random, opened);
      }
    }
    ClassifierModel model = model(to, classifier, start, opened, rows, host, engine);
    to.model("classifier", model);
    addAccuracies(to, "", model, opened);
    if (opened.test().isEmpty() && opened.validation().isPresent()) {
      host.message("--fine-tune: there is no --test; test_accuracy is of the validation samples");
    }
    if (maps) {
      ImagePictures.of(opened.all())
          .ifPresent(
              pictures ->
                  to.picture(
                      "activation_maps",
                      pictures.activationMaps(
                          model::predict,
                          (samples, labels) -> model.activationMaps(samples, labels)),
                      "Images and, below them, where the classifier sees the class that it finds:"
                          + " the brighter, the more a place adds to its score"));
    }
  }

  private ClassifierModel model(
      Results to,
      EncoderClassifier classifier,
      AutoencoderModel start,
      RunData opened,
      int[] rows,
      Host host,
      EngineOptions engine) {
    if (!selfTraining) {
      try (Samples few = opened.training().select(rows)) {
        return watched(host, engine, how -> classifier.fit(few, how, start));
      }
    }
    SelfTraining training = SelfTraining.of(classifier);
    SelfTraining.Result result =
        watched(host, engine, how -> training.fit(opened.training(), rows, how, start));
    to.figure("self_training_rounds", result.rounds());
    to.figure("self_training_taken", result.taken());
    return result.model();
  }

  /** A fit. */
  private interface Fitting<M> {
    M fit(FitOptions how);
  }

  private static <M> M watched(Host host, EngineOptions engine, Fitting<M> fitting) {
    try (Progress progress = host.progress()) {
      FitOptions how = FitOptions.of(engine).withListener(progress);
      Supplier<M> work = () -> fitting.fit(how);
      return host.interruption().stoppable(work);
    }
  }

  private TrainingPlan plan(TrainingPlan plan, int count) {
    int batch = EncoderClassifier.DEFAULT_TRAINING.batch();
    int steps = (count - 1) / batch + 1;
    return plan.withBatch(batch)
        .withPatience(0)
        .withEpochs(epochs == null ? (STEPS - 1) / steps + 1 : epochs);
  }

  private int[] labelledRows(Samples training, long seed) {
    if (labelled == null) {
      return IntStream.range(0, training.count()).toArray();
    }
    List<Integer> rows = IntStream.range(0, training.count()).boxed().collect(Collectors.toList());
    Collections.shuffle(rows, new Random(seed));
    int[] chosen = rows.stream().limit(labelled).mapToInt(Integer::intValue).toArray();
    Arrays.sort(chosen);
    return chosen;
  }

  private static void addAccuracies(
      Results to, String prefix, ClassifierModel model, RunData opened) {
    to.figure("train_" + prefix + ACCURACY, model.figures().get(ACCURACY));
    opened
        .validation()
        .filter(held -> held.labels().isPresent())
        .ifPresent(held -> to.figure("val_" + prefix + ACCURACY, model.accuracy(held)));
    opened
        .test()
        .or(opened::validation)
        .filter(test -> test.labels().isPresent())
        .ifPresent(test -> to.figure("test_" + prefix + ACCURACY, model.accuracy(test)));
  }
}
