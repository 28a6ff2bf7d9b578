package gradwright.protocol;

import java.util.List;

/// The stages of one traced function, first to last: `traced`, what transformations made of it, `simplified`, `kernels`,
/// `llvm`, `assembly`. Stages that do not exist (a program that was only evaluated) are left out.
public record Program(int id, String function, List<Stage> stages) {

  /// One stage: a jaxpr or a text.
  public sealed interface Stage {
    String name();
  }

  /// A stage that is a jaxpr; `text` is how JAX prints it.
  public record JaxprStage(String name, Jaxpr jaxpr, String text) implements Stage {}

  /// A stage that is text in `language` (`kernels`, `llvm`, `assembly`); `links` are in order of `start`.
  public record TextStage(String name, String language, String text, List<Link> links) implements Stage {}

  /// Characters `start` to `end` (exclusive) of a text belong to a kernel.
  public record Link(int start, int end, int kernel) {}

  /// `{ lambda constants ; inputs. let equations in outputs }`, with variables named as in the printed text.
  public record Jaxpr(
      List<Variable> constants, List<Variable> inputs, List<Equation> equations, List<String> outputs) {}

  /// A variable and its type, `a` and `f32[8,4]`.
  public record Variable(String name, String type) {}

  /// One equation. `id` is unique within a program and the same in all stages that still hold the equation; `inputs` are
  /// names of variables or literals as printed; `parameters` in printed order; `kernels` compute it.
  public record Equation(
      int id,
      String primitive,
      List<Parameter> parameters,
      List<String> inputs,
      List<Variable> outputs,
      Place place,
      List<Integer> kernels) {}

  /// A parameter: its text, and the jaxprs that it holds, if any (bodies of scan, branches of cond, jit).
  public record Parameter(String name, String text, List<Jaxpr> jaxprs) {}
}
