package io.latent4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.family.TType;

/**
 * A file of an array that NumPy wrote, whose elements are wanted as they are: an NPY file, perhaps
 * packed ({@code .npy.gz}), or an array of an NPZ file ({@code file.npz#array}; without a name its
 * only array, or the one called {@code x}, {@code X} or {@code data}).
 *
 * <pre>{@code
 * try (TType words = ArrayFile.parse("words.npz#train").orElseThrow().read(DataType.DT_STRING)) {
 *   ...
 * }
 * }</pre>
 */
public final class ArrayFile {
  private static final Pattern MEMBER =
      Pattern.compile("(.*\\.npz)#(.+)", Pattern.CASE_INSENSITIVE);

  private final Path path;
  private final Optional<String> member;
  private final boolean isArchive;

  private ArrayFile(Path path, Optional<String> member, boolean isArchive) {
    this.path = path;
    this.member = member;
    this.isArchive = isArchive;
  }

  /**
   * Understands the name of a file.
   *
   * @param spec the name, with that of an array behind it or not
   * @return the file, which may be missing; nothing if it has neither the name nor the first bytes
   *     of a file of arrays
   */
  public static Optional<ArrayFile> parse(String spec) {
    Matcher named = MEMBER.matcher(spec);
    try {
      if (named.matches()) {
        return Optional.of(
            new ArrayFile(Path.of(named.group(1)), Optional.of(named.group(2)), true));
      }
      Path path = Path.of(spec);
      String name = spec.toLowerCase(Locale.ROOT);
      if (name.endsWith(".npz")) {
        return Optional.of(new ArrayFile(path, Optional.empty(), true));
      }
      boolean isArray =
          name.endsWith(".npy")
              || name.endsWith(".npy.gz")
              || Files.isRegularFile(path) && beginsAsArray(path);
      return isArray ? Optional.of(new ArrayFile(path, Optional.empty(), false)) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean beginsAsArray(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(Npy.MAGIC.length), Npy.MAGIC);
    } catch (IOException e) {
      return false; // whoever opens it as something else will say why
    }
  }

  /**
   * Reads the array as a tensor of a certain type, whatever the type in the file, if every element
   * can be kept as it is; see {@link Npy#readTensor}.
   *
   * @param type the type of the tensor; one that Java lacks comes as a tensor of the same bits
   * @return the tensor, to be closed by the caller
   * @throws DataFileException if the file is missing or corrupt, it is not clear which array is
   *     meant, or an element is none that the type can hold
   */
  public TType read(DataType type) {
    return isArchive ? Npz.readTensor(path, member, type) : Npy.readTensor(path, type);
  }

  @Override
  public String toString() {
    return path + member.map(name -> "#" + name).orElse("");
  }
}
