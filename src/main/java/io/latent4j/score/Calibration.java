package io.latent4j.score;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the Fréchet distance is for what is known, so that its figure can be read: how far real
 * samples, as they are and with faults, are from one half of the real samples.
 *
 * @param floor that of the other half
 * @param known by name: {@code real}, as many of the other half as were generated; {@code
 *     missing_class}, the other half without its first class, if there are labels; {@code blurred},
 *     each pixel the mean of 3 x 3, if they are images; {@code noise}, values drawn evenly from the
 *     least to the largest
 */
public record Calibration(double floor, Map<String, Double> known) {

  /**
   * Copies what is known.
   *
   * @param floor the distance of the halves
   * @param known the distances by name
   */
  public Calibration {
    known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
  }

  /**
   * A distance beside the floor.
   *
   * @param frechet the distance
   * @return the ratio
   */
  public double ratio(double frechet) {
    return Score.ratio(frechet, floor);
  }
}
