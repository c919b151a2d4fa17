package io.latent4j.nn.optimizers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Finds optimizers by Keras's names. */
public final class Optimizers {
  private static final String WITH_MOMENTUM = "sgd:";

  private Optimizers() {}

  private record Entry(float defaultRate, Function<Float, Optimizer> make) {}

  private static Map<String, Entry> entries() {
    Map<String, Entry> entries = new LinkedHashMap<>();
    entries.put("adam", new Entry(Adam.DEFAULT_LEARNING_RATE, Adam::of));
    entries.put("sgd", new Entry(Sgd.DEFAULT_LEARNING_RATE, Sgd::of));
    entries.put("rmsprop", new Entry(RmsProp.DEFAULT_LEARNING_RATE, RmsProp::of));
    entries.put("adadelta", new Entry(Adadelta.DEFAULT_LEARNING_RATE, Adadelta::of));
    entries.put("adagrad", new Entry(Adagrad.DEFAULT_LEARNING_RATE, Adagrad::of));
    entries.put("adamw", new Entry(AdamW.DEFAULT_LEARNING_RATE, AdamW::of));
    entries.put("nadam", new Entry(Nadam.DEFAULT_LEARNING_RATE, Nadam::of));
    entries.put("lion", new Entry(Lion.DEFAULT_LEARNING_RATE, Lion::of));
    entries.put("adamax", new Entry(Adamax.DEFAULT_LEARNING_RATE, Adamax::of));
    entries.put("ftrl", new Entry(Ftrl.DEFAULT_LEARNING_RATE, Ftrl::of));
    return entries;
  }

  /**
   * An optimizer with Keras's defaults.
   *
   * @param name {@code adam}, {@code sgd}, {@code rmsprop}, {@code adadelta}, {@code adagrad},
   *     {@code adamw}, {@code nadam}, {@code lion}, {@code adamax} or {@code ftrl}; {@code sgd:0.9}
   *     is {@code sgd} with a momentum of 0.9
   * @return the optimizer
   * @throws IllegalArgumentException if there is none of that name, or the momentum is not from 0
   *     to 1
   */
  public static Optimizer of(String name) {
    Entry entry = entry(name);
    return entry.make.apply(entry.defaultRate);
  }

  /**
   * An optimizer with Keras's defaults but for the learning rate.
   *
   * @param name the name, as {@link #of(String)} knows it
   * @param learningRate the learning rate, positive
   * @return the optimizer
   * @throws IllegalArgumentException if there is none of that name, or the rate is not positive
   */
  public static Optimizer of(String name, float learningRate) {
    return entry(name).make.apply(learningRate);
  }

  private static Entry entry(String name) {
    Map<String, Entry> entries = entries();
    Entry entry = name.startsWith(WITH_MOMENTUM) ? withMomentum(name) : entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "optimizer must be one of %s, but is '%s'"
              .formatted(String.join(", ", entries.keySet()), name));
    }
    return entry;
  }

  private static Entry withMomentum(String name) {
    String text = name.substring(WITH_MOMENTUM.length());
    float momentum;
    try {
      momentum = Float.parseFloat(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "momentum must be a number, such as in %s0.9, but is '%s'"
              .formatted(WITH_MOMENTUM, text));
    }
    return new Entry(Sgd.DEFAULT_LEARNING_RATE, rate -> Sgd.of(rate).withMomentum(momentum));
  }
}
