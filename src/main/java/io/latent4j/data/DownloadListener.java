package io.latent4j.data;

import java.util.OptionalLong;

/**
 * Hears how a download gets on, in the thread that waits for it. An exception thrown here ends the
 * download; what has come so far is kept for the next one.
 */
@FunctionalInterface
public interface DownloadListener {

  /**
   * Tells how much is there.
   *
   * @param address where the file comes from
   * @param bytes how many bytes are there, those kept from an interrupted download included; it
   *     falls if the server makes the download start anew
   * @param total how many there will be, if the server says
   */
  void progress(String address, long bytes, OptionalLong total);

  /**
   * Returns the listener for those who don't want to hear.
   *
   * @return a listener that does nothing
   */
  static DownloadListener none() {
    return (address, bytes, total) -> {};
  }
}
