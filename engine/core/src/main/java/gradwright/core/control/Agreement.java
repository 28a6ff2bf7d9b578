package gradwright.core.control;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Types of loop carries and of branch outputs have to agree, but for weak types; JAX's messages when they do not.
final class Agreement {
  private Agreement() {}

  /// Equal but for weak types.
  static boolean matches(Aval a, Aval b) {
    return a.dtype() == b.dtype() && a.shape().equals(b.shape());
  }

  static String mismatch(Aval a, Aval b) {
    List<String> all = new ArrayList<>();
    if (a.dtype() != b.dtype()) {
      all.add("the dtypes do not match");
    }
    if (!a.shape().equals(b.shape())) {
      all.add("the shapes do not match");
    }
    return all.isEmpty() ? "" : ", so " + String.join(", and ", all);
  }

  static void checkCarry(CarryNames names, List<Aval> in, List<Aval> out) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      if (!matches(in.get(i), out.get(i))) {
        differences.add(
            names.components().get(i)
                + " has type "
                + in.get(i).longName()
                + " but the corresponding output carry component has type "
                + out.get(i).longName()
                + mismatch(in.get(i), out.get(i)));
      }
    }
    if (!differences.isEmpty()) {
      throw JaxError.type(
          names.body()
              + " function carry input and carry output must have equal types, but they differ:\n\n"
              + listed(differences, ";\n")
              + "\n"
              + "Revise the function so that all output types match the corresponding input types.");
    }
  }

  static void checkBranches(BranchNames names, int other, List<Aval> first, List<Aval> second) {
    String a = names.names().getFirst();
    String b = names.names().get(other);
    String who =
        a + " is " + names.descriptions().getFirst() + "\n" + b + " is " + names.descriptions().get(other) + "\n\n";
    if (first.size() != second.size()) {
      throw JaxError.type(
          names.function()
              + " branch outputs must have the same pytree structure, but they differ:\n\n"
              + who
              + a
              + " output has "
              + first.size()
              + " leaves but "
              + b
              + " output has "
              + second.size()
              + ".\n\n"
              + "Revise "
              + a
              + " and/or "
              + b
              + " so that they have the same pytree structure.");
    }
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      if (!matches(first.get(i), second.get(i))) {
        differences.add(
            "the output of "
                + a
                + names.outputPath(i, first.size())
                + " has type "
                + first.get(i).longName()
                + " but the corresponding output of "
                + b
                + " has type "
                + second.get(i).longName()
                + mismatch(first.get(i), second.get(i)));
      }
    }
    if (!differences.isEmpty()) {
      throw JaxError.type(
          names.function()
              + " branches must have equal output types but they differ.\n\n"
              + who
              + listed(differences, ";")
              + "\n"
              + "Revise "
              + a
              + " and/or "
              + b
              + " so that all output types match.");
    }
  }

  private static String listed(List<String> differences, String end) {
    if (differences.size() == 1) {
      String d = differences.getFirst();
      return Character.toUpperCase(d.charAt(0)) + d.substring(1) + ".\n";
    }
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < differences.size() - 1; i++) {
      b.append("  * ").append(differences.get(i)).append(end).append(i < differences.size() - 2 ? "\n" : "");
    }
    return b.append(end.endsWith("\n") ? "" : "\n")
        .append("  * ")
        .append(differences.getLast())
        .append(".\n")
        .toString();
  }

  /// An initial carry of weak type takes the dtype that the body makes of it; anything else stays as it is.
  static Value promoted(Value in, Aval out) {
    Aval a = in.aval();
    return a.weakType() && !matches(a, out) ? Lax.convert(in, joined(a.dtype(), out.dtype())) : in;
  }

  /// The dtype of a weakly typed value beside another value.
  private static DType joined(DType weak, DType other) {
    int w = category(weak);
    int o = category(other);
    if (o >= w) {
      return other;
    }
    boolean x64 = Session.current().config().x64();
    return switch (w) {
      case 1 -> DType.INT64.canonical(x64);
      case 2 -> DType.FLOAT64.canonical(x64);
      default -> DType.COMPLEX128.canonical(x64);
    };
  }

  private static int category(DType t) {
    return t.isBool() ? 0 : t.isInteger() ? 1 : t.isFloat() ? 2 : 3;
  }
}
