package io.latent4j.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** The gradient of one operation as a list of steps over its inputs, outputs and what flows in. */
final class GradientTemplate {
  private static final String FORWARD = "forward";

  /** Where a step's argument comes from. */
  private enum Source {
    INPUT,
    OUTPUT,
    OUTPUT_GRADIENT,
    STEP
  }

  private record Reference(Source source, int step, int index) {}

  private record Argument(boolean isList, List<Reference> references) {}

  private record Step(String type, List<Argument> arguments, Map<String, AttrValue> attributes) {}

  private final List<Step> steps = new ArrayList<>();
  private final Reference[] results;

  private GradientTemplate(int inputs) {
    results = new Reference[inputs];
  }

  static GradientTemplate build(TapeEntry entry, Output<?>[] outputGradients, boolean[] needed) {
    GradientTemplate template = new GradientTemplate(entry.inputs().length);
    try (Graph graph = new Graph()) {
      Output<?>[] inputs = new Output<?>[entry.inputs().length];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = placeholder(graph, entry.inputs()[i], Source.INPUT, i);
      }
      Operation forward = forward(graph, entry, inputs);
      List<Output<?>> targets = new ArrayList<>();
      List<Output<?>> flowing = new ArrayList<>();
      for (int i = 0; i < outputGradients.length; i++) {
        if (outputGradients[i] != null) {
          targets.add(forward.output(i));
          flowing.add(placeholder(graph, outputGradients[i], Source.OUTPUT_GRADIENT, i));
        }
      }
      List<Output<?>> sources = new ArrayList<>();
      List<Integer> sourceIndex = new ArrayList<>();
      for (int i = 0; i < inputs.length; i++) {
        if (needed[i]) {
          sources.add(inputs[i]);
          sourceIndex.add(i);
        }
      }
      Output<?>[] gradients =
          graph.addGradients(
              "gradient",
              targets.toArray(new Output<?>[0]),
              sources.toArray(new Output<?>[0]),
              flowing.toArray(new Output<?>[0]));
      Map<String, NodeDef> nodes = new HashMap<>();
      graph.toGraphDef().getNodeList().forEach(node -> nodes.put(node.getName(), node));
      Map<String, Integer> done = new HashMap<>();
      for (int i = 0; i < gradients.length; i++) {
        if (gradients[i] != null && !gradients[i].isClosed()) {
          template.results[sourceIndex.get(i)] =
              template.resolve(nodes, done, gradients[i].op().name() + ":" + gradients[i].index());
        }
      }
    } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
      throw new MissingGradientException(
          "no gradient is known for operation %s%s%s%s"
              .formatted(
                  entry.operation().type(),
                  name(entry.operation().operation()),
                  entry.place() == null ? "" : ", made at " + entry.place(),
                  reason(e)),
          e);
    }
    return template;
  }

  /** What TensorFlow adds to the fact, but for its advice to its own programmers. */
  private static String reason(RuntimeException e) {
    String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    String reason = first.replaceFirst("\\s*Please see https?://.*", "");
    return reason.isEmpty() || reason.startsWith("No gradient defined for op") ? "" : ": " + reason;
  }

  /** In a graph, operations have names, which tell more of a model that was loaded. */
  private static String name(Operation operation) {
    return operation instanceof GraphOperation ? " ('" + operation.name() + "')" : "";
  }

  private static Operation forward(Graph graph, TapeEntry entry, Output<?>[] inputs) {
    OperationBuilder builder =
        graph.opBuilder(entry.operation().type(), FORWARD, graph.baseScope());
    int next = 0;
    for (Object argument : entry.operation().arguments()) {
      if (argument instanceof Output<?>[] list) {
        builder.addInputList(Arrays.copyOfRange(inputs, next, next + list.length));
        next += list.length;
      } else {
        builder.addInput(inputs[next++]);
      }
    }
    entry.operation().attributes().forEach((name, value) -> Attributes.set(builder, name, value));
    return builder.build();
  }

  private static Output<?> placeholder(Graph graph, Output<?> like, Source source, int index) {
    OperationBuilder builder =
        graph.opBuilder("Placeholder", source + "_" + index, graph.baseScope());
    builder.setAttr("dtype", like.dataType());
    if (like.dataType() != DataType.DT_RESOURCE) {
      Shape shape = like.shape();
      if (!shape.isUnknown()) {
        long[] sizes = new long[shape.numDimensions()];
        Arrays.fill(sizes, Shape.UNKNOWN_SIZE);
        builder.setAttr("shape", Shape.of(sizes));
      }
    }
    return builder.build().output(0);
  }

  private Reference resolve(Map<String, NodeDef> nodes, Map<String, Integer> done, String input) {
    int colon = input.lastIndexOf(':');
    String name = colon < 0 ? input : input.substring(0, colon);
    int index = colon < 0 ? 0 : Integer.parseInt(input.substring(colon + 1));
    if (name.equals(FORWARD)) {
      return new Reference(Source.OUTPUT, 0, index);
    }
    NodeDef node = nodes.get(name);
    if (node.getOp().equals("Placeholder")) {
      int end = name.lastIndexOf('_');
      return new Reference(
          Source.valueOf(name.substring(0, end)), 0, Integer.parseInt(name.substring(end + 1)));
    }
    Integer step = done.get(name);
    if (step == null) {
      List<Reference> flat = new ArrayList<>();
      for (String argument : node.getInputList()) {
        if (!argument.startsWith("^")) {
          flat.add(resolve(nodes, done, argument));
        }
      }
      step = steps.size();
      steps.add(step(NativeOperations.definition(node.getOp()), node, flat));
      done.put(name, step);
    }
    return new Reference(Source.STEP, step, index);
  }

  private static Step step(OpDef definition, NodeDef node, List<Reference> flat) {
    List<Argument> arguments = new ArrayList<>();
    int next = 0;
    for (OpDef.ArgDef argument : definition.getInputArgList()) {
      boolean isList = !argument.getNumberAttr().isEmpty() || !argument.getTypeListAttr().isEmpty();
      int length = 1;
      if (!argument.getNumberAttr().isEmpty()) {
        length = (int) node.getAttrOrThrow(argument.getNumberAttr()).getI();
      } else if (!argument.getTypeListAttr().isEmpty()) {
        length = node.getAttrOrThrow(argument.getTypeListAttr()).getList().getTypeCount();
      }
      arguments.add(new Argument(isList, List.copyOf(flat.subList(next, next + length))));
      next += length;
    }
    Map<String, AttrValue> attributes = new LinkedHashMap<>(node.getAttrMap());
    attributes.keySet().removeIf(name -> name.startsWith("_"));
    return new Step(node.getOp(), arguments, attributes);
  }

  /** Builds the gradient; null where there is none. */
  Operand<?>[] emit(Ops tf, TapeEntry entry, Output<?>[] outputGradients) {
    List<Operation> built = new ArrayList<>(steps.size());
    Scope scope = tf.scope();
    for (Step step : steps) {
      OperationBuilder builder =
          scope.env().opBuilder(step.type(), scope.makeOpName(step.type()), scope);
      for (Argument argument : step.arguments()) {
        Output<?>[] values =
            argument.references().stream()
                .map(reference -> value(reference, entry, outputGradients, built))
                .toArray(Output<?>[]::new);
        if (argument.isList()) {
          builder.addInputList(values);
        } else {
          builder.addInput(values[0]);
        }
      }
      step.attributes().forEach(builder::setAttr);
      built.add(builder.build());
    }
    Operand<?>[] gradients = new Operand<?>[results.length];
    for (int i = 0; i < results.length; i++) {
      if (results[i] != null) {
        gradients[i] = value(results[i], entry, outputGradients, built);
      }
    }
    return gradients;
  }

  private static Output<?> value(
      Reference reference, TapeEntry entry, Output<?>[] outputGradients, List<Operation> built) {
    return switch (reference.source()) {
      case INPUT -> entry.inputs()[reference.index()];
      case OUTPUT -> entry.operation().operation().output(reference.index());
      case OUTPUT_GRADIENT -> outputGradients[reference.index()];
      case STEP -> built.get(reference.step()).output(reference.index());
    };
  }
}
