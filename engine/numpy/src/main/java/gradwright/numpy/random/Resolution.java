package gradwright.numpy.random;

import gradwright.core.errors.JaxError;
import gradwright.core.trace.Session;

/// How finely draws of rare events are resolved: `LOW` by the bits of one number, `HIGH` by those of two.
enum Resolution {
  LOW,
  HIGH,
  HIGHEST;

  /// The mode of that name; for none what the configuration says: `low` unless it asks for more.
  static Resolution named(Object mode) {
    return switch (mode == null ? "" : mode.toString()) {
      case "" -> Session.current().config().fineGumbel() ? HIGH : LOW;
      case "low" -> LOW;
      case "high" -> HIGH;
      case "highest" -> HIGHEST;
      default -> throw JaxError.value("Must provide valid mode for gumbel got: " + mode);
    };
  }

  /// Whether a mode of `bernoulli` asks for two numbers a draw.
  static boolean ofProbability(Object mode) {
    return switch (mode == null ? "" : mode.toString()) {
      case "" -> false;
      case "low" -> false;
      case "high" -> true;
      default -> throw JaxError.value("got mode='" + mode + "', expected 'high' or 'low'");
    };
  }
}
