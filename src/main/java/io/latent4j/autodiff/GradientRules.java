package io.latent4j.autodiff;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Gradients in Java by type of operation. They come before those that TensorFlow knows in C++ and
 * fill their gaps; they are the same in every engine, at every order.
 */
public final class GradientRules {
  private static final GradientRules STANDARD = new GradientRules(StandardRules.all());

  private final Map<String, GradientRule> byType;

  private GradientRules(Map<String, GradientRule> byType) {
    this.byType = Collections.unmodifiableMap(byType);
  }

  /**
   * The rules that Latent4J comes with.
   *
   * @return the rules
   */
  public static GradientRules standard() {
    return STANDARD;
  }

  /**
   * These rules and one more, which replaces one of the same type.
   *
   * @param type the type of operation, such as {@code MatMul}
   * @param rule its gradient
   * @return the new rules
   */
  public GradientRules with(String type, GradientRule rule) {
    Map<String, GradientRule> rules = new TreeMap<>(byType);
    rules.put(Objects.requireNonNull(type, "type"), Objects.requireNonNull(rule, "rule"));
    return new GradientRules(rules);
  }

  boolean has(String type) {
    return byType.containsKey(type);
  }

  /** The rule for a type of operation, or null if TensorFlow's own gradient is to be used. */
  GradientRule of(String type) {
    return byType.get(type);
  }
}
