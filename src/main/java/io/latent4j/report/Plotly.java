package io.latent4j.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;

/** The plotly.js library from the class path, packed for a page. */
record Plotly(String version, String gzipBase64) {

  static Plotly load() {
    try (InputStream about = open(OptionalLibrary.PLOTLY.resource())) {
      Properties properties = new Properties();
      properties.load(about);
      String version = properties.getProperty("version");
      String script = "/META-INF/resources/webjars/plotly.js-dist/" + version + "/plotly.js";
      try (InputStream source = open(script)) {
        return new Plotly(version, packed(source));
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot read plotly.js from the class path", e);
    }
  }

  private static String packed(InputStream source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      source.transferTo(gzip);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static InputStream open(String resource) {
    InputStream stream = Plotly.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IllegalStateException("plotly.js-dist on the class path lacks " + resource);
    }
    return stream;
  }
}
