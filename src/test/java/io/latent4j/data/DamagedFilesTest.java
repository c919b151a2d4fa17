package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with bytes cut off or flipped are read as they stand, or refused as bad data files. */
class DamagedFilesTest {

  private static final int CASES = 200;

  @TempDir Path folder;

  private static byte[] content(String name) {
    byte[] idx = Fixtures.idx(0x0d, new int[] {3, 2}, new byte[24]);
    byte[] csv = "a,b,label\n1.5,2,x\n\"3\",4e1,\"y\"\n-5,.6,x\n".getBytes(StandardCharsets.UTF_8);
    return switch (name) {
      case "f.idx" -> idx;
      case "f.idx.gz" -> Fixtures.gzip(idx);
      case "f.npy" -> Fixtures.bytes(Fixtures.resource("version1.npy"));
      case "stored.npz" -> Fixtures.bytes(Fixtures.resource("stored.npz"));
      case "deflated.npz" -> Fixtures.bytes(Fixtures.resource("types.npz"));
      case "f.csv" -> csv;
      case "f.csv.gz" -> Fixtures.gzip(csv);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static byte[] damaged(byte[] content, Random random) {
    byte[] damaged =
        random.nextInt(4) == 0
            ? Arrays.copyOf(content, random.nextInt(content.length + 8))
            : content.clone();
    for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
      int index = random.nextInt(damaged.length);
      damaged[index] =
          (byte)
              (random.nextBoolean()
                  ? damaged[index] ^ 1 << random.nextInt(8)
                  : random.nextInt(256));
    }
    return damaged;
  }

  private static boolean allFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"f.idx", "f.idx.gz", "f.npy", "stored.npz", "deflated.npz", "f.csv", "f.csv.gz"})
  void areReadOrRefused(String name) {
    byte[] content = content(name);
    Random random = new Random(name.hashCode());
    DataCatalog catalog = new DataCatalog(folder);
    Path file = folder.resolve(name);
    String spec = name.equals("deflated.npz") ? file + "#i4_big_F" : file.toString();
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      Fixtures.write(file, damaged(content, random));
      try (Samples samples = catalog.samples(spec)) {
        assertThat(allFinite(samples.toFloats())).isTrue();
      } catch (DataFileException e) {
        assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
        refused++;
      } catch (RuntimeException | Error e) {
        fail("case " + i, e);
      }
    }
    assertThat(refused).isPositive();
  }
}
