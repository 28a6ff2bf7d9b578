package gradwright.app.arrays;

import gradwright.protocol.Arrays.Slice;

/// What a view draws.
public sealed interface Picture {
  record None() implements Picture {}

  record Loading() implements Picture {}

  record Failed(String text) implements Picture {}

  record Ready(Slice slice, Slicing slicing, String dtype) implements Picture {}
}
