package io.latent4j.autodiff;

import io.latent4j.engine.RecordedOperation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** What a tape has recorded: the operations that depend on what is watched. */
final class Recording {
  private static final Set<DataType> DIFFERENTIABLE =
      EnumSet.of(
          DataType.DT_FLOAT,
          DataType.DT_DOUBLE,
          DataType.DT_HALF,
          DataType.DT_BFLOAT16,
          DataType.DT_COMPLEX64,
          DataType.DT_COMPLEX128);

  /** What passes no gradient on, by definition. */
  private static final Set<String> BARRIERS =
      Set.of(
          "StopGradient",
          "Shape",
          "ShapeN",
          "Size",
          "Rank",
          "ZerosLike",
          "OnesLike",
          "VariableShape",
          "BroadcastGradientArgs",
          "Floor",
          "Ceil",
          "Round",
          "Rint",
          "FloorDiv");

  /** What reads variables besides the operation for it, some of it within functions. */
  private static final Set<String> READERS =
      Set.of(
          "ResourceGather",
          "ResourceGatherNd",
          "If",
          "StatelessIf",
          "While",
          "StatelessWhile",
          "Case",
          "StatelessCase",
          "PartitionedCall",
          "StatefulPartitionedCall");

  private final List<TapeEntry> entries = new ArrayList<>();
  private final Map<Operation, boolean[]> tracked = new IdentityHashMap<>();
  private final Map<Operation, List<Output<?>>> reads = new IdentityHashMap<>();
  private final Set<Operation> watchedHandles = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Predicate<Output<?>> trainable;

  /**
   * Starts empty.
   *
   * @param trainable whether a resource handle is of a variable that is watched by itself
   */
  Recording(Predicate<Output<?>> trainable) {
    this.trainable = trainable;
  }

  static boolean isDifferentiable(DataType type) {
    return DIFFERENTIABLE.contains(type);
  }

  List<TapeEntry> entries() {
    return entries;
  }

  /** The values read from a variable so far. */
  List<Output<?>> readsOf(Output<?> handle) {
    return reads.getOrDefault(handle.op(), List.of());
  }

  /** Watches a variable, trainable or not. */
  void watchHandle(Output<?> handle) {
    watchedHandles.add(handle.op());
  }

  private boolean isWatched(Output<?> handle) {
    return trainable.test(handle) || watchedHandles.contains(handle.op());
  }

  void track(Output<?> output) {
    tracked.computeIfAbsent(output.op(), op -> new boolean[op.numOutputs()])[output.index()] = true;
  }

  boolean isTracked(Output<?> output) {
    boolean[] outputs = tracked.get(output.op());
    return outputs != null && outputs[output.index()];
  }

  void add(RecordedOperation operation, GradientRule rule, boolean gradientIsKnown) {
    String type = operation.type();
    if (type.equals("ReadVariableOp")) {
      Output<?> handle = (Output<?>) operation.arguments().get(0);
      Output<?> value = operation.operation().output(0);
      if (isWatched(handle) && isDifferentiable(value.dataType())) {
        track(value);
        reads.computeIfAbsent(handle.op(), op -> new ArrayList<>()).add(value);
      }
      return;
    }
    if (READERS.contains(type)) {
      for (Output<?> input : operation.flatInputs()) {
        if (input.dataType() == DataType.DT_RESOURCE && isWatched(input)) {
          track(input); // a read of its own kind
        }
      }
    }
    if (rule == null && BARRIERS.contains(type)) {
      return;
    }
    Output<?>[] inputs = operation.flatInputs();
    boolean[] trackedInputs = new boolean[inputs.length];
    boolean any = false;
    for (int i = 0; i < inputs.length; i++) {
      trackedInputs[i] = isTracked(inputs[i]);
      any |= trackedInputs[i];
    }
    if (!any) {
      return;
    }
    boolean differentiable = false;
    for (int i = 0; i < operation.operation().numOutputs(); i++) {
      Output<?> output = operation.operation().output(i);
      // Lists of tensors have no gradient here, but that must be said, not passed over.
      if (isDifferentiable(output.dataType()) || output.dataType() == DataType.DT_VARIANT) {
        track(output);
        differentiable = true;
      }
    }
    if (differentiable) {
      String place = rule != null || gradientIsKnown ? null : Place.ofCaller();
      entries.add(new TapeEntry(operation, inputs, trackedInputs, rule, place));
    }
  }
}
