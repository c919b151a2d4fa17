package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.latent4j.autoencoder.ClassifierModel;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.SavedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

/** The kinds of {@code latent4j autoencoder}, and what may follow the training. */
class AutoencoderCommandTest {

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  private int run(String line) {
    return program.run(line.replace("@", folder.toString()).split(" "));
  }

  private JsonObject metrics(String run) throws IOException {
    return ProgramTest.metrics(folder.resolve(run));
  }

  private Shape shape(String file) {
    try (Samples samples = Npy.read(folder.resolve(file))) {
      return samples.shape();
    }
  }

  /** What a kind asks for without a word, beside the size of the code. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sparse --layers 16,6|sparsity|l1:0.00001|6",
        "sparse --layers 16,6 --sparsity kl:0.05:0.1|code_activation|sigmoid|6",
        "denoising --layers 16|noise|salt-and-pepper:0.2|16",
        "denoising --filters 4 --noise gaussian:0.3|filters|[4]|64",
        "convolutional --loss bce|decoder_filters|[8,8,16]|4",
        "convolutional --filters 4,2 --up-sampling transposed|up_sampling|transposed|8",
        "convolutional --filters 4,2 --layers 3 --batch-normalization|layers|[3]|3",
        "contractive --layers 5 --tied --dropout 0.1|contraction|1.0E-4|5",
      })
  void kinds(String flags, String option, String value, int code) throws IOException {
    assertThat(run("autoencoder --data digits --limit 200 --epochs 1 --out @/out --kind " + flags))
        .isZero();

    JsonObject metrics = metrics("out");
    assertThat(metrics.get("option_" + option).toString().replace("\"", "")).isEqualTo(value);
    assertThat(shape("out/code.npy")).isEqualTo(Shape.of(200, code));
    assertThat(shape("out/reconstruction.npy")).isEqualTo(Shape.of(200, 64));
    assertThat(shape("out/history.npy")).isEqualTo(Shape.of(1, 2));
    assertThat(metrics.get("val_loss").getAsDouble()).isPositive();
    assertThat(folder.resolve("out/filters.png")).isNotEmptyFile();
    boolean isSparse = metrics.get("option_sparsity").getAsString().length() > 4;
    assertThat(metrics.has("val_near_zero")).isEqualTo(isSparse);
    boolean isNoisy = metrics.get("option_noise").getAsString().length() > 4;
    assertThat(metrics.has("val_denoised_psnr")).isEqualTo(isNoisy);
    assertThat(Files.exists(folder.resolve("out/denoised.png"))).isEqualTo(isNoisy);
    boolean isConvolutional = metrics.has("option_filters");
    try (LoadedModel model = SavedModels.load(folder.resolve("out/model"))) {
      assertThat(model.function("encode").description().inputs().get(0).shape().tail())
          .isEqualTo(isConvolutional ? Shape.of(8, 8, 1) : Shape.of(64));
    }
  }

  @Test
  void classifierFromFewLabelsAndNewSamples() throws IOException {
    String flags =
        " --kind convolutional --filters 8,8 --epochs 2 --labelled 50 --self-training"
            + " --activation-maps --classifier-epochs 3 --generate 30 --mixture 5 --out @/first";
    assertThat(run("autoencoder --data digits --limit 300 --test digits" + flags)).isZero();

    JsonObject metrics = metrics("first");
    double accuracy = metrics.get("test_accuracy").getAsDouble();
    assertThat(metrics.get("test_random_start_accuracy").getAsDouble()).isBetween(0.0, 1.0);
    assertThat(metrics.get("self_training_rounds").getAsInt()).isBetween(1, 5);
    assertThat(shape("first/generated.npy")).isEqualTo(Shape.of(30, 64));
    assertThat(folder.resolve("first/generated.png")).isNotEmptyFile();
    assertThat(folder.resolve("first/activation_maps.png")).isNotEmptyFile();
    try (Samples digits = new DataCatalog(folder).samples("digits");
        ClassifierModel model = ClassifierModel.load(folder.resolve("first/classifier"))) {
      assertThat(model.accuracy(digits)).isEqualTo(accuracy);
    }

    // The same on an autoencoder that is there already.
    String again =
        "autoencoder --data digits --limit 300 --model @/first/model --fine-tune"
            + " --classifier-epochs 2 --out @/then";
    assertThat(run(again)).isZero();
    assertThat(metrics("then").get("train_accuracy").getAsDouble()).isBetween(0.0, 1.0);
    assertThat(folder.resolve("then/classifier")).isDirectory();
  }

  @Test
  void generatedImagesAreAddedAndPlacedOnesAreFound() throws IOException {
    String digits = "autoencoder --data digits --limit 300 --epochs 2 --classifier-epochs 3 ";
    assertThat(run(digits + "--layers 16,6 --labelled 60 --augment 40 --out @/more")).isZero();
    JsonObject more = metrics("more");
    assertThat(more.get("test_augmented_accuracy").getAsDouble()).isBetween(0.0, 1.0);
    assertThat(more.has("test_accuracy")).isTrue();
    assertThat(folder.resolve("more/augmentation.png")).isNotEmptyFile();

    String placed =
        "--kind convolutional --filters 4,4 --activation-maps --placed 20 --out @/placed";
    assertThat(run(digits + placed)).isZero();
    JsonObject found = metrics("placed");
    for (String figure : List.of("pointing_accuracy", "mean_overlap", "localization_accuracy")) {
      assertThat(found.get("test_" + figure).getAsDouble()).isBetween(0.0, 1.0);
    }
    assertThat(folder.resolve("placed/localization.png")).isNotEmptyFile();
    try (LoadedModel model = SavedModels.load(folder.resolve("placed/classifier"))) {
      assertThat(model.function("activation_maps").description().inputs().get(0).shape().tail())
          .isEqualTo(Shape.of(20, 20, 1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iris --kind convolutional|--data: samples must be images for convolutions",
        "digits --kind convolutional --filters 4,4,4,4|--filters must be at most 3 for images of 8 x 8",
        "digits --kind convolutional --tied|--tied: must be used with dense layers only",
        "digits --layers 8 --activation-maps|--activation-maps: needs convolutions",
        "digits --kind convolutional --placed 24|--placed: needs --activation-maps",
        "digits --kind convolutional --activation-maps --placed 7|--placed: must be at least the height",
        "digits --kind convolutional --up-sampling cubic|must be one of nearest, transposed",
        "uniform --layers 2 --fine-tune|--fine-tune: needs labels, but --data has none",
        "iris --layers 2 --labelled 500|--labelled: must be at most the number of training samples",
        "iris --noise salt:1|must be none, salt-and-pepper:SHARE",
        "iris --sparsity l1:-1|sparsity must be of a weight of at least 0, but is -1.0",
        "iris --sparsity kl:0.1:1 --activation relu --code-activation relu|--sparsity must be l1, or",
        "iris --contraction -1|must be a number of at least 0",
        "iris --dropout 1|must be a number of at least 0 and below 1",
        "iris --kind deep|must be one of dense, sparse, denoising, convolutional, contractive",
      })
  void whatCantBeIsRefused(String flags, String message) {
    assertThat(run("autoencoder --epochs 1 --out @/x --data " + flags)).isEqualTo(2);
    assertThat(program.err()).contains(message);
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void whatShouldBeKnownIsSaid() throws IOException {
    assertThat(run("autoencoder --data iris --layers 9 --epochs 1 --out @/large")).isZero();
    assertThat(program.err()).contains("a code of 9 numbers is larger than a sample of 4");

    Npy.write(folder.resolve("odd.npy"), new float[20 * 7 * 9], 20, 7, 9);
    String odd = "autoencoder --data @/odd.npy --kind convolutional --filters 2,2 --epochs 1";
    assertThat(run(odd + " --out @/odd")).isZero();
    assertThat(program.err()).contains("images of 7 x 9 come back as 8 x 12, and are cropped");
    assertThat(shape("odd/reconstruction.npy")).isEqualTo(Shape.of(20, 63));
  }
}
