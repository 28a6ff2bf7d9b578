package gradwright.core.rules;

import gradwright.core.trace.FlatFunction;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// An application of a primitive to sample inputs: float64 inputs are differentiated, others are not.
record Case(String name, FlatFunction function, List<Sample> samples) {
  static Case of(String name, FlatFunction function, Sample... samples) {
    return new Case(name, function, List.of(samples));
  }

  /// One set of inputs.
  List<Array> inputs(Random random) {
    List<Array> r = new ArrayList<>();
    samples.forEach(s -> r.add(s.draw(random)));
    return r;
  }

  @Override
  public String toString() {
    return name;
  }
}
