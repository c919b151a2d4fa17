package io.latent4j.training;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/**
 * Copies of variables in their engine, to go back to: a list of variables in the state of training.
 *
 * <pre>{@code
 * VariableCopies best = VariableCopies.of(engine, "best", model.variables());
 * best.keep();
 * ...
 * best.restore();
 * }</pre>
 */
public final class VariableCopies implements Trackable {
  private final List<ModelVariable<?>> copies = new ArrayList<>();
  private final CompiledFunction keep;
  private final CompiledFunction restore;

  private VariableCopies(Engine engine, String name, List<? extends ModelVariable<?>> originals) {
    originals.forEach(original -> copies.add(zeros(engine, original)));
    keep = copying(engine, "keep_" + name, originals, copies);
    restore = copying(engine, "restore_" + name, copies, originals);
  }

  /**
   * Makes copies, which are zeros until they are {@linkplain #keep kept}.
   *
   * @param engine where the variables live
   * @param name what the copies are, in letters, digits and underscores
   * @param originals the variables
   * @return the copies
   */
  public static VariableCopies of(
      Engine engine, String name, List<? extends ModelVariable<?>> originals) {
    return new VariableCopies(engine, name, List.copyOf(originals));
  }

  private static <T extends TType> ModelVariable<T> zeros(Engine engine, ModelVariable<T> like) {
    return engine.variable(
        like.name(),
        like.type(),
        like.shape(),
        false,
        (tf, size, seed) -> tf.zeros(tf.constant(size), like.type()));
  }

  private static CompiledFunction copying(
      Engine engine,
      String name,
      List<? extends ModelVariable<?>> from,
      List<? extends ModelVariable<?>> to) {
    return engine.function(
        name,
        List.of(),
        (tf, in) -> {
          for (int i = 0; i < from.size(); i++) {
            copy(tf, from.get(i), to.get(i));
          }
          return Map.of();
        });
  }

  @SuppressWarnings("unchecked") // each copy was made with the type of its original
  private static <T extends TType> void copy(Ops tf, ModelVariable<T> from, ModelVariable<?> to) {
    ((ModelVariable<T>) to).assign(tf, from.read(tf));
  }

  /** Copies what the variables hold now. */
  public void keep() {
    keep.call().close();
  }

  /** Gives the variables what was kept last. */
  public void restore() {
    restore.call().close();
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    for (int i = 0; i < copies.size(); i++) {
      children.put(Integer.toString(i), copies.get(i));
    }
    return children;
  }
}
