package gradwright.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import gradwright.core.jvp.JvpTrace;
import gradwright.core.lax.Lax;
import gradwright.core.linearize.Linearize;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.trace.FlatFunction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Derivatives of flat functions as flat functions, and comparisons of their values.
final class Derivatives {
  private Derivatives() {}

  /// Tangents of the float64 outputs along `directions` (given for float64 inputs).
  static FlatFunction forward(FlatFunction f, List<? extends Value> directions) {
    return in -> {
      Duals out = JvpTrace.jvp(f, in, tangents(in, directions));
      return inexact(out.primals(), out.tangents());
    };
  }

  /// Cotangents of the float64 inputs for cotangents of the float64 outputs.
  static FlatFunction reverse(FlatFunction f, List<? extends Value> weights) {
    return in -> {
      Linearize.Linearized linear = Linearize.linearize(f, in, null);
      List<Tangent> cts = new ArrayList<>();
      int k = 0;
      for (Value v : linear.outputs()) {
        cts.add(v.dtype().isInexact() ? weights.get(k++) : Tangent.Zero.like(v));
      }
      return inexact(in, linear.pullBack(cts));
    };
  }

  /// Tangents by the linearized program.
  static List<Value> linearized(FlatFunction f, List<? extends Value> in, List<? extends Value> directions) {
    Linearize.Linearized linear = Linearize.linearize(f, in, null);
    return inexact(linear.outputs(), linear.apply(tangents(in, directions)));
  }

  private static List<Tangent> tangents(List<? extends Value> in, List<? extends Value> directions) {
    List<Tangent> r = new ArrayList<>();
    int k = 0;
    for (Value v : in) {
      r.add(v.dtype().isInexact() ? directions.get(k++) : Tangent.Zero.like(v));
    }
    return r;
  }

  private static List<Value> inexact(List<? extends Value> like, List<? extends Tangent> tangents) {
    List<Value> r = new ArrayList<>();
    for (int i = 0; i < like.size(); i++) {
      if (like.get(i).dtype().isInexact()) {
        r.add(Lax.instantiate(tangents.get(i)));
      }
    }
    return r;
  }

  static List<Value> inexact(List<? extends Value> values) {
    return inexact(values, values);
  }

  /// Random arrays of the types of the float64 values.
  static List<Value> randomLike(List<? extends Value> values, Random random) {
    List<Value> r = new ArrayList<>();
    for (Value v : values) {
      if (v.dtype().isInexact()) {
        Array a = Sample.array(v.dtype(), v.shape());
        for (long i = 0; i < a.elements(); i++) {
          a.setDouble(i, random.nextGaussian());
        }
        r.add(a);
      }
    }
    return r;
  }

  /// The derivative of the float64 outputs along `directions`, by central differences.
  static List<double[]> differences(
      FlatFunction f, List<? extends Value> in, List<? extends Value> directions, double h) {
    List<double[]> up = numbers(inexact(f.call(moved(in, directions, h))));
    List<double[]> down = numbers(inexact(f.call(moved(in, directions, -h))));
    for (int i = 0; i < up.size(); i++) {
      for (int j = 0; j < up.get(i).length; j++) {
        up.get(i)[j] = (up.get(i)[j] - down.get(i)[j]) / (2 * h);
      }
    }
    return up;
  }

  private static List<Value> moved(List<? extends Value> in, List<? extends Value> directions, double h) {
    List<Value> r = new ArrayList<>();
    int k = 0;
    for (Value v : in) {
      if (!v.dtype().isInexact()) {
        r.add(v);
        continue;
      }
      Array a = (Array) v;
      Array d = (Array) directions.get(k++);
      Array m = Sample.array(DType.FLOAT64, a.aval().shape());
      for (long i = 0; i < a.elements(); i++) {
        m.setDouble(i, a.getDouble(i) + h * d.getDouble(i));
      }
      r.add(m);
    }
    return r;
  }

  /// Real parts, then imaginary parts for complex arrays.
  static List<double[]> numbers(List<? extends Value> values) {
    List<double[]> r = new ArrayList<>();
    for (Value v : values) {
      Aval aval = v.aval();
      int n = (int) aval.shape().elements();
      double[] x = new double[aval.dtype().isComplex() ? 2 * n : n];
      for (int i = 0; i < n; i++) {
        switch (v) {
          case Array a -> {
            x[i] = a.getDouble(i);
            if (aval.dtype().isComplex()) {
              x[n + i] = a.getImaginary(i);
            }
          }
          case HostScalar s -> {
            x[i] = s.real();
            if (aval.dtype().isComplex()) {
              x[n + i] = s.imaginary();
            }
          }
          default -> fail("not a concrete value: " + v);
        }
      }
      r.add(x);
    }
    return r;
  }

  static double inner(List<double[]> a, List<double[]> b) {
    double s = 0;
    for (int i = 0; i < a.size(); i++) {
      for (int j = 0; j < a.get(i).length; j++) {
        s += a.get(i)[j] * b.get(i)[j];
      }
    }
    return s;
  }

  static void assertClose(String what, List<double[]> expected, List<double[]> actual, double tolerance) {
    assertEquals(expected.size(), actual.size(), what + ": number of outputs");
    for (int i = 0; i < expected.size(); i++) {
      double[] e = expected.get(i);
      double[] a = actual.get(i);
      assertEquals(e.length, a.length, what + ": elements of output " + i);
      double scale = 1;
      for (double x : e) {
        scale = Math.max(scale, Double.isFinite(x) ? Math.abs(x) : 0);
      }
      for (int j = 0; j < e.length; j++) {
        boolean same =
            Double.isNaN(e[j]) ? Double.isNaN(a[j]) : e[j] == a[j] || Math.abs(e[j] - a[j]) <= tolerance * scale;
        if (!same) {
          fail(what + ": output " + i + " element " + j + ": expected " + e[j] + ", was " + a[j]);
        }
      }
    }
  }
}
