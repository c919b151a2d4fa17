package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before any work, and in what words. */
class CommandLineTest {

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          pcaa | unknown command 'pcaa'; did you mean pca? (see latent4j --help)
          pac | unknown command 'pac'; did you mean pca? (see latent4j --help)
          pca | missing required option: '--data=SRC' (see latent4j pca --help)
          kmeans --data iris --clusters 99999999999 | --clusters must be at most 2147483647, but is \
          '99999999999' (see latent4j kmeans --help)
          umap --data iris --epochs 99999999999 | --epochs must be at most 2147483647, but is \
          '99999999999' (see latent4j umap --help)
          pca --data iris --compnents 3 | unknown option '--compnents'; did you mean --components? \
          (see latent4j pca --help)
          pca --compnents 3 | unknown option '--compnents'; did you mean --components? (see latent4j pca \
          --help)
          pca --data iris more | unknown argument 'more' (see latent4j pca --help)
          pca --data iris --components 0 | --components must be a whole number of at least 1, or a \
          share of variance above 0 and below 1, but is '0' (see latent4j pca --help)
          pca --data iris --components 1.0 | --components must be a whole number of at least 1, or a \
          share of variance above 0 and below 1, but is '1.0' (see latent4j pca --help)
          pca --data iris --components 5 | --components must be between 1 and 4, the smaller of samples, \
          150, and features, 4, but is 5
          pca --data iris --solver fast | --solver must be one of auto, svd, gram, randomized, but \
          is 'fast' (see latent4j pca --help)
          pca --data iris --seed x | --seed must be a whole number of 64 bits, but is 'x' (see \
          latent4j pca --help)
          pca --data iris --limit 0 | --limit must be a whole number of at least 1, but is '0' (see \
          latent4j pca --help)
          pca --data iris --threads 0 | --threads must be a whole number of at least 1, but is '0' \
          (see latent4j pca --help)
          pca --data iris --device tpu | --device: device must be auto, cpu or gpu:N, but is 'tpu' \
          (see latent4j pca --help)
          pca --data iris --precision half | --precision: precision must be float32 or bfloat16, \
          but is 'half' (see latent4j pca --help)
          pca --data iris --scale big | --scale must be one of auto, none, unit, minmax, standard, \
          model, but is 'big' (see latent4j pca --help)
          pca --data iris --scale unit | --scale: scale unit needs samples with a largest value \
          (images of bytes, digits, colors), but iris has none
          pca --data iris --test digits | --test must have 4 features like --data, but digits has 64
          pca --data none.npy | none.npy: expected a readable file, found no such file
          pca --data iris --data iris | option '--data' (SRC) should be specified only once (see \
          latent4j pca --help)
          som --data iris --grid 30 | --grid must be rows and columns such as 30x30, but is '30' (see \
          latent4j som --help)
          som --data iris --grid 0x3 | --grid must be at least 1x1, but is 0x3 (see latent4j som \
          --help)
          som --data digits --grid 4000x4000 | --grid must have at most 4194303 neurons for data of \
          64 features, but has 16000000
          som --data iris --radius 0 | --radius must be a number above 0, but is '0' (see latent4j \
          som --help)
          som --data iris --learning-rate 2 | --learning-rate must be a number above 0 and at most \
          1, but is '2' (see latent4j som --help)
          som --data iris --neighbourhood hat | --neighbourhood must be one of gaussian, \
          mexican-hat, bubble, triangle, but is 'hat' (see latent4j som --help)
          som --data iris --grid 5x5 --topology hexagonal --toroid | --grid: grid must be of an \
          even number of rows if it is a hexagonal toroid, so that the last fits the first, but is 5x5
          projector --labels x.csv | missing required option: '--embedding=FILE.npy' (see latent4j \
          projector --help)
          projector --embedding none.npy | none.npy: expected a readable file, found no such file
          projector --embedding iris --images digits | --images must be as many as the embedding \
          has rows, 150, but are 1797
          projector --embedding iris --images iris | --images must be images, but iris: 150x4 \
          float32, 3 classes are not
          autoencoder --data iris --kind squashed | --kind must be one of dense, sparse, denoising, \
          convolutional, contractive, but is 'squashed' (see latent4j autoencoder --help)
          autoencoder --data iris --layers 3,0 | --layers must be whole numbers of at least 1 with \
          commas between, such as 500,500,2000,10, but is '3,0' (see latent4j autoencoder --help)
          autoencoder --data iris --activation rely | --activation must be one of linear, relu, \
          leaky_relu, elu, selu, softplus, gelu, silu, mish, relu6, exponential, hard_sigmoid, tanh, \
          sigmoid, softmax, log_softmax, but is 'rely' (see latent4j autoencoder --help)
          autoencoder --data iris --loss mae | --loss must be one of mse, bce, but is 'mae' (see \
          latent4j autoencoder --help)
          autoencoder --data iris --epochs 0 | --epochs must be a whole number of at least 1, but \
          is '0' (see latent4j autoencoder --help)
          autoencoder --data iris --patience -1 | --patience must be a whole number of at least 0, \
          but is '-1' (see latent4j autoencoder --help)
          autoencoder --data iris --learning-rate NaN | --learning-rate must be a number above 0, \
          but is 'NaN' (see latent4j autoencoder --help)
          autoencoder --data iris --validation 1 | --validation must be a share of at least 0 and below \
          1, or a data source, but is '1' (see latent4j autoencoder --help)
          pca --data mnist --mirror ftp://host | --mirror: mirror must be an http or https address such as \
          https://mirror.example/mnist, but is 'ftp://host' (see latent4j pca --help)
          pca --data iris --image-size 8 | --image-size: image size must be WIDTHxHEIGHT, such as 64x48, but \
          is '8' (see latent4j pca --help)
          pca --data iris --image-size 0x8 | --image-size: image size must be at least 1x1 and at most \
          100000000 pixels, but is 0x8 (see latent4j pca --help)
          autoencoder --data iris --limit 4 | --validation: validation share 0.1 of 4 samples \
          leaves none for validation
          """)
  void refusesInOneLineThatNamesFlagRuleAndValue(String command, String message) {
    Path results = folder.resolve("results");
    List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ")));
    if (arguments.size() > 1) {
      arguments.addAll(List.of("--out", results.toString()));
    }

    assertThat(program.run(arguments.toArray(new String[0]))).isEqualTo(2);
    assertThat(program.err()).isEqualTo("latent4j: " + message + System.lineSeparator());
    assertThat(program.out()).isEmpty();
    assertThat(results).doesNotExist();
  }

  @Test
  void namesTheOptimizersThereAre() {
    assertThat(program.run("autoencoder", "--data", "iris", "--optimizer", "ada")).isEqualTo(2);
    assertThat(program.err())
        .startsWith("latent4j: --optimizer: ")
        .contains("adam")
        .contains("'ada'");
  }

  @Test
  void whatTheMachineCantHoldIsAFailureBeforeTheWork() {
    String[] command = {
      "autoencoder", "--data", "iris", "--layers", "1000000000,1000000000", "--out", folder + "/x"
    };

    assertThat(program.run(command)).isEqualTo(1);
    assertThat(program.err())
        .startsWith("latent4j: out of memory: --layers 1000000000,1000000000 needs at least");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void folderThatCantBeMadeIsAFailureBeforeTheWork() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(program.run("pca", "--data", "iris", "--out", file + "/x")).isEqualTo(1);
    assertThat(program.err())
        .isEqualTo(
            "latent4j: --out %s/x can't be written: %s is not a folder%n".formatted(file, file));
  }

  @Test
  void stackTraceComesOnlyWhenAskedFor() {
    assertThat(program.run("pca", "--data", "iris", "--components", "9", "--stacktrace"))
        .isEqualTo(2);
    assertThat(program.err()).contains("\tat io.latent4j.cli.");
  }

  @Test
  void withoutACommandUsageIsAnError() {
    assertThat(program.run()).isEqualTo(2);
    assertThat(program.out()).isEmpty();
    assertThat(program.err()).contains("Usage: latent4j COMMAND", "demo", "pca", "autoencoder");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "pca",
        "gmm",
        "hdbscan",
        "hierarchical",
        "umap",
        "rbm",
        "dbn",
        "recommend",
        "autoencoder",
        "vae",
        "dec",
        "gan",
        "score"
      })
  void everyCommandExplainsItself(String command) {
    assertThat(program.run(command, "--help")).isZero();
    assertThat(program.err()).isEmpty();
    assertThat(program.out())
        .contains("Usage: latent4j " + command, "Examples:", "(default: 42)", "--data", "--out")
        .doesNotContain("${", "null");
  }

  @Test
  void helpAndCompletionAreCommandsOfTheirOwn() {
    assertThat(program.run("help")).isZero();
    assertThat(program.out()).contains("Usage: latent4j COMMAND", "Commands:", "savedmodel");
    assertThat(program.run("help", "umap")).isZero();
    assertThat(program.out()).contains("Usage: latent4j umap", "--min-dist");
    assertThat(program.run("generate-completion")).isZero();
    assertThat(program.out()).contains("complete -F", "--min-dist");
    assertThat(program.err()).isEmpty();
  }
}
