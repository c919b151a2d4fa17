package io.latent4j.data;

import io.latent4j.data.CellReader.Kind;
import io.latent4j.data.TableFacts.FirstCell;
import io.latent4j.data.TableOptions.Header;
import io.latent4j.data.TableOptions.Separator;
import java.nio.charset.CharacterCodingException;

/** Reads labels from a table of one column, or of an identifier and one column. */
final class LabelReader {

  private final TextFile file;
  private final TextEncoding encoding;
  private final Dialect dialect;
  private final TableFacts facts;
  private final int column;
  private final HeaderDecision found;

  private LabelReader(TextFile file, TextEncoding encoding) throws CharacterCodingException {
    this.file = file;
    this.encoding = encoding;
    TextSample sample = TextSample.of(file, encoding);
    this.dialect = DialectDetection.detect(file, sample, Separator.AUTO, true);
    this.facts =
        sample.complete()
            ? TableFacts.ofSample(file, dialect, sample)
            : TableFacts.ofAll(file, encoding, dialect);
    if (facts.first().isEmpty()) {
      throw noLabel();
    }
    this.column = findColumn();
    this.found = HeaderDecision.of(facts, Header.AUTO);
  }

  /** Looks at a file. */
  static LabelReader of(TextFile file) {
    TextEncoding encoding = TextEncoding.of(file);
    try {
      return new LabelReader(file, encoding);
    } catch (CharacterCodingException e) {
      if (encoding.isMarked()) {
        throw encoding.error(file, e);
      }
    }
    try {
      return new LabelReader(file, TextEncoding.LATIN_1);
    } catch (CharacterCodingException e) {
      throw TextEncoding.LATIN_1.error(file, e);
    }
  }

  /** Whether the first line is a header, as far as the file itself tells. */
  HeaderDecision header() {
    return found;
  }

  /** The same in the light of how many labels there should be. */
  HeaderDecision header(int count) {
    FirstCell first = facts.first().get(0);
    long lines = facts.rows() + 1;
    boolean possible = first.kind() != Kind.NUMBER || first.text().equals("0") || first.quoted();
    if (lines == count) {
      return new HeaderDecision(false, "there are as many lines as samples", true);
    }
    if (lines == count + 1L && possible) {
      return new HeaderDecision(true, "there is one line more than samples", true);
    }
    return found;
  }

  /** Says in words what was decided. */
  String inWords(HeaderDecision header) {
    return file.path() + ": header: " + (header.present() ? "yes" : "no") + ", " + header.reason();
  }

  Labels read(HeaderDecision header) {
    if (header.present() && facts.rows() == 0) {
      throw noLabel();
    }
    ColumnFacts below = facts.below(column);
    boolean numbers =
        below.hasNumbersOnly()
            && (header.present() || facts.first().get(column).kind() == Kind.NUMBER);
    Visitor visitor = new Visitor(header.present(), numbers);
    try {
      new TableRows(file, dialect).visit(encoding, visitor);
    } catch (CharacterCodingException e) {
      throw encoding.error(file, e);
    }
    return Labels.ofCodes(visitor.labels.toArray(), visitor.codes);
  }

  private DataFileException noLabel() {
    return file.error("", "at least one label", "none");
  }

  private int findColumn() {
    int width = facts.width();
    while (width > 1 && facts.below(width - 1).isEmpty() && facts.rows() > 0) {
      width--;
    }
    boolean indexed =
        width == 2
            && (facts.isFirstShort() || TableNames.mayIdentify(facts.first().get(0).text()))
            && facts.below(0).isUnique();
    if (width > 1 && !indexed) {
      throw file.error("line " + facts.firstLine(), "one column of labels", width + " columns");
    }
    if (!facts.uneven().isEmpty()) {
      TableFacts.UnevenRow row = facts.uneven().get(0);
      throw file.error(
          "line " + row.line(),
          width + (width == 1 ? " cell" : " cells") + ", as in line " + facts.widthLine(),
          String.valueOf(row.cells()));
    }
    return width - 1;
  }

  private final class Visitor implements TableRows.Visitor {
    private final boolean numbers;
    private final CellReader reader = new CellReader(facts.style());
    private final TextCodes codes = new TextCodes();
    private final IntBlocks labels = new IntBlocks();
    private boolean header;
    private long line;

    Visitor(boolean header, boolean numbers) {
      this.header = header;
      this.numbers = numbers;
    }

    @Override
    public void begin(long startingLine) {
      line = startingLine;
    }

    @Override
    public void cell(int at, char[] text, int from, int to, boolean quoted) {
      if (header || at != column) {
        return;
      }
      if (from == to) {
        throw file.error("line " + line, "a label", "an empty cell");
      }
      boolean plain = numbers && reader.read(text, from, to) == Kind.NUMBER && reader.isWhole();
      labels.add(
          codes.code(
              plain ? Long.toString((long) reader.value()) : new String(text, from, to - from)));
    }

    @Override
    public void end(int cells) {
      header = false;
    }
  }
}
