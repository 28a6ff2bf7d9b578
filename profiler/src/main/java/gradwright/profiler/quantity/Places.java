package gradwright.profiler.quantity;

import gradwright.profiler.focus.Focus;
import gradwright.protocol.Place;

/// Places as text and as what is looked at.
public final class Places {
  private Places() {}

  /// `train.py`.
  public static String fileName(String file) {
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }

  /// `train.py:33`, empty where the place is not known.
  public static String shortLine(Place place) {
    return place.isKnown() ? fileName(place.frame().file()) + ":" + place.frame().line() : "";
  }

  /// `train.py:33 in loss`, empty where the place is not known.
  public static String line(Place place) {
    if (!place.isKnown()) {
      return "";
    }
    String function = place.frame().function();
    return function.isEmpty() ? shortLine(place) : shortLine(place) + " in " + function;
  }

  /// The line of the innermost frame.
  public static Focus focus(Place place) {
    return place.isKnown() ? new Focus.Line(place.frame().file(), place.frame().line()) : new Focus.None();
  }
}
