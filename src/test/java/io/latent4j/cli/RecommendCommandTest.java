package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.latent4j.recommendation.RecommenderModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

/** The command recommend. */
class RecommendCommandTest {

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  /** Runs a command line in which @ is the folder of the test. */
  private int run(String line) {
    return program.run(line.replace("@", folder.toString()).split(" "));
  }

  /** Users like the items of their parity. */
  @BeforeEach
  void writeRatings() throws IOException {
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder("user,item,rating,time\n");
    for (int user = 0; user < 40; user++) {
      for (int item = 0; item < 14; item++) {
        if (random.nextDouble() < 0.7) {
          int rating = (user % 2 == item % 2 ? 4 : 1) + random.nextInt(2);
          rows.append("u%d,i%d,%d,%d%n".formatted(user, item, rating, random.nextInt(1000)));
        }
      }
    }
    Files.writeString(folder.resolve("r.csv"), rows);
    Files.writeString(folder.resolve("new.csv"), "user,item,rating\nnova,i0,5\nnova,i1,1\n");
    StringBuilder names = new StringBuilder("item,title\n");
    for (int item = 0; item < 14; item++) {
      names.append("i%d,\"Film, %d\"%n".formatted(item, item));
    }
    Files.writeString(folder.resolve("names.csv"), names + "i99,Nobody's\n");
  }

  private static final String FLAGS =
      " --hidden 4 --epochs 25 --learning-rate 0.02 --batch 8 --decay 0.003 ";

  @Test
  void writesRecommendationsFiguresPicturesModelAndReport() throws IOException {
    int status =
        run(
            "recommend --data @/r.csv --items @/names.csv --for @/new.csv --top 3"
                + FLAGS
                + "--out @/o");
    assertThat(program.err())
        .contains("1 items of", "rated by nobody and can't be recommended: i99")
        .contains("are left out (--include-seen ranks them too)");
    assertThat(status).isZero();
    Path out = folder.resolve("o");
    assertThat(ProgramTest.names(out))
        .contains(
            "errors.png",
            "for_hidden.npy",
            "hidden.npy",
            "history.npy",
            "learning_curve.png",
            "metrics.json",
            "model",
            "recommendations.csv",
            "report.html",
            "tastes.csv",
            "tastes.png");
    JsonObject metrics = ProgramTest.metrics(out);
    for (String name : List.of("rmse", "mae", "rmse_item_mean", "rmse_bias", "ndcg_at_10")) {
      assertThat(metrics.get(name).getAsDouble()).as(name).isPositive();
    }
    assertThat(metrics.get("rmse").getAsDouble()).isLessThan(0.8);
    assertThat(metrics.get("rmse_item_mean").getAsDouble()).isGreaterThan(1.2);
    assertThat(metrics.get("unknown").getAsInt()).isZero();
    assertThat(metrics.get("unrated_items").getAsInt()).isEqualTo(1);
    assertThat(metrics.get("option_hidden").getAsInt()).isEqualTo(4);
    assertThat(metrics.get("users").getAsInt()).isEqualTo(40);
    assertThat(ProgramTest.shapeOf(out.resolve("hidden.npy"))).isEqualTo(Shape.of(40, 4));
    checkRecommendations(out.resolve("recommendations.csv"));
    assertThat(Files.readString(out.resolve("report.html"))).contains("Recommendations for r.csv");
  }

