package io.latent4j.report;

import io.latent4j.files.WholeFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run on one self-contained HTML page: what was run, its figures, its pictures.
 *
 * <pre>{@code
 * Report.titled("k-means on Iris")
 *     .run("Command", "latent4j kmeans --data iris --clusters 3")
 *     .run("Seed", "42")
 *     .figure("Inertia", 78.85)
 *     .section("Clusters")
 *     .picture(ScatterPlot.of(embedding, 2).labels(labels), "The first two components")
 *     .writeTo(Path.of("report.html"));
 * }</pre>
 *
 * <p>The page works offline: pictures and scripts are in it, and it forbids the browser to fetch
 * anything. It holds only what it was given, so the same input gives the same bytes. Names,
 * captions and texts are shown as they are, whatever characters they have. Plots in three
 * dimensions can be turned where the browser runs scripts; elsewhere, and on paper, they are still
 * pictures.
 *
 * <p>Reports need the library {@code com.j2html:j2html}, and plots in three dimensions {@code
 * org.webjars.npm:plotly.js-dist} as well. The program has them; who uses this class as a library
 * adds them as dependencies.
 *
 * <p>The object is built step by step and is not safe for use by several threads.
 */
public final class Report {

  private final String title;
  private final Map<String, String> run = new LinkedHashMap<>();
  private final Map<String, Object> figures = new LinkedHashMap<>();
  private final List<Block> blocks = new ArrayList<>();

  private Report(String title) {
    this.title = title;
  }

  /**
   * Begins a report.
   *
   * @param title the title of the page
   * @return the report
   * @throws IllegalArgumentException if the title is null or blank
   * @throws IllegalStateException if the library j2html is not on the class path; it does not come
   *     along with this one
   */
  public static Report titled(String title) {
    OptionalLibrary.J2HTML.require();
    return new Report(Check.text("title", title));
  }

  /**
   * Says something about what was run: command line, data, seed, version.
   *
   * @param name what it is, not used before
   * @param value its value
   * @return this report
   * @throws IllegalArgumentException if the name is blank or taken or the value null
   */
  public Report run(String name, String value) {
    Check.present(name, value);
    if (run.putIfAbsent(Check.text("name", name), value) != null) {
      throw new IllegalArgumentException("name must differ from the others, but is " + name);
    }
    return this;
  }

  /**
   * Adds a number to the table of figures.
   *
   * @param name its name, not used before
   * @param value the number, shown with six significant digits
   * @return this report
   * @throws IllegalArgumentException if the name is blank or taken
   */
  public Report figure(String name, double value) {
    return addFigure(name, value);
  }

  /**
   * Adds a whole number to the table of figures.
   *
   * @param name its name, not used before
   * @param value the number
   * @return this report
   * @throws IllegalArgumentException if the name is blank or taken
   */
  public Report figure(String name, long value) {
    return addFigure(name, value);
  }

  /**
   * Adds a word to the table of figures.
   *
   * @param name its name, not used before
   * @param value the word
   * @return this report
   * @throws IllegalArgumentException if the name is blank or taken or the value null
   */
  public Report figure(String name, String value) {
    return addFigure(name, Check.present(name, value));
  }

  /**
   * Adds all figures of a {@link MetricsFile} to the table of figures, in their order.
   *
   * @param metrics the figures
   * @return this report
   * @throws IllegalArgumentException if metrics is null or one of the names taken
   */
  public Report figures(MetricsFile metrics) {
    Check.present("metrics", metrics).values().forEach(this::addFigure);
    return this;
  }

  private Report addFigure(String name, Object value) {
    if (figures.putIfAbsent(Check.text("name", name), value) != null) {
      throw new IllegalArgumentException("name must differ from the others, but is " + name);
    }
    return this;
  }

  /**
   * Begins a section; what is added next stands in it.
   *
   * @param heading what stands above it
   * @return this report
   * @throws IllegalArgumentException if the heading is null or blank
   */
  public Report section(String heading) {
    blocks.add(new Block.Heading(Check.text("heading", heading)));
    return this;
  }

  /**
   * Adds a paragraph.
   *
   * @param paragraph the text
   * @return this report
   * @throws IllegalArgumentException if the text is null or blank
   */
  public Report text(String paragraph) {
    blocks.add(new Block.Paragraph(Check.text("paragraph", paragraph)));
    return this;
  }

