package io.latent4j.cli.commands;

import io.latent4j.autoencoder.Autoencoder;
import io.latent4j.autoencoder.AutoencoderModel;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.CodePictures;
import io.latent4j.pictures.ImagePictures;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
      "reconstructions, code. Ctrl-C stops at the next step and keeps the best weights so far.",
      "model/ is a SavedModel with the functions reconstruct, encode and decode."
    })
public class AutoencoderCommand extends TrainedCommand<AutoencoderModel> {

  @Mixin private AutoencoderFlags kind;

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
    if (!isApplied()) {
      kind.requireMemory(opened.all().features());
      estimator().notes(opened.training()).forEach(host::message);
    }
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
      }
    };
  }
}
