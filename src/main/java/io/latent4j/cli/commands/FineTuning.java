package io.latent4j.cli.commands;

import io.latent4j.autoencoder.Architecture;
import io.latent4j.autoencoder.Augmentation;
import io.latent4j.autoencoder.AutoencoderModel;
import io.latent4j.autoencoder.ClassifierModel;
import io.latent4j.autoencoder.ConvolutionalArchitecture;
import io.latent4j.autoencoder.EncoderClassifier;
import io.latent4j.autoencoder.Localization;
import io.latent4j.autoencoder.SelfTraining;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.host.Progress;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.cluster.ClassMixtureSampler;
import io.latent4j.data.PlacedImages;
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

  /** As many samples of a class are enough for one more Gaussian. */
  private static final int FOR_A_GAUSSIAN = 20;

  private static final int SHOWN = 100;

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
      order = 35,
      converter = IntegerConverter.Positive.class,
      description = "How often the classifier sees its samples (default: 3,000 steps of 64).")
  private Integer epochs;

  @Option(
      names = "--placed",
      paramLabel = "PIXELS",
      order = 34,
      converter = IntegerConverter.Positive.class,
      description =
          "With --activation-maps: the images are placed at random in empty pictures of so many"
              + " pixels squared, and how well the maps say where is measured.")
  private Integer placed;

  @Option(
      names = "--augment",
      paramLabel = "N",
      order = 34,
      converter = IntegerConverter.Positive.class,
      description =
          "Also train the classifier with N generated images beside those with labels: codes drawn"
              + " from Gaussian mixtures of each class, decoded.")
  private Integer augment;

  boolean isWanted() {
    return wanted || labelled != null || selfTraining || maps || placed != null || augment != null;
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
    checkPlaced(training);
    if (training.labels().isEmpty()) {
      throw new IllegalArgumentException("--fine-tune: needs labels, but --data has none");
    }
    if (labelled != null && labelled > training.count()) {
      throw new IllegalArgumentException(
          "--labelled: must be at most the number of training samples, %d, but is %d"
              .formatted(training.count(), labelled));
    }
  }

  private void checkPlaced(Samples samples) {
    if (placed == null) {
      return;
    }
    if (!maps || selfTraining || augment != null) {
      throw new IllegalArgumentException(
          "--placed: needs --activation-maps, and neither --self-training nor --augment");
    }
    long[] size = samples.sampleShape().asArray();
    if (size.length < 2 || placed < Math.max(size[0], size[1])) {
      throw new IllegalArgumentException(
          "--placed: must be at least the height and width of the images, but is " + placed);
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
    if (opened.test().isEmpty() && opened.validation().isPresent()) {
      host.message("--fine-tune: there is no --test; test_accuracy is of the validation samples");
    }
    if (placed != null) {
      localize(to, classifier, start, opened, rows, host, engine);
      return;
    }
    if (labelled != null) {
      try (Samples few = opened.training().select(rows);
          ClassifierModel random = watched(host, engine, how -> classifier.fit(few, how))) {
        addAccuracies(to, "random_start_", random, opened);
      }
    }
    if (augment != null) {
      addAugmented(to, classifier, start, opened, rows, host, engine);
    }
    ClassifierModel model = model(to, classifier, start, opened, rows, host, engine);
    to.model("classifier", model);
    addAccuracies(to, "", model, opened);
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

  /** The classifier of images with labels and of generated ones. */
  private void addAugmented(
      Results to,
      EncoderClassifier classifier,
      AutoencoderModel start,
      RunData opened,
      int[] rows,
      Host host,
      EngineOptions engine) {
    FitOptions mixtures = FitOptions.of(engine);
    try (Samples few = opened.training().select(rows)) {
      int[] labels = few.labels().orElseThrow();
      int classes = (int) Arrays.stream(labels).distinct().count();
      int components = Math.max(1, labels.length / classes / FOR_A_GAUSSIAN);
      try (ClassMixtureSampler sampler =
              ClassMixtureSampler.fit(start.encode(few), labels, components, mixtures);
          Samples more =
              new Augmentation(
                      (made, seed) -> sampler.generate(made, seed, start::decode), start.scaling())
                  .addTo(few, augment, (int) engine.seed());
          ClassifierModel model = watched(host, engine, how -> classifier.fit(more, how, start))) {
        addAccuracies(to, "augmented_", model, opened);
        Samples generated = more.rows(few.count(), Math.min(more.count(), few.count() + SHOWN));
        try (generated) {
          ImagePictures.of(opened.all())
              .ifPresent(
                  pictures ->
                      to.picture(
                          "augmentation",
                          pictures.prototypes(generated.toFloats(), classes),
                          "Generated images that were learned from, each column of one class"));
        }
      }
    }
  }

  /** The classifier of images in larger pictures, and where it sees them. */
  private void localize(
      Results to,
      EncoderClassifier classifier,
      AutoencoderModel start,
      RunData opened,
      int[] rows,
      Host host,
      EngineOptions engine) {
    long seed = engine.seed();
    Samples others = opened.test().or(opened::validation).orElse(opened.training());
    try (Samples few = opened.training().select(rows);
        PlacedImages training = PlacedImages.of(few, placed, placed, seed);
        PlacedImages test = PlacedImages.of(others, placed, placed, seed + 1)) {
      ClassifierModel model =
          watched(host, engine, how -> classifier.fit(training.pictures(), how, start));
      to.model("classifier", model);
      to.figure("train_" + ACCURACY, model.figures().get(ACCURACY));
      to.figure("test_" + ACCURACY, model.accuracy(test.pictures()));
      int[] found = model.predict(test.pictures());
      Localization localization =
          Localization.of(
              model.activationMaps(test.pictures(), found), placed, placed, test.boxes());
      to.figure("test_pointing_accuracy", localization.pointingAccuracy());
      to.figure("test_mean_overlap", localization.meanOverlap());
      to.figure("test_localization_accuracy", localization.accuracy());
      ImagePictures.of(test.pictures())
          .ifPresent(
              pictures ->
                  to.picture(
                      "localization",
                      pictures.localization(
                          model::predict,
                          (samples, labels) -> model.activationMaps(samples, labels)),
                      "Pictures, where the classifier sees the class that it finds, and the box"
                          + " around that"));
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
