package gradwright.compiler.kernel;

import gradwright.compiler.index.Guard;
import gradwright.compiler.index.Index;
import gradwright.compiler.index.Symbol;
import gradwright.core.prim.Indexing;
import gradwright.core.types.DType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Loops over a domain that store expressions in memory.
///
/// @param domain the loops' variables, outermost first
/// @param parameters the memory it reads and writes
/// @param stores what each point of the domain writes
/// @param ordered whether the points must run one after the other, because stores may meet
public record Kernel(List<Symbol.Variable> domain, List<Parameter> parameters, List<Store> stores, boolean ordered) {
  public Kernel {
    domain = List.copyOf(domain);
    parameters = List.copyOf(parameters);
    stores = List.copyOf(stores);
  }

  /// Memory of `elements` numbers; `type` is what is in memory (parts of complex numbers and keys count singly). Past the
  /// end of `padded` memory a vector may be written.
  public record Parameter(DType type, long elements, boolean written, boolean padded) {}

  /// Writes a value, or combines it with what is there.
  ///
  /// @param combine null to overwrite
  public record Store(int parameter, Index position, Guard guard, Expr value, Indexing.Combine combine) {
    /// The value and what the place reads.
    public List<Expr> roots() {
      List<Expr> all = new ArrayList<>(List.of(value));
      Expr.dynamic(position, all);
      guard.ranges().forEach(r -> Expr.dynamic(r.index(), all));
      return all;
    }
  }

  /// How many points the domain has.
  public long points() {
    long n = 1;
    for (Symbol.Variable v : domain) {
      n *= v.extent();
    }
    return n;
  }

  /// Every expression that the stores need, arguments first.
  public List<Expr> expressions() {
    Set<Expr> seen = new LinkedHashSet<>();
    for (Store s : stores) {
      s.roots().forEach(e -> collect(e, seen));
    }
    return List.copyOf(seen);
  }

  private static void collect(Expr e, Set<Expr> seen) {
    if (seen.contains(e)) {
      return;
    }
    e.needs().forEach(n -> collect(n, seen));
    seen.add(e);
  }

  @Override
  public String toString() {
    return KernelPrinter.print(this);
  }
}
