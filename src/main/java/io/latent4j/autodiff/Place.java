package io.latent4j.autodiff;

/** Finds the line of the user's code that is being executed. */
final class Place {
  private static final String LIBRARY = "io.latent4j.";

  private Place() {}

  /** The line, or null where nothing of the user's is on the stack but the start of a program. */
  static String ofCaller() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .filter(frame -> !isOurs(frame.getDeclaringClass()))
                    .findFirst()
                    .map(StackWalker.StackFrame::toStackTraceElement)
                    .map(Place::text)
                    .orElse(null));
  }

  /** Lines of this library or of others mean nothing to its users. */
  private static boolean isOurs(Class<?> type) {
    String name = type.getName();
    return name.startsWith("org.tensorflow.")
        || name.startsWith("java.")
        || name.startsWith("picocli.")
        || name.startsWith(LIBRARY)
            && type.getProtectionDomain() == Place.class.getProtectionDomain();
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
