package io.latent4j.cli.flags;

import java.util.function.Supplier;

/** Says which flag the library refused, where the library does not know what it is about. */
public final class Flag {

  private Flag() {}

  /** Does something with the value of a flag, and names the flag if the value won't do. */
  public static <T> T naming(String flag, Supplier<T> use) {
    try {
      return use.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(flag + ": " + e.getMessage(), e);
    }
  }
}
