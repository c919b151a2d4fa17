package io.latent4j.model;

import java.util.Map;
import java.util.Optional;

/** A part of some work, in units. */
public final class Stage {
  private static final String COMPLETE = "complete";
  private static final String INTERRUPTED = "interrupted";

  private final Stages stages;
  private final String name;
  private final String unit;
  private final int total;
  private int done;
  private double part;

  Stage(Stages stages, String name, String unit, int total) {
    this.stages = stages;
    this.name = name;
    this.unit = unit;
    this.total = total;
  }

  /**
   * How many units are done.
   *
   * @return from 0
   */
  public int done() {
    return done;
  }

  /**
   * One more unit is done.
   *
   * @param figures what it gave, by name
   */
  public void advance(Map<String, Double> figures) {
    done(done + 1, figures);
  }

  /**
   * Several units are done.
   *
   * @param units how many in all, at least as many as before
   * @param figures what the last one gave, by name
   */
  public void done(int units, Map<String, Double> figures) {
    done = units;
    part = 0;
    tell(figures, Optional.empty());
  }

  /**
   * A part of the unit under way is done. What is not more than before is not told.
   *
   * @param share which share of it, from 0 up to but not including 1
   */
  public void part(double share) {
    if (share > part && share < 1) {
      part = share;
      tell(Map.of(), Optional.empty());
    }
  }

  /** The stage is over: complete, or interrupted if somebody does not want to go on. */
  public void end() {
    end(COMPLETE);
  }

  /**
   * The stage is over.
   *
   * @param reason why, in words, unless it was interrupted
   */
  public void end(String reason) {
    tell(Map.of(), Optional.of(stages.goOn() ? reason : INTERRUPTED));
  }

  void tell(Map<String, Double> figures, Optional<String> end) {
    stages.tell(new FitProgress(name, unit, done, total, part, figures, end));
  }
}