  /**
   * Draws a picture and adds it.
   *
   * @param picture the picture
   * @param caption what stands below it, and in its place where it can't be seen
   * @return this report
   * @throws IllegalArgumentException if the picture is null or the caption null or blank
   * @throws IllegalStateException if there is nothing to draw yet
   */
  public Report picture(Picture picture, String caption) {
    return picture(Check.present("picture", picture).image(), caption);
  }

  /**
   * Adds an image.
   *
   * @param image the image
   * @param caption what stands below it, and in its place where it can't be seen
   * @return this report
   * @throws IllegalArgumentException if the image is null or the caption null or blank
   */
  public Report picture(BufferedImage image, String caption) {
    Check.present("image", image);
    return picture("image/png", Png.encode(image), caption);
  }

  /**
   * Adds an image file.
   *
   * @param file a PNG, JPEG or GIF file; it is read now and needed no longer
   * @param caption what stands below it, and in its place where it can't be seen
   * @return this report
   * @throws IllegalArgumentException if the file is of another kind or the caption null or blank
   * @throws IOException if the file cannot be read
   */
  public Report picture(Path file, String caption) throws IOException {
    byte[] content = Files.readAllBytes(Check.present("file", file));
    return picture(mediaType(file, content), content, caption);
  }

  private Report picture(String mediaType, byte[] content, String caption) {
    Check.text("caption", caption);
    blocks.add(new Block.Still(new DataUri(mediaType, content), caption, caption));
    return this;
  }

  /**
   * Describes the picture added last for those who can't see it, where its caption does not.
   *
   * @param description what the picture shows
   * @return this report
   * @throws IllegalArgumentException if the description is null or blank
   * @throws IllegalStateException if the last thing added is not a picture
   */
  public Report describedAs(String description) {
    Check.text("description", description);
    int last = blocks.size() - 1;
    if (last >= 0 && blocks.get(last) instanceof Block.Still still) {
      blocks.set(last, new Block.Still(still.image(), still.caption(), description));
    } else if (last >= 0 && blocks.get(last) instanceof Block.Turning turning) {
      blocks.set(
          last, new Block.Turning(turning.still(), turning.json(), turning.caption(), description));
    } else {
      throw new IllegalStateException("a description belongs to a picture, added just before");
    }
    return this;
  }

  /**
   * Adds a table.
   *
   * @param table the table
   * @param caption what stands below it
   * @return this report
   * @throws IllegalArgumentException if the table is null or the caption null or blank
   */
  public Report table(TextTable table, String caption) {
    Check.present("table", table);
    List<Boolean> numeric = new ArrayList<>();
    for (int column = 0; column < table.headings().size(); column++) {
      numeric.add(table.numeric(column));
    }
    blocks.add(
        new Block.Rows(table.headings(), table.cells(), numeric, Check.text("caption", caption)));
    return this;
  }

  /**
   * Adds a plot in three dimensions that can be turned and zoomed, with its still picture.
   *
   * @param plot the plot
   * @param caption what stands below it, and in its place where it can't be seen
   * @return this report
   * @throws IllegalArgumentException if the plot is null or the caption null or blank
   * @throws IllegalStateException if plotly.js is not on the class path; it does not come along
   *     with this library
   */
  public Report scatter3d(Scatter3d plot, String caption) {
    OptionalLibrary.PLOTLY.require();
    Check.present("plot", plot);
    Check.text("caption", caption);
    DataUri still = new DataUri("image/png", Png.encode(plot.image()));
    blocks.add(new Block.Turning(still, PlotlyFigure.json(plot), caption, caption));
    return this;
  }

  /**
   * The page as text.
   *
   * @return one HTML document, which is well-formed XML too
   */
  public String toHtml() {
    return new ReportPage(title, run, figures, blocks).render();
  }

  /**
   * Writes the page. Missing folders are made; an existing file is replaced only once the new one
   * is complete.
   *
   * @param file where to write
   * @throws IOException if the folder cannot be made or written; the message names it
   */
  public void writeTo(Path file) throws IOException {
    Check.present("file", file);
    byte[] html = toHtml().getBytes(StandardCharsets.UTF_8);
    WholeFile.writeWithFolders(file, out -> out.write(html));
  }

  private static String mediaType(Path file, byte[] content) {
    String start = new String(content, 0, Math.min(4, content.length), StandardCharsets.ISO_8859_1);
    if (start.equals("\u0089PNG")) {
      return "image/png";
    }
    if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (start.equals("GIF8")) {
      return "image/gif";
    }
    throw new IllegalArgumentException("file must be a PNG, JPEG or GIF image, but is " + file);
  }
}
