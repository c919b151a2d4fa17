package io.latent4j.data;

/**
 * A download failed although nothing is known to be wrong with what was asked for: no connection, a
 * connection that was cut, a server that is out of order, another download of the same file. The
 * same may work later, and goes on from what has come so far. A server that answers, but has not
 * the file or has something else, is a {@link DataFileException}.
 */
public final class DownloadException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DownloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
