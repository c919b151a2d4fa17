package io.latent4j.autodiff;

import io.latent4j.engine.Engine;
import io.latent4j.engine.MemoryScope;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.RecordedOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.family.TType;

/**
 * Records operations, and differentiates what they computed by reverse accumulation, as Python's
 * {@code tf.GradientTape} does, eagerly and in graphs.
 *
 * <p>Every operation made through {@link Engine#ops()} while the tape is open is on the tape, if it
 * depends on a trainable variable that was read or on an operand that is watched. Tapes nest: an
 * outer tape records the gradients that an inner one computes, which gives higher orders. A tape
 * does not record the gradients that are taken from itself.
 *
 * <p>Eagerly, closing the outermost tape releases all that was made while it was open, so a step of
 * training, the update of the weights included, goes inside:
 *
 * <pre>{@code
 * try (GradientTape tape = GradientTape.on(engine)) {
 *   Operand<TFloat32> loss = Losses.meanSquaredError(tf, y, model.call(tf, x, Mode.TRAINING));
 *   optimizer.apply(tf, tape.gradient(loss, weights), weights);
 * }
 * }</pre>
 */
public final class GradientTape implements AutoCloseable {
  private final Engine engine;
  private final boolean persistent;
  private final GradientRules rules;
  private final MemoryScope memory;
  private final OpenTapes openTapes;
  private Recording recording;
  private int pauses;
  private boolean used;

  private GradientTape(Engine engine, boolean persistent, GradientRules rules) {
    this.engine = Objects.requireNonNull(engine, "engine");
    this.persistent = persistent;
    this.rules = Objects.requireNonNull(rules, "rules");
    this.recording = new Recording(this::isTrainable);
    this.memory = engine.enclosingMemoryScope();
    this.openTapes = OpenTapes.of(engine);
    openTapes.add(this);
  }

  /**
   * Opens a tape from which gradients are taken once.
   *
   * @param engine whose operations to record
   * @return the tape, to be closed by the caller
   */
  public static GradientTape on(Engine engine) {
    return new GradientTape(engine, false, GradientRules.standard());
  }

  /**
   * Opens a tape from which gradients are taken any number of times.
   *
   * @param engine whose operations to record
   * @return the tape, to be closed by the caller
   */
  public static GradientTape persistent(Engine engine) {
    return new GradientTape(engine, true, GradientRules.standard());
  }

  /**
   * Opens a tape with gradients of the caller's own.
   *
   * @param engine whose operations to record
   * @param persistent whether gradients are taken more than once
   * @param rules the gradients by type of operation, looked up before TensorFlow's own
   * @return the tape, to be closed by the caller
   */
  public static GradientTape with(Engine engine, boolean persistent, GradientRules rules) {
    return new GradientTape(engine, persistent, rules);
  }

  /**
   * Records what depends on an operand from now on.
   *
   * @param operand an operand of a floating-point type
   * @throws IllegalArgumentException if it has another type
   */
  public void watch(Operand<? extends TType> operand) {
    checkOpen();
    checkOwn("operand", operand);
    checkDifferentiable("operand", operand);
    recording.track(operand.asOutput());
  }

  /**
   * Records what depends on a variable from now on, although it is not trainable. Trainable
   * variables are watched when they are read.
   *
   * @param variable a variable of the tape's engine
   */
  public void watch(ModelVariable<?> variable) {
    checkOpen();
    recording.watchHandle(variable.handle(engine.ops()).asOutput());
  }

  /** A stretch in which a tape does not record. */
  public interface Pause extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Stops recording until the result is closed.
   *
   * @return the pause, to be closed by the caller
   */
  public Pause stopRecording() {
    checkOpen();
    pauses++;
    return new Pause() {
      private boolean over;

      @Override
      public void close() {
        if (!over) {
          over = true;
          pauses--;
        }
      }
    };
  }

  /** Forgets what was recorded; what is watched stays so only if it is watched again. */
  public void reset() {
    checkOpen();
    recording = new Recording(this::isTrainable);
    used = false;
  }

  /**
   * The gradient of a target with respect to one operand that was watched or computed.
   *
   * @param <T> the type of the source
   * @param target what to differentiate; if it is not a scalar, the sum of its elements
   * @param source with respect to what
   * @return the gradient, of the source's shape; null if the target does not depend on it
   * @throws IllegalStateException if the tape is closed, or used before and not persistent
   * @throws MissingGradientException if an operation in between has no gradient
   */
  @SuppressWarnings("unchecked") // a gradient has the type of its source
  public <T extends TType> Operand<T> gradient(Operand<? extends TType> target, Operand<T> source) {
    return (Operand<T>) gradientOfOperands(target, List.of(source), Unconnected.NONE, null).get(0);
  }

