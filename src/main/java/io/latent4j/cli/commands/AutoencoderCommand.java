package io.latent4j.cli.commands;

import io.latent4j.autoencoder.Autoencoder;
import io.latent4j.autoencoder.AutoencoderModel;
import io.latent4j.autoencoder.Noise;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.ResultArrays;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.cluster.MixtureSampler;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.CodePictures;
import io.latent4j.pictures.ImagePictures;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code latent4j autoencoder}. */
@Command(
    name = "autoencoder",
    header = "An autoencoder: a short code of each sample, from which it can be reconstructed.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j autoencoder --data digits --layers 128,32 --epochs 100",
      "  latent4j autoencoder --data mnist --layers 32 --output-activation sigmoid --loss bce",
      "  latent4j autoencoder --data mnist:49k --code-activation sigmoid --batch 2048",
      "  latent4j autoencoder --data mnist --kind convolutional --loss bce --batch 128",
      "  latent4j autoencoder --data fashion-mnist --kind denoising --filters 64,32,16",
      "",
      "Arrays: code, reconstruction, history (loss and val_loss of each epoch); figures: loss and",
      "val_loss of the weights that were kept, epochs, and with labels kmeans_nmi and",
      "val_kmeans_nmi (how well clusters of the code agree with them); pictures: learning_curve,",
      "reconstructions, code, filters; with noise also how much of it was removed (denoised_psnr,",
      "picture denoised); with --fine-tune test_accuracy, with --augment test_augmented_accuracy,",
      "with --placed test_pointing_accuracy, test_mean_overlap and test_localization_accuracy.",
      "Ctrl-C stops at the next step and keeps the best weights so far.",
      "model/ is a SavedModel with the functions reconstruct, encode and decode."
    })
public final class AutoencoderCommand extends TrainedCommand<AutoencoderModel> {

  /** As many Gaussians, unless there are fewer samples. */
  private static final int COMPONENTS = 20;

  @Mixin private AutoencoderFlags kind;
  @Mixin private FineTuning fineTuning;

  @Option(
      names = "--generate",
      paramLabel = "N",
      order = 36,
      converter = IntegerConverter.Positive.class,
      description =
          "Also make N new samples: codes drawn from a Gaussian mixture of the codes, decoded (array"
              + " generated).")
  private Integer generated;

  @Option(
      names = "--mixture",
      paramLabel = "K",
      order = 37,
      converter = IntegerConverter.Positive.class,
      description = "With --generate: the number of Gaussians (default: 20).")
  private Integer components;

  /** The command on a host. */
  public AutoencoderCommand(Host host) {
    super(host, Autoencoder.DEFAULT_TRAINING);
  }

  @Override
  Autoencoder estimator() {
    return kind.estimator().withTraining(training.plan()).withScale(data.scale());
  }

  @Override
  public void check(RunData opened) {
    super.check(opened);
    fineTuning.check(
        opened, isApplied() ? Optional.empty() : Optional.of(estimator().architecture()));
    if (!isApplied()) {
      kind.requireMemory(opened.all().features());
      requireMemoryForResults(opened);
      estimator().notes(opened.training()).forEach(host::message);
    }
  }

  /** Codes are held twice where figures are of parts of the data: of all rows and of the parts. */
  private void requireMemoryForResults(RunData opened) {
    long code = estimator().codeShape(opened.all().sampleShape()).size();
    ResultArrays results = resultArrays(opened, "code", code);
    boolean isSplit = opened.training() != opened.all();
    (isSplit ? results.with("code of training and validation", code) : results).requireMemory();
  }

