package io.latent4j.nn;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What the weights of an engine must keep to. Layers say it, optimizers see to it.
 *
 * <pre>{@code
 * variable.assign(tf, ...); // a step by hand
 * WeightConstraints.of(engine).apply(tf, List.of(variable));
 * }</pre>
 */
public final class WeightConstraints {
  private final Map<ModelVariable<TFloat32>, Constraint> byWeight = new IdentityHashMap<>();

  private WeightConstraints() {}

  /**
   * Those of an engine.
   *
   * @param engine where the weights live
   * @return the constraints; the same ones each time
   */
  public static WeightConstraints of(Engine engine) {
    return engine.companion(WeightConstraints.class, WeightConstraints::new);
  }

  void put(ModelVariable<TFloat32> weight, Constraint constraint) {
    byWeight.put(weight, constraint);
  }

  /**
   * Brings back those weights that have to keep to something.
   *
   * @param tf the operations of the engine
   * @param weights weights that a step has changed
   */
  public void apply(Ops tf, List<ModelVariable<TFloat32>> weights) {
    for (ModelVariable<TFloat32> weight : weights) {
      Constraint constraint = byWeight.get(weight);
      if (constraint != null) {
        weight.assign(tf, constraint.apply(tf, weight.read(tf)));
      }
    }
  }
}