  /**
   * The gradients of a target with respect to variables.
   *
   * @param target what to differentiate; if it is not a scalar, the sum of its elements
   * @param sources with respect to what
   * @return a gradient for each variable, of its shape; null where the target does not depend on it
   * @throws IllegalStateException if the tape is closed, or used before and not persistent
   * @throws MissingGradientException if an operation in between has no gradient
   */
  public List<Operand<?>> gradient(
      Operand<? extends TType> target, List<ModelVariable<?>> sources) {
    return gradient(target, sources, Unconnected.NONE);
  }

  /**
   * The gradients of a target with respect to variables.
   *
   * @param target what to differentiate; if it is not a scalar, the sum of its elements
   * @param sources with respect to what
   * @param unconnected what to return for a variable that the target does not depend on
   * @return a gradient for each variable, of its shape
   * @throws IllegalStateException if the tape is closed, or used before and not persistent
   * @throws MissingGradientException if an operation in between has no gradient
   */
  public List<Operand<?>> gradient(
      Operand<? extends TType> target, List<ModelVariable<?>> sources, Unconnected unconnected) {
    List<Operand<?>> handles = new ArrayList<>();
    sources.forEach(variable -> handles.add(variable.handle(engine.ops())));
    return gradientOfOperands(target, handles, unconnected, null);
  }

  /**
   * The gradients of a target with respect to operands, in full generality.
   *
   * @param target what to differentiate
   * @param sources with respect to what; handles of variables stand for all their reads
   * @param unconnected what to return for a source that the target does not depend on
   * @param targetGradient what to multiply the Jacobian with from the left, of the target's shape;
   *     null for ones
   * @return a gradient for each source, of its shape
   * @throws IllegalStateException if the tape is closed, or used before and not persistent
   * @throws MissingGradientException if an operation in between has no gradient
   */
  public List<Operand<?>> gradientOfOperands(
      Operand<? extends TType> target,
      List<? extends Operand<?>> sources,
      Unconnected unconnected,
      Operand<? extends TType> targetGradient) {
    checkOpen();
    checkOwn("target", target);
    checkDifferentiable("target", target);
    sources.forEach(source -> checkOwn("source", source));
    checkTargetGradient(target, targetGradient);
    if (used && !persistent) {
      throw new IllegalStateException(
          "a tape that is not persistent must be asked for gradients once only");
    }
    used = true;
    List<Operand<?>> gradients;
    try (Pause pause = stopRecording()) {
      Objects.requireNonNull(pause);
      gradients =
          new Backpropagation(engine, rules, recording, unconnected)
              .gradients(
                  target.asOutput(),
                  sources.stream().<Output<?>>map(Operand::asOutput).toList(),
                  targetGradient == null ? null : targetGradient.asOutput());
    }
    if (!persistent) {
      recording = new Recording(this::isTrainable); // lets go of what was recorded
    }
    return gradients;
  }

  /** Ends the recording and, if no other tape or scope is open, releases what was made. */
  @Override
  public void close() {
    if (recording != null) {
      recording = null;
      openTapes.remove(this);
      memory.close();
    }
  }

  /** A tape that can give no more gradients does not record. */
  boolean isRecording() {
    return pauses == 0 && recording != null && (persistent || !used);
  }

  void record(RecordedOperation operation, GradientRule rule) {
    if (isRecording()) {
      recording.add(operation, rule, engineKnows(operation.type()));
    }
  }

  private boolean isTrainable(Output<?> handle) {
    ModelVariable<?> variable = engine.variableOf(handle);
    return variable == null || variable.trainable();
  }

  private boolean engineKnows(String type) {
    return rules.has(type) || NativeGradients.of(engine).knows(type);
  }

  private void checkOwn(String what, Operand<? extends TType> operand) {
    if (!engine.owns(operand)) {
      throw new IllegalArgumentException(what + " must be of the tape's engine, but is of another");
    }
  }

  private static void checkDifferentiable(String what, Operand<? extends TType> operand) {
    DataType type = operand.asOutput().dataType();
    if (!Recording.isDifferentiable(type)) {
      throw new IllegalArgumentException(
          what + " must be of a floating-point type, but is " + type);
    }
  }

  private void checkTargetGradient(
      Operand<? extends TType> target, Operand<? extends TType> targetGradient) {
    if (targetGradient == null) {
      return;
    }
    checkOwn("targetGradient", targetGradient);
    Output<?> actual = targetGradient.asOutput();
    Output<?> expected = target.asOutput();
    if (actual.dataType() != expected.dataType()
        || !actual.shape().isCompatibleWith(expected.shape())) {
      throw new IllegalArgumentException(
          "targetGradient must be %s %s, as the target is, but is %s %s"
              .formatted(expected.dataType(), expected.shape(), actual.dataType(), actual.shape()));
    }
  }

  private void checkOpen() {
    if (recording == null) {
      throw new IllegalStateException("tape is closed");
    }
  }
}
