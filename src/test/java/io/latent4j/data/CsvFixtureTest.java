package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import io.latent4j.data.TableOptions.Categories;
import io.latent4j.data.TableOptions.Dates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables are read as pandas reads them; what it makes of them is from tools/fixtures/tables.py. */
class CsvFixtureTest {

  @TempDir Path folder;

  record Fixture(List<Table> tables) {}

  record Table(
      String text,
      Map<String, String> options,
      int rows,
      List<String> names,
      double[] values,
      int[] labels,
      @SerializedName("label_names") List<String> labelNames,
      List<String> ids) {

    byte[] bytes() {
      return Base64.getDecoder().decode(text);
    }

    TableOptions tableOptions() {
      TableOptions chosen = TableOptions.standard();
      if (options.containsKey("missing")) {
        chosen = chosen.withMissing(MissingValues.parse(options.get("missing")));
      }
      if (options.containsKey("categories")) {
        String name = options.get("categories");
        chosen =
            chosen.withCategories(
                Arrays.stream(Categories.values())
                    .filter(choice -> choice.toString().equals(name))
                    .findFirst()
                    .orElseThrow());
      }
      return options.containsKey("dates") ? chosen.withDates(Dates.DAYS) : chosen;
    }

    @Override
    public String toString() {
      return rows + " rows, " + names + ", " + labelNames + ", " + options;
    }
  }

  static List<Table> tables() throws IOException {
    String json = Files.readString(Fixtures.resource("tables.json"));
    return new Gson().fromJson(json, Fixture.class).tables();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void tablesAreReadAsPandasReadsThem(Table table) {
    Path file = Fixtures.write(folder.resolve("table.csv"), table.bytes());
    try (Samples samples = Csv.read(file, table.tableOptions())) {
      assertThat(samples.count()).isEqualTo(table.rows());
      assertThat(samples.featureNames()).isEqualTo(Optional.ofNullable(table.names()));
      assertThat(samples.ids()).isEqualTo(Optional.ofNullable(table.ids()));
      assertThat(samples.labels().orElse(null)).isEqualTo(table.labels());
      assertThat(samples.namedLabels().flatMap(Labels::names))
          .isEqualTo(Optional.ofNullable(table.labelNames()));
      float[] read = samples.toFloats();
      assertThat(read).hasSameSizeAs(table.values());
      IntStream.range(0, read.length)
          .forEach(
              i ->
                  assertThat((double) read[i])
                      .isCloseTo(
                          table.values()[i],
                          within(1e-6 * Math.max(1e-3, Math.abs(table.values()[i])))));
    }
  }
}
