package io.latent4j.report;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How losses and metrics went over the epochs of a training.
 *
 * <pre>{@code
 * LearningCurve.titled("Autoencoder")
 *     .series("loss", loss)
 *     .series("val_loss", validationLoss)
 *     .markBest("val_loss")
 *     .logScale()
 *     .writeTo(file);
 * }</pre>
 *
 * <p>The object is built step by step and is not safe for use by several threads.
 */
public final class LearningCurve implements Picture {

  private final LinePlot plot;
  private final Map<String, double[]> series = new LinkedHashMap<>();

  private LearningCurve(LinePlot plot) {
    this.plot = plot;
  }

  /**
   * Begins a curve.
   *
   * @param title what stands above it
   * @return the curve
   * @throws IllegalArgumentException if the title is null or blank
   */
  public static LearningCurve titled(String title) {
    return new LearningCurve(LinePlot.titled(title).axes("epoch", "loss"));
  }

  /**
   * Names the vertical axis, which is "loss" otherwise.
   *
   * @param title the name of what is measured
   * @return this curve
   * @throws IllegalArgumentException if the title is null or blank
   */
  public LearningCurve measuring(String title) {
    plot.axes("epoch", title);
    return this;
  }

  /**
   * Adds a line with one value an epoch; epochs are counted from 1.
   *
   * @param name the name of the line, such as {@code val_loss}
   * @param values its values, as many as the series before has
   * @return this curve
   * @throws IllegalArgumentException if the name is taken, the number of values differs from the
   *     other series, there are none or one is not finite
   */
  public LearningCurve series(String name, double[] values) {
    Check.present("values", values);
    for (Map.Entry<String, double[]> other : series.entrySet()) {
      Check.sameLength(name, values.length, "epochs in " + other.getKey(), other.getValue().length);
    }
    plot.series(name, values);
    series.put(name, values.clone());
    return this;
  }

  /**
   * Marks the epoch where a series is lowest; the first one if there are several.
   *
   * @param name the name of a series that was added before
   * @return this curve
   * @throws IllegalArgumentException if there is no such series
   */
  public LearningCurve markBest(String name) {
    double[] values = series.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          "name must be one of the series " + series.keySet() + ", but is " + name);
    }
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] < values[best]) {
        best = i;
      }
    }
    plot.mark(
        best + 1,
        name,
        "best %s: %s at epoch %d".formatted(name, Numbers.show(values[best]), best + 1));
    return this;
  }

  /**
   * Makes the vertical axis logarithmic.
   *
   * @return this curve
   * @throws IllegalArgumentException if a value is not positive
   */
  public LearningCurve logScale() {
    plot.logScale();
    return this;
  }

  @Override
  public BufferedImage image() {
    if (series.isEmpty()) {
      throw new IllegalStateException("a learning curve needs a series before it can be drawn");
    }
    return plot.image();
  }
}
