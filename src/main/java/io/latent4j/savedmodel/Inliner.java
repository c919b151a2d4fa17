package io.latent4j.savedmodel;

import com.google.protobuf.ByteString;
import io.latent4j.engine.GraphEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Builds the operations of a function of a file in the body of an engine's function. What the
 * function calls is built in its place, so that a tape sees every operation by itself.
 */
final class Inliner {
  /** Constants that are one value repeated take no room in a file, but in memory they do. */
  private static final long MAX_CONSTANT_ELEMENTS = 1L << 28;

  private static final Set<String> VARIABLES =
      Set.of("VarHandleOp", "Variable", "VariableV2", "VarHandleOpV2");

  private final StoredModel model;
  private final Operators operators;
  private final GraphEngine engine;
  private final Handles handles;

  Inliner(StoredModel model, Operators operators, GraphEngine engine, Handles handles) {
    this.model = model;
    this.operators = operators;
    this.engine = engine;
    this.handles = handles;
  }

  static boolean isVariable(NodeDef node) {
    return VARIABLES.contains(node.getOp());
  }

  /**
   * What was built for a node.
   *
   * @param outputs its results
   * @param done what must have run for its effects to have happened
   */
  private record Built(List<Output<?>> outputs, List<Operation> done) {}

  /** Builds a function of the library. */
  List<Output<?>> function(String name, List<Output<?>> arguments) {
    return call(name, arguments, "", List.of(), Map.of()).outputs();
  }

  private Built call(
      String name,
      List<Output<?>> arguments,
      String prefix,
      List<Operation> before,
      Map<String, AttrValue> parameters) {
    FunctionDef function = model.library().get(name);
    if (function.getSignature().getInputArgCount() != arguments.size()) {
      throw model.broken(
          "%d arguments of '%s'".formatted(function.getSignature().getInputArgCount(), name),
          "" + arguments.size());
    }
    Frame frame =
        new Frame(new Body(model, function.getNodeDefList()), true, prefix, before, parameters);
    for (int i = 0; i < arguments.size(); i++) {
      frame.built.put(
          function.getSignature().getInputArg(i).getName(),
          new Built(List.of(arguments.get(i)), List.of()));
    }
    Set<String> wanted = new LinkedHashSet<>();
    for (OpDef.ArgDef result : function.getSignature().getOutputArgList()) {
      wanted.add(RestoredHandles.nodeName(frame.returned(function, result)));
    }
    wanted.addAll(function.getControlRetMap().values());
    if (function.getControlRetCount() == 0) {
      frame.body.nodes().stream()
          .filter(
              node -> !model.library().isCall(node) && operators.definition(node).getIsStateful())
          .forEach(node -> wanted.add(node.getName()));
    }
    frame.build(wanted);
    List<Output<?>> outputs = new ArrayList<>();
    List<Operation> done = new ArrayList<>(before);
    for (OpDef.ArgDef result : function.getSignature().getOutputArgList()) {
      Output<?> output = frame.value(frame.returned(function, result));
      outputs.add(output);
      done.add(output.op());
    }
    new TreeMap<>(function.getControlRetMap())
        .values()
        .forEach(node -> done.addAll(frame.built.get(node).done()));
    return new Built(outputs, done);
  }

  /** Builds what some tensors of the main graph need, from those that are fed. */
  List<Output<?>> mainGraph(List<String> fetches, Map<String, Output<?>> feeds) {
    Frame frame =
        new Frame(new Body(model, model.graph().getNodeList()), false, "", List.of(), Map.of());
    feeds.forEach(
        (tensor, value) ->
            frame.built.put(
                RestoredHandles.nodeName(tensor), new Built(List.of(value), List.of())));
    Set<String> wanted = new LinkedHashSet<>();
    fetches.forEach(fetch -> wanted.add(RestoredHandles.nodeName(fetch)));
    frame.build(wanted);
    List<Output<?>> outputs = new ArrayList<>();
    for (String fetch : fetches) {
      if (frame.built.get(RestoredHandles.nodeName(fetch)).outputs().isEmpty()) {
        continue; // an operation that is run for its effects
      }
      outputs.add(frame.value(fetch));
    }
    return outputs;
  }

