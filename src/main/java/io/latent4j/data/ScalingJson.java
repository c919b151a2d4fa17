package io.latent4j.data;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.Arrays;

/**
 * A scaling as text: numbers in the shortest decimal form that gives the same bits.
 *
 * @param scale the kind
 * @param offset as the scaling has it
 * @param factor as the scaling has it
 */
record ScalingJson(String scale, double[] offset, float[] factor) {

  static String write(Scaling scaling) {
    return new Gson()
        .toJson(new ScalingJson(scaling.kind().toString(), scaling.offset(), scaling.factor()));
  }

  static Scaling read(String json) {
    ScalingJson read;
    try {
      read = new Gson().fromJson(json, ScalingJson.class);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("scaling is no valid JSON: " + Text.reason(e), e);
    }
    if (read == null || read.scale == null || read.offset == null || read.factor == null) {
      throw new IllegalArgumentException("scaling must have scale, offset and factor");
    }
    if (read.offset.length == 0 || read.offset.length != read.factor.length) {
      throw new IllegalArgumentException(
          "scaling must have as many factors as offsets, at least one, but has "
              + read.factor.length
              + " and "
              + read.offset.length);
    }
    for (int i = 0; i < read.offset.length; i++) {
      if (!Float.isFinite((float) read.offset[i]) || !Float.isFinite(read.factor[i])) {
        throw new IllegalArgumentException(
            "scaling must be finite, but offset and factor "
                + i
                + " are "
                + read.offset[i]
                + " and "
                + read.factor[i]);
      }
    }
    return new Scaling(kind(read.scale), read.offset, read.factor);
  }

  private static Scaling.Kind kind(String name) {
    return Arrays.stream(Scaling.Kind.values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scale must be one of "
                        + Arrays.toString(Scaling.Kind.values())
                        + ", but is "
                        + Text.quote(name)));
  }
}
