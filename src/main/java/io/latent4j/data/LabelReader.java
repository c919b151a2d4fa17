package io.latent4j.data;

import io.latent4j.data.CellReader.Kind;
import io.latent4j.data.CellReader.NumberStyle;
import io.latent4j.data.TableFacts.FirstCell;
import io.latent4j.data.TableOptions.Header;
import io.latent4j.data.TableOptions.Separator;
import java.nio.charset.CharacterCodingException;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Reads labels from a table of one column, or of an identifier and one column. */
final class LabelReader {

  private final TextFile file;
  private final OptionalInt count;
  private final Consumer<String> decisions;

  /**
   * Makes a reader.
   *
   * @param count how many labels there should be, which tells a header from a label
   * @param decisions is told what was found out
   */
  LabelReader(TextFile file, OptionalInt count, Consumer<String> decisions) {
    this.file = file;
    this.count = count;
    this.decisions = decisions;
  }

  Labels read() {
    try {
      return read(TextEncoding.of(file));
    } catch (CharacterCodingException e) {
      try {
        return read(TextEncoding.LATIN_1);
      } catch (CharacterCodingException impossible) {
        throw DataFileException.from(file.path(), impossible);
      }
    }
  }

  private Labels read(TextEncoding encoding) throws CharacterCodingException {
    TextSample sample = TextSample.of(file, encoding);
    Dialect dialect = DialectDetection.detect(file, sample, Separator.AUTO, true);
    TableFacts facts =
        sample.complete()
            ? TableFacts.ofSample(file, dialect, sample)
            : TableFacts.ofAll(file, encoding, dialect);
    if (facts.first().isEmpty()) {
      throw noLabel();
    }
    int column = column(facts);
    HeaderDecision header = header(facts);
    decisions.accept(
        file.path() + ": header: " + (header.present() ? "yes" : "no") + ", " + header.reason());
    if (header.present() && facts.rows() == 0) {
      throw noLabel();
    }
    boolean numbers = facts.below(column).hasNumbersOnly();
    Visitor visitor = new Visitor(column, header.present(), numbers, facts.style());
    new TableRows(file, dialect).visit(encoding, visitor);
    return Labels.ofCodes(visitor.labels.toArray(), visitor.codes);
  }

  private DataFileException noLabel() {
    return file.error("", "at least one label", "none");
  }

  private int column(TableFacts facts) {
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

  private HeaderDecision header(TableFacts facts) {
    FirstCell first = facts.first().get(0);
    long lines = facts.rows() + 1;
    boolean possible =
        first.text().equals("0")
            || first.quoted()
            || first.kind() != Kind.NUMBER && !facts.below(0).recurs();
    if (count.isPresent() && lines == count.getAsInt()) {
      return new HeaderDecision(false, "there are as many lines as samples");
    }
    if (count.isPresent() && lines == count.getAsInt() + 1L && possible) {
      return new HeaderDecision(true, "there is one line more than samples");
    }
    HeaderDecision decision = HeaderDecision.of(facts, Header.AUTO);
    if (!decision.present()) {
      facts.addFirst();
    }
    return decision;
  }

  private final class Visitor implements TableRows.Visitor {
    private final int column;
    private final boolean numbers;
    private final CellReader reader;
    private final TextCodes codes = new TextCodes();
    private final IntBlocks labels = new IntBlocks();
    private boolean header;
    private long line;

    Visitor(int column, boolean header, boolean numbers, NumberStyle style) {
      this.column = column;
      this.header = header;
      this.numbers = numbers;
      this.reader = new CellReader(style);
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
