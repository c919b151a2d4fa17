package io.latent4j.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;

/**
 * A data file is missing, unreadable, or not what it says it is. The message is one line that names
 * the file, the place in it, what was expected there and what was found.
 */
public final class DataFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The file. */
  private final String file;

  /** Where in the file. */
  private final String position;

  /** What should have been there. */
  private final String expected;

  /** What was there. */
  private final String found;

  /**
   * Describes a file that breaks the rules of its format.
   *
   * @param file the file, as the caller named it
   * @param position the place in the file, such as {@code byte 16} or {@code line 3, column 2};
   *     empty where the whole file is meant
   * @param expected what should stand there
   * @param found what stands there
   */
  public DataFileException(String file, String position, String expected, String found) {
    this(file, position, expected, found, null);
  }

  /**
   * Describes a file that breaks the rules of its format, found out by another exception.
   *
   * @param file the file, as the caller named it
   * @param position the place in the file; empty where the whole file is meant
   * @param expected what should stand there
   * @param found what stands there
   * @param cause the exception that told so, or null
   */
  public DataFileException(
      String file, String position, String expected, String found, Throwable cause) {
    super(message(file, position, expected, found), cause);
    this.file = file;
    this.position = position;
    this.expected = expected;
    this.found = found;
  }

  private static String message(String file, String position, String expected, String found) {
    Objects.requireNonNull(position, "position");
    return Text.oneLine(file)
        + ": "
        + (position.isEmpty() ? "" : position + ": ")
        + "expected "
        + expected
        + ", found "
        + found;
  }

  /** Turns what reading a file threw into the exception that names the file. */
  static DataFileException from(String file, IOException e) {
    if (e instanceof CorruptInputException corrupt) {
      return new DataFileException(
          file, corrupt.position(), corrupt.expected(), corrupt.found(), e);
    }
    return new DataFileException(file, "", "a readable file", reason(e), e);
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "no permission to read it";
    }
    return Text.oneLine(String.valueOf(e.getMessage()));
  }

  /**
   * Returns the file.
   *
   * @return the file, as the caller named it
   */
  public String file() {
    return file;
  }

  /**
   * Returns the place in the file.
   *
   * @return the place, or nothing where the whole file is meant
   */
  public Optional<String> position() {
    return position.isEmpty() ? Optional.empty() : Optional.of(position);
  }

  /**
   * Returns what should stand there.
   *
   * @return what was expected
   */
  public String expected() {
    return expected;
  }

  /**
   * Returns what stands there.
   *
   * @return what was found
   */
  public String found() {
    return found;
  }
}
