package gradwright.core.ir;

import gradwright.core.ir.Atom.Var;
import gradwright.core.prim.Primitive;
import java.util.List;
import java.util.Set;

/// One application of a primitive in a jaxpr.
public record Equation(Primitive primitive, List<Atom> inputs, List<Var> outputs, Set<Effect> effects, Source source) {}
