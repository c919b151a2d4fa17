package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** The commands rbm and dbn. */
class BoltzmannCommandsTest {

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  /** Runs a command line in which @ is the folder of the test. */
  private int run(String line) {
    return program.run(line.replace("@", folder.toString()).split(" "));
  }

  @Test
  void rbmOfDigits() throws IOException {
    assertThat(
            run(
                "rbm --data digits --limit 600 --hidden 30 --epochs 4 --batch 20 --init normal"
                    + " --learning-rate 0.1 --persistent --noise salt-and-pepper:0.2 --autoencoder --out"
                    + " @/x"))
        .isZero();

    Path out = folder.resolve("x");
    assertThat(ProgramTest.names(out))
        .contains(
            "autocorrelation.png",
            "autoencoder",
            "autoencoder.png",
            "chains.gif",
            "chains.png",
            "checkpoint",
            "completed.png",
            "denoised.png",
            "filters.png",
            "free_energy_gap.png",
            "hidden.npy",
            "history.npy",
            "learning_curve.png",
            "metrics.json",
            "model",
            "pseudo_likelihood.png",
            "reconstruction.npy",
            "reconstructions.png",
            "report.html");
    JsonObject metrics = ProgramTest.metrics(out);
    assertThat(metrics.get("option_hidden").getAsInt()).isEqualTo(30);
    assertThat(metrics.get("option_learning_rate").getAsDouble()).isCloseTo(0.1, within(1e-7));
    assertThat(metrics.get("epochs").getAsInt()).isEqualTo(4);
    for (String name :
        new String[] {"pseudo_likelihood", "free_energy_gap", "r_hat", "denoised_ssim"}) {
      assertThat(metrics.get(name).getAsDouble()).as(name).isFinite();
    }
    for (String name : new String[] {"denoised_mse", "autoencoder_denoised_mse"}) {
      assertThat(metrics.get(name).getAsDouble())
          .as(name)
          .isPositive()
          .isLessThan(metrics.get("noisy_mse").getAsDouble());
    }
    assertThat(metrics.get("autoencoder_reconstruction_mse").getAsDouble()).isBetween(1e-4, 0.1);
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("A machine and an autoencoder of 30 units");
    assertThat(ProgramTest.shapeOf(out.resolve("hidden.npy"))).isEqualTo(Shape.of(600, 30));
    assertThat(ProgramTest.shapeOf(out.resolve("history.npy"))).isEqualTo(Shape.of(4, 2));
    try (Samples made = Npy.read(out.resolve("reconstruction.npy"));
        Samples history = Npy.read(out.resolve("history.npy"));
        Samples digits = new DataCatalog(folder).samples("digits")) {
      float[] truth = digits.toFloats();
      float[] values = made.toFloats();
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += Math.pow(truth[i] / 16 - values[i], 2);
      }
      assertThat(metrics.get("reconstruction_mse").getAsDouble())
          .isCloseTo(sum / values.length, within(1e-5));
      assertThat(metrics.get("reconstruction_error").getAsDouble())
          .isCloseTo(history.row(3)[0], within(1e-6));
    }

