package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

/** Every command that generates writes as many samples as it is asked for. */
class GeneratedSamplesTest {
  @TempDir Path folder;

  private final InProcess program = new InProcess();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rbm --hidden 12 --init normal --learning-rate 0.1 --epochs 2 --generate 1100|1100",
        "dbn --layers 12,8 --init normal --learning-rate 0.1 --epochs 2 --generate 7|7",
        "dbn --layers 12,8 --init normal --learning-rate 0.1 --epochs 2 --top-labels --generate 23|23",
        "autoencoder --layers 16,3 --epochs 2 --generate 120|120",
        "vae --hidden 16 --latent 2 --epochs 2 --count 120|120",
        "gan --layers 6,4 --steps 3 --no-score --count 120|120",
      })
  void asManyAsAreAskedFor(String command, int count) {
    float[] first = generated(command, "a");
    assertThat(first).hasSize(count * 64);
    Set<String> kinds = new HashSet<>();
    for (int i = 0; i < count; i++) {
      float[] row = Arrays.copyOfRange(first, i * 64, (i + 1) * 64);
      kinds.add(Arrays.toString(row));
      for (float value : row) {
        assertThat(value).isFinite();
      }
    }
    assertThat(kinds.size()).as("samples that differ").isGreaterThan(count / 2);
    assertThat(generated(command, "b")).containsExactly(first);
    assertThat(folder.resolve("a/generated.png")).exists();
  }

  private float[] generated(String command, String out) {
    Path target = folder.resolve(out);
    String line = command + " --data digits --limit 200 --out " + target;
    assertThat(program.run(line.split(" "))).as(program.err()).isZero();
    Path file = target.resolve("generated.npy");
    assertThat(ProgramTest.shapeOf(file).tail()).isEqualTo(Shape.of(64));
    try (Samples samples = Npy.read(file)) {
      return samples.toFloats();
    }
  }
}
