package io.latent4j.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a fit is. Within a stage it never goes backwards, from 0 to the end.
 *
 * @param stage what is under way, such as {@code training}
 * @param unit what is counted, such as {@code epoch}
 * @param done how many units are done, from 0
 * @param total how many there will be at most, at least 1
 * @param part what share of the next unit is done, from 0 up to but not including 1
 * @param figures what the last unit gave by name, such as {@code loss}; empty within a unit
 * @param end why the stage is over, in words, if it is: {@code complete}, {@code interrupted}, or
 *     what the estimator says of an early end
 */
public record FitProgress(
    String stage,
    String unit,
    int done,
    int total,
    double part,
    Map<String, Double> figures,
    Optional<String> end) {

  /**
   * Copies the figures.
   *
   * @param stage what is under way
   * @param unit what is counted
   * @param done how many units are done
   * @param total how many there will be at most
   * @param part what share of the next unit is done
   * @param figures what the last unit gave by name
   * @param end why the stage is over, if it is
   */
  public FitProgress {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(end, "end");
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /**
   * What share of the stage is done, as far as is known.
   *
   * @return from 0 to 1; 1 at the end of the stage, however early
   */
  public double share() {
    return end.isPresent() ? 1 : (done + part) / total;
  }
}
