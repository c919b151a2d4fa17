package io.latent4j.data;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether and how data sets that are not in the data folder are downloaded.
 *
 * <pre>{@code
 * DownloadOptions options =
 *     DownloadOptions.standard()
 *         .withMirror("https://mirror.example/mnist")
 *         .withListener((address, bytes, total) -> bar.show(bytes, total));
 * DataCatalog catalog = new DataCatalog(DataCatalog.defaultDirectory(), options);
 * }</pre>
 *
 * @param allowed whether files may be downloaded at all
 * @param mirror the address below which the files are, {@code MIRROR/train-images-idx3-ubyte.gz}
 *     and so on; where that is not found, {@code MIRROR/mnist/train-images-idx3-ubyte.gz} is tried,
 *     so that one mirror can have several data sets; the data set's own address if empty
 * @param listener hears of the progress
 * @param connectTimeout how long to wait for a connection
 * @param stallTimeout how long to wait for an answer, and for more bytes while it comes
 * @param attempts how often to try each address before giving up; a later attempt goes on where the
 *     one before was cut off
 * @param pause how long to wait before another attempt
 */
public record DownloadOptions(
    boolean allowed,
    Optional<URI> mirror,
    DownloadListener listener,
    Duration connectTimeout,
    Duration stallTimeout,
    int attempts,
    Duration pause) {

  /**
   * Checks the options.
   *
   * @param allowed whether files may be downloaded at all
   * @param mirror an http or https address without query, or empty
   * @param listener hears of the progress
   * @param connectTimeout more than zero
   * @param stallTimeout more than zero
   * @param attempts at least 1
   * @param pause zero or more
   * @throws IllegalArgumentException if one breaks its rule
   */
  public DownloadOptions {
    Objects.requireNonNull(listener, "listener");
    mirror.ifPresent(address -> requireHttp(address.toString(), address));
    requirePositive("connect timeout", connectTimeout);
    requirePositive("stall timeout", stallTimeout);
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, but are " + attempts);
    }
    if (pause.isNegative()) {
      throw new IllegalArgumentException("pause must not be negative, but is " + pause);
    }
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " must be above zero, but is " + duration);
    }
  }

  private static void requireHttp(String text, URI address) {
    boolean http =
        "http".equalsIgnoreCase(address.getScheme())
            || "https".equalsIgnoreCase(address.getScheme());
    if (!http
        || address.getHost() == null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw notHttp(text);
    }
  }

  private static IllegalArgumentException notHttp(String text) {
    return new IllegalArgumentException(
        "mirror must be an http or https address such as https://mirror.example/mnist, but is "
            + Text.quote(text));
  }

  /**
   * Returns the options that download from the data sets' own addresses.
   *
   * @return the defaults: 15 s to connect, 30 s without a byte, 4 attempts with 1 s between
   */
  public static DownloadOptions standard() {
    return new DownloadOptions(
        true,
        Optional.empty(),
        DownloadListener.none(),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        4,
        Duration.ofSeconds(1));
  }

  /**
   * Returns the options that never use the network: what is not in the data folder is missing.
   *
   * @return options that allow no download
   */
  public static DownloadOptions never() {
    DownloadOptions standard = standard();
    return new DownloadOptions(
        false,
        standard.mirror,
        standard.listener,
        standard.connectTimeout,
        standard.stallTimeout,
        standard.attempts,
        standard.pause);
  }

  /**
   * Downloads from another address.
   *
   * @param address the address below which the files are
   * @return the changed options
   * @throws IllegalArgumentException if it is no http or https address, or has a query
   */
  public DownloadOptions withMirror(String address) {
    URI parsed;
    try {
      parsed = new URI(address);
    } catch (URISyntaxException e) {
      IllegalArgumentException wrong = notHttp(address);
      wrong.initCause(e);
      throw wrong;
    }
    requireHttp(address, parsed);
    return new DownloadOptions(
        allowed, Optional.of(parsed), listener, connectTimeout, stallTimeout, attempts, pause);
  }

  /**
   * Tells someone of the progress.
   *
   * @param listener who hears of it
   * @return the changed options
   */
  public DownloadOptions withListener(DownloadListener listener) {
    return new DownloadOptions(
        allowed, mirror, listener, connectTimeout, stallTimeout, attempts, pause);
  }

  /**
   * Waits longer or shorter.
   *
   * @param connect how long to wait for a connection
   * @param stall how long to wait for more bytes
   * @return the changed options
   * @throws IllegalArgumentException if one is not above zero
   */
  public DownloadOptions withTimeouts(Duration connect, Duration stall) {
    return new DownloadOptions(allowed, mirror, listener, connect, stall, attempts, pause);
  }

  /**
   * Tries more or less often.
   *
   * @param attempts how often to try each address
   * @param pause how long to wait before another attempt
   * @return the changed options
   * @throws IllegalArgumentException if the attempts are below 1 or the pause is negative
   */
  public DownloadOptions withAttempts(int attempts, Duration pause) {
    return new DownloadOptions(
        allowed, mirror, listener, connectTimeout, stallTimeout, attempts, pause);
  }
}
