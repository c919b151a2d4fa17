package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class Scatter3dTest {

  @Test
  void everyLabelIsInTheLegend() {
    int[] labels = {0, 1, 2, 0, 1, 2};
    BufferedImage image = Scatter3d.of(ScatterPlotTest.cloud(6, 3), 3).labels(labels).image();

    for (int label = 0; label < 3; label++) {
      assertThat(Pixels.count(image, Palette.color(label))).isGreaterThan(100);
    }
  }

  @Test
  void theSameInputGivesTheSamePixels() {
    Scatter3d plot = Scatter3d.of(ScatterPlotTest.cloud(500, 3), 3).titled("t");

    assertThat(Png.encode(plot.image())).isEqualTo(Png.encode(plot.image()));
  }

  @Test
  void anotherViewIsAnotherPicture() {
    Scatter3d plot = Scatter3d.of(ScatterPlotTest.cloud(20, 3), 3);
    int[] before = Pixels.of(plot.image());

    assertThat(Pixels.of(plot.viewedFrom(30, -40).image())).isNotEqualTo(before);
  }

  @Test
  void nearerIsLargerAndFurtherIsSmaller() {
    Projection fromTheFirstAxis = new Projection(0, 0);

    assertThat(fromTheFirstAxis.nearness(1, 0, 0)).isCloseTo(1, within(1e-12));
    assertThat(fromTheFirstAxis.across(1, 0.5, 0)).isGreaterThan(0.5);
    assertThat(fromTheFirstAxis.across(-1, 0.5, 0)).isLessThan(0.5);
    assertThat(fromTheFirstAxis.upwards(0, 0, 0.5)).isCloseTo(0.5, within(1e-12));
    assertThat(fromTheFirstAxis.facing(0)).isEqualTo(1);
  }

  @Test
  void theInteractiveFormHoldsEachPointOnceBelowItsLabel() {
    float[] rows = {1f, 2f, 3f, 4f, 5f, 6f, -7f, 8.5f, 9f};
    Scatter3d plot =
        Scatter3d.of(rows, 3).titled("a <b>").labels(new int[] {1, 0, 1}, "x", "</script>");
    String json = PlotlyFigure.json(plot);

    assertThat(json).doesNotContain("<", ">", "&");
    JsonObject figure = JsonParser.parseString(json).getAsJsonObject();
    JsonArray traces = figure.getAsJsonArray("data");
    assertThat(traces).hasSize(2);
    assertThat(traces.get(0).getAsJsonObject().get("name").getAsString()).isEqualTo("x");
    assertThat(floats(traces.get(0).getAsJsonObject(), "x")).containsExactly(4f);
    JsonObject second = traces.get(1).getAsJsonObject();
    assertThat(second.get("name").getAsString()).isEqualTo("&lt;/script&gt;");
    assertThat(floats(second, "x")).containsExactly(1f, -7f);
    assertThat(floats(second, "y")).containsExactly(2f, 8.5f);
    assertThat(floats(second, "z")).containsExactly(3f, 9f);
    assertThat(figure.getAsJsonObject("layout").getAsJsonObject("title").get("text").getAsString())
        .isEqualTo("a &lt;b&gt;");
  }

  @Test
  void theInteractiveFormColoursByValue() {
    Scatter3d plot =
        Scatter3d.of(new float[] {1f, 2f, 3f, 4f, 5f, 6f}, 3).values("t", new double[] {0.5, 1.5});
    JsonObject trace =
        JsonParser.parseString(PlotlyFigure.json(plot))
            .getAsJsonObject()
            .getAsJsonArray("data")
            .get(0)
            .getAsJsonObject();

    assertThat(floats(trace.getAsJsonObject("marker"), "color")).containsExactly(0.5f, 1.5f);
  }

  @Test
  void badInputIsRefusedWithTheRule() {
    assertThatThrownBy(() -> Scatter3d.of(new float[4], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("columns must be at least 3, but is 2");
    assertThatThrownBy(() -> Scatter3d.of(new float[] {0f, Float.NaN, 0f}, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows must be finite, but [1] is NaN");
    Scatter3d plot = Scatter3d.of(new float[6], 3);
    assertThatThrownBy(() -> plot.labels(new int[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("labels must have as many values as there are points, 2, but has 1");
    assertThatThrownBy(() -> plot.viewedFrom(0, 90))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("elevationDegrees must be between -80 and 80, but is 90.0");
  }

  private static float[] floats(JsonObject holder, String name) {
    JsonObject array = holder.getAsJsonObject(name);
    assertThat(array.get("dtype").getAsString()).isEqualTo("f4");
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(array.get("bdata").getAsString()))
            .order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }
}
