package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --model} gives what the training gave. */
class TrainedModelTest {
  private static final Offset<Float> ROUNDING = within(1e-5f);

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  private int run(String line) {
    return program.run(line.replace("@", folder.toString()).split(" "));
  }

  private float[] array(String file) {
    try (Samples samples = Npy.read(folder.resolve(file))) {
      return samples.toFloats();
    }
  }

  private double figure(String run, String name) throws IOException {
    JsonObject metrics = ProgramTest.metrics(folder.resolve(run));
    return metrics.get(name).getAsDouble();
  }

  @Test
  void ofPrincipalComponents() throws IOException {
    assertThat(run("pca --data iris --scale standard --components 2 --out @/first")).isZero();

    // Other data, and the scale that the model came with.
    assertThat(run("pca --data iris --limit 60 --model @/first/model --out @/then")).isZero();

    float[] embedding = array("then/embedding.npy");
    assertThat(embedding).hasSize(120);
    float[] first = array("first/embedding.npy");
    for (int i = 0; i < embedding.length; i++) {
      assertThat(embedding[i]).isCloseTo(first[i], ROUNDING);
    }
    JsonObject metrics = ProgramTest.metrics(folder.resolve("then"));
    assertThat(metrics.get("scale").getAsString()).isEqualTo("standard");
    assertThat(metrics.get("scale_offset"))
        .isEqualTo(ProgramTest.metrics(folder.resolve("first")).get("scale_offset"));
    assertThat(array("then/components.npy")).containsExactly(array("first/components.npy"));
    assertThat(figure("then", "reconstruction_mse"))
        .isPositive()
        .isLessThan(2 * figure("first", "reconstruction_mse"));
  }

  @Test
  void scalesAsTheModelSays() throws IOException {
    assertThat(run("kmeans --data iris --scale standard --clusters 3 --out @/first")).isZero();
    assertThat(run("kmeans --data iris --model @/first/model --scale model --out @/then")).isZero();
    assertThat(array("then/labels.npy")).containsExactly(array("first/labels.npy"));
    assertThat(program.err()).doesNotContain("--scale");

    assertThat(run("kmeans --data iris --model @/first/model --scale none --out @/none")).isZero();
    assertThat(array("none/labels.npy")).containsExactly(array("first/labels.npy"));
    assertThat(program.err())
        .contains("--scale none is not used: the data are scaled as the model says");

    assertThat(run("kmeans --data iris --scale model --out @/untrained")).isEqualTo(2);
    assertThat(program.err())
        .contains("--scale model needs a trained model, --model DIR, but there is none");
    assertThat(folder.resolve("untrained")).doesNotExist();
  }

  /**
   * Also where there are as many samples as features, so that the number of means tells nothing.
   */
  @ParameterizedTest
  @ValueSource(strings = {"sample", "none", "feature"})
  void ofPrincipalComponentsByCenter(String center) throws IOException {
    for (String data : List.of("iris", "iris --limit 4")) {
      assertThat(run("pca --data " + data + " --center " + center + " --out @/first")).isZero();
      assertThat(run("pca --data " + data + " --model @/first/model --out @/then")).isZero();

      assertThat(figure("then", "reconstruction_mse"))
          .isCloseTo(figure("first", "reconstruction_mse"), within(1e-6));
      assertThat(array("then/mean.npy")).containsExactly(array("first/mean.npy"), ROUNDING);
    }
    assertThat(run("pca --data iris --limit 3 --model @/first/model --out @/few")).isZero();
    assertThat(array("few/mean.npy")).hasSize(center.equals("sample") ? 3 : 4);
  }

  @Test
  void ofAnAutoencoder() throws IOException {
    assertThat(
            run(
                "autoencoder --data digits --limit 200 --layers 16,3 --epochs 2"
                    + " --validation 0.5 --out @/first"))
        .isZero();

    assertThat(run("autoencoder --data digits --limit 200 --model @/first/model --out @/then"))
        .isZero();

    assertThat(array("then/code.npy")).containsExactly(array("first/code.npy"), ROUNDING);
    assertThat(array("then/reconstruction.npy"))
        .containsExactly(array("first/reconstruction.npy"), ROUNDING);
    assertThat(figure("then", "loss"))
        .isCloseTo((figure("first", "loss") + figure("first", "val_loss")) / 2, within(1e-5));
  }

