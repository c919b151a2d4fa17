package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.latent4j.data.Npy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is wrong with files and flags, for every command: exit status 2, one line that names what is
 * wrong, no trace of where in the program, and no folder for results.
 */
class InputFaultsTest {

  /** Its code is 16 numbers for each of the filters. */
  private static final String CONVOLUTIONAL = "autoencoder --kind convolutional --filters 1000000";

  private static final int SAMPLES = 60;
  private static final int FEATURES = 4;

  /** Commands on samples, each with flags that make it quick should it begin. */
  private static final Map<String, String> COMMANDS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("pca", "--components 2"),
              Map.entry("kmeans", "--clusters 3"),
              Map.entry("fuzzy-cmeans", "--clusters 3"),
              Map.entry("gmm", "--components 2"),
              Map.entry("hdbscan", ""),
              Map.entry("hierarchical", "--clusters 3"),
              Map.entry("elbow", "--max-clusters 4"),
              Map.entry("som", "--grid 3x3 --iterations 2"),
              Map.entry("tsne", "--iterations 20 --perplexity 5"),
              Map.entry("umap", "--epochs 5"),
              Map.entry("isomap", ""),
              Map.entry("lle", ""),
              Map.entry("rbm", "--hidden 4 --epochs 1 --visible gaussian --scale standard"),
              Map.entry("dbn", "--layers 4,2 --epochs 1 --visible gaussian --scale standard"),
              Map.entry("autoencoder", "--layers 4,2 --epochs 1"),
              Map.entry("vae", "--hidden 4 --latent 2 --epochs 1 --output gaussian"),
              Map.entry("dec", "--method kmeans --layers 4,2 --pretrain-epochs 1 --clusters 2"),
              Map.entry("gan", "--kind dense --layers 4 --latent 2 --steps 3"),
              Map.entry("score", "--generated @/plain.csv --features none")));

  @TempDir Path folder;

  private final InProcess program = new InProcess();

  @BeforeEach
  void writeFiles() throws IOException {
    StringBuilder rows = new StringBuilder();
    float[] values = new float[SAMPLES * FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (i % 7 - 3 + Math.sin(i));
      rows.append(values[i]).append((i + 1) % FEATURES == 0 ? '\n' : ',');
    }
    String plain = rows.toString();
    write("plain.csv", plain);
    write("gap.csv", plain.replaceFirst(",[^,]*,", ",,"));
    write("short.csv", plain + "1,2\n");
    write("empty.csv", "");
    write("header.csv", "a,b,c\n");
    write("text.txt", "this is prose\nand no table\n");
    write("empty.npy", "");
    write("labels.csv", "0\n1\n0\n");
    write("dates.csv", "when,x,y\n2024-01-01,1,2\n2024-01-02,3,5\n2024-01-04,4,1\n");
    Npy.write(folder.resolve("wide.npy"), new float[SAMPLES * 7], SAMPLES, 7);
    Npy.write(folder.resolve("none.npy"), new float[0], 0, FEATURES);
    values[14] = Float.NaN;
    Npy.write(folder.resolve("nan.npy"), values, SAMPLES, FEATURES);
    values[14] = Float.POSITIVE_INFINITY;
    Npy.write(folder.resolve("infinite.npy"), values, SAMPLES, FEATURES);
    byte[] whole = Files.readAllBytes(folder.resolve("wide.npy"));
    Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, 300));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain.getBytes(StandardCharsets.UTF_8));
    }
    Files.write(
        folder.resolve("cut.csv.gz"), Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
    Files.createDirectory(folder.resolve("images"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** Runs what must be refused, and returns the message. */
  private String refused(String line) {
    int before = program.err().length();
    String all = line.replace("@", folder.toString()) + " --out " + folder.resolve("out");
    int status = program.run(all.strip().split(" +"));
    List<String> told = program.err().substring(before).lines().toList();
    assertThat(told).as(line).hasSize(1);
    assertThat(status).as("%s: %s", line, told).isEqualTo(2);
    assertThat(told.get(0)).as(line).startsWith("latent4j: ").doesNotContain("Exception");
    assertThat(folder.resolve("out")).as(line).doesNotExist();
    return told.get(0).substring("latent4j: ".length());
  }

  static Stream<String> commands() {
    return COMMANDS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void dataThatCannotBeUsed(String command) {
    String data = command.equals("score") ? " --real " : " --data ";
    String line = command + " " + COMMANDS.get(command) + data;
    assertThat(refused(line + "@/nowhere.npy"))
        .endsWith("nowhere.npy: expected a readable file, found no such file");
    assertThat(refused(line + "@/nan.npy")).contains("nan.npy: row 3, column 2 (from 0): ", "NaN");
    assertThat(refused(line + "@/infinite.npy")).contains("row 3, column 2", "Infinity");
    assertThat(refused(line + "@/gap.csv")).contains("gap.csv: line 1, column 1", "--missing");
    assertThat(refused(line + "@/short.csv")).contains("short.csv: line 61: ", "--missing");
    assertThat(refused(line + "@/dates.csv")).contains("column 'when'", "--dates days");
    assertThat(refused(line + "@/empty.csv")).contains("empty.csv: ");
    assertThat(refused(line + "@/header.csv")).contains("header.csv: ", "no row");
    assertThat(refused(line + "@/text.txt")).contains("text.txt: line 1");
    assertThat(refused(line + "@/empty.npy")).contains("empty.npy: byte 0");
    assertThat(refused(line + "@/none.npy")).contains("none.npy: ", "[0, 4]");
    assertThat(refused(line + "@/cut.npy")).contains("cut.npy: ", "bytes");
    assertThat(refused(line + "@/cut.csv.gz")).contains("cut.csv.gz: ", "end of file");
    assertThat(refused(line + "@/images")).contains("images: ", "image");
    assertThat(refused(line + "irises")).contains("'irises'", "There are digits, iris");
    assertThat(refused(line + "digits:n=3")).contains("digits has no options");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void flagsThatEveryCommandShares(String command) {
    String data = command.equals("score") ? " --real " : " --data ";
    String line = command + " " + COMMANDS.get(command) + data + "@/plain.csv ";
    assertThat(refused(line + "--limit 0")).startsWith("--limit must be ").contains("but is '0'");
    assertThat(refused(line + "--limit x")).startsWith("--limit must be ").contains("but is 'x'");
    assertThat(refused(line + "--labels @/labels.csv"))
        .contains("labels.csv: expected 60 labels, one for each sample of plain.csv, found 3");
    assertThat(refused(line + "--labels @/nowhere.csv")).contains("nowhere.csv: ");
    assertThat(refused(line + "--test @/wide.npy")).startsWith("--test must have 4 features");
    assertThat(refused(line + "--validation @/wide.npy"))
        .startsWith("--validation must have 4 features");
    assertThat(refused(line + "--validation 1.5")).startsWith("--validation must be a share");
    assertThat(refused(line + "--seed x")).startsWith("--seed must be ").contains("'x'");
    assertThat(refused(line + "--threads 0")).startsWith("--threads must be ");
    assertThat(refused(line + "--precision half")).startsWith("--precision").contains("'half'");
    assertThat(refused(line + "--device tpu")).startsWith("--device").contains("'tpu'");
    assertThat(refused(line + "--columns zz")).contains("a column 'zz' (--columns)");
    assertThat(refused(line + "--label zz")).contains("a column 'zz' (--label)");
    assertThat(refused(line + "--dta x")).contains("unknown option '--dta'");
  }

  /** A file of lines {@code COMMAND FLAGS | how the message begins}. */
  @ParameterizedTest
  @CsvFileSource(resources = "faults.txt", delimiter = '|', maxCharsPerColumn = 500)
  void flagsOfOneCommand(String line, String message) {
    assertThat(refused(line)).startsWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rbm --data iris --visible gaussian --scale standard --hidden 2000000000 | --hidden 2000000000",
        "vae --data iris --output gaussian --hidden 1000000 --latent 2000000000 | --hidden and --latent 1000000,2000000000",
        "gan --data iris --kind dense --layers 2000000000,9 | --layers 2000000000,9",
        "gan --data iris --kind dense --layers 1000000 --latent 2000000000 | --latent 2000000000"
      })
  void networksThatTheMachineCannotHoldAreNotBegun(String line, String flag) {
    String[] arguments = (line + " --out " + folder.resolve("out")).split(" ");
    assertThat(program.run(arguments)).isEqualTo(1);
    assertThat(program.err())
        .startsWith("latent4j: out of memory: " + flag + " needs at least")
        .hasLineCount(1);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        CONVOLUTIONAL + " --validation 0 | code (1797 x 16000000) and reconstruction (1797 x 64)",
        CONVOLUTIONAL + " --validation 0 --no-reconstructions | code (1797 x 16000000)",
        CONVOLUTIONAL + " --validation digits --no-reconstructions | code (3594 x 16000000)",
        CONVOLUTIONAL
            + " --validation 0.1 --no-reconstructions | code (1797 x 16000000) and code of training"
            + " and validation (1797 x 16000000)",
        "vae --hidden 10 --latent 1000000 --no-reconstructions | code (1797 x 1000000)",
        "rbm --hidden 1000000 | hidden (1797 x 1000000) and reconstruction (1797 x 64)"
      })
  void resultsThatJavaCannotHoldAreForeseenBeforeTraining(String command, String arrays) {
    Path out = folder.resolve("out");

    assertThat(program.run((command + " --data digits --out " + out).split(" "))).isEqualTo(1);
    assertThat(program.err())
        .startsWith("latent4j: out of memory: " + arrays + " will need at least ")
        .endsWith("java -Xmx gives more, --limit takes fewer samples" + System.lineSeparator())
        .hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  @Test
  void aFileWhereAFolderShouldBeIsAFailureOfEveryCommand() {
    for (String command : COMMANDS.keySet()) {
      int before = program.err().length();
      String data = command.equals("score") ? " --real " : " --data ";
      String line =
          command + " " + COMMANDS.get(command) + data + "@/plain.csv --out @/plain.csv/out";

      assertThat(program.run(line.replace("@", folder.toString()).split(" +"))).isEqualTo(1);
      assertThat(program.err().substring(before))
          .as(command)
          .startsWith("latent4j: --out ")
          .contains("plain.csv is not a folder")
          .hasLineCount(1);
    }
  }
}
