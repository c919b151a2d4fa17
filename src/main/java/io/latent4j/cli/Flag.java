package io.latent4j.cli;

import java.util.function.Supplier;

/** Says which flag the library refused. */
final class Flag {

  private Flag() {}

  /** Does something with the value of a flag, and names the flag if the value won't do. */
  static <T> T naming(String flag, Supplier<T> use) {
    try {
      return use.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(flag + ": " + e.getMessage(), e);
    }
  }
}
