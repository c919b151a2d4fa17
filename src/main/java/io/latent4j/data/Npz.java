package io.latent4j.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.family.TType;

/** NumPy's file of several named arrays: a zip of NPY files, stored or deflated. */
public final class Npz {

  private static final String SUFFIX = ".npy";
  private static final List<String> USUAL_NAMES = List.of("x", "X", "data");

  private Npz() {}

  /**
   * Reads the only array, or else the one called {@code x}, {@code X} or {@code data}.
   *
   * @param file the file
   * @return the samples, uint8 if that is the array's type, else float32, or float64 where float32
   *     would lose what tells them apart
   * @throws DataFileException if the file is missing or corrupt, it is not clear which array is
   *     meant, or the array is none of samples
   */
  public static Samples read(Path file) {
    return read(file, Optional.empty());
  }

  /**
   * Reads one of the arrays.
   *
   * @param file the file
   * @param array the array's name
   * @return the samples, uint8 if that is the array's type, else float32, or float64 where float32
   *     would lose what tells them apart
   * @throws DataFileException if the file is missing or corrupt, has no such array, or the array is
   *     none of samples
   */
  public static Samples read(Path file, String array) {
    return read(file, Optional.of(array));
  }

  static Samples read(Path path, Optional<String> wanted) {
    return read(
        path, wanted, (in, name) -> Npy.array(in).toSamples(path.getFileName() + "#" + name));
  }

  /** Reads one of the arrays as {@link Npy#readTensor} does. */
  static TType readTensor(Path path, Optional<String> wanted, DataType type) {
    return read(path, wanted, (in, name) -> Npy.tensor(in, type));
  }

  private interface ArrayReader<T> {
    T read(ByteInput in, String name);
  }

  private static <T> T read(Path path, Optional<String> wanted, ArrayReader<T> reader) {
    String file = path.toString();
    try (ZipFile zip = open(path)) {
      TreeMap<String, ZipEntry> arrays = arrays(zip);
      String name = choose(file, arrays, wanted);
      ZipEntry entry = arrays.get(name);
      String shown = file + "#" + name;
      try (InputStream stream = new Checked(zip.getInputStream(entry), entry);
          ByteInput in = input(shown, stream, entry, Files.size(path))) {
        return reader.read(in, name);
      }
    } catch (IOException e) {
      throw DataFileException.from(file, e);
    }
  }

  private static ZipFile open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new CorruptInputException("", "a file", "a folder");
    }
    try {
      return new ZipFile(path.toFile());
    } catch (ZipException e) {
      CorruptInputException corrupt =
          new CorruptInputException("", "a zip of arrays", Text.oneLine(e.getMessage()));
      corrupt.initCause(e);
      throw corrupt;
    }
  }

  private static TreeMap<String, ZipEntry> arrays(ZipFile zip) {
    TreeMap<String, ZipEntry> arrays = new TreeMap<>();
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      String name = entry.getName();
      if (name.endsWith(SUFFIX)) {
        arrays.put(name.substring(0, name.length() - SUFFIX.length()), entry);
      }
    }
    return arrays;
  }

  private static String choose(
      String file, TreeMap<String, ZipEntry> arrays, Optional<String> wanted) {
    if (arrays.isEmpty()) {
      throw new DataFileException(file, "", "at least one array", "none");
    }
    String names = Text.oneLine(String.join(", ", arrays.keySet()));
    if (wanted.isPresent()) {
      if (!arrays.containsKey(wanted.get())) {
        throw new DataFileException(
            file, "", "an array named " + Text.quote(wanted.get()), "the arrays " + names);
      }
      return wanted.get();
    }
    if (arrays.size() == 1) {
      return arrays.firstKey();
    }
    return USUAL_NAMES.stream()
        .filter(arrays::containsKey)
        .findFirst()
        .orElseThrow(
            () ->
                new DataFileException(
                    file,
                    "",
                    "one array, or one named x, X or data, or a choice by " + file + "#NAME",
                    "the arrays " + names));
  }

  private static ByteInput input(String shown, InputStream in, ZipEntry entry, long fileSize) {
    boolean backed =
        entry.getMethod() == ZipEntry.STORED
            && entry.getSize() == entry.getCompressedSize()
            && entry.getSize() <= fileSize;
    return backed ? ByteInput.of(shown, in, entry.getSize()) : ByteInput.ofUnknownLength(shown, in);
  }

  /** Compares size and checksum at the end, which the JDK's {@code ZipFile} doesn't. */
  private static final class Checked extends FilterInputStream {

    private final ZipEntry entry;
    private final CRC32 checksum = new CRC32();
    private long size;

    Checked(InputStream in, ZipEntry entry) {
      super(in);
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      if (count > 0) {
        checksum.update(target, offset, count);
        size += count;
      } else if (count < 0) {
        requireSame("bytes", entry.getSize(), size);
        requireSame("as checksum", entry.getCrc(), checksum.getValue());
      }
      return count;
    }

    private void requireSame(String what, long expected, long found) throws IOException {
      if (expected != found) {
        throw new CorruptInputException(
            "byte " + size, expected + " " + what + ", as the zip says", String.valueOf(found));
      }
    }
  }
}
