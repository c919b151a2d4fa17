package io.latent4j.autodiff;

import java.util.Map;
import java.util.TreeMap;

/** The rules that Latent4J comes with. */
final class StandardRules {
  private StandardRules() {}

  static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new TreeMap<>();
    CommonGradients.addTo(rules);
    SecondOrderGradients.addTo(rules);
    MissingGradients.addTo(rules);
    return rules;
  }
}
