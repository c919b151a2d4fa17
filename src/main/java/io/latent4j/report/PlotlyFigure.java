package io.latent4j.report;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.awt.Color;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** A {@link Scatter3d} as Plotly wants it: traces and a layout, in JSON that may stand in HTML. */
final class PlotlyFigure {

  private static final String[] AXES = {"x", "y", "z"};

  /** How far the camera stands, in sides of the cube. */
  private static final double EYE = 2.2;

  /** How far below the middle of the cube it looks, so that the lower titles are in view. */
  private static final double LOOK_DOWN = -0.18;

  private final Scatter3d plot;
  private final double size;

  private PlotlyFigure(Scatter3d plot) {
    this.plot = plot;
    this.size = Math.rint(13 * PointStyle.of(plot.points()).radius()) / 10;
  }

  static String json(Scatter3d plot) {
    PlotlyFigure figure = new PlotlyFigure(plot);
    JsonObject json = new JsonObject();
    json.add("data", figure.traces());
    json.add("layout", figure.layout());
    // Gson writes <, > and & as \\u003c and so on, so nothing in it can end the script element.
    return new Gson().toJson(json);
  }

  private JsonArray traces() {
    JsonArray traces = new JsonArray();
    if (plot.coloring() instanceof Coloring.ByLabel byLabel) {
      for (int label : byLabel.present()) {
        int[] members =
            IntStream.range(0, plot.points()).filter(i -> byLabel.labels()[i] == label).toArray();
        JsonObject marker = marker(Palette.color(label));
        marker.addProperty("symbol", Palette.marker(label).plotlySymbol());
        traces.add(trace(byLabel.nameOf(label), members, marker));
      }
      return traces;
    }
    int[] all = IntStream.range(0, plot.points()).toArray();
    JsonObject marker = marker(Palette.color(0));
    if (plot.coloring() instanceof Coloring.ByValue byValue) {
      marker.add("color", packed(byValue.values(), all));
      marker.addProperty("colorscale", "Viridis");
      marker.addProperty("showscale", true);
      JsonObject bar = new JsonObject();
      bar.add("title", text(byValue.title()));
      bar.addProperty("len", 0.7);
      marker.add("colorbar", bar);
    }
    traces.add(trace("points", all, marker));
    return traces;
  }

  private JsonObject trace(String name, int[] members, JsonObject marker) {
    JsonObject trace = new JsonObject();
    trace.addProperty("type", "scatter3d");
    trace.addProperty("mode", "markers");
    trace.addProperty("name", plain(name));
    for (int axis = 0; axis < 3; axis++) {
      trace.add(AXES[axis], packed(plot.coordinates(axis), members));
    }
    trace.add("marker", marker);
    return trace;
  }

  private JsonObject marker(Color color) {
    JsonObject marker = new JsonObject();
    marker.addProperty("size", size);
    marker.addProperty("opacity", 0.85);
    marker.addProperty("color", "#%06x".formatted(color.getRGB() & 0xffffff));
    return marker;
  }

  private JsonObject layout() {
    JsonObject scene = new JsonObject();
    for (int axis = 0; axis < 3; axis++) {
      JsonObject settings = new JsonObject();
      settings.add("title", text(plot.axisTitle(axis)));
      scene.add(AXES[axis] + "axis", settings);
    }
    scene.addProperty("aspectmode", "cube");
    JsonObject camera = new JsonObject();
    camera.add("eye", eye());
    JsonObject center = new JsonObject();
    center.addProperty("z", LOOK_DOWN);
    camera.add("center", center);
    scene.add("camera", camera);
    JsonObject layout = new JsonObject();
    if (!plot.title().isEmpty()) {
      layout.add("title", text(plot.title()));
    }
    layout.add("scene", scene);
    JsonObject legend = new JsonObject();
    legend.addProperty("itemsizing", "constant");
    layout.add("legend", legend);
    layout.addProperty("showlegend", plot.coloring() instanceof Coloring.ByLabel);
    return layout;
  }

  private JsonObject eye() {
    double azimuth = Math.toRadians(plot.azimuth());
    double elevation = Math.toRadians(plot.elevation());
    List<Double> direction =
        List.of(
            Math.cos(elevation) * Math.cos(azimuth),
            Math.cos(elevation) * Math.sin(azimuth),
            Math.sin(elevation));
    JsonObject eye = new JsonObject();
    for (int axis = 0; axis < 3; axis++) {
      eye.addProperty(AXES[axis], Math.rint(1e4 * EYE * direction.get(axis)) / 1e4);
    }
    return eye;
  }

  private static JsonObject text(String text) {
    JsonObject object = new JsonObject();
    object.addProperty("text", plain(text));
    return object;
  }

  /** Plotly reads a few HTML tags in its texts; ours are not meant as such. */
  private static String plain(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Values as a typed array in base64, about half the size of their decimals. */
  private static JsonObject packed(double[] values, int[] members) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * members.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int member : members) {
      bytes.putFloat((float) values[member]);
    }
    JsonObject array = new JsonObject();
    array.addProperty("dtype", "f4");
    array.addProperty("bdata", Base64.getEncoder().encodeToString(bytes.array()));
    return array;
  }
}
