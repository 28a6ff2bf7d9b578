package gradwright.compiler.plan;

import java.util.List;

/// Steps to be run in order.
///
/// @param inputs slots that hold the inputs
/// @param steps what to do
/// @param outputs where the outputs are; null for an output of a loop's body that is its own carry unchanged
/// @param temporaries the slots of its own block of memory, those of nested programs not among them
/// @param bytes size of that block, nested programs included
public record Program(List<Slot> inputs, List<Step> steps, List<Slot> outputs, List<Slot> temporaries, long bytes) {
  /// Moves every temporary by an offset, those of nested programs too.
  void shift(long by) {
    if (by == 0) {
      return;
    }
    temporaries.forEach(t -> t.shift(by));
    for (Step s : steps) {
      s.nested().forEach(p -> p.shift(by));
    }
  }

  /// Every temporary, those of nested programs too.
  public List<Slot> allTemporaries() {
    List<Slot> all = new java.util.ArrayList<>(temporaries);
    for (Step s : steps) {
      s.nested().forEach(p -> all.addAll(p.allTemporaries()));
    }
    return all;
  }

  @Override
  public String toString() {
    StringBuilder b = new StringBuilder();
    print(b, "");
    return b.toString();
  }

  private void print(StringBuilder b, String indent) {
    b.append(indent)
        .append("inputs ")
        .append(inputs)
        .append(" outputs ")
        .append(outputs)
        .append(" bytes ")
        .append(bytes);
    b.append('\n');
    for (Step s : steps) {
      b.append(indent).append("  ");
      switch (s) {
        case Step.Compute c -> {
          b.append(c.name()).append(' ').append(c.parameters()).append('\n');
          c.kernel().toString().lines().forEach(l -> b.append(indent).append("    ").append(l).append('\n'));
        }
        case Step.Evaluate e ->
            b.append(e.primitive().primitiveName())
                .append(' ')
                .append(e.reads())
                .append(" -> ")
                .append(e.writes())
                .append('\n');
        case Step.Copy c -> b.append("copy ").append(c.from()).append(" -> ").append(c.to()).append('\n');
        case Step.MatrixProduct m ->
            b.append("gemm ")
                .append(m.a())
                .append(' ')
                .append(m.b())
                .append(" -> ")
                .append(m.c())
                .append(' ')
                .append(m.shape())
                .append('\n');
        case Step.While w -> b.append("while ").append(w.reads()).append(" -> ").append(w.writes()).append('\n');
        case Step.Scan c ->
            b.append("scan ")
                .append(c.length())
                .append(' ')
                .append(c.reads())
                .append(" -> ")
                .append(c.writes())
                .append('\n');
        case Step.Cond c -> b.append("cond ").append(c.reads()).append(" -> ").append(c.writes()).append('\n');
      }
      s.nested().forEach(p -> p.print(b, indent + "    "));
    }
  }
}
