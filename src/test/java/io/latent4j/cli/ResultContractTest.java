package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.SavedModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each command promises to write: arrays with their shapes and types, figures by name, the
 * functions of its model. More may be there.
 */
class ResultContractTest {

  /** What every run says, whatever it is. */
  private static final List<String> COMMON =
      List.of("samples", "features", "seconds", "seed", "data", "command", "version");

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  /** Arrays are written as NAME:SHAPE, those of whole numbers as NAME:SHAPE:int. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "pca --data iris --components 2 | embedding:150x2 components:2x4 mean:4 explained_variance:2 explained_variance_ratio:2 singular_values:2 | reconstruction_mse | transform inverse_transform",
        "pca --data iris --components 2 --center sample | mean:150 | reconstruction_mse | transform",
        "kmeans --data iris --clusters 3 --validation iris | labels:150:int val_labels:150:int centers:3x4 | inertia iterations silhouette nmi ari accuracy val_nmi val_ari val_accuracy | predict transform",
        "fuzzy-cmeans --data iris --clusters 3 | memberships:150x3 labels:150:int centers:3x4 | partition_coefficient objective | predict transform memberships",
        "gmm --data iris --components 3 | labels:150:int probabilities:150x3 means:3x4 covariances:3x4x4 weights:3 | log_likelihood bic aic iterations nmi ari accuracy | predict log_likelihood",
        "hdbscan --data iris | labels:150:int probabilities:150 outlier_scores:150 | clusters noise nmi ari accuracy | ",
        "hierarchical --data iris --clusters 3 | labels:150:int merges:149x4 | cophenetic_correlation nmi ari accuracy | ",
        "elbow --data iris --max-clusters 4 | sse:4 | knee silhouette_best | ",
        "som --data iris --grid 4x3 --iterations 5 | weights:4x3x4 winners:150x2:int u_matrix:4x3 | quantization_error topographic_error | predict quantize",
        "tsne --data iris --iterations 20 | embedding:150x2 | kl_divergence trustworthiness | ",
        "umap --data iris --test iris --epochs 5 | embedding:150x2 test_embedding:150x2 | trustworthiness | ",
        "umap --data iris --parametric --epochs 5 | embedding:150x2 | trustworthiness | transform",
        "isomap --data iris | embedding:150x2 | components neighbors | ",
        "lle --data iris | embedding:150x2 | components neighbors | ",
        "rbm --data digits --limit 90 --hidden 5 --epochs 1 | hidden:90x5 reconstruction:90x64 history:1x2 | reconstruction_mse reconstruction_error pseudo_likelihood free_energy_gap | encode decode reconstruct free_energy",
        "dbn --data digits --limit 90 --test digits --layers 6,5 --epochs 1 --fine-tune | hidden:90x5 | layer1_reconstruction_error layer2_reconstruction_error test_accuracy | encode decode",
        "autoencoder --data digits --limit 90 --layers 6,2 --epochs 2 | code:90x2 reconstruction:90x64 history:2x2 | loss val_loss epochs kmeans_nmi val_kmeans_nmi | reconstruct encode decode",
        "vae --data digits --limit 90 --test digits --hidden 6 --latent 2 --epochs 2 | code:90x2 generated:100x64 history:2x2 | reconstruction_loss kl_divergence active_units val_reconstruction_loss test_kl_divergence | encode decode sample reconstruct",
        "dec --data digits --limit 90 --test digits --method idec --layers 6,3 --pretrain-epochs 1 --epochs 1 --clusters 4 | labels:90:int code:90x3 centers:4x3 probabilities:90x4 test_labels:1797:int | nmi ari accuracy clusters kmeans_nmi kmeans_ari kmeans_accuracy val_nmi test_accuracy | predict encode",
        "gan --data digits --limit 400 --kind dense --layers 8 --latent 2 --steps 4 --count 7 | generated:7x64 | generator_loss discriminator_loss collapses frechet precision classifier_accuracy | generate discriminate",
        "gan --data digits --limit 90 --translate digits --kind dense --layers 8 --steps 2 | translated:90x64 | generator_loss discriminator_loss cycle_loss collapses | translate translate_back discriminate",
        "score --real digits --generated digits | nearest:1797:int | frechet frechet_floor frechet_ratio one_nn_accuracy copied precision recall density coverage class_entropy smallest_class_share mean_confidence classifier_accuracy | "
      })
  void arraysFiguresAndFunctions(String line, String arrays, String figures, String functions)
      throws IOException {
    run(line);

    checkFigures(figures);
    checkArrays(arrays);
    if (functions != null) {
      checkModel(functions);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "qlearning --environment gridworld --steps 3000 --episodes 6 | value_error",
        "dqn --environment cartpole --steps 1200 --episodes 6 | frames",
        "dqn --environment cartpole --method pqn --steps 2048 --episodes 6 | frames"
      })
  void ofLearningByReward(String line, String figures) throws IOException {
    run(line);

    checkFigures(
        "mean_return iqm_return random_return scripted_return frames_per_second " + figures);
    checkArrays("episode_returns:6");
    try (Samples curve = Npy.read(out().resolve("returns_by_step.npy"))) {
      assertThat(curve.features()).isEqualTo(2);
    }
    if (line.startsWith("dqn")) {
      checkModel("q_values act");
    }
  }

  @Test
  void ofRecommendations() throws IOException {
    Random random = new Random(3);
    StringBuilder ratings = new StringBuilder("user,item,rating\n");
    int recommended = 0;
    for (int user = 0; user < 30; user++) {
      int unseen = 0;
      for (int item = 0; item < 20; item++) {
        if (random.nextInt(3) > 0) {
          ratings.append("u%d,i%d,%d%n".formatted(user, item, 1 + random.nextInt(5)));
        } else {
          unseen++;
        }
      }
      recommended += Math.min(3, unseen);
    }
    Files.writeString(folder.resolve("ratings.csv"), ratings);

    run("recommend --data @/ratings.csv --hidden 4 --epochs 2 --top 3");

    checkFigures("rmse mae rmse_item_mean rmse_bias ndcg_at_10 unknown");
    checkModel("");
    List<String> lines = Files.readAllLines(out().resolve("recommendations.csv"));
    assertThat(lines.get(0)).isEqualTo("user,item,score,because");
    assertThat(lines).hasSize(1 + recommended);
  }

  private Path out() {
    return folder.resolve("out");
  }

  private void run(String line) {
    String[] arguments = (line.replace("@", folder.toString()) + " --out " + out()).split(" ");
    if (!line.startsWith("dqn") && !line.startsWith("qlearning")) {
      String[] more = {"--data-dir", folder.resolve("data").toString()};
      int length = arguments.length;
      arguments = Arrays.copyOf(arguments, length + 2);
      System.arraycopy(more, 0, arguments, length, 2);
    }
    assertThat(program.run(arguments)).as(program.err()).isZero();
  }

  private void checkFigures(String names) throws IOException {
    JsonObject metrics = ProgramTest.metrics(out());
    assertThat(metrics.keySet()).containsAll(COMMON).contains(names.split(" "));
    assertThat(metrics.keySet()).anyMatch(name -> name.startsWith("option_"));
    metrics.entrySet().forEach(entry -> assertFlat(entry.getKey(), entry.getValue()));
    for (String name : names.split(" ")) {
      double value = metrics.get(name).getAsDouble(); // none of them is a text
      assertThat(value).as(name).isFinite();
    }
  }

  /** A number, a text, a truth, or a list of these; and no number or truth is a text. */
  private static void assertFlat(String name, JsonElement value) {
    assertThat(value.isJsonObject() || value.isJsonNull()).as(name).isFalse();
    if (value.isJsonArray()) {
      value.getAsJsonArray().forEach(one -> assertThat(one.isJsonPrimitive()).as(name).isTrue());
    } else if (value.getAsJsonPrimitive().isString()) {
      assertThat(value.getAsString()).as(name).doesNotMatch("true|false|\\[.*]|-?\\d+(\\.\\d+)?");
    }
  }

  private void checkArrays(String arrays) throws IOException {
    for (String array : arrays.split(" ")) {
      String[] parts = array.split(":");
      String[] sizes = parts[1].split("x");
      String shape = sizes.length == 1 ? sizes[0] + "," : String.join(", ", sizes);
      byte[] file = Files.readAllBytes(out().resolve(parts[0] + ".npy"));
      int length = file[8] & 0xff | (file[9] & 0xff) << 8;
      assertThat(new String(file, 10, length, StandardCharsets.US_ASCII))
          .as(array)
          .contains("'descr': '" + (parts.length == 3 ? "<i4" : "<f4") + "'")
          .contains("'fortran_order': False")
          .contains("'shape': (" + shape + ")");
    }
  }

  private void checkModel(String functions) {
    try (LoadedModel model = SavedModels.load(out().resolve("model"))) {
      if (!functions.isEmpty()) {
        assertThat(model.functions().keySet()).contains(functions.split(" "));
      }
      assertThat(model.signatures()).containsKey("serving_default");
    }
  }
}
