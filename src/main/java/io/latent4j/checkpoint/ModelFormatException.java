package io.latent4j.checkpoint;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file of a model is missing, unreadable, damaged, or of another model. The message is one line
 * that names the file, what was expected of it and what was found.
 */
public final class ModelFormatException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The file. */
  private final String file;

  /** What should have been there. */
  private final String expected;

  /** What was there. */
  private final String found;

  /**
   * Describes a file that is not what it should be.
   *
   * @param file the file
   * @param expected what should be there
   * @param found what is there
   */
  public ModelFormatException(Path file, String expected, String found) {
    this(file, expected, found, null);
  }

  /**
   * Describes a file that is not what it should be, found out by another exception.
   *
   * @param file the file
   * @param expected what should be there
   * @param found what is there
   * @param cause the exception that told so, or null
   */
  public ModelFormatException(Path file, String expected, String found, Throwable cause) {
    super(file + ": expected " + expected + ", found " + found, cause);
    this.file = file.toString();
    this.expected = Objects.requireNonNull(expected, "expected");
    this.found = Objects.requireNonNull(found, "found");
  }

  /** Turns what reading a file threw into the exception that says what the file is for. */
  static ModelFormatException unreadable(Path file, String expected, IOException e) {
    return new ModelFormatException(file, expected, reason(e), e);
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "no permission to read it";
    }
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("nothing readable");
  }

  /**
   * The file.
   *
   * @return its path, as the caller gave it
   */
  public String file() {
    return file;
  }

  /**
   * What should be there.
   *
   * @return what was expected
   */
  public String expected() {
    return expected;
  }

  /**
   * What is there.
   *
   * @return what was found
   */
  public String found() {
    return found;
  }
}
