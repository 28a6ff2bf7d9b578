package gradwright.core.types;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.prim.RandomBits;
import java.util.List;

/// A generator of random numbers that a program defines. Its keys are arrays of uint32; what it does with them is a program over
/// those.
public interface CustomGenerator {
  /// What jaxprs call it: `key<tag>`.
  String tag();

  /// What messages call it.
  String name();

  /// The shape of one key's words.
  Shape keyShape();

  /// An operation on keys of this generator as a program of operations on their words.
  ClosedJaxpr program(RandomBits operation, List<Aval> inputs);
}
