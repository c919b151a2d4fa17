package io.latent4j.files;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * A file or a folder can't be written; what was there before is still there. The message is one
 * line that names it, as the caller did, and the reason.
 */
public final class UnwritableException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  private UnwritableException(Path path, String reason, Throwable cause) {
    super(path.toString(), null, reason);
    initCause(cause);
  }

  static UnwritableException of(Path path, String reason) {
    return new UnwritableException(path, reason, null);
  }

  static UnwritableException of(Path path, String reason, Throwable cause) {
    return new UnwritableException(path, reason, cause);
  }

  static UnwritableException of(Path path, Throwable cause) {
    return new UnwritableException(path, reason(cause), cause);
  }

  /** What went wrong in the end, in the words that the operating system has for it, or ours. */
  static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (root instanceof NotDirectoryException || root instanceof FileAlreadyExistsException) {
      return root.getMessage() + " is not a folder";
    }
    if (root instanceof NoSuchFileException) {
      return "no such file or folder as " + root.getMessage();
    }
    String said = root instanceof FileSystemException f ? f.getReason() : root.getMessage();
    return said == null || said.isBlank()
        ? root.getClass().getSimpleName() + ": " + root.getMessage()
        : said.lines().findFirst().orElse(said);
  }

  /**
   * Returns one line of what can't be written, and why.
   *
   * @return such as {@code cannot write run/log.csv: no space left on device}
   */
  @Override
  public String getMessage() {
    return "cannot write " + getFile() + ": " + getReason();
  }
}