  /** A constant of the main graph that functions use. */
  Output<?> constant(String operation) {
    Frame frame =
        new Frame(new Body(model, model.graph().getNodeList()), false, "", List.of(), Map.of());
    NodeDef node = frame.body.get(operation);
    if (node == null || !node.getOp().equals("Const")) {
      throw model.broken("a constant '" + operation + "'", node == null ? "none" : node.getOp());
    }
    frame.build(Set.of(operation));
    return frame.value(operation);
  }

  /** The nodes of one body while they are built. */
  private final class Frame {
    private final Body body;
    private final boolean isFunction;
    private final String prefix;
    private final List<Operation> before;
    private final Map<String, AttrValue> parameters;
    private final Map<String, Built> built = new HashMap<>();

    Frame(
        Body body,
        boolean isFunction,
        String prefix,
        List<Operation> before,
        Map<String, AttrValue> parameters) {
      this.body = body;
      this.isFunction = isFunction;
      this.prefix = prefix;
      this.before = before;
      this.parameters = parameters;
    }

    String returned(FunctionDef function, OpDef.ArgDef result) {
      String source = function.getRetMap().get(result.getName());
      if (source == null) {
        throw model.broken(
            "a result '%s' of '%s'".formatted(result.getName(), function.getSignature().getName()),
            "none");
      }
      return source;
    }

    void build(Set<String> wanted) {
      for (NodeDef node : body.ordered(wanted, Set.copyOf(built.keySet()))) {
        built.put(node.getName(), build(node));
      }
    }

    /** The value that an input or result names. */
    Output<?> value(String input) {
      String[] parts = input.split(":", -1);
      Built source = built.get(parts[0]);
      NodeDef node = body.get(parts[0]);
      int index = 0;
      try {
        if (parts.length > 1 && node != null && isFunction) {
          int within = parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
          index = resultIndex(node, parts[1], within);
        } else if (parts.length > 1) {
          index = Integer.parseInt(parts[1]);
        }
      } catch (NumberFormatException e) {
        index = -1;
      }
      if (source == null || index < 0 || index >= source.outputs().size()) {
        throw model.broken("a tensor '" + input + "'", "none of that name");
      }
      return source.outputs().get(index);
    }

