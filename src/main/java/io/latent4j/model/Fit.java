package io.latent4j.model;

import io.latent4j.data.Samples;
import io.latent4j.data.TableDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fit under way: checks what it is given, tells listeners, knows whether to go on, and what to
 * say of the model in the end. Estimators make one for each fit; it is used by the thread that
 * fits.
 *
 * <pre>{@code
 * Fit fit = Fit.begin(this, samples, how);
 * Stage stage = fit.stage("training", "pass", passes);
 * while (stage.done() < passes && fit.goesOn()) {
 *   stage.advance(Map.of("error", pass()));
 * }
 * stage.end();
 * return new MapModel(weights, fit.provenance(Map.of("error", error)));
 * }</pre>
 */
public final class Fit {
  private final String system;
  private final Options options;
  private final Data data;
  private final Optional<TableDescription> table;
  private final FitOptions how;
  private final long start = System.nanoTime();
  private final Map<String, Object> resolved = new LinkedHashMap<>();
  private final Stages stages;

  /**
   * What is learned from, whatever it is.
   *
   * @param name what it is called
   * @param count how many samples, or what else is counted
   * @param hash the SHA-256 of its content
   */
  public record Data(String name, long count, String hash) {}

  private Fit(
      String system, Options options, Data data, Optional<TableDescription> table, FitOptions how) {
    this.system = system;
    this.options = options;
    this.data = data;
    this.table = table;
    this.how = how;
    this.stages = new Stages(how.listeners());
  }

  /**
   * Begins a fit.
   *
   * @param estimator what fits; its {@link Estimator#check check} is made
   * @param samples what to learn from
   * @param how how to fit
   * @return the fit
   * @throws IllegalArgumentException if the estimator refuses the samples, or validation samples
   *     have another number of features
   */
  public static Fit begin(Estimator<?> estimator, Samples samples, FitOptions how) {
    estimator.check(samples);
    how.validation()
        .ifPresent(
            held -> {
              if (held.features() != samples.features()) {
                throw new InvalidOptionException(
                    "validation",
                    "samples must have %d features like the training samples, but have %d"
                        .formatted(samples.features(), held.features()));
              }
            });
    Data data = new Data(samples.name(), samples.count(), samples.hash());
    return new Fit(estimator.name(), estimator, data, samples.table(), how);
  }

  /**
   * Begins a fit to what are no samples; it is checked by whoever fits.
   *
   * @param system what is learned, as {@link Estimator#name()}
   * @param options the options of what learns
   * @param data what is learned from
   * @param how how to fit; it has no validation samples
   * @return the fit
   * @throws IllegalArgumentException if there are validation samples
   */
  public static Fit begin(String system, Options options, Data data, FitOptions how) {
    if (how.validation().isPresent()) {
      throw new InvalidOptionException(
          "validation", "must be none that is samples, but is " + how.validation().get());
    }
    return new Fit(system, options, data, Optional.empty(), how);
  }

  /**
   * How to fit.
   *
   * @return the options that the fit was begun with
   */
  public FitOptions how() {
    return how;
  }

  /**
   * Whether to go on. Once it is false, it stays so.
   *
   * @return false if the thread was interrupted, whose status stays as it is, or a listener wants
   *     the end
   */
  public boolean goesOn() {
    return stages.goOn();
  }

  /**
   * The stages of the work.
   *
   * @return where listeners are told from
   */
  Stages stages() {
    return stages;
  }

  /**
   * Records what an option that was left to the estimator came to.
   *
   * @param option the option's name, as in {@link Options#options()}
   * @param value the value: a number, boolean, text, or a list of these
   */
  public void resolve(String option, Object value) {
    resolved.put(option, value);
  }

  /**
   * Says something in words to all who listen.
   *
   * @param message one line
   */
  public void say(String message) {
    stages.say(message);
  }

  /**
   * Begins a part of the work, and tells that nothing of it is done.
   *
   * @param name what is done, such as {@code training}
   * @param unit what is counted, such as {@code epoch}
   * @param total how many units there will be at most, at least 1
   * @return the stage
   */
  public Stage stage(String name, String unit, int total) {
    return stages.begin(name, unit, total);
  }

  /**
   * Follows a part of this fit that is a fit of its own: tells the listeners of this one, and ends
   * the part when they want it. A part that is begun when this fit is over is ended at once, and
   * nothing is told of it.
   *
   * @return a listener for the part
   */
  public FitListener part() {
    boolean told = goesOn();
    return progress -> {
      if (told) {
        stages.tell(progress);
      }
      return goesOn();
    };
  }

  /**
   * Where the model comes from that is fitted by now.
   *
   * @param figures what it gives, by name
   * @return options, seed, data, versions, figures, seconds, and whether it was interrupted
   */
  public Provenance provenance(Map<String, Double> figures) {
    Map<String, Object> all = new LinkedHashMap<>(options.options());
    all.putAll(resolved);
    return Provenance.of(system, all, how.engine(), data.name(), data.count(), List.of(data.hash()))
        .withTable(table)
        .withFigures(figures)
        .withEnd((System.nanoTime() - start) * 1e-9, !goesOn());
  }

  /** All that the result depends on, for training that is saved and resumed. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("system", system);
    options.options().forEach((name, value) -> settings.put(name, String.valueOf(value)));
    settings.put("data", data.name());
    settings.put("data_hash", data.hash());
    how.validation().ifPresent(held -> settings.put("validation_hash", held.hash()));
    settings.put("seed", String.valueOf(how.engine().seed()));
    settings.put("threads", String.valueOf(how.engine().threads()));
    settings.put("precision", how.engine().precision().toString());
    return settings;
  }

  /**
   * What a model knows from its fit, and a file doesn't keep.
   *
   * @param known it, empty of a model that was loaded
   * @param subject what it is, with its verb, such as {@code history is that}
   * @param <T> what it is
   * @return it
   * @throws IllegalStateException if the model was loaded
   */
  public static <T> T known(Optional<T> known, String subject) {
    return known.orElseThrow(
        () -> new IllegalStateException(subject + " of a fit, but this model was loaded"));
  }

  /**
   * Refuses samples of another number of features than a model was fitted with.
   *
   * @param features those of the fit
   * @param samples the samples
   * @throws IllegalArgumentException if the numbers differ
   */
  public static void requireFeatures(int features, Samples samples) {
    if (samples.features() != features) {
      throw new InvalidOptionException(
          "samples",
          "must have %d features, as those of the fit, but have %d"
              .formatted(features, samples.features()));
    }
  }
}
