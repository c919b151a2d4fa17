package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

/** The flags of tables, and what the program says of tables. */
class TableFlagsTest {

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  private int run(String line) {
    return program.run(line.replace("@", folder.toString()).split(" "));
  }

  @BeforeEach
  void writeTables() throws IOException {
    write("plain.csv", "x,y\n1,2\n3,5\n5,6\n4,1\n");
    write("gaps.csv", "x,y\n1,2\n,5\n5,6\n-,7\n4,1\n");
    write("texts.csv", "x,city,y\n1,Rome,2\n3,Oslo,5\n5,Bonn,6\n4,Rome,3\n");
    write("dates.csv", "date,y\n2024-01-01,2\n2024-01-02,5\n2024-01-05,6\n");
    write("semicolons.csv", "x;y\n1,5;2\n3;5,5\n5;6\n");
    write("odd.csv", "row-name,x,extra,y\na,1,7,2\nb,3,8,5\na,5,9,6\n");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain.csv | | 4 | 2",
        "plain.csv | --header no --columns 1 --limit 3 | refused | ",
        "plain.csv | --separator semicolon | 4 | 1",
        "semicolons.csv | | 3 | 2",
        "semicolons.csv | --separator semicolon --header yes | 3 | 2",
        "gaps.csv | | refused | ",
        "gaps.csv | --missing drop | 3 | 2",
        "gaps.csv | --missing mean | 5 | 2",
        "gaps.csv | --missing median | 5 | 2",
        "gaps.csv | --missing -1.5 | 5 | 2",
        "gaps.csv | --columns y | 5 | 1",
        "gaps.csv | --columns y..y | 5 | 1",
        "texts.csv | | refused | ",
        "texts.csv | --categories one-hot | 4 | 5",
        "texts.csv | --categories ordinal | 4 | 3",
        "texts.csv | --categories drop | 4 | 2",
        "texts.csv | --drop city | 4 | 2",
        "texts.csv | --label city | 4 | 2",
        "texts.csv | --id city | 4 | 2",
        "dates.csv | | refused | ",
        "dates.csv | --dates days | 3 | 2",
        "odd.csv | --id row-name --drop extra | 3 | 2",
        "odd.csv | --id 0 --columns x,3 | 3 | 2",
        "odd.csv | --label row-name | 3 | 3"
      })
  void flagsSayWhatIsRead(String table, String flags, String samples, String features)
      throws IOException {
    String more = flags == null ? "" : " " + flags;
    int status = run("pca --components 1 --data @/" + table + more + " --out @/out");

    if (samples.equals("refused")) {
      assertThat(status).isEqualTo(2);
      assertThat(program.err()).startsWith("latent4j: " + folder.resolve(table) + ": ");
      assertThat(folder.resolve("out")).doesNotExist();
      return;
    }
    assertThat(status).as(program.err()).isZero();
    JsonObject metrics = ProgramTest.metrics(folder.resolve("out"));
    assertThat(metrics.get("samples").getAsInt()).isEqualTo(Integer.parseInt(samples));
    assertThat(metrics.get("features").getAsInt()).isEqualTo(Integer.parseInt(features));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--separator dot | --separator must be one of auto, comma, semicolon, tab, pipe, space, but is 'dot'",
        "--header maybe | --header must be one of auto, yes, no, but is 'maybe'",
        "--missing zero | --missing must be one of refuse, drop, mean, median, or a number, but is 'zero'",
        "--categories all | --categories must be one of refuse, one-hot, ordinal, drop, but is 'all'",
        "--dates years | --dates must be one of text, days, but is 'years'",
        "--columns x,, | --columns must be columns between commas, by name or number from 0, but is 'x,,'",
        "--drop x,, | --drop must be columns between commas, by name or number from 0, but is 'x,,'"
      })
  void wrongChoicesAreNamed(String flags, String message) {
    assertThat(run("pca --data @/plain.csv --out @/out " + flags)).isEqualTo(2);
    assertThat(program.err())
        .isEqualToIgnoringNewLines("latent4j: " + message + " (see latent4j pca --help)");
  }

  @Test
  void flagsOfTablesAreRefusedForOtherData() {
    assertThat(run("pca --data blobs --missing drop --out @/out")).isEqualTo(2);
    assertThat(program.err())
        .startsWith("latent4j: data must be a table (.csv, .tsv, .txt) for options of tables")
        .contains("but is 'blobs'");
  }

  @Test
  void whatIsTakenForGrantedIsSaid() throws IOException {
    Path latin = folder.resolve("all.csv");
    Files.write(
        latin,
        "id,x,y,\u00f6,class\n7,1,2,1,0\n8,3,,1,1\n9,4,5,2,1\n6,3,2,2,0\n"
            .getBytes(StandardCharsets.ISO_8859_1));

    assertThat(run("kmeans --clusters 2 --data @/all.csv --missing drop --out @/out")).isZero();
    assertThat(program.err().lines().limit(4))
        .containsExactly(
            "latent4j: " + latin + ": is not UTF-8 and read as Latin-1",
            "latent4j: " + latin + ": column 'id' is taken as identifier, not as feature",
            "latent4j: " + latin + ": column 'class' is taken as label, not as feature",
            "latent4j: " + latin + ": 1 of 4 rows have missing values and are left out");
    assertThat(ProgramTest.metrics(folder.resolve("out")).has("ari")).isTrue();
  }

  /** pandas names columns 0, 1, ... and that must not become a sample. */
  @ParameterizedTest
  @CsvSource({"target", "species", "label"})
  void tablesWithTheNamesOfPandasAreClusteredRight(String label) throws IOException {
    StringBuilder text = new StringBuilder("0,1,2," + label + "\n");
    Random random = new Random(3);
    for (int i = 0; i < 60; i++) {
      int center = i < 30 ? 0 : 9;
      for (int j = 0; j < 3; j++) {
        text.append(Math.round(1000 * (center + random.nextGaussian())) / 1000.0).append(',');
      }
      String name = label.equals("species") ? (i < 30 ? "setosa" : "virginica") : "" + i / 30;
      text.append(name).append('\n');
    }
    write("pandas.csv", text.toString());

    assertThat(run("kmeans --clusters 2 --data @/pandas.csv --out @/out")).isZero();
    JsonObject metrics = ProgramTest.metrics(folder.resolve("out"));
    assertThat(metrics.get("samples").getAsInt()).isEqualTo(60);
    assertThat(metrics.get("nmi").getAsDouble()).isEqualTo(1);
    assertThat(metrics.get("ari").getAsDouble()).isEqualTo(1);
    assertThat(metrics.get("accuracy").getAsDouble()).isEqualTo(1);
  }

  @Test
  void tablesBesideTheDataHaveTheSameFeatures() throws IOException {
    write("test.csv", "y,city,x\n4,Bonn,2\n3,Rome,1\n");

    int status =
        run(
            "pca --components 1 --data @/texts.csv --categories one-hot --validation @/test.csv"
                + " --out @/out");
    assertThat(status).as(program.err()).isZero();
    assertThat(ProgramTest.shapeOf(folder.resolve("out/val_embedding.npy")))
        .isEqualTo(Shape.of(2, 1));
    write("test.csv", "y,x\n4,2\n");
    assertThat(
            run(
                "pca --components 1 --data @/texts.csv --drop city --validation @/test.csv"
                    + " --out @/more"))
        .as(program.err())
        .isZero();
    assertThat(
            run(
                "pca --components 1 --data @/texts.csv --categories ordinal --validation @/test.csv"
                    + " --out @/none"))
        .isEqualTo(2);
    assertThat(program.err())
        .contains(
            "test.csv: column 'city': expected a column like that of the samples, found none");
  }

  @Test
  void standardInputIsRead() throws IOException {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream("1;2,5\n3;4\n5;1\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(run("pca --components 1 --data - --out @/out")).as(program.err()).isZero();
    } finally {
      System.setIn(before);
    }
    JsonObject metrics = ProgramTest.metrics(folder.resolve("out"));
    assertThat(metrics.get("samples").getAsInt()).isEqualTo(3);
    assertThat(metrics.get("data").getAsString()).isEqualTo("-");
  }
}
