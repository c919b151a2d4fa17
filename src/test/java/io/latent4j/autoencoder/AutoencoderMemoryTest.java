package io.latent4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Native memory as Linux sees it, in a process whose Java heap does not disturb. */
@EnabledOnOs(OS.LINUX)
class AutoencoderMemoryTest {
  /** In MiB; the smallest leak that the program would show is 150. */
  private static final double BOUND = 50;

  @Test
  void trainingsModelsAndStepsLeaveNothing(@TempDir Path folder) throws Exception {
    Map<String, Double> growth = run(folder.resolve("output"));

    assertThat(growth).containsOnlyKeys("trainings", "models", "steps");
    assertThat(growth)
        .allSatisfy((part, mebibytes) -> assertThat(mebibytes).as(part).isLessThan(BOUND));
  }

  private static Map<String, Double> run(Path output) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                MemoryProgram.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    List<String> lines = Files.readAllLines(output);
    assertThat(status).as(String.join("\n", lines)).isZero();
    Map<String, Double> growth = new LinkedHashMap<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      if (words.length == 2) {
        growth.put(words[0], Double.valueOf(words[1]));
      }
    }
    return growth;
  }
}
