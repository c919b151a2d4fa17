package io.latent4j.report;

/** A library that the program has, but that comes along with the jar only if it is asked for. */
enum OptionalLibrary {
  /** Writes HTML. */
  J2HTML("reports", "com.j2html:j2html", "/j2html/TagCreator.class"),

  /** Draws in the browser. */
  PLOTLY(
      "plots that can be turned",
      "org.webjars.npm:plotly.js-dist",
      "/META-INF/maven/org.webjars.npm/plotly.js-dist/pom.properties");

  private final String use;
  private final String coordinates;
  private final String resource;

  OptionalLibrary(String use, String coordinates, String resource) {
    this.use = use;
    this.coordinates = coordinates;
    this.resource = resource;
  }

  /** One of its files. */
  String resource() {
    return resource;
  }

  /**
   * Makes sure that it is there.
   *
   * @throws IllegalStateException if it isn't; the message names it as a dependency
   */
  void require() {
    if (OptionalLibrary.class.getResource(resource) == null) {
      throw new IllegalStateException(
          "%s need the library %s on the class path, which does not come along with Latent4J: it is to be added as a dependency"
              .formatted(use, coordinates));
    }
  }
}
