package io.latent4j.cli;

import java.util.List;
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

  /**
   * Does something with several flags and the data, where the library's messages start with the
   * name of what it refuses.
   */
  static <T> T namingFirstWord(Supplier<T> use, String... flags) {
    try {
      return use.get();
    } catch (IllegalArgumentException e) {
      String refused = e.getMessage().split(" ", 2)[0];
      if (refused.equals("samples")) {
        throw new IllegalArgumentException("--data: " + e.getMessage(), e);
      }
      if (List.of(flags).contains(refused)) {
        throw new IllegalArgumentException("--" + e.getMessage(), e);
      }
      throw e;
    }
  }

  /** The same for what has no result. */
  static void namingFirstWord(Runnable use, String... flags) {
    namingFirstWord(
        () -> {
          use.run();
          return true;
        },
        flags);
  }
}
