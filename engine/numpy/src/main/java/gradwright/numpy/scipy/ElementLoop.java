package gradwright.numpy.scipy;

import gradwright.core.control.Control;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A loop run for each element of arrays of one shape: an element whose condition fails keeps its state, and the loop ends when
/// all have failed.
final class ElementLoop {
  private ElementLoop() {}

  static List<Term> run(Function<List<Term>, Term> condition, UnaryOperator<List<Term>> body, List<Term> start) {
    List<Value> init = Term.broadcast(start).stream().map(Term::value).toList();
    return terms(
        Control.whileLoop(
            in -> {
              Value active = condition.apply(terms(in)).value();
              return List.of(Lax.reduce(Reduction.Op.OR, active, Ints.range(0, active.rank())));
            },
            in -> {
              List<Term> state = terms(in);
              Term active = condition.apply(state);
              List<Term> next = body.apply(state);
              List<Value> out = new ArrayList<>();
              for (int i = 0; i < state.size(); i++) {
                Value kept = state.get(i).value();
                out.add(Lax.select(active.value(), Lax.convert(next.get(i).value(), kept.dtype()), kept));
              }
              return out;
            },
            init));
  }

  private static List<Term> terms(List<Value> values) {
    return values.stream().map(Term::of).toList();
  }
}
