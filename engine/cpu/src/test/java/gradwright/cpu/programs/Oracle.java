package gradwright.cpu.programs;

import gradwright.core.device.Device;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.trace.Backend;
import gradwright.core.trace.Engine;
import gradwright.core.trace.EvalTrace;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import gradwright.cpu.CpuBackend;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Runs programs compiled and by the reference evaluator, and compares.
public final class Oracle {
  private static final Engine PLAIN = new Engine(1, null);
  private static final CpuBackend BACKEND;

  static {
    System.setProperty("gradwright.cache", "off"); // random programs would fill the user's
    BACKEND = new CpuBackend();
  }

  private Oracle() {}

  public static Device device() {
    return PLAIN.defaultDevice();
  }

  /// Runs `body` with an engine that has no compiler.
  public static <T> T plain(java.util.function.Supplier<T> body) {
    return new Session(PLAIN).run(body);
  }

  public static ClosedJaxpr stage(FlatFunction f, List<Aval> avals) {
    return plain(() -> Staging.stage(f, avals));
  }

  /// Compiles and runs a program both ways; fails where they differ by more than `tolerance` (relative, for floats).
  public static void check(ClosedJaxpr program, List<Array> arguments, double tolerance) {
    List<Array> expected = evaluated(program, arguments);
    Backend.Executable executable = compiled(program);
    List<Array> got = plain(() -> executable.run(arguments, device()));
    try {
      compare(expected, got, tolerance);
      compare(expected, plain(() -> executable.run(arguments, device())), tolerance); // frames are used again
      compare(expected, givenAway(executable, arguments), tolerance);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + program + "\n" + executable.text("kernels"), e);
    }
  }

  /// The results when copies of the arguments are given away.
  static List<Array> givenAway(Backend.Executable executable, List<Array> arguments) {
    return plain(() -> {
      List<Array> copies = arguments.stream().map(Oracle::copied).toList();
      return executable.run(copies, Collections.nCopies(copies.size(), true), device());
    });
  }

  private static Array copied(Array a) {
    Array copy = Array.allocate(a.aval(), device());
    MemorySegment.copy(a.memory(), 0, copy.buffer().segment(), 0, a.aval().bytes());
    return copy;
  }

  /// Compares again with as much more tolerance as rounding the arguments differently would explain: some programs
  /// magnify the last bit of their arguments.
  static void checkConditioned(ClosedJaxpr program, List<Array> arguments, double tolerance) {
    List<Array> expected = evaluated(program, arguments);
    double worst = 0;
    for (int sign : new int[] {-1, 1}) {
      List<Array> moved = arguments.stream().map(a -> moved(a, sign)).toList();
      List<Array> other = evaluated(program, moved);
      for (int k = 0; k < expected.size(); k++) {
        worst = Math.max(worst, difference(expected.get(k), other.get(k)));
      }
    }
    Backend.Executable executable = compiled(program);
    compare(expected, plain(() -> executable.run(arguments, device())), tolerance + 30 * worst);
  }

  private static Array moved(Array a, int sign) {
    if (!a.aval().dtype().isInexact()) {
      return a;
    }
    Array m = plain(() -> Array.allocate(a.aval(), device()));
    for (long i = 0; i < a.elements(); i++) {
      double by = 1 + sign * (i % 2 == 0 ? 3e-7 : -3e-7);
      m.setComplex(i, a.getDouble(i) * by, a.getImaginary(i) * by);
    }
    return m;
  }

  /// The largest difference of two arrays, relative to the largest element.
  private static double difference(Array x, Array y) {
    double scale = 1;
    double worst = 0;
    for (long i = 0; x.aval().dtype().isInexact() && i < x.elements(); i++) {
      double d = Math.max(Math.abs(x.getDouble(i) - y.getDouble(i)), Math.abs(x.getImaginary(i) - y.getImaginary(i)));
      worst = Double.isFinite(d) ? Math.max(worst, d) : worst;
      scale = Double.isFinite(x.getDouble(i)) ? Math.max(scale, Math.abs(x.getDouble(i))) : scale;
    }
    return worst / scale;
  }

  public static Backend.Executable compiled(ClosedJaxpr program) {
    return plain(() -> {
      try {
        return BACKEND.compile(program, "test");
      } catch (Backend.CompileException e) {
        throw new AssertionError(e.getMessage() + "\n" + program, e);
      }
    });
  }

  public static List<Array> evaluated(ClosedJaxpr program, List<Array> arguments) {
    return plain(() -> {
      List<Array> out = new ArrayList<>();
      for (Value v : Interpreter.run(program, List.<Value>copyOf(arguments))) {
        out.add(EvalTrace.toArray(v, device()));
      }
      return out;
    });
  }

  /// Stages and checks a function on random arguments.
  public static void check(FlatFunction f, List<Aval> avals, long seed, double tolerance) {
    check(stage(f, avals), arguments(avals, new Random(seed)), tolerance);
  }

  public static List<Array> arguments(List<Aval> avals, Random random) {
    return avals.stream().map(a -> random(a, random)).toList();
  }

  /// Small numbers, some of them special.
  public static Array random(Aval a, Random random) {
    Array x = plain(() -> Array.allocate(a, device()));
    for (long i = 0; i < x.elements(); i++) {
      DType t = a.dtype();
      if (t.isComplex()) {
        x.setComplex(i, random.nextGaussian(), random.nextGaussian());
      } else if (t.isFloat()) {
        x.setDouble(i, random.nextGaussian());
      } else if (t.isBool()) {
        x.setLong(i, random.nextInt(2));
      } else if (t.isKey()) {
        x.setLong(i, random.nextLong());
      } else {
        x.setLong(i, t.isUnsigned() ? random.nextInt(20) : random.nextInt(-10, 10));
      }
    }
    return x;
  }

  static void compare(List<Array> expected, List<Array> got, double tolerance) {
    if (expected.size() != got.size()) {
      throw new AssertionError(expected.size() + " results expected, got " + got.size());
    }
    for (int k = 0; k < expected.size(); k++) {
      Array e = expected.get(k);
      Array g = got.get(k);
      if (!e.aval().strong().equals(g.aval().strong())) {
        throw new AssertionError("result " + k + " is " + g.aval() + ", expected " + e.aval());
      }
      double scale = 1;
      for (long i = 0; i < e.elements(); i++) {
        double x = Math.abs(e.getDouble(i));
        scale = Double.isFinite(x) && e.aval().dtype().isInexact() ? Math.max(scale, x) : scale;
      }
      for (long i = 0; i < e.elements(); i++) {
        boolean same =
            e.aval().dtype().isInexact()
                ? close(e.getDouble(i), g.getDouble(i), tolerance * scale)
                    && close(e.getImaginary(i), g.getImaginary(i), tolerance * scale)
                : e.getLong(i) == g.getLong(i);
        if (!same) {
          throw new AssertionError(
              "result "
                  + k
                  + " of type "
                  + e.aval()
                  + " differs at "
                  + i
                  + ": expected "
                  + text(e, i)
                  + ", got "
                  + text(g, i));
        }
      }
    }
  }

  private static String text(Array a, long i) {
    return a.aval().dtype().isInexact() ? a.getDouble(i) + "+" + a.getImaginary(i) + "i" : Long.toString(a.getLong(i));
  }

  private static boolean close(double x, double y, double tolerance) {
    return Double.compare(x, y) == 0 || x == y || Math.abs(x - y) <= tolerance;
  }
}
