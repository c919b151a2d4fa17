package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {

  private static final String NASTY = "<b>&amp; \"q\" 'a' </script> https://example.org";

  @TempDir private Path folder;

  // Packing Plotly takes most of the time of these tests; so the full page is made twice only.
  private static String fullHtml;
  private static Document fullPage;

  @BeforeAll
  static void parseOnce() throws Exception {
    fullHtml = everything().toHtml();
    fullPage = parsed(fullHtml);
  }

  @Test
  void thePageIsWellFormedAndShowsEveryTextAsItIs() {
    Document page = fullPage;

    assertThat(texts(page, "h1")).containsExactly(NASTY);
    assertThat(texts(page, "title")).containsExactly(NASTY);
    assertThat(texts(page, "h2")).containsExactly("What was run", "Figures", NASTY);
    assertThat(texts(page, "p")).containsExactly(NASTY);
    assertThat(texts(page, "figcaption")).containsExactly(NASTY, NASTY, NASTY);
    assertThat(texts(page, "caption")).containsExactly(NASTY);
    assertThat(texts(page, "td")).containsExactly(NASTY, "0.123457", "7", NASTY, "1", NASTY);
    assertThat(texts(page, "th")).contains(NASTY + "1", NASTY + "2");
  }

  @Test
  void nothingOnThePageRefersToTheNetwork() {
    NodeList elements = fullPage.getElementsByTagName("*");
    for (int i = 0; i < elements.getLength(); i++) {
      Element element = (Element) elements.item(i);
      NamedNodeMap attributes = element.getAttributes();
      for (int j = 0; j < attributes.getLength(); j++) {
        String name = attributes.item(j).getNodeName();
        if (!name.equals("alt") && !name.equals("aria-label")) {
          assertThat(attributes.item(j).getNodeValue().contains("http:")).isFalse();
          assertThat(attributes.item(j).getNodeValue().contains("https:")).isFalse();
        }
        assertThat(name).isNotEqualTo("href");
      }
      // The JSON of a plot holds its titles, which are text.
      boolean text = element.getAttribute("type").equals("application/json");
      if (!text && List.of("script", "style").contains(element.getTagName())) {
        for (String reference : List.of("http:", "https:", "url(", "@import")) {
          assertThat(element.getTextContent().contains(reference)).as(reference).isFalse();
        }
      }
    }
    assertThat(texts(fullPage, "link")).isEmpty();
    assertThat(((Element) fullPage.getElementsByTagName("meta").item(2)).getAttribute("content"))
        .startsWith("default-src 'none'");
  }

  @Test
  void picturesAreInThePageWithTheirDescriptions() throws Exception {
    BufferedImage image = ImageGrid.of(2, 2).row(new float[] {0f, 1f, 0.5f, 0.25f}).image();
    Path file = folder.resolve("p.png");
    Files.write(file, Png.encode(image));
    Document page =
        parsed(
            Report.titled("t")
                .picture(image, "from memory")
                .describedAs("four squares")
                .picture(file, "from a file"));
    NodeList images = page.getElementsByTagName("img");

    assertThat(images.getLength()).isEqualTo(2);
    assertThat(((Element) images.item(0)).getAttribute("alt")).isEqualTo("four squares");
    assertThat(((Element) images.item(1)).getAttribute("alt")).isEqualTo("from a file");
    for (int i = 0; i < 2; i++) {
      String source = ((Element) images.item(i)).getAttribute("src");
      assertThat(source).startsWith("data:image/png;base64,");
      byte[] content = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
      assertThat(Pixels.of(ImageIO.read(new ByteArrayInputStream(content))))
          .isEqualTo(Pixels.of(image));
    }
  }

  @Test
  void plotlyIsPackedOnceAndOnlyIfItIsUsed() throws Exception {
    Scatter3d plot = Scatter3d.of(new float[9], 3);
    Document without = parsed(Report.titled("t").picture(plot, "still"));
    Document with = parsed(Report.titled("t").scatter3d(plot, "one").scatter3d(plot, "two"));

    assertThat(without.getElementsByTagName("script").getLength()).isZero();
    List<String> scripts = texts(with, "script");
    assertThat(scripts).hasSize(4);
    assertThat(scripts.get(0)).isEqualTo(PlotlyFigure.json(plot));
    byte[] packed = Base64.getDecoder().decode(scripts.get(2));
    byte[] source = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    assertThat(new String(source, 0, 200, StandardCharsets.UTF_8)).contains("plotly.js v2");
    assertThat(with.getElementsByTagName("img").getLength()).isEqualTo(2);
    NodeList places = with.getElementsByTagName("div");
    for (int i = 0; i < 2; i++) {
      String id = ((Element) places.item(i)).getAttribute("data-figure");
      Element data = (Element) with.getElementsByTagName("script").item(i);
      assertThat(data.getAttribute("id")).isEqualTo(id);
    }
  }

  @Test
  void theSameInputGivesTheSameBytes() throws IOException {
    Path file = folder.resolve("new").resolve("report.html");
    everything().writeTo(file);

    assertThat(Files.readString(file).equals(fullHtml)).isTrue();
  }

  @Test
  void controlCharactersDoNotBreakThePage() throws Exception {
    assertThat(texts(parsed(Report.titled("a\u0000b\u001bc")), "h1"))
        .containsExactly("a\ufffdb\ufffdc");
  }

  @Test
  void badInputIsRefusedWithTheRule() throws IOException {
    Report report = Report.titled("t").run("Seed", "42").figure("nmi", 0.5);
    assertThatThrownBy(() -> report.run("Seed", "43"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name must differ from the others, but is Seed");
    assertThatThrownBy(() -> report.figure("nmi", "good"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> report.figures(new MetricsFile().put("nmi", 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> report.describedAs("nothing"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> report.picture(ImageGrid.of(1, 1), "empty"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Report.titled("")).isInstanceOf(IllegalArgumentException.class);
    Path text = Files.writeString(folder.resolve("a.png"), "no image");
    assertThatThrownBy(() -> report.picture(text, "caption"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("file must be a PNG, JPEG or GIF image, but is " + text);
    assertThatThrownBy(() -> report.writeTo(text.resolve("report.html")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot write");
  }

  private static Report everything() {
    return Report.titled(NASTY)
        .run(NASTY, NASTY)
        .figure("mse", 0.123456789)
        .figures(new MetricsFile().put("n", 7).put("data", NASTY))
        .section(NASTY)
        .text(NASTY)
        .picture(LearningCurve.titled(NASTY).series(NASTY, new double[] {3, 2, 1}), NASTY)
        .picture(ImageGrid.of(1, 1).row(NASTY, new float[1]), NASTY)
        .scatter3d(
            Scatter3d.of(new float[] {1f, 2f, 3f}, 3).labels(new int[1], NASTY).titled(NASTY),
            NASTY)
        .table(TextTable.columns(NASTY + "1", NASTY + "2").row(1, NASTY), NASTY);
  }

  private static Document parsed(Report report) throws Exception {
    return parsed(report.toHtml());
  }

  private static Document parsed(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  private static List<String> texts(Document page, String tag) {
    NodeList elements = page.getElementsByTagName(tag);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < elements.getLength(); i++) {
      texts.add(elements.item(i).getTextContent());
    }
    return texts;
  }
}
