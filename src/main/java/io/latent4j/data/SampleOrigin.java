package io.latent4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where samples come from, so that results can be told in the words of their source.
 *
 * @param table the table they were read from, or null
 * @param featureNames what each feature is called, or null
 * @param ids what tells the samples apart, one for each, or null
 * @param rows the row of each sample in the source, from 0, or null if that is its own row
 * @param missing which values of each sample the source did not have, or null if it had all;
 *     samples that it had all of share a row
 */
record SampleOrigin(
    TableDescription table,
    List<String> featureNames,
    List<String> ids,
    int[] rows,
    boolean[][] missing) {

  static final SampleOrigin UNKNOWN = new SampleOrigin(null, null, null, null, null);

  SampleOrigin named(List<String> names) {
    return new SampleOrigin(table, names, ids, rows, missing);
  }

  SampleOrigin identified(List<String> newIds) {
    return new SampleOrigin(table, featureNames, newIds, rows, missing);
  }

  /** The origin of some of the samples. */
  SampleOrigin select(int[] selected) {
    return new SampleOrigin(
        table,
        featureNames,
        ids == null ? null : Arrays.stream(selected).mapToObj(ids::get).toList(),
        rows == null ? selected.clone() : Arrays.stream(selected).map(row -> rows[row]).toArray(),
        missing == null
            ? null
            : Arrays.stream(selected).mapToObj(row -> missing[row]).toArray(boolean[][]::new));
  }

  /** The origin of samples that follow each other. */
  SampleOrigin range(int from, int to) {
    if (from == 0 && rows == null && missing == null) {
      return ids == null ? this : identified(List.copyOf(ids.subList(0, to)));
    }
    return select(IntStream.range(from, to).toArray());
  }

  /** The origin of these samples and others behind them, whose rows are counted on. */
  SampleOrigin followedBy(SampleOrigin other) {
    List<String> all = null;
    if (ids != null && other.ids != null) {
      all = new ArrayList<>(ids);
      all.addAll(other.ids);
    }
    boolean sameNames = featureNames != null && featureNames.equals(other.featureNames);
    return new SampleOrigin(null, sameNames ? featureNames : null, all, null, null);
  }
}
