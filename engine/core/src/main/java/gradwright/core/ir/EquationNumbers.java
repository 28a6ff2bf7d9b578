package gradwright.core.ir;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/// Numbers for the equations of a program, those of inner jaxprs among them: 0, 1, 2, ... as they are printed, each equation
/// before those of the jaxprs it holds. An inner jaxpr that is used twice is numbered once.
public final class EquationNumbers {
  private final Map<Equation, Integer> numbers = new IdentityHashMap<>();
  private final Set<Jaxpr> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private EquationNumbers() {}

  /// The numbers of a program's equations, by identity; the same each time they are asked for.
  public static Map<Equation, Integer> of(Jaxpr jaxpr) {
    EquationNumbers n = new EquationNumbers();
    n.walk(jaxpr);
    return n.numbers;
  }

  private void walk(Jaxpr jaxpr) {
    if (!seen.add(jaxpr)) {
      return;
    }
    for (Equation e : jaxpr.equations()) {
      numbers.putIfAbsent(e, numbers.size());
      for (ClosedJaxpr inner : PrimitiveParameters.jaxprs(e.primitive())) {
        walk(inner.jaxpr());
      }
    }
  }
}
