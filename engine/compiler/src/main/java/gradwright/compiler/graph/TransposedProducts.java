package gradwright.compiler.graph;

import gradwright.core.ir.Atom;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.prim.Contraction.DotGeneral;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Ints;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/// Products that are only wanted transposed, as those of a matrix' gradient are: with the operands exchanged, the product comes
/// out that way by itself.
final class TransposedProducts {
  private final Map<Atom.Var, Equation> products = new IdentityHashMap<>();

  /// Looks for products of a program that one equation uses.
  TransposedProducts(Jaxpr program) {
    for (Equation e : program.equations()) {
      if (e.primitive() instanceof DotGeneral) {
        products.put(e.outputs().getFirst(), e);
      }
    }
    if (products.isEmpty()) {
      return;
    }
    Set<Atom> used = new HashSet<>();
    for (Equation e : program.equations()) {
      e.inputs().stream().filter(products::containsKey).filter(a -> !used.add(a)).forEach(products::remove);
    }
    program.outputs().forEach(products::remove);
  }

  /// The product of which an equation is all that is wanted, and which it merely gives the form of the exchanged one; or null.
  Equation of(Equation transpose) {
    if (!(transpose.primitive() instanceof Shaping.Transpose t)
        || !(transpose.inputs().getFirst() instanceof Atom.Var v)
        || !(products.get(v) instanceof Equation e)) {
      return null;
    }
    DotGeneral d = (DotGeneral) e.primitive();
    int batch = d.lhsBatch().size();
    int left = e.inputs().get(0).aval().rank() - batch - d.lhsContracting().size();
    int rank = v.aval().rank();
    Ints exchanged =
        Ints.range(0, batch).concat(Ints.range(batch + left, rank)).concat(Ints.range(batch, batch + left));
    return t.permutation().equals(exchanged) ? e : null;
  }

  /// The product of the operands in the other order.
  static DotGeneral exchanged(DotGeneral d) {
    return new DotGeneral(
        d.rhsContracting(),
        d.lhsContracting(),
        d.rhsBatch(),
        d.lhsBatch(),
        d.rhsPrecision(),
        d.lhsPrecision(),
        d.preferred());
  }
}
