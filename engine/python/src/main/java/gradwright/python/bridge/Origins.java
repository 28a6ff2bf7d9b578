package gradwright.python.bridge;

import gradwright.core.ir.Equation;
import gradwright.core.ir.JaxprPrinter;
import gradwright.core.trace.StagingTrace;
import gradwright.core.trace.StagingTrace.StagedTracer;
import gradwright.core.trace.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/// Remembers which function each trace stages, to tell the user where a tracer came from.
final class Origins {
  /// How many operations a message shows.
  private static final int SHOWN = 5;

  private final Map<Trace, org.graalvm.polyglot.Value> descriptions = Collections.synchronizedMap(new WeakHashMap<>());

  /// `description` is a Python function without parameters: `[function and line, purpose, argument names...]`.
  void record(Trace trace, org.graalvm.polyglot.Value description) {
    if (description != null && !description.isNull()) {
      descriptions.put(trace, description);
    }
  }

  /// The line about a tracer's origin that JAX adds to messages; empty when nothing is known.
  String message(StagedTracer t) {
    org.graalvm.polyglot.Value description = descriptions.get(t.trace());
    if (description == null || !(t.trace() instanceof StagingTrace trace)) {
      return "";
    }
    org.graalvm.polyglot.Value d = description.execute();
    StringBuilder b =
        new StringBuilder("\nThe error occurred while tracing the function ")
            .append(d.getArrayElement(0).asString())
            .append(" for ")
            .append(d.getArrayElement(1).asString())
            .append(". ");
    List<String> names = new ArrayList<>();
    for (int i : trace.dependencies(t)) {
      if (i + 2 < d.getArraySize()) {
        names.add(d.getArrayElement(i + 2L).asString());
      }
    }
    if (!names.isEmpty()) {
      b.append("This concrete value was not available in Python because it depends on the value")
          .append(names.size() > 1 ? "s" : "")
          .append(" of the argument")
          .append(names.size() > 1 ? "s " : " ")
          .append(listed(names))
          .append('.');
      return b.toString();
    }
    List<Equation> operations = trace.progenitors(t);
    if (!operations.isEmpty()) {
      b.append("This value became a tracer due to JAX operations on these lines:");
      for (Equation e : operations.subList(0, Math.min(SHOWN, operations.size()))) {
        b.append("\n\n  operation ")
            .append(JaxprPrinter.print(e))
            .append("\n    from line ")
            .append(e.source().summary());
      }
      if (operations.size() > SHOWN) {
        b.append("\n\n(Additional originating lines are not shown.)");
      }
    }
    return b.toString();
  }

  private static String listed(List<String> names) {
    return switch (names.size()) {
      case 1 -> names.getFirst();
      case 2 -> names.getFirst() + " and " + names.getLast();
      default -> String.join(", ", names.subList(0, names.size() - 1)) + ", and " + names.getLast();
    };
  }
}