  @Test
  void theSizeOfResultsIsSaidAndWhatWouldSaveMostOfIt() throws IOException {
    String command =
        "autoencoder --data uniform:n=30000,features=100 --layers 2 --epochs 1 --batch 5000 --out ";
    assertThat(run(command + "@/large")).isZero();

    long bytes = 0;
    try (Stream<Path> files = Files.walk(folder.resolve("large"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += file.endsWith(".latent4j-files.json") ? 0 : Files.size(file);
      }
    }
    assertThat(program.out()).contains("(%.0f MB)".formatted(bytes * 1e-6));
    assertThat(program.err())
        .contains(
            "12 MB of the results are reconstructions, which --no-reconstructions leaves out");

    assertThat(run(command + "@/small --no-reconstructions")).isZero();
    assertThat(folder.resolve("small/reconstruction.npy")).doesNotExist();
    assertThat(program.err()).containsOnlyOnce("--no-reconstructions leaves out"); // of both runs
  }

  @Test
  void thatDoesNotFitIsRefusedAndLeavesNothing() throws IOException {
    assertThat(run("pca --data iris --components 2 --out @/iris")).isZero();

    assertThat(run("pca --data digits --model @/iris/model --out @/x")).isEqualTo(2);
    assertThat(program.err())
        .contains("--data: samples must have 4 features, as those of the fit, but have 64");
    assertThat(run("autoencoder --data iris --model @/iris/model --out @/x")).isEqualTo(2);
    assertThat(program.err())
        .contains("iris/model: expected a model of autoencoder, found one of pca");
    assertThat(run("pca --data iris --model @/nowhere --out @/x")).isEqualTo(2);
    assertThat(program.err()).contains("nowhere");
    assertThat(folder.resolve("x")).doesNotExist();
    Files.writeString(folder.resolve("iris/model/assets/preprocessing.json"), "{");
    assertThat(run("pca --data iris --model @/iris/model --out @/x")).isEqualTo(2);
    assertThat(program.err())
        .contains(
            "preprocessing.json: expected what Latent4J wrote, found scaling is no valid JSON: End of"
                + " input at line 1 column 2");
    Files.writeString(folder.resolve("iris/model/assets/provenance.json"), "nonsense");
    assertThat(run("pca --data iris --model @/iris/model --out @/x")).isEqualTo(2);
    assertThat(program.err())
        .contains("provenance.json: expected what Latent4J wrote, found provenance is not valid: ")
        .doesNotContain("Exception", "github.com");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static final String CUSTOMERS =
      "customer_id,age,city,income,churned\n"
          + "c1,20,Rome,3,no\nc2,40,Oslo,5,yes\nc3,35,Bonn,2,no\nc4,61,Rome,7,yes\n";

  /** The columns of a table are those that the model knows, wherever they stand. */
  @Test
  void ofATableWhoseColumnsStandElsewhere() throws IOException {
    write("train.csv", CUSTOMERS);
    write(
        "new.csv",
        "income;vip;churned;city;age;customer_id\n"
            + "5;1;yes;Oslo;40;c2\n7;0;no;Rome;61;c4\n3;1;yes;Paris;20;c9\n");
    assertThat(
            run(
                "pca --components 1 --scale standard --categories one-hot --data @/train.csv"
                    + " --out @/first"))
        .as(program.err())
        .isZero();

    assertThat(run("pca --data @/new.csv --model @/first/model --out @/then"))
        .as(program.err())
        .isZero();

    float[] first = array("first/embedding.npy");
    float[] then = array("then/embedding.npy");
    assertThat(then).hasSize(3);
    assertThat(then[0]).isCloseTo(first[1], ROUNDING);
    assertThat(then[1]).isCloseTo(first[3], ROUNDING);
    assertThat(program.err())
        .contains(
            "new.csv: its columns are in another order than in the samples; they are taken by name",
            "new.csv: column 'vip' is no feature of the samples and left out",
            "new.csv: column 'city' has 1 texts that no feature stands for: 'Paris'");
    // One of SavedModel's own commands reads it in the same way.
    assertThat(
            run(
                "savedmodel run @/first/model --input x=@/new.csv --scale model --signature"
                    + " transform --out @/run"))
        .as(program.err())
        .isZero();
    assertThat(array("run/embedding.npy")).containsExactly(then, ROUNDING);
  }

  @Test
  void ofATableThatLacksColumnsIsRefused() throws IOException {
    write("train.csv", CUSTOMERS);
    write("other.csv", "age,town,churned\n40,Oslo,yes\n");
    write("foreign.csv", "a,b,c\n40,Oslo,5\n");
    write("plain.csv", "c2,40,Oslo,5,yes\nc4,61,Rome,7,no\n");
    String flags = " --categories ordinal --model @/first/model";
    assertThat(run("kmeans --clusters 2 --categories ordinal --data @/train.csv --out @/first"))
        .isZero();
    int told = program.err().length();

    assertThat(run("kmeans --data @/other.csv --out @/x" + flags)).isEqualTo(2);
    assertThat(run("kmeans --data @/foreign.csv --out @/x" + flags)).isEqualTo(2);
    assertThat(folder.resolve("x")).doesNotExist();
    assertThat(program.err().substring(told).lines())
        .containsExactly(
            "latent4j: "
                + folder.resolve("other.csv")
                + ": columns 'city', 'income': expected columns like those of the samples, found"
                + " none",
            "latent4j: --data must be a table with the columns of the model, age, city, income,"
                + " but its columns are a, b, c; --columns names those that stand for them, in"
                + " their order");

    assertThat(run("kmeans --data @/foreign.csv --columns a,b,c --out @/said" + flags)).isZero();
    assertThat(run("kmeans --data @/plain.csv --out @/plain" + flags)).isZero();
    float[] first = array("first/labels.npy");
    assertThat(array("said/labels.npy")).containsExactly(first[1]);
    assertThat(array("plain/labels.npy")).containsExactly(first[1], first[3]);
  }
}
