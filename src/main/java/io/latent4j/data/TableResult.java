package io.latent4j.data;

import io.latent4j.data.CellReader.NumberStyle;
import io.latent4j.data.TableColumn.Role;
import io.latent4j.data.TableOptions.Separator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A table that was read.
 *
 * @param encoding how its characters are encoded
 * @param dialect how its rows are written
 * @param plan what its columns are for
 * @param reading what is in them
 * @param features what became of those that are features
 * @param labels the labels, if there is a column of them
 */
record TableResult(
    TextEncoding encoding,
    Dialect dialect,
    TablePlan plan,
    TableReading reading,
    List<FeatureColumn> features,
    Optional<Labels> labels) {

  private static final int SHOWN_TEXTS = 3;

  TableDescription describe(TableOptions options) {
    FeatureColumn[] featureOf = new FeatureColumn[plan.columns().size()];
    features.forEach(feature -> featureOf[feature.column()] = feature);
    List<TableColumn> columns = new ArrayList<>();
    for (int i = 0; i < featureOf.length; i++) {
      columns.add(column(i, Optional.ofNullable(featureOf[i])));
    }
    List<String> names = new ArrayList<>();
    for (FeatureColumn feature : features) {
      names.addAll(feature.names(columns.get(feature.column()).title()));
    }
    List<String> decisions = new ArrayList<>();
    decisions.add("encoding: " + encoding);
    boolean found = options.separator() == Separator.AUTO;
    decisions.add("separator: " + dialect.separator() + (found ? ", found" : ", as was said"));
    decisions.addAll(plan.decisions());
    return new TableDescription(
        encoding.toString(),
        dialect.separator(),
        plan.header(),
        plan.style() == NumberStyle.COMMA,
        options.categoriesInUse(),
        columns,
        plan.features(),
        plan.header() ? names : List.of(),
        reading.count(),
        reading.rowsLeftOut(),
        decisions,
        notes(columns));
  }

  private TableColumn column(int number, Optional<FeatureColumn> feature) {
    TablePlan.Column planned = plan.columns().get(number);
    Role role =
        switch (planned.use()) {
          case NOTHING -> Role.LEFT_OUT;
          case LABEL -> Role.LABEL;
          case IDENTIFIER -> Role.IDENTIFIER;
          default -> Role.FEATURE;
        };
    List<String> labelNames =
        role == Role.LABEL ? labels.flatMap(Labels::names).orElse(List.of()) : List.of();
    return new TableColumn(
        number,
        plan.names().map(names -> names.get(number)),
        role,
        planned.kind(),
        feature.map(FeatureColumn::texts).orElse(labelNames),
        feature.map(FeatureColumn::fill).orElse(OptionalDouble.empty()));
  }

  private List<String> notes(List<TableColumn> columns) {
    List<String> notes = new ArrayList<>();
    if (encoding.equals(TextEncoding.LATIN_1)) {
      notes.add("is not UTF-8 and read as Latin-1");
    }
    notes.addAll(plan.notes());
    if (reading.rowsLeftOut() > 0) {
      notes.add(
          reading.rowsLeftOut()
              + " of "
              + (reading.count() + reading.rowsLeftOut())
              + " rows have missing values and are left out");
    }
    for (int i = 0; i < features.size(); i++) {
      List<String> unknown = reading.unknownTexts(i);
      if (!unknown.isEmpty()) {
        List<String> shown = unknown.stream().limit(SHOWN_TEXTS).map(Text::quote).toList();
        notes.add(
            columns.get(features.get(i).column()).inWords()
                + " has "
                + unknown.size()
                + " texts that no feature stands for: "
                + String.join(", ", shown)
                + (unknown.size() > SHOWN_TEXTS ? ", ..." : ""));
      }
    }
    return notes;
  }
}
