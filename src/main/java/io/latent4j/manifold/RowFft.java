package io.latent4j.manifold;

/**
 * Fourier transforms of many sequences at a time: element i of all of them is row i of a matrix.
 * Every loop runs along rows that are arrays of their own, which the virtual machine turns into
 * vector instructions. Lengths are products of 2 and 3.
 */
final class RowFft {
  private static final double SIN_60 = Math.sqrt(3) / 2;

  private final int length;
  private final float[] cosines;
  private final float[] sines;
  private final int[] frequencies;

  RowFft(int length) {
    this.length = length;
    cosines = new float[length];
    sines = new float[length];
    frequencies = new int[length];
    for (int i = 0; i < length; i++) {
      cosines[i] = (float) Math.cos(2 * Math.PI * i / length);
      sines[i] = (float) -Math.sin(2 * Math.PI * i / length);
      frequencies[i] = frequencyAt(i);
    }
  }

  private static int radix(int rest) {
    if (rest % 4 == 0) {
      return 4;
    }
    return rest % 2 == 0 ? 2 : 3;
  }

  /** Which frequency the decimation leaves at a place. */
  private int frequencyAt(int place) {
    int frequency = 0;
    int step = 1;
    int within = place;
    for (int rest = length; rest > 1; ) {
      int radix = radix(rest);
      rest /= radix;
      frequency += step * (within / rest);
      within %= rest;
      step *= radix;
    }
    return frequency;
  }

  /**
   * Transforms in place; the rows change places. With the two parts exchanged, both of the argument
   * and of the result, it is the inverse transform times the length.
   *
   * @param re the real parts, one row for each element
   * @param im the imaginary parts
   */
  void transform(float[][] re, float[][] im) {
    for (int rest = length; rest > 1; ) {
      int radix = radix(rest);
      int part = rest / radix;
      for (int start = 0; start < length; start += rest) {
        for (int p = 0; p < part; p++) {
          int turn = length / rest * p;
          switch (radix) {
            case 4 -> four(re, im, start + p, part, turn);
            case 3 -> three(re, im, start + p, part, turn);
            default -> two(re, im, start + p, part, turn);
          }
        }
      }
      rest = part;
    }
    order(re);
    order(im);
  }

  private void order(float[][] rows) {
    float[][] before = rows.clone();
    for (int i = 0; i < length; i++) {
      rows[frequencies[i]] = before[i];
    }
  }

  private void two(float[][] re, float[][] im, int at, int part, int turn) {
    two(re[at], im[at], re[at + part], im[at + part], cosines[turn], sines[turn]);
  }

  private static void two(float[] ar, float[] ai, float[] br, float[] bi, float c, float s) {
    for (int i = 0; i < ar.length; i++) {
      float dr = ar[i] - br[i];
      float di = ai[i] - bi[i];
      ar[i] += br[i];
      ai[i] += bi[i];
      br[i] = dr * c - di * s;
      bi[i] = dr * s + di * c;
    }
  }

  private void three(float[][] re, float[][] im, int at, int part, int turn) {
    int twice = 2 * turn % length;
    three(
        re[at],
        im[at],
        re[at + part],
        im[at + part],
        re[at + 2 * part],
        im[at + 2 * part],
        new float[] {cosines[turn], sines[turn], cosines[twice], sines[twice]});
  }

  private static void three(
      float[] ar, float[] ai, float[] br, float[] bi, float[] cr, float[] ci, float[] turns) {
    float sin = (float) SIN_60;
    float c1 = turns[0];
    float s1 = turns[1];
    float c2 = turns[2];
    float s2 = turns[3];
    for (int i = 0; i < ar.length; i++) {
      float sumR = br[i] + cr[i];
      float sumI = bi[i] + ci[i];
      float difR = sin * (br[i] - cr[i]);
      float difI = sin * (bi[i] - ci[i]);
      float midR = ar[i] - 0.5f * sumR;
      float midI = ai[i] - 0.5f * sumI;
      ar[i] += sumR;
      ai[i] += sumI;
      float oneR = midR + difI;
      float oneI = midI - difR;
      float twoR = midR - difI;
      float twoI = midI + difR;
      br[i] = oneR * c1 - oneI * s1;
      bi[i] = oneR * s1 + oneI * c1;
      cr[i] = twoR * c2 - twoI * s2;
      ci[i] = twoR * s2 + twoI * c2;
    }
  }

  private void four(float[][] re, float[][] im, int at, int part, int turn) {
    int b = at + part;
    int c = b + part;
    int d = c + part;
    // Two steps of radix 2 with all in cache would read and write twice as much.
    int twice = 2 * turn % length;
    int thrice = 3 * turn % length;
    float[] turns = {
      cosines[turn], sines[turn], cosines[twice], sines[twice], cosines[thrice], sines[thrice]
    };
    four(re[at], im[at], re[b], im[b], re[c], im[c], re[d], im[d], turns);
  }

  private static void four(
      float[] ar,
      float[] ai,
      float[] br,
      float[] bi,
      float[] cr,
      float[] ci,
      float[] dr,
      float[] di,
      float[] turns) {
    float c1 = turns[0];
    float s1 = turns[1];
    float c2 = turns[2];
    float s2 = turns[3];
    float c3 = turns[4];
    float s3 = turns[5];
    for (int i = 0; i < ar.length; i++) {
      float sumR = ar[i] + cr[i];
      float sumI = ai[i] + ci[i];
      float difR = ar[i] - cr[i];
      float difI = ai[i] - ci[i];
      float otherSumR = br[i] + dr[i];
      float otherSumI = bi[i] + di[i];
      float otherDifR = br[i] - dr[i];
      float otherDifI = bi[i] - di[i];
      ar[i] = sumR + otherSumR;
      ai[i] = sumI + otherSumI;
      float oneR = difR + otherDifI;
      float oneI = difI - otherDifR;
      float twoR = sumR - otherSumR;
      float twoI = sumI - otherSumI;
      float threeR = difR - otherDifI;
      float threeI = difI + otherDifR;
      br[i] = oneR * c1 - oneI * s1;
      bi[i] = oneR * s1 + oneI * c1;
      cr[i] = twoR * c2 - twoI * s2;
      ci[i] = twoR * s2 + twoI * c2;
      dr[i] = threeR * c3 - threeI * s3;
      di[i] = threeR * s3 + threeI * c3;
    }
  }
}
