package io.latent4j.checkpoint;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import io.latent4j.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the file {@code checkpoint} of a folder says: which checkpoints there are. It is a protocol
 * buffer in text form, the one that {@code tf.train.latest_checkpoint} reads.
 *
 * @param folder the folder
 * @param prefixes the prefixes of the checkpoints, the latest last
 */
record CheckpointState(Path folder, List<Path> prefixes) {
  private static final String FILE_NAME = "checkpoint";
  private static final String LATEST = "model_checkpoint_path";
  private static final String ALL = "all_model_checkpoint_paths";
  private static final Pattern FIELD = Pattern.compile("\\s*(\\w+)\\s*:\\s*(.*?)\\s*");
  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  static CheckpointState read(Path folder) {
    Path file = folder.resolve(FILE_NAME);
    if (Files.notExists(file)) {
      return new CheckpointState(folder, List.of());
    }
    try {
      return new CheckpointState(folder, new Parser(folder, file).parse(Files.readAllLines(file)));
    } catch (IOException e) {
      throw ModelFormatException.unreadable(file, "a list of checkpoints", e);
    }
  }

  /** Whether a checkpoint lies in the folder itself. */
  boolean isOwn(Path prefix) {
    return folder.toAbsolutePath().equals(prefix.toAbsolutePath().getParent());
  }

  /** Writes the file, whole or not at all. */
  void write() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(field(LATEST, prefixes.get(prefixes.size() - 1)));
    prefixes.forEach(prefix -> text.append(field(ALL, prefix)));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    WholeFile.write(folder.resolve(FILE_NAME), out -> out.write(bytes));
  }

  /** Own checkpoints by name only, so that the folder can be moved. */
  private String field(String name, Path prefix) {
    String path = (isOwn(prefix) ? prefix.getFileName() : prefix.toAbsolutePath()).toString();
    return name + ": \"" + TextFormat.escapeBytes(ByteString.copyFromUtf8(path)) + "\"\n";
  }

  private record Parser(Path folder, Path file) {
    List<Path> parse(List<String> lines) throws IOException {
      List<Path> prefixes = new ArrayList<>();
      Path latest = null;
      for (String line : lines) {
        Matcher field = FIELD.matcher(line);
        if (!field.matches() && !line.isBlank()) {
          throw new ModelFormatException(file, "lines like '" + LATEST + ": …'", "'" + line + "'");
        }
        if (!line.isBlank() && field.group(1).equals(LATEST)) {
          latest = prefix(field.group(2));
        } else if (!line.isBlank() && field.group(1).equals(ALL)) {
          prefixes.add(prefix(field.group(2)));
        }
      }
      if (latest != null) {
        prefixes.remove(latest);
        prefixes.add(latest);
      }
      return List.copyOf(prefixes);
    }

    private Path prefix(String text) throws IOException {
      Matcher string = STRING.matcher(text);
      if (!string.matches()) {
        throw noPath(text, null);
      }
      String path = TextFormat.unescapeBytes(string.group(1)).toStringUtf8();
      try {
        Path prefix = folder.resolve(path);
        if (path.isEmpty() || prefix.getFileName() == null) {
          throw noPath(text, null);
        }
        boolean own = folder.toAbsolutePath().equals(prefix.getParent());
        return own ? folder.resolve(prefix.getFileName()) : prefix;
      } catch (InvalidPathException e) {
        throw noPath(text, e);
      }
    }

    private ModelFormatException noPath(String text, Exception cause) {
      return new ModelFormatException(file, "the path of a checkpoint in quotes", text, cause);
    }
  }
}
