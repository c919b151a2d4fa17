package io.latent4j.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Passes everything on to TensorFlow's builder and remembers what the operation is made of. */
class WatchedOperationBuilder implements OperationBuilder {
  private final EngineEnvironment environment;
  private final String type;
  private final OperationBuilder delegate;
  private final List<Object> arguments = new ArrayList<>(4);
  private final Map<String, Object> attributes;

  WatchedOperationBuilder(
      EngineEnvironment environment, String type, OperationBuilder delegate, boolean recording) {
    this.environment = environment;
    this.type = type;
    this.delegate = delegate;
    this.attributes = recording ? new LinkedHashMap<>() : null;
  }

  String type() {
    return type;
  }

  List<Output<?>> flatInputs() {
    List<Output<?>> flat = new ArrayList<>(arguments.size());
    for (Object argument : arguments) {
      if (argument instanceof Output<?>[] list) {
        flat.addAll(List.of(list));
      } else {
        flat.add((Output<?>) argument);
      }
    }
    return flat;
  }

  @Override
  public Operation build() {
    environment.beforeBuild(this);
    Operation operation = buildNative();
    environment.afterBuild(this, operation);
    if (attributes != null) {
      environment.engine().report(new RecordedOperation(type, operation, arguments, attributes));
    }
    return operation;
  }

  private Operation buildNative() {
    try {
      return delegate.build();
    } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
      throw new EngineException("operation " + type, e);
    }
  }

  @Override
  public OperationBuilder addInput(Output<?> input) {
    environment.checkInput(type, input);
    delegate.addInput(input);
    arguments.add(input);
    return this;
  }

  @Override
  public OperationBuilder addInputList(Output<?>[] inputs) {
    for (Output<?> input : inputs) {
      environment.checkInput(type, input);
    }
    delegate.addInputList(inputs);
    arguments.add(inputs.clone());
    return this;
  }

  @Override
  public OperationBuilder addControlInput(Operation control) {
    delegate.addControlInput(control);
    return this;
  }

  @Override
  public OperationBuilder setDevice(String device) {
    delegate.setDevice(device);
    return this;
  }

  private OperationBuilder remember(String name, Object value) {
    if (attributes != null) {
      attributes.put(name, value);
    }
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, String[] value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, String value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, byte[] value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, long value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, long[] value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, float value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, float[] value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, boolean value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, boolean[] value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, DataType value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, DataType[] value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, Tensor value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, Tensor[] value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, Shape value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, Shape[] value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, ConcreteFunction value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, ConcreteFunction[] value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }

  @Override
  public OperationBuilder setAttr(String name, AttrValue value) {
    delegate.setAttr(name, value);
    return remember(name, value);
  }
}
