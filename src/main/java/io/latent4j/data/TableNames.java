package io.latent4j.data;

import java.util.Locale;
import java.util.Set;

/** What the names of columns say about what is in them. */
final class TableNames {

  private static final Set<String> LABELS = Set.of("label", "labels", "class", "target", "species");

  /** The last is what pandas calls a column of row numbers that was written without a name. */
  private static final Set<String> IDENTIFIERS = Set.of("", "index", "id", "unnamed: 0");

  private static final Set<String> IDENTIFIER_ENDS = Set.of("_id", " id", "Id", "ID");

  private TableNames() {}

  static boolean isLabel(String name) {
    return LABELS.contains(name.toLowerCase(Locale.ROOT));
  }

  static boolean mayIdentify(String name) {
    return IDENTIFIERS.contains(name.toLowerCase(Locale.ROOT))
        || IDENTIFIER_ENDS.stream().anyMatch(name::endsWith);
  }

  /** Whether a cell is so likely a column's name that it can hardly be a value. */
  static boolean isUsual(String name) {
    return isLabel(name) || !name.isEmpty() && IDENTIFIERS.contains(name.toLowerCase(Locale.ROOT));
  }
}