    assertThat(run("rbm --model @/x/model --data digits --limit 50 --out @/y")).isZero();
    assertThat(ProgramTest.shapeOf(folder.resolve("y").resolve("hidden.npy")))
        .isEqualTo(Shape.of(50, 30));
  }

  @Test
  void theRateIsOneUnlessItIsSaidAndTheLikelihoodIsBracketed() throws IOException {
    assertThat(
            run(
                "rbm --data digits --limit 200 --hidden 6 --epochs 2 --validation 0 --likelihood"
                    + " --out @/x"))
        .isZero();

    JsonObject metrics = ProgramTest.metrics(folder.resolve("x"));
    assertThat(metrics.get("option_learning_rate").getAsDouble()).isEqualTo(1);
    assertThat(metrics.get("likelihood_binarization").getAsString()).isEqualTo("sample");
    assertThat(metrics.get("log_likelihood").getAsDouble())
        .isBetween(-64.0, -5.0)
        .isCloseTo(metrics.get("log_likelihood_reverse").getAsDouble(), within(0.5));
    assertThat(metrics.get("log_partition").getAsDouble()).isPositive();
  }

  /** Four columns are one hidden number in other units; a tenth of the cells is empty. */
  @Test
  void missingValuesOfATableAreFilledFromTheRestOfTheRow() throws IOException {
    Random random = new Random(1);
    double[][] truth = new double[400][4];
    boolean[][] empty = new boolean[400][4];
    StringBuilder table = new StringBuilder("name,a,b,c,d\n");
    for (int row = 0; row < truth.length; row++) {
      double own = random.nextGaussian();
      table.append("r").append(row);
      for (int i = 0; i < 4; i++) {
        truth[row][i] = 100 * i + (i + 1) * (own + 0.2 * random.nextGaussian());
        empty[row][i] = random.nextDouble() < 0.1;
        table.append(',').append(empty[row][i] ? "" : String.valueOf(truth[row][i]));
      }
      table.append('\n');
    }
    Files.writeString(folder.resolve("table.csv"), table);
    String flags = " --data @/table.csv --id name --scale standard --missing mean --validation 0";
    assertThat(
            run(
                "rbm --visible gaussian --hidden 6 --init normal --learning-rate 0.02 --batch 20"
                    + " --epochs 60 --out @/x"
                    + flags))
        .isZero();

    List<String> lines = Files.readAllLines(folder.resolve("x").resolve("completed.csv"));
    assertThat(lines).hasSize(401);
    assertThat(lines.get(0)).isEqualTo("id,a,b,c,d");
    double filled = 0;
    double means = 0;
    int count = 0;
    for (int row = 0; row < truth.length; row++) {
      String[] cells = lines.get(row + 1).split(",");
      assertThat(cells[0]).isEqualTo("r" + row);
      for (int i = 0; i < 4; i++) {
        double value = Double.parseDouble(cells[i + 1]);
        if (empty[row][i]) {
          filled += Math.pow((value - truth[row][i]) / (i + 1), 2);
          means += Math.pow((100 * i - truth[row][i]) / (i + 1), 2);
          count++;
        } else {
          assertThat(value).isCloseTo(truth[row][i], within(1e-4));
        }
      }
    }
    assertThat(filled).isLessThan(0.5 * means);
    JsonObject metrics = ProgramTest.metrics(folder.resolve("x"));
    assertThat(metrics.get("filled_values").getAsInt()).isEqualTo(count);
    assertThat(metrics.get("filling_rmse").getAsDouble())
        .isLessThan(0.7 * metrics.get("filling_rmse_mean").getAsDouble());

    assertThat(run("rbm --model @/x/model --out @/y" + flags.replace("--scale standard ", "")))
        .isZero();
    assertThat(Files.readAllLines(folder.resolve("y").resolve("completed.csv"))).isEqualTo(lines);
  }

  @Test
  void dbnOfDigits() throws IOException {
    assertThat(
            run(
                "dbn --data digits --limit 800 --layers 40,20 --epochs 5 --batch 20 --init normal"
                    + " --learning-rate 0.1 --fine-tune --fine-tune-epochs 20 --fine-tune-batch 20"
                    + " --fine-tune-rate 0.01"
                    + " --top-labels --test digits --out @/x"))
        .isZero();

    Path out = folder.resolve("x");
    assertThat(ProgramTest.names(out))
        .contains(
            "checkpoint",
            "code.png",
            "dream.gif",
            "filters.png",
            "generated.png",
            "hidden.npy",
            "history.npy",
            "learning_curve.png",
            "learning_curve_1.png",
            "learning_curve_2.png",
            "metrics.json",
            "model",
            "reconstructions.png",
            "report.html");
    JsonObject metrics = ProgramTest.metrics(out);
    assertThat(metrics.get("test_accuracy").getAsDouble()).isGreaterThan(0.6);
    assertThat(metrics.get("layer2_reconstruction_error").getAsDouble()).isBetween(0.0, 1.0);
    assertThat(ProgramTest.shapeOf(out.resolve("hidden.npy"))).isEqualTo(Shape.of(800, 20));
  }

  @Test
  void aMachineThatDivergesLeavesItsLastGoodOne() {
    assertThat(
            run(
                "rbm --data digits --visible gaussian --scale standard --hidden 10 --init normal"
                    + " --batch 2000 --learning-rate 20 --validation 0 --out @/x"))
        .isEqualTo(1);
    Path kept = folder.resolve("x").resolve("last_good");
    assertThat(program.err())
        .containsPattern("loss must be finite, but is .* of epoch \\d+; .*; kept are the weights")
        .contains(", as a model in " + kept);
    assertThat(run("rbm --model " + kept + " --data digits --out @/y")).isZero();
  }

  @Test
  void refusesWithTheNameOfTheFlag() {
    assertThat(run("rbm --data iris --out @/x")).isEqualTo(2);
    assertThat(program.err())
        .contains(
            "--scale must bring samples between 0 and 1 for binary visible units, as minmax does,"
                + " but sample 0, feature 'sepal_length', is 5.1 after auto");
    assertThat(run("rbm --data digits --gibbs 1000 --out @/x")).isEqualTo(2);
    assertThat(program.err()).contains("--gibbs must be between 1 and 100, but is 1000");
    assertThat(run("dbn --data uniform --scale minmax --fine-tune --out @/x")).isEqualTo(2);
    assertThat(program.err()).contains("--fine-tune must have samples with labels");
    assertThat(run("dbn --data digits --layers 10,0 --out @/x")).isEqualTo(2);
    assertThat(run("rbm --data digits --noise pepper:2 --out @/x")).isEqualTo(2);
    assertThat(folder.resolve("x")).doesNotExist();
  }
}
