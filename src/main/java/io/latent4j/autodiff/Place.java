package io.latent4j.autodiff;

import io.latent4j.engine.Engine;

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
        || isIn(Engine.class.getPackageName(), className)
        || isIn(Place.class.getPackageName(), className);
  }

  private static boolean isIn(String packageName, String className) {
    return className.startsWith(packageName) && className.lastIndexOf('.') == packageName.length();
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
