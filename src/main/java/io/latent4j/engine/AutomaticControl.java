package io.latent4j.engine;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * Gives a graph function the order that eager code has by itself: a read of a variable comes after
 * the write before it, a write after the reads and writes before it, and all that has an effect is
 * run.
 */
final class AutomaticControl {
  private static final Set<String> READS =
      Set.of("ReadVariableOp", "ResourceGather", "ResourceGatherNd", "VariableShape");

  private final Map<Operation, Accesses> byHandle = new IdentityHashMap<>();
  private final List<Operation> effects = new ArrayList<>();

  private static final class Accesses {
    private Operation lastWrite;
    private final List<Operation> readsSince = new ArrayList<>();
  }

  /** What must have run before an operation with these inputs. */
  Set<Operation> predecessors(String type, List<Output<?>> inputs) {
    Set<Operation> before = new LinkedHashSet<>();
    for (Output<?> input : inputs) {
      Accesses accesses = isResource(input) ? byHandle.get(input.op()) : null;
      if (accesses != null) {
        if (accesses.lastWrite != null) {
          before.add(accesses.lastWrite);
        }
        if (!READS.contains(type)) {
          before.addAll(accesses.readsSince);
        }
      }
    }
    return before;
  }

  void built(String type, List<Output<?>> inputs, Operation operation) {
    boolean writes = false;
    for (Output<?> input : inputs) {
      if (isResource(input)) {
        Accesses accesses = byHandle.computeIfAbsent(input.op(), handle -> new Accesses());
        if (READS.contains(type)) {
          accesses.readsSince.add(operation);
        } else {
          accesses.lastWrite = operation;
          accesses.readsSince.clear();
          writes = true;
        }
      }
    }
    if (writes || operation.numOutputs() == 0) {
      effects.add(operation);
    }
  }

  /** The operations that must run although no output needs them. */
  List<Operation> effects() {
    return effects;
  }

  private static boolean isResource(Output<?> output) {
    return output.dataType() == DataType.DT_RESOURCE;
  }
}
