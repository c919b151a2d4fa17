package io.latent4j.autodiff;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.family.TType;

/** One walk back over a recording, from a target to its sources. */
final class Backpropagation {
  private final Engine engine;
  private final GradientRules rules;
  private final Recording recording;
  private final Unconnected unconnected;
  private final Map<Operation, List<List<Output<?>>>> contributions = new IdentityHashMap<>();

  Backpropagation(
      Engine engine, GradientRules rules, Recording recording, Unconnected unconnected) {
    this.engine = engine;
    this.rules = rules;
    this.recording = recording;
    this.unconnected = unconnected;
  }

  List<Operand<?>> gradients(Output<?> target, List<Output<?>> sources, Output<?> targetGradient) {
    List<List<Output<?>>> values = sources.stream().map(this::valuesOf).toList();
    Marks wanted = new Marks();
    values.forEach(list -> list.forEach(wanted::set));
    Marks connected = new Marks();
    connected.set(target);
    List<Needed> needed = between(wanted, connected);

    contribute(target, targetGradient == null ? ones(target) : targetGradient);
    for (int i = needed.size() - 1; i >= 0; i--) {
      propagate(needed.get(i));
    }
    List<Operand<?>> gradients = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      gradients.add(gradientOfSource(sources.get(i), values.get(i), connected));
    }
    return gradients;
  }

  /**
   * The sum of what flowed to the values of a source: zeros where rules found that nothing flows,
   * null where no path leads.
   */
  private Output<?> gradientOfSource(Output<?> source, List<Output<?>> values, Marks connected) {
    List<Output<?>> parts = new ArrayList<>(values.size());
    boolean zero = unconnected == Unconnected.ZERO;
    for (Output<?> value : values) {
      Output<?> gradient = gradientOf(value);
      if (gradient != null) {
        parts.add(gradient);
      } else {
        zero |= connected.has(value);
      }
    }
    if (!parts.isEmpty()) {
      return sum(parts);
    }
    return zero ? zeros(source) : null;
  }

  /** A variable's handle stands for the values that were read from it. */
  private List<Output<?>> valuesOf(Output<?> source) {
    if (source.dataType() != DataType.DT_RESOURCE) {
      return List.of(source);
    }
    List<Output<?>> values = new ArrayList<>(recording.readsOf(source));
    values.add(source); // what gathers from the variable directly
    return values;
  }

  private record Needed(TapeEntry entry, boolean[] inputs) {}

  /**
   * The entries on a path from what is wanted to what is connected, with the inputs on that path,
   * which are marked as connected too.
   */
  private List<Needed> between(Marks wanted, Marks connected) {
    List<Needed> depending = new ArrayList<>();
    for (TapeEntry entry : recording.entries()) {
      boolean[] inputs = new boolean[entry.inputs().length];
      boolean any = false;
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = entry.tracked()[i] && wanted.has(entry.inputs()[i]);
        any |= inputs[i];
      }
      if (any) {
        depending.add(new Needed(entry, inputs));
        outputs(entry).filter(recording::isTracked).forEach(wanted::set);
      }
    }
    List<Needed> needed = new ArrayList<>();
    for (int i = depending.size() - 1; i >= 0; i--) {
      Needed candidate = depending.get(i);
      if (outputs(candidate.entry()).anyMatch(connected::has)) {
        needed.add(candidate);
        for (int j = 0; j < candidate.inputs().length; j++) {
          if (candidate.inputs()[j]) {
            connected.set(candidate.entry().inputs()[j]);
          }
        }
      }
    }
    Collections.reverse(needed);
    return needed;
  }

  private static Stream<Output<?>> outputs(TapeEntry entry) {
    Operation operation = entry.operation().operation();
    return IntStream.range(0, operation.numOutputs()).mapToObj(operation::output);
  }

  private void propagate(Needed needed) {
    TapeEntry entry = needed.entry();
    Operation operation = entry.operation().operation();
    Output<?>[] flowing = new Output<?>[operation.numOutputs()];
    boolean any = false;
    for (int i = 0; i < flowing.length; i++) {
      flowing[i] = gradientOf(operation.output(i));
      any |= flowing[i] != null;
    }
    if (!any) {
      return;
    }
    boolean[] inputs = needed.inputs();
    OperationGradient gradient = new OperationGradient(engine, entry, flowing, inputs);
    GradientRule rule = entry.rule() != null ? entry.rule() : rules.of(entry.operation().type());
    List<Operand<?>> results = rule == null ? gradient.nativeGradient() : rule.apply(gradient);
    if (results.size() > inputs.length) {
      throw new IllegalStateException(
          "the gradient of %s must have at most %d parts, but has %d"
              .formatted(entry.operation().type(), inputs.length, results.size()));
    }
    for (int i = 0; i < results.size(); i++) {
      if (inputs[i] && results.get(i) != null) {
        contribute(entry.inputs()[i], results.get(i).asOutput());
      }
    }
  }

  private void contribute(Output<?> value, Output<?> gradient) {
    contributions
        .computeIfAbsent(
            value.op(),
            operation -> {
              List<List<Output<?>>> lists = new ArrayList<>(operation.numOutputs());
              for (int i = 0; i < operation.numOutputs(); i++) {
                lists.add(new ArrayList<>(1));
              }
              return lists;
            })
        .get(value.index())
        .add(gradient);
  }

  private Output<?> gradientOf(Output<?> value) {
    List<List<Output<?>>> lists = contributions.get(value.op());
    if (lists == null || lists.get(value.index()).isEmpty()) {
      return null;
    }
    List<Output<?>> parts = lists.get(value.index());
    if (parts.size() > 1) {
      Output<?> sum = sum(parts);
      parts.clear();
      parts.add(sum);
    }
    return parts.get(0);
  }

  private Output<?> sum(List<Output<?>> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Scope scope = engine.ops().scope();
    OperationBuilder builder = scope.env().opBuilder("AddN", scope.makeOpName("AddN"), scope);
    builder.addInputList(parts.toArray(new Output<?>[0]));
    return builder.build().output(0);
  }

  private Output<?> zeros(Output<?> source) {
    Ops tf = engine.ops();
    ModelVariable<?> variable = engine.variableOf(source);
    Operand<? extends TType> like = variable == null ? source : variable.read(tf);
    return tf.zerosLike(like).asOutput();
  }

  private Output<?> ones(Output<?> target) {
    return engine.ops().onesLike(target).asOutput();
  }

  /** A set of outputs. */
  private static final class Marks {
    private final Map<Operation, boolean[]> byOperation = new IdentityHashMap<>();

    void set(Output<?> output) {
      byOperation.computeIfAbsent(output.op(), op -> new boolean[op.numOutputs()])[output.index()] =
          true;
    }

    boolean has(Output<?> output) {
      boolean[] outputs = byOperation.get(output.op());
      return outputs != null && outputs[output.index()];
    }
  }
}
