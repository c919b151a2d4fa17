package io.latent4j.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** The named inputs that the body of a function sees. */
public final class Operands {
  private final Map<String, Operand<? extends TType>> byName;

  Operands(Map<String, Operand<? extends TType>> byName) {
    this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /**
   * The names of the inputs, in the order in which they were declared.
   *
   * @return the names
   */
  public Set<String> names() {
    return byName.keySet();
  }

  /**
   * An input of any type.
   *
   * @param <T> its type
   * @param name its name
   * @param type its type
   * @return the operand
   * @throws IllegalArgumentException if there is no input of that name and type
   */
  public <T extends TType> Operand<T> get(String name, Class<T> type) {
    Operand<? extends TType> operand = byName.get(name);
    if (operand == null) {
      throw new IllegalArgumentException(
          "input must be one of " + byName.keySet() + ", but is '" + name + "'");
    }
    if (!type.isAssignableFrom(operand.type())) {
      throw new IllegalArgumentException(
          "input '%s' must be %s, but is %s"
              .formatted(name, type.getSimpleName(), operand.type().getSimpleName()));
    }
    @SuppressWarnings("unchecked") // just checked
    Operand<T> typed = (Operand<T>) operand;
    return typed;
  }

  /**
   * A float32 input.
   *
   * @param name its name
   * @return the operand
   * @throws IllegalArgumentException if there is no float32 input of that name
   */
  public Operand<TFloat32> floats(String name) {
    return get(name, TFloat32.class);
  }
}
