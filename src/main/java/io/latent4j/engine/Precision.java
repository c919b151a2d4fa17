package io.latent4j.engine;

/** The number format in which an engine computes; variables are always kept in float32. */
public enum Precision {
  /** Single precision throughout. */
  FLOAT32("float32"),

  /**
   * Matrix products and convolutions in bfloat16 where the processor has instructions for it, all
   * else in float32. On a processor without them everything runs in float32, which is faster there
   * than emulation.
   */
  BFLOAT16("bfloat16");

  private final String label;

  Precision(String label) {
    this.label = label;
  }

  /**
   * Finds a precision by the name that users write.
   *
   * @param label {@code float32} or {@code bfloat16}
   * @return the precision
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Precision of(String label) {
    for (Precision precision : values()) {
      if (precision.label.equals(label)) {
        return precision;
      }
    }
    throw new IllegalArgumentException(
        "precision must be float32 or bfloat16, but is '" + label + "'");
  }

  @Override
  public String toString() {
    return label;
  }
}
