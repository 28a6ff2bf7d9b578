package gradwright.compiler.kernel;

import gradwright.compiler.index.Symbol;
import java.util.stream.Collectors;

/// Writes kernels for people: loops, one line an expression, stores.
final class KernelPrinter {
  private KernelPrinter() {}

  static String print(Kernel k) {
    StringBuilder b = new StringBuilder("kernel");
    for (Symbol.Variable v : k.domain()) {
      b.append(' ').append(v).append('<').append(v.extent());
    }
    b.append(k.ordered() ? " ordered\n" : "\n");
    for (int i = 0; i < k.parameters().size(); i++) {
      Kernel.Parameter p = k.parameters().get(i);
      b.append("  p").append(i).append(": ").append(p.type().shortName()).append('[').append(p.elements()).append(']');
      b.append(p.written() ? " out\n" : "\n");
    }
    for (Expr e : k.expressions()) {
      b.append("  ").append(e).append(": ").append(e.type().shortName()).append(" = ").append(code(e)).append('\n');
    }
    for (Kernel.Store s : k.stores()) {
      b.append("  p").append(s.parameter()).append('[').append(s.position()).append(']');
      b.append(s.combine() == null ? " = " : " " + s.combine().jaxName() + "= ").append(s.value());
      b.append(s.guard().isAlways() ? "\n" : " if " + s.guard() + "\n");
    }
    return b.toString();
  }

  private static String code(Expr e) {
    String arguments = e.arguments().stream().map(Expr::toString).collect(Collectors.joining(", "));
    return switch (e.code()) {
      case Expr.Code.Literal l -> e.type().isFloat() ? Double.toString(l.real()) : Long.toString(l.integer());
      case Expr.Code.Load l ->
          "p" + l.parameter() + "[" + l.position() + "]" + (l.guard().isAlways() ? "" : " if " + l.guard());
      case Expr.Code.Position p -> p.index().toString();
      case Expr.Code.Apply a -> a.primitive().primitiveName() + " " + arguments;
      case Expr.Code.Choose c -> "choose " + c.guard() + " " + arguments;
      case Expr.Code.Reduce r ->
          r.reducer().name().toLowerCase(java.util.Locale.ROOT)
              + " over "
              + r.variables().stream().map(v -> v + "<" + v.extent()).collect(Collectors.joining(" "))
              + " of "
              + arguments;
    };
  }
}
