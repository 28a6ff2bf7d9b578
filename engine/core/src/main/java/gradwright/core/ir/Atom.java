package gradwright.core.ir;

import gradwright.core.types.Aval;
import gradwright.core.value.HostScalar;

/// An operand of an equation: a variable or a literal.
public sealed interface Atom permits Atom.Var, Atom.Literal {
  Aval aval();

  /// A variable, equal only to itself. Names are given at printing.
  final class Var implements Atom {
    private final Aval aval;

    public Var(Aval aval) {
      this.aval = aval;
    }

    @Override
    public Aval aval() {
      return aval;
    }

    @Override
    public String toString() {
      return "v" + Integer.toHexString(System.identityHashCode(this)) + ":" + aval;
    }
  }

  /// A scalar constant written into the equation.
  record Literal(HostScalar value) implements Atom {
    @Override
    public Aval aval() {
      return value.aval();
    }
  }
}
