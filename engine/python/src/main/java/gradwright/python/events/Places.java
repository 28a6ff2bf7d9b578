package gradwright.python.events;

import gradwright.core.ir.Source;
import gradwright.protocol.Place;

/// Places of the protocol from the engine's.
final class Places {
  private Places() {}

  static Place of(Source source) {
    return source.frames().isEmpty() ? Place.UNKNOWN : new Place(source.frames().stream().map(Places::frame).toList());
  }

  private static Place.Frame frame(Source.Frame f) {
    return new Place.Frame(f.file(), f.line(), f.column(), f.endLine(), f.endColumn(), f.function());
  }
}
