package gradwright.profiler.store;

import gradwright.protocol.EngineEvent.Kernel;
import gradwright.protocol.EngineEvent.KernelKind;
import gradwright.protocol.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The programs and kernels of an engine, and which belong to a line, an equation or a program. Never changes.
public final class Catalogue {
  public static final Catalogue EMPTY = new Catalogue(Map.of(), List.of());

  private record Line(String file, int line) {}

  private record EquationKey(int program, int equation) {}

  private final Map<Integer, String> functions;
  private final Map<Integer, Kernel> kernels = new HashMap<>();
  private final Map<Integer, List<Kernel>> ofProgram = new HashMap<>();
  private final Map<Line, BitSet> ofLine = new HashMap<>();
  private final Map<EquationKey, BitSet> ofEquation = new HashMap<>();

  Catalogue(Map<Integer, String> functions, Collection<Kernel> kernels) {
    this.functions = Map.copyOf(functions);
    for (Kernel kernel : kernels) {
      add(kernel);
    }
  }

  private void add(Kernel kernel) {
    kernels.put(kernel.id(), kernel);
    ofProgram.computeIfAbsent(kernel.program(), _ -> new ArrayList<>()).add(kernel);
    if (kernel.id() < 0) {
      return;
    }
    if (kernel.place().isKnown()) {
      Place.Frame frame = kernel.place().frame();
      ofLine.computeIfAbsent(new Line(frame.file(), frame.line()), _ -> new BitSet()).set(kernel.id());
    }
    for (int equation : kernel.equations()) {
      ofEquation.computeIfAbsent(new EquationKey(kernel.program(), equation), _ -> new BitSet()).set(kernel.id());
    }
  }

  /// A kernel, or a nameless one where a run came without its definition.
  public Kernel kernel(int id) {
    Kernel known = kernels.get(id);
    return known != null ? known : new Kernel(id, -1, "kernel " + id, KernelKind.OTHER, 0, 0, List.of(), Place.UNKNOWN);
  }

  public Collection<Kernel> kernels() {
    return kernels.values();
  }

  public Map<Integer, String> functions() {
    return functions;
  }

  /// The name of the function that a program was traced from.
  public String function(int program) {
    return functions.getOrDefault(program, program < 0 ? "unknown" : "program " + program);
  }

  public List<Kernel> kernelsOf(int program) {
    return ofProgram.getOrDefault(program, List.of());
  }

  /// The numbers of the kernels that mostly come from a line.
  public BitSet kernelsAt(String file, int line) {
    return copy(ofLine.get(new Line(file, line)));
  }

  /// The numbers of the kernels that compute an equation.
  public BitSet kernelsOf(int program, int equation) {
    return copy(ofEquation.get(new EquationKey(program, equation)));
  }

  private static BitSet copy(@Nullable BitSet set) {
    return set == null ? new BitSet() : (BitSet) set.clone();
  }
}
