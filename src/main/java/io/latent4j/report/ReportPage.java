package io.latent4j.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.img;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.script;
import static j2html.TagCreator.style;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;

import j2html.Config;
import j2html.rendering.FlatHtml;
import j2html.tags.DomContent;
import j2html.tags.specialized.HeadTag;
import j2html.tags.specialized.HtmlTag;
import j2html.tags.specialized.ImgTag;
import j2html.tags.specialized.MainTag;
import j2html.tags.specialized.TbodyTag;
import j2html.tags.specialized.TdTag;
import j2html.tags.specialized.TrTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The HTML of a {@link Report}. */
record ReportPage(
    String heading, Map<String, String> run, Map<String, Object> figures, List<Block> blocks) {

  /** Nothing may be fetched; Plotly compiles small functions as it runs, hence the eval. */
  private static final String POLICY =
      "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; "
          + "script-src 'unsafe-inline' 'unsafe-eval'; form-action 'none'; base-uri 'none'";

  String render() {
    boolean turning = blocks.stream().anyMatch(Block.Turning.class::isInstance);
    Plotly plotly = turning ? Plotly.load() : null;
    HtmlTag page = html(pageHead(), body(content(plotly)).with(scripts(plotly))).withLang("en");
    try {
      StringBuilder text = new StringBuilder("<!DOCTYPE html>\n");
      page.render(FlatHtml.into(text, Config.defaults().withEmptyTagsClosed(true)));
      return text.append('\n').toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a page to memory", e);
    }
  }

  private HeadTag pageHead() {
    return head(
        meta().withCharset("utf-8"),
        meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
        meta().attr("http-equiv", "Content-Security-Policy").withContent(POLICY),
        title(clean(heading)),
        style().with(rawHtml(resource("report.css"))));
  }

  private MainTag content(Plotly plotly) {
    MainTag content = main(h1(clean(heading)));
    if (!run.isEmpty()) {
      content.with(h2("What was run"), pairs("run", run));
    }
    if (!figures.isEmpty()) {
      content.with(h2("Figures"), pairs("figures", figures));
    }
    for (int i = 0; i < blocks.size(); i++) {
      content.with(block(blocks.get(i), i));
    }
    String madeWith =
        plotly == null ? "" : ", with plotly.js " + plotly.version() + " (Plotly, Inc., MIT)";
    return content.with(footer("Made by Latent4J" + madeWith + "."));
  }

  private static DomContent pairs(String kind, Map<String, ?> pairs) {
    return div(table(tbody(each(pairs, ReportPage::pair))).withClass(kind)).withClass("wide");
  }

  private static TrTag pair(String name, Object value) {
    TdTag cell =
        value instanceof Number number
            ? td(Numbers.show(number)).withClass("number")
            : td(clean(value.toString()));
    return tr(th(clean(name)).attr("scope", "row"), cell);
  }

  private static DomContent block(Block block, int index) {
    if (block instanceof Block.Heading heading) {
      return h2(clean(heading.text()));
    }
    if (block instanceof Block.Paragraph paragraph) {
      return p(clean(paragraph.text()));
    }
    if (block instanceof Block.Still still) {
      return figure(image(still.image(), still.description()), figcaption(clean(still.caption())));
    }
    if (block instanceof Block.Turning turning) {
      return figure(
          div()
              .withClass("interactive")
              .attr("hidden", "hidden")
              .attr("data-figure", jsonId(index))
              .attr("role", "img")
              .attr("aria-label", clean(turning.description())),
          image(turning.still(), turning.description()),
          figcaption(clean(turning.caption())));
    }
    return rows((Block.Rows) block);
  }

  private static ImgTag image(DataUri image, String description) {
    return img().withSrc(image.toString()).withAlt(clean(description));
  }

  private static DomContent rows(Block.Rows rows) {
    TrTag headings = tr();
    for (int i = 0; i < rows.headings().size(); i++) {
      headings.with(
          th(clean(rows.headings().get(i)))
              .attr("scope", "col")
              .withCondClass(rows.numeric().get(i), "number"));
    }
    TbodyTag body = tbody();
    for (List<String> cells : rows.cells()) {
      TrTag row = tr();
      for (int i = 0; i < cells.size(); i++) {
        row.with(td(clean(cells.get(i))).withCondClass(rows.numeric().get(i), "number"));
      }
      body.with(row);
    }
    return div(table(caption(clean(rows.caption())), thead(headings), body)).withClass("wide");
  }

  private List<DomContent> scripts(Plotly plotly) {
    List<DomContent> scripts = new ArrayList<>();
    if (plotly == null) {
      return scripts;
    }
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i) instanceof Block.Turning turning) {
        scripts.add(data("application/json", jsonId(i), turning.json()));
      }
    }
    scripts.add(data("application/gzip", "plotly", plotly.gzipBase64()));
    scripts.add(script().with(rawHtml(resource("scatter3d.js"))));
    return scripts;
  }

  private static DomContent data(String mediaType, String id, String content) {
    return script().withType(mediaType).withId(id).with(rawHtml(content));
  }

  private static String jsonId(int index) {
    return "figure-" + index;
  }

  /** Without the control characters that neither HTML nor XML can hold, however escaped. */
  private static String clean(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ufffe\\uffff]", "\ufffd");
  }

  private static String resource(String name) {
    try (InputStream stream = ReportPage.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + name, e);
    }
  }
}
