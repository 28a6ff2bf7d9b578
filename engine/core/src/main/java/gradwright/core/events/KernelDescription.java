package gradwright.core.events;

import gradwright.core.ir.Source;
import java.util.List;

/// A step of an executable that runs on a device.
///
/// @param id its number, from [Numbers]
/// @param name what it computes (`fused mul add`, `dot_general`)
/// @param flops estimated floating-point operations of one run, 0 where unknown
/// @param bytes estimated bytes that one run reads and writes, 0 where unknown
/// @param equations the equations of its program that it computes, as [gradwright.core.ir.EquationNumbers] numbers them
/// @param source the user's line that most of it comes from
public record KernelDescription(
    int id, String name, Kind kind, double flops, double bytes, List<Integer> equations, Source source) {
  /// How a step is computed.
  public enum Kind {
    /// Generated loops.
    FUSED,
    /// A routine of a numerical library.
    LIBRARY,
    /// A whole loop as one native function.
    LOOP,
    COPY,
    /// The reference evaluator.
    EVALUATED,
    OTHER
  }

  public KernelDescription {
    equations = List.copyOf(equations);
  }
}