    private int resultIndex(NodeDef node, String name, int within) {
      if (!model.library().isCall(node) || !model.library().has(node.getOp())) {
        return operators.resultIndex(node, name, within);
      }
      List<OpDef.ArgDef> results =
          model.library().get(node.getOp()).getSignature().getOutputArgList();
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i).getName().equals(name)) {
          return i + within;
        }
      }
      return -1;
    }

    private Built build(NodeDef node) {
      List<Output<?>> inputs = new ArrayList<>();
      List<Operation> controls = new ArrayList<>();
      for (String input : node.getInputList()) {
        if (input.startsWith("^")) {
          controls.addAll(built.get(RestoredHandles.nodeName(input)).done());
        } else {
          inputs.add(value(input));
        }
      }
      if (model.library().isCall(node)) {
        List<Operation> first = new ArrayList<>(before);
        first.addAll(controls);
        return call(
            model.library().callee(node), inputs, path(node) + "/", first, node.getAttrMap());
      }
      Output<?> handle = isFunction || !isVariable(node) ? null : handles.ofOperation(node);
      if (handle != null) {
        return node.getOp().startsWith("VarHandle") ? of(handle) : of(handles.read(handle));
      }
      if (!isFunction && isVariable(node)) {
        throw model.broken("a value of variable '" + node.getName() + "'", "none");
      }
      boolean isHandle = !inputs.isEmpty() && inputs.get(0).dataType() == DataType.DT_RESOURCE;
      if (isHandle && node.getOp().equals("Identity")) {
        return of(inputs.get(0)); // whose variable it is must stay in sight
      }
      if (isHandle && handles.isOfOtherType(inputs.get(0))) {
        return handleOtherType(node, inputs, controls);
      }
      if (node.getOp().equals("Placeholder")) {
        throw model.broken(
            "all inputs among those of the signature", "another, '" + node.getName() + "'");
      }
      String asset = isFunction ? null : handles.assetOf(node.getName());
      return asset == null ? of(operation(node, inputs, controls)) : of(handles.text(asset));
    }

    /** Reads and writes of variables whose type Java lacks. */
    private Built handleOtherType(NodeDef node, List<Output<?>> inputs, List<Operation> controls) {
      Output<?> handle = inputs.get(0);
      switch (node.getOp()) {
        case "ReadVariableOp":
          return of(handles.read(handle));
        case "AssignVariableOp", "AssignAddVariableOp", "AssignSubVariableOp":
          if (inputs.size() == 2) {
            return of(handles.write(node.getOp(), handle, inputs.get(1), controls));
          }
          break;
        default:
      }
      throw model.broken(
          "variables of the types that Java has at '" + node.getName() + "'", node.getOp());
    }

    private String path(NodeDef node) {
      String path = (prefix + node.getName()).replaceAll("[^A-Za-z0-9_.\\-/]", "_");
      return path.matches("[A-Za-z0-9.].*") ? path : "n" + path;
    }

    private Operation operation(NodeDef node, List<Output<?>> inputs, List<Operation> controls) {
      OpDef definition = operators.definition(node);
      engine.importFunctions(model.library().needed(node));
      Scope scope = engine.ops().scope();
      OperationBuilder builder = scope.env().opBuilder(node.getOp(), path(node), scope);
      addInputs(builder, node, definition, inputs);
      controls.forEach(builder::addControlInput);
      if (definition.getIsStateful()) {
        before.forEach(builder::addControlInput);
      }
      for (OpDef.AttrDef attribute : definition.getAttrList()) {
        AttrValue value = attribute(node, attribute.getName());
        if (value != null) {
          builder.setAttr(attribute.getName(), checked(node.getName(), value));
        }
      }
      return builder.build();
    }

    private AttrValue attribute(NodeDef node, String name) {
      AttrValue value = node.getAttrMap().get(name);
      if (name.equals("shared_name") && !isFunction && (value == null || value.getS().isEmpty())) {
        // What is shared by its node's name must keep it.
        return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(node.getName())).build();
      }
      if (value != null && !value.getPlaceholder().isEmpty()) {
        AttrValue given = parameters.get(value.getPlaceholder());
        if (given == null) {
          throw model.broken("a value of attribute '" + value.getPlaceholder() + "'", "none");
        }
        return given;
      }
      return value;
    }

    private void addInputs(
        OperationBuilder builder, NodeDef node, OpDef definition, List<Output<?>> inputs) {
      int next = 0;
      for (OpDef.ArgDef argument : definition.getInputArgList()) {
        int size = operators.size(node, definition, argument);
        if (next + size > inputs.size()) {
          break;
        }
        if (argument.getIsRef()) {
          throw model.broken(
              "no writing to variables by reference at '" + node.getName() + "'", node.getOp());
        }
        if (Operators.isList(argument)) {
          builder.addInputList(inputs.subList(next, next + size).toArray(new Output<?>[0]));
        } else {
          builder.addInput(inputs.get(next));
        }
        next += size;
      }
      int expected =
          definition.getInputArgList().stream()
              .mapToInt(argument -> operators.size(node, definition, argument))
              .sum();
      if (expected != inputs.size()) {
        throw model.broken(
            "%d inputs of '%s' (%s)".formatted(expected, node.getName(), node.getOp()),
            "" + inputs.size());
      }
    }
  }

  /** Refuses a constant that would take more memory than any should. */
  AttrValue checked(String name, AttrValue value) {
    if (value.hasTensor()) {
      TensorProto tensor = value.getTensor();
      long elements = 1;
      for (TensorShapeProto.Dim dim : tensor.getTensorShape().getDimList()) {
        if (dim.getSize() < 0 || Math.multiplyHigh(elements, dim.getSize()) != 0) {
          elements = Long.MAX_VALUE;
          break;
        }
        elements *= dim.getSize();
        if (elements < 0 || elements > MAX_CONSTANT_ELEMENTS) {
          elements = Long.MAX_VALUE;
          break;
        }
      }
      if (elements > MAX_CONSTANT_ELEMENTS) {
        throw model.broken("a constant of a usual size at '" + name + "'", "a far larger one");
      }
    }
    return value;
  }

  private static Built of(Output<?> output) {
    return new Built(List.of(output), List.of(output.op()));
  }

  private static Built of(Operation operation) {
    List<Output<?>> outputs = new ArrayList<>();
    for (int i = 0; i < operation.numOutputs(); i++) {
      outputs.add(operation.output(i));
    }
    return new Built(outputs, List.of(operation));
  }
}
