package gradwright.app.arrays;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// What went wrong, for a person.
final class Failures {
  private Failures() {}

  static String text(@Nullable Throwable error) {
    Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    String message = cause == null ? null : cause.getMessage();
    return message == null ? "The engine gave no answer." : message;
  }
}
