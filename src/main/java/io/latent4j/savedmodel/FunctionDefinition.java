package io.latent4j.savedmodel;

import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.TracedFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.ResourceHandleProto;

/**
 * Turns a traced function into the form in which TensorFlow stores functions: nodes refer to each
 * other by the names of their outputs, and inputs and handles are arguments instead of nodes.
 */
final class FunctionDefinition {
  private final OutputNames outputNames;
  private final TracedFunction traced;
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, String> argumentOfNode = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final OpDef.Builder signature = OpDef.newBuilder();
  private final FunctionDef.Builder function = FunctionDef.newBuilder();
  private final List<Shape> argumentShapes = new ArrayList<>();

  private FunctionDefinition(OutputNames outputNames, TracedFunction traced) {
    this.outputNames = outputNames;
    this.traced = traced;
    for (NodeDef node : traced.graph().getNodeList()) {
      nodes.put(node.getName(), node);
      taken.add(node.getName());
    }
  }

  /**
   * Writes a function down.
   *
   * @param outputNames what operations call their outputs
   * @param name the name in the library
   * @param traced the function
   * @param inputs its inputs in the order in which they are passed
   * @param outputs its outputs in the order in which they are returned
   */
  static FunctionDef of(
      OutputNames outputNames,
      String name,
      TracedFunction traced,
      List<TracedFunction.Input> inputs,
      List<String> outputs) {
    FunctionDefinition definition = new FunctionDefinition(outputNames, traced);
    inputs.forEach(definition::addInput);
    traced.captures().forEach(definition::addHandle);
    definition.addNodes();
    definition.addOutputs(outputs);
    definition.addEffects();
    definition.function.putAttr("_input_shapes", AttrValues.shapes(definition.argumentShapes));
    return definition.function.setSignature(definition.signature.setName(name)).build();
  }

  private void addInput(TracedFunction.Input input) {
    int index = signature.getInputArgCount();
    DataType type = AttrValues.dataType(input.spec().type());
    signature.addInputArg(OpDef.ArgDef.newBuilder().setName(argument(input.node())).setType(type));
    function.putArgAttr(
        index,
        FunctionDef.ArgAttrs.newBuilder()
            .putAttr("_output_shapes", AttrValues.shapes(List.of(input.spec().shape())))
            .putAttr("_user_specified_name", AttrValues.string(input.spec().name()))
            .build());
    argumentShapes.add(input.spec().shape());
  }

  private void addHandle(ModelVariable<?> variable, String node) {
    signature.addInputArg(
        OpDef.ArgDef.newBuilder()
            .setName(argument(node))
            .setType(DataType.DT_RESOURCE)
            .addHandleData(
                ResourceHandleProto.DtypeAndShape.newBuilder()
                    .setDtype(AttrValues.dataType(variable.type()))
                    .setShape(AttrValues.proto(variable.shape()))));
    argumentShapes.add(Shape.scalar());
  }

  /** Arguments are in lower case and share their names with no node. */
  private String argument(String node) {
    taken.remove(node);
    String argument = unused(node.toLowerCase(Locale.ROOT));
    argumentOfNode.put(node, argument);
    return argument;
  }

  private String unused(String name) {
    String unused = name;
    for (int i = 1; !taken.add(unused); i++) {
      unused = name + "_" + i;
    }
    return unused;
  }

  private void addNodes() {
    for (NodeDef node : traced.graph().getNodeList()) {
      if (argumentOfNode.containsKey(node.getName())) {
        continue;
      }
      NodeDef.Builder added = node.toBuilder().clearInput();
      for (String input : node.getInputList()) {
        if (!input.startsWith("^")) {
          added.addInput(reference(input));
        } else if (!argumentOfNode.containsKey(input.substring(1))) {
          added.addInput(input);
        }
      }
      function.addNodeDef(added);
      if (outputNames.isStateful(node)) {
        signature.setIsStateful(true);
      }
    }
  }

  private String reference(String input) {
    int colon = input.lastIndexOf(':');
    String name = colon < 0 ? input : input.substring(0, colon);
    return reference(name, colon < 0 ? 0 : Integer.parseInt(input.substring(colon + 1)));
  }

  private String reference(String node, int output) {
    String argument = argumentOfNode.get(node);
    return argument != null ? argument : node + ":" + outputNames.of(nodes.get(node), output);
  }

  private void addOutputs(List<String> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      TracedFunction.Output output = traced.outputs().get(outputs.get(i));
      String name = "output_" + i;
      signature.addOutputArg(OpDef.ArgDef.newBuilder().setName(name).setType(output.type()));
      function.putRet(name, reference(output.node(), output.index()));
    }
  }

  private void addEffects() {
    for (String node : traced.effects()) {
      signature.addControlOutput(node);
      function.putControlRet(node, node);
    }
  }
}