  @Override
  AutoencoderModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return AutoencoderModel.load(folder, engine, otherwise);
  }

  @Override
  String title(String name) {
    return "Autoencoder of " + name;
  }

  @Override
  View view(AutoencoderModel model, RunData opened) {
    return new View() {
      private final Map<Samples, FloatArray> codes = new IdentityHashMap<>();
      private CodeClusters clusters;
      private DenoisingFigures denoising;

      private FloatArray code(Samples samples) {
        return codes.computeIfAbsent(samples, some -> FloatArray.of(some, model::encode));
      }

      @Override
      void arrays(Samples samples, Results to) {
        to.array("code", code(samples));
        if (run.writesReconstructions()) {
          to.array("reconstruction", FloatArray.of(samples, model::reconstruct));
        }
      }

      @Override
      void figures(Samples samples, Results to) {
        Double known = isApplied() ? null : fitted(samples);
        to.figure("loss", known == null ? model.meanLoss(samples, kind.loss()) : known);
        if (samples == opened.training()) {
          noise().ifPresent(noise -> denoising = denoising(noise));
        }
        if (!isApplied()) {
          addOwnFigures(samples, to);
        }
        if (denoising != null) {
          denoising.addTo(to, samples);
        }
        if (samples.labels().isPresent()) {
          int[] labels = samples.labels().get();
          if (samples == opened.training()) {
            clusters = CodeClusters.of(code(samples), labels, run.engineOptions());
          }
          if (clusters != null) {
            clusters.addTo(to, code(samples), labels);
          }
        }
      }

      private DenoisingFigures denoising(Noise noise) {
        return new DenoisingFigures(
            model.scaling(),
            model::reconstruct,
            noise,
            opened.training(),
            run.engineOptions().seed());
      }

      /** The noise that the model was trained with. */
      private Optional<Noise> noise() {
        Object noise = model.provenance().options().getOrDefault("noise", Noise.NONE);
        return Optional.of(Noise.of(noise.toString())).filter(some -> !some.equals(Noise.NONE));
      }

      /**
       * What the loss is without what sparsity and contraction add to it, and which share of
       * activities is near zero.
       */
      private void addOwnFigures(Samples samples, Results to) {
        String name = "reconstruction_loss";
        boolean isTraining = samples == opened.training();
        boolean isHeld = opened.validation().filter(held -> held == samples).isPresent();
        String prefix = isTraining ? "" : "val_";
        for (String own : List.of(name, "near_zero")) {
          if ((isTraining || isHeld) && model.figures().containsKey(own)) {
            to.figure(own, model.figures().get(prefix + own));
          }
        }
        if (!isTraining && !isHeld && model.figures().containsKey(name)) {
          to.figure(name, model.meanLoss(samples, kind.loss()));
        }
      }

      /** What training found for the weights that were kept, in inference. */
      private Double fitted(Samples samples) {
        if (samples == opened.training()) {
          return model.figures().get("loss");
        }
        return opened.validation().filter(held -> held == samples).isPresent()
            ? model.figures().get("val_loss")
            : null;
      }

      @Override
      void rest(Results to) {
        if (!isApplied()) {
          addHistory(model.history(), to);
        }
        ImagePictures.of(opened.all())
            .ifPresent(
                images ->
                    to.picture(
                        "reconstructions",
                        images.originalsOver(model::reconstruct, model.scaling()),
                        "Images and, below them, what the decoder made of their codes"));
        to.picture(
            CodePictures.plane(code(opened.all()), opened.all(), run.engineOptions().seed()));
        if (clusters != null) {
          clusters.close();
        }
        ImagePictures.of(opened.all()).ifPresent(images -> addPictures(images, to));
        if (fineTuning.isWanted() && !host.interruption().isRequested()) {
          fineTuning.addTo(to, model, opened, training.plan(), run.engineOptions(), host);
        }
      }

      private void addPictures(ImagePictures images, Results to) {
        if (denoising != null) {
          to.picture(
              "denoised",
              denoising.picture(images),
              "Images with noise, what became of them, and the originals");
        }
        if (model.architecture().isPresent()) {
          images
              .filters(model.filters())
              .ifPresent(
                  filters ->
                      to.picture("filters", filters, "What the units of the first layer look for"));
        }
      }

      @Override
      void ownArrays(Results to) {
        if (generated != null) {
          FloatArray codes = code(opened.training());
          int most = Math.min(codes.rowCount(), components == null ? COMPONENTS : components);
          FitOptions how = FitOptions.of(run.engineOptions());
          try (MixtureSampler sampler = MixtureSampler.fit(codes.rows(), most, how)) {
            float[][] made = sampler.generate(generated, run.engineOptions().seed(), model::decode);
            GeneratedSamples.addArray(made, to);
            GeneratedSamples.addPicture(
                made,
                model.scaling(),
                opened.all(),
                "Samples that do not exist: decoded codes from a mixture of %d Gaussians"
                    .formatted(most),
                to);
          }
        }
      }
    };
  }
}
