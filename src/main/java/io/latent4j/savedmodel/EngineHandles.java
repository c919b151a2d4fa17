package io.latent4j.savedmodel;

import io.latent4j.checkpoint.ElementTypes;
import io.latent4j.engine.GraphEngine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.TensorProto;

/** Variables, constants, assets and tables of a model in an engine. */
final class EngineHandles implements Handles {
  private final StoredModel model;
  private final GraphEngine engine;
  private final Inliner inliner;
  private final Map<Object, LoadedVariable> byNode = new HashMap<>();

  EngineHandles(
      StoredModel model, Operators operators, GraphEngine engine, List<LoadedVariable> variables) {
    this.model = model;
    this.engine = engine;
    this.inliner = new Inliner(model, operators, engine, this);
    for (LoadedVariable variable : variables) {
      variable.stored().nodes().forEach(node -> byNode.put(node, variable));
    }
  }

  Inliner inliner() {
    return inliner;
  }

  /** What a function uses besides its inputs. */
  Output<?> ofObject(int node) {
    SavedObject object = model.objects().getNodes(node);
    switch (object.getKindCase()) {
      case VARIABLE:
        LoadedVariable variable = byNode.get(node);
        if (variable == null) {
          throw model.broken("a value of variable " + node, "none");
        }
        return handle(variable);
      case CONSTANT:
        return inliner.constant(object.getConstant().getOperation());
      case ASSET:
        return text(asset(object.getAsset().getAssetFileDefIndex()));
      case RESOURCE:
        StoredFunction create = StoredFunctions.child(model, node, "_create_resource");
        if (create != null) {
          List<Output<?>> made = inliner.function(create.concrete(), List.of());
          if (made.size() == 1) {
            return made.get(0);
          }
        }
        break;
      default:
    }
    throw model.broken(
        "functions that use variables, constants, assets and tables",
        "one that uses an object of kind " + object.getKindCase());
  }

  private Output<?> handle(LoadedVariable variable) {
    return variable.variable().handle(engine.ops()).asOutput();
  }

  @Override
  public Output<?> ofOperation(NodeDef node) {
    LoadedVariable variable = byNode.get(node.getName());
    return variable == null ? null : handle(variable);
  }

  /** A trainable variable of complex numbers among the objects that a function uses. */
  Optional<VariableDescription> complexWeight(List<Integer> bound) {
    return bound.stream()
        .filter(byNode::containsKey)
        .map(node -> byNode.get(node).stored().description())
        .filter(
            variable ->
                variable.trainable()
                    && (variable.type() == DataType.DT_COMPLEX64
                        || variable.type() == DataType.DT_COMPLEX128))
        .findFirst();
  }

  private LoadedVariable of(Output<?> handle) {
    for (LoadedVariable variable : byNode.values()) {
      if (variable.variable() == engine.variableOf(handle)) {
        return variable;
      }
    }
    return null;
  }

  @Override
  public boolean isOfOtherType(Output<?> handle) {
    LoadedVariable variable = engine.variableOf(handle) == null ? null : of(handle);
    return variable != null && type(variable) != bits(variable);
  }

  private static DataType type(LoadedVariable variable) {
    return variable.stored().description().type();
  }

  private static DataType bits(LoadedVariable variable) {
    return ElementTypes.of(variable.variable().type());
  }

  @Override
  public Output<?> read(Output<?> handle) {
    LoadedVariable variable = of(handle);
    Output<?> bits =
        builder("ReadVariableOp")
            .addInput(handle)
            .setAttr("dtype", bits(variable))
            .build()
            .output(0);
    return bitcast(bits, type(variable));
  }

  @Override
  public Operation write(String type, Output<?> handle, Output<?> value, List<Operation> controls) {
    LoadedVariable variable = of(handle);
    OperationBuilder builder =
        builder(type)
            .addInput(handle)
            .addInput(bitcast(value, bits(variable)))
            .setAttr("dtype", bits(variable));
    controls.forEach(builder::addControlInput);
    return builder.build();
  }

  /** The same bits as another type. */
  Output<?> bitcast(Output<?> value, DataType type) {
    if (value.dataType() == type) {
      return value;
    }
    return builder("Bitcast").addInput(value).setAttr("type", type).build().output(0);
  }

  /** The value of an input that was left out. */
  Output<?> constant(TensorDescription input, TensorProto value) {
    boolean fits =
        value != null
            && value.getDtype() == input.type()
            && StoredVariables.shape(value.getTensorShape()).isCompatibleWith(input.shape());
    if (!fits) {
      throw model.broken(
          "a value of " + input, value == null ? "none" : value.getDtype() + " of another shape");
    }
    AttrValue constant = AttrValue.newBuilder().setTensor(value).build();
    return builder("Const")
        .setAttr("dtype", input.type())
        .setAttr("value", inliner.checked(input.name(), constant))
        .build()
        .output(0);
  }

  private OperationBuilder builder(String type) {
    Scope scope = engine.ops().scope();
    return scope.env().opBuilder(type, scope.makeOpName(type), scope);
  }

  @Override
  public String assetOf(String operation) {
    for (int i = 0; i < model.metaGraph().getAssetFileDefCount(); i++) {
      AssetFileDef asset = model.metaGraph().getAssetFileDef(i);
      if (RestoredHandles.nodeName(asset.getTensorInfo().getName()).equals(operation)) {
        return asset(i);
      }
    }
    return null;
  }

  private String asset(int index) {
    if (index < 0 || index >= model.metaGraph().getAssetFileDefCount()) {
      throw model.broken("an asset " + index, "none of that number");
    }
    String name = model.metaGraph().getAssetFileDef(index).getFilename();
    return model.asset(name).toAbsolutePath().toString();
  }

  @Override
  public Output<?> text(String value) {
    return engine.ops().constant(value).asOutput();
  }
}