  private void checkRecommendations(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0)).isEqualTo("user,item,score,because,name");
    Set<String> seen =
        new HashSet<>(
            Files.readAllLines(folder.resolve("r.csv")).stream()
                .map(line -> line.split(",")[0] + "," + line.split(",")[1])
                .toList());
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", 3);
      assertThat(seen).doesNotContain(cells[0] + "," + cells[1]);
    }
    List<String> nova = lines.stream().filter(line -> line.startsWith("nova,")).toList();
    assertThat(nova).hasSize(3);
    for (String line : nova) {
      String[] cells = line.split(",", 4);
      assertThat(Integer.parseInt(cells[1].substring(1)) % 2).isZero();
      assertThat(Double.parseDouble(cells[2])).isBetween(3.0, 5.0);
      assertThat(cells[3]).isEqualTo("\"Film, 0\",\"Film, " + cells[1].substring(1) + "\"");
    }
  }

  @Test
  void givesTheSameBytesAndAppliesItsModelToOthers() throws IOException {
    assertThat(run("recommend --data @/r.csv --for @/new.csv" + FLAGS + "--out @/a")).isZero();
    assertThat(run("recommend --data @/r.csv --for @/new.csv" + FLAGS + "--out @/b")).isZero();
    assertThat(run("recommend --model @/a/model --for @/new.csv --out @/c")).isZero();
    for (String name : List.of("recommendations.csv", "history.npy", "tastes.csv")) {
      assertThat(folder.resolve("a").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("b").resolve(name));
    }
    assertThat(Files.readAllLines(folder.resolve("c").resolve("recommendations.csv")))
        .containsAll(
            Files.readAllLines(folder.resolve("a").resolve("recommendations.csv")).stream()
                .filter(line -> line.startsWith("nova"))
                .toList());
    assertThat(folder.resolve("c").resolve("model")).doesNotExist();
    try (RecommenderModel model = RecommenderModel.load(folder.resolve("a").resolve("model"))) {
      assertThat(model.items()).hasSize(14);
    }
  }

  @Test
  void sixFilmsHaveNothingLeftToRecommend() throws IOException {
    assertThat(run("recommend --data six-films --hidden 2 --epochs 30 --out @/s")).isZero();
    assertThat(Files.readAllLines(folder.resolve("s").resolve("recommendations.csv"))).hasSize(1);
    assertThat(run("recommend --data six-films --hidden 2 --epochs 30 --include-seen --out @/s"))
        .isZero();
    assertThat(Files.readAllLines(folder.resolve("s").resolve("recommendations.csv"))).hasSize(49);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --for @/new.csv                              | --data is needed
          --data @/none.csv                            | no such file
          --data @/r.csv --rating-scale 1..4           | expected a rating from 1.0 to 4.0, found '5'
          --data @/r.csv --for @/off.csv               | --for: ratings must be one of 1.0, 2.0, 4.0, 5.0
          --data @/twice.csv                           | rated again by user 'u'
          --data @/same.csv                            | ratings must not be all the same
          --data @/r.csv --items @/one.csv             | two columns, item and name
          --data @/r.csv --labels x.npy                | --labels must not be given
          --data @/r.csv --validation iris             | --validation must be a share
          --data @/r.csv --gibbs 2000                  | --gibbs must be between 1 and 1000
          --data @/r.csv --hidden 0                    | --hidden
          --data @/r.csv --model @/nothing             | nothing
          """)
  void refusesBadInputBeforeThereIsAnOutput(String flags, String message) throws IOException {
    Files.writeString(folder.resolve("off.csv"), "user,item,rating\nx,i0,3\n");
    Files.writeString(folder.resolve("twice.csv"), "user,item,rating\nu,a,1\nu,a,1\n");
    Files.writeString(folder.resolve("same.csv"), "user,item,rating\nu,a,1\nu,b,1\n");
    Files.writeString(folder.resolve("one.csv"), "item\na\n");
    int status = run("recommend " + flags.strip() + " --out @/never");
    assertThat(status).isEqualTo(2);
    assertThat(program.err()).contains(message.strip()).doesNotContain("\tat ");
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void columnsThatAreTakenByTheirPlaceAreTold() throws IOException {
    String ratings =
        Files.readString(folder.resolve("r.csv")).replaceFirst("[^\n]*", "who,what,how,when");
    Files.writeString(folder.resolve("o.csv"), ratings);

    assertThat(run("recommend --data @/o.csv --hidden 2 --epochs 1 --out @/o")).isZero();

    assertThat(program.err())
        .contains(
            "o.csv: columns 'who', 'what' and 'how' are taken as user, item and rating"
                + " (--columns)");
  }
}
