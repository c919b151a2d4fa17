package io.latent4j.training;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Operands;
import io.latent4j.engine.Outputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.types.family.TType;

/**
 * A function of a batch, compiled once for each size, so that every shape is known and TensorFlow
 * can plan for it.
 *
 * @param engine where it runs
 * @param name its name
 * @param body what is done with a batch
 * @param rows makes the rows of a batch of what is handed to it
 * @param bySize what has been compiled
 */
record BatchFunctions(
    Engine engine,
    String name,
    BatchFunction body,
    Function<Operands, BatchRows> rows,
    Map<Integer, CompiledFunction> bySize) {

  BatchFunctions(
      Engine engine, String name, BatchFunction body, Function<Operands, BatchRows> rows) {
    this(engine, name, body, rows, new HashMap<>());
  }

  /** Runs the function on a batch of a size, compiled for inputs like these if it is the first. */
  Map<String, Contribution> run(int size, Map<String, ? extends TType> inputs) {
    return run(size, inputs, Optional.empty());
  }

  /** The same, telling who wants them those outputs that are no metrics. */
  Map<String, Contribution> run(
      int size, Map<String, ? extends TType> inputs, Optional<BatchFeedback> feedback) {
    CompiledFunction function = bySize.computeIfAbsent(size, first -> compile(inputs));
    try (Outputs outputs = function.call(inputs)) {
      Set<String> wanted = feedback.map(BatchFeedback::wanted).orElse(Set.of());
      Map<String, float[]> told = new LinkedHashMap<>();
      wanted.forEach(name -> told.put(name, outputs.floats(name)));
      feedback.ifPresent(who -> who.onStep(told));
      return Contribution.of(outputs, size, wanted, body.summedMetrics());
    }
  }

  private CompiledFunction compile(Map<String, ? extends TType> inputs) {
    List<InputSpec> specs = new ArrayList<>();
    inputs.forEach((name, value) -> specs.add(new InputSpec(name, value.type(), value.shape())));
    return engine.function(name, specs, (tf, in) -> body.apply(tf, new Batch(tf, rows.apply(in))));
  }
}
