package io.latent4j.nn;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Collects what the layers of an engine want added to the loss, for their outputs or their weights,
 * from when it is opened until it is closed. Where none is open, what layers want added is dropped;
 * where several are, the one opened last gets it.
 *
 * <pre>{@code
 * try (Penalties penalties = Penalties.on(engine)) {
 *   Operand<TFloat32> y = model.call(tf, x, Mode.TRAINING);
 *   loss = penalties.addTo(tf, Losses.meanSquaredError().apply(tf, x, y));
 * }
 * }</pre>
 */
public final class Penalties implements AutoCloseable {
  private final Open open;
  private final List<Operand<TFloat32>> collected = new ArrayList<>();
  private final Set<ModelVariable<TFloat32>> counted =
      Collections.newSetFromMap(new IdentityHashMap<>());

  /** Those that are open on an engine, the last one last. */
  private static final class Open {
    private final List<Penalties> collectors = new ArrayList<>();

    static Open of(Engine engine) {
      return engine.companion(Open.class, Open::new);
    }
  }

  private Penalties(Open open) {
    this.open = open;
    open.collectors.add(this);
  }

  /**
   * Starts to collect.
   *
   * @param engine where the layers live
   * @return what collects, until it is closed
   */
  public static Penalties on(Engine engine) {
    return new Penalties(Open.of(Objects.requireNonNull(engine, "engine")));
  }

  static void add(Engine engine, Operand<TFloat32> penalty) {
    List<Penalties> collectors = Open.of(engine).collectors;
    if (!collectors.isEmpty()) {
      collectors.get(collectors.size() - 1).collected.add(penalty);
    }
  }

  /** Adds what belongs to a weight, unless this weight is counted already. */
  static void addOnce(
      Engine engine, ModelVariable<TFloat32> weight, Supplier<Operand<TFloat32>> penalty) {
    List<Penalties> collectors = Open.of(engine).collectors;
    if (!collectors.isEmpty()) {
      Penalties last = collectors.get(collectors.size() - 1);
      if (last.counted.add(weight)) {
        last.collected.add(penalty.get());
      }
    }
  }

  /**
   * A loss with what was collected so far.
   *
   * @param tf the operations of the engine
   * @param loss a scalar
   * @return the sum of both; the loss itself if no layer wanted anything added
   */
  public Operand<TFloat32> addTo(Ops tf, Operand<TFloat32> loss) {
    return collected.isEmpty() ? loss : tf.math.add(loss, total(tf));
  }

  /**
   * The sum of what was collected so far.
   *
   * @param tf the operations of the engine
   * @return a scalar; zero if no layer wanted anything added
   */
  public Operand<TFloat32> total(Ops tf) {
    return collected.isEmpty() ? tf.constant(0f) : tf.math.addN(collected);
  }

  /** Ends the collecting; closing twice is harmless. */
  @Override
  public void close() {
    open.collectors.removeIf(other -> other == this);
  }
}
