package io.latent4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fits, uses, saves and closes models of every estimator, again and again, in a process of its own.
 */
class EstimatorMemoryTest {

  /** In MiB; copies of the samples left behind by each fit would be 24. */
  private static final double BOUND = 15;

  @Test
  void fitsLeaveNothing(@TempDir Path folder) throws Exception {
    assumeTrue(
        Files.isReadable(Path.of("/proc/self/status")),
        "only Linux tells how much memory is resident");
    List<Double> growth = run(folder);

    assertThat(growth).hasSameSizeAs(EstimatorCases.all());
    for (int i = 0; i < growth.size(); i++) {
      assertThat(growth.get(i)).as("MiB of %s", EstimatorCases.all().get(i)).isLessThan(BOUND);
    }
  }

  private static List<Double> run(Path folder) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.nopointergc=true",
                "-Xms512m",
                "-Xmx512m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                EstimatorMemoryProgram.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    List<String> lines = Files.readAllLines(output);
    assertThat(status).as(String.join("\n", lines)).isZero();
    List<Double> growth = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      if (words.length == 2 && words[0].equals(String.valueOf(growth.size()))) {
        growth.add(Double.valueOf(words[1]));
      }
    }
    return growth;
  }
}
