package io.latent4j.engine;

import java.util.regex.Pattern;

/** What names may look like: they become names of attributes in Python. */
final class Names {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Names() {}

  static String checkIdentifier(String what, String name) {
    if (name == null || !IDENTIFIER.matcher(name).matches()) {
      throw new IllegalArgumentException(
          what + " must be letters, digits and underscores, but is '" + name + "'");
    }
    return name;
  }
}
