package gradwright.compiler.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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

  /// A piece of the printed program, and the steps that it belongs to, outermost first.
  public record Part(String text, List<Step> steps) {}

  /// The printed program in pieces.
  public List<Part> parts() {
    List<Part> all = new ArrayList<>();
    print(all, "", List.of());
    return all;
  }

  @Override
  public String toString() {
    return parts().stream().map(Part::text).collect(Collectors.joining());
  }

  private void print(List<Part> into, String indent, List<Step> around) {
    into.add(new Part(indent + "inputs " + inputs + " outputs " + outputs + " bytes " + bytes + "\n", around));
    for (Step s : steps) {
      List<Step> path = new ArrayList<>(around);
      path.add(s);
      into.add(new Part(indent + "  " + text(s, indent), List.copyOf(path)));
      s.nested().forEach(p -> p.print(into, indent + "    ", path));
    }
  }

  private static String text(Step step, String indent) {
    return switch (step) {
      case Step.Compute c -> {
        StringBuilder b = new StringBuilder(c.name()).append(' ').append(c.parameters()).append('\n');
        c.kernel().toString().lines().forEach(l -> b.append(indent).append("    ").append(l).append('\n'));
        yield b.toString();
      }
      case Step.Evaluate e -> e.primitive().primitiveName() + " " + e.reads() + " -> " + e.writes() + "\n";
      case Step.Copy c -> "copy " + c.from() + " -> " + c.to() + "\n";
      case Step.MatrixProduct m -> "gemm " + m.a() + " " + m.b() + " -> " + m.c() + " " + m.shape() + "\n";
      case Step.While w -> "while " + w.reads() + " -> " + w.writes() + "\n";
      case Step.Scan s -> "scan " + s.length() + " " + s.reads() + " -> " + s.writes() + "\n";
      case Step.Cond c -> "cond " + c.reads() + " -> " + c.writes() + "\n";
    };
  }
}
