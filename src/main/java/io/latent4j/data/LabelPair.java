package io.latent4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Two labelings of the same samples, such as classes and clusters.
 *
 * <p>Whether a table of labels has a header is sometimes not to be told from it alone. Here the
 * other one has a say: both must have as many labels.
 *
 * <pre>{@code
 * LabelPair pair = LabelPair.read(Path.of("species.csv"), Path.of("clusters.npy"));
 * }</pre>
 *
 * @param first the labels in the first file
 * @param second the labels in the second file
 * @param decisions what was found out about files that are tables, a line each
 */
public record LabelPair(Labels first, Labels second, List<String> decisions) {

  /**
   * Copies the decisions.
   *
   * @param first the labels in the first file
   * @param second the labels in the second file
   * @param decisions what was found out
   */
  public LabelPair {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(second, "second");
    decisions = List.copyOf(decisions);
  }

  /**
   * Reads two files.
   *
   * @param first a file, see {@link Labels#read(Path)}
   * @param second another one
   * @return the labels of both, which may be of different number all the same
   * @throws DataFileException if a file is missing, corrupt, or holds no labels
   */
  public static LabelPair read(Path first, Path second) {
    Side one = Side.of(first);
    Side other = Side.of(second);
    // A label that was taken for a header is got back before a label is taken for a header.
    if (one.size() < other.size()) {
      one = one.turned(other.size());
      other = other.turned(one.size());
    } else if (other.size() < one.size()) {
      other = other.turned(one.size());
      one = one.turned(other.size());
    }
    List<String> decisions = new ArrayList<>(one.decision());
    decisions.addAll(other.decision());
    return new LabelPair(one.labels(), other.labels(), decisions);
  }

  /**
   * A file.
   *
   * @param reader reads it; null where it is no table
   * @param header what was decided; null where it is no table
   */
  private record Side(LabelReader reader, HeaderDecision header, Labels labels) {

    static Side of(Path file) {
      if (!Labels.isTable(file)) {
        return new Side(null, null, Labels.readArray(file));
      }
      LabelReader reader = LabelReader.of(TextFile.of(file));
      return new Side(reader, reader.header(), reader.read(reader.header()));
    }

    int size() {
      return labels.size();
    }

    /** Decides otherwise where that makes the labels as many as they should be. */
    Side turned(int count) {
      if (reader == null || header.certain() || count == size()) {
        return this;
      }
      HeaderDecision other = reader.header(count);
      return new Side(reader, other, reader.read(other));
    }

    List<String> decision() {
      return reader == null ? List.of() : List.of(reader.inWords(header));
    }
  }
}
