package io.latent4j.autodiff;

/** Finds the line of model code that is being executed. */
final class Place {
  private Place() {}

  static String ofCaller() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> !isOurs(frame.getClassName()))
                    .findFirst()
                    .map(StackWalker.StackFrame::toStackTraceElement)
                    .map(Place::text)
                    .orElse("an unknown place"));
  }

  private static boolean isOurs(String className) {
    return className.startsWith("org.tensorflow.")
        || className.startsWith("io.latent4j.engine.")
        || className.startsWith("io.latent4j.autodiff.");
  }

  private static String text(StackTraceElement element) {
    return "%s.%s(%s:%d)"
        .formatted(
            element.getClassName(),
            element.getMethodName(),
            element.getFileName(),
            element.getLineNumber());
  }
}
