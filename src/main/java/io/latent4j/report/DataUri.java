package io.latent4j.report;

import java.util.Base64;

/** A file inside a page. */
record DataUri(String mediaType, byte[] content) {

  @Override
  public String toString() {
    return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(content);
  }
}
