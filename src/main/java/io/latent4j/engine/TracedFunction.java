package io.latent4j.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;

/**
 * A function as a graph of its own, of which nothing lives in an engine: what is written into a
 * file. {@link Engine#trace} makes it.
 *
 * @param name the name of the function
 * @param graph the operations
 * @param inputs the node of each input, in the order in which they were declared; its name is that
 *     of the input, or like it
 * @param captures the node that stands for the handle of each variable that the function uses, in
 *     the order of first use; whoever calls the function passes the handles
 * @param outputs the outputs by name, in the order in which the body gave them
 * @param effects the nodes that must run although no output needs them
 */
public record TracedFunction(
    String name,
    GraphDef graph,
    List<Input> inputs,
    Map<ModelVariable<?>, String> captures,
    Map<String, Output> outputs,
    List<String> effects) {

  /**
   * An input.
   *
   * @param spec what the function declared
   * @param node the name of the node that stands for it
   */
  public record Input(InputSpec spec, String node) {}

  /**
   * An output.
   *
   * @param node the name of the node that computes it
   * @param index which of the node's outputs it is
   * @param type its type
   * @param shape its shape, as far as it is known
   */
  public record Output(String node, int index, DataType type, Shape shape) {}

  /**
   * Copies the collections.
   *
   * @param name the name of the function
   * @param graph the operations
   * @param inputs the node of each input
   * @param captures the node of each variable
   * @param outputs the outputs by name
   * @param effects the nodes that must run
   */
  public TracedFunction {
    inputs = List.copyOf(inputs);
    captures = Collections.unmodifiableMap(new LinkedHashMap<>(captures));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    effects = List.copyOf(effects);
  }
}
