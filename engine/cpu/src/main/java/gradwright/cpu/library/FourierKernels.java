package gradwright.cpu.library;

import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrModule;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.CompiledModule;
import gradwright.cpu.llvm.KernelCompiler;
import gradwright.cpu.pool.KernelCall;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Machine code for Fourier transforms of as many lines side by side as a vector has lanes. Lines are kept apart in
/// real and imaginary vectors: element i of all lines is one vector of real parts and one of imaginary ones.
final class FourierKernels {
  private static final int VECTOR_BYTES = 64;

  private final Scalar type;
  private final int lanes;
  private final IrType vector;
  private final CompiledModule module;

  /// Compiles the kernels for single or double precision.
  ///
  /// @throws CompileFailure when LLVM cannot
  FourierKernels(boolean single, KernelCompiler compiler) throws CompileFailure {
    type = single ? Scalar.F32 : Scalar.F64;
    lanes = VECTOR_BYTES / type.bytes();
    vector = IrType.of(type, lanes);
    IrModule ir = new IrModule();
    define(ir, "load", this::load);
    define(ir, "loadRows", this::loadRows);
    define(ir, "store", this::store);
    define(ir, "storeRows", this::storeRows);
    define(ir, "loadTiles", this::loadTiles);
    define(ir, "storeTiles", this::storeTiles);
    define(ir, "turn", this::turn);
    for (int radix = 2; radix <= 5; radix++) {
      int r = radix;
      define(ir, "pass" + r, f -> pass(f, r));
    }
    module =
        compiler.compile(
            ir.text(),
            List.of(
                "load",
                "loadRows",
                "loadTiles",
                "store",
                "storeRows",
                "storeTiles",
                "turn",
                "pass2",
                "pass3",
                "pass4",
                "pass5"));
  }

  private static void define(IrModule ir, String name, Consumer<IrFunction> body) {
    IrFunction f = ir.kernel(name);
    f.contract(true);
    body.accept(f);
    f.end();
  }

  /// Lines side by side.
  int lanes() {
    return lanes;
  }

  /// Runs a kernel on the elements `[0, n)`; `arguments` are addresses and numbers.
  void run(String name, MemorySegment room, long n, long... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      room.setAtIndex(java.lang.foreign.ValueLayout.JAVA_LONG, i, arguments[i]);
    }
    KernelCall.run(MemorySegment.ofAddress(module.address(name)), room, 0, n);
  }

  private static Value number(IrFunction f, int k) {
    return f.load(f.element(f.parameters().getFirst(), Scalar.S64, f.index(k)), IrType.INDEX);
  }

  private Value at(IrFunction f, Value base, Value index) {
    return f.element(base, type, index);
  }

  /// Arguments: interleaved source, target, scalars from one element to the next, offsets of real and imaginary parts.
  private void load(IrFunction f) {
    Value from = f.argument(0);
    Value to = f.argument(1);
    Value step = number(f, 2);
    Value re = number(f, 3);
    Value im = number(f, 4);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          Value both = f.load(at(f, from, f.mul(i, step)), IrType.of(type, 2 * lanes));
          Value target = f.mul(i, f.index(2 * lanes));
          f.store(at(f, to, f.add(target, re)), f.shuffle(both, both, picks(k -> 2 * k)));
          f.store(at(f, to, f.add(target, im)), f.shuffle(both, both, picks(k -> 2 * k + 1)));
        });
  }

  private int[] picks(java.util.function.IntUnaryOperator pick) {
    return IntStream.range(0, lanes).map(pick).toArray();
  }

  /// The same for lines that are contiguous rows: the step is from one line to the next.
  private void loadRows(IrFunction f) {
    Value from = f.argument(0);
    Value to = f.argument(1);
    Value rows = f.steps(f.index(0), number(f, 2), lanes);
    Value re = number(f, 3);
    Value im = number(f, 4);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          Value source = at(f, from, f.mul(i, f.index(2)));
          Value target = f.mul(i, f.index(2 * lanes));
          f.store(at(f, to, f.add(target, re)), f.gather(source, type, rows, null));
          f.store(at(f, to, f.add(target, im)), f.gather(at(f, source, f.index(1)), type, rows, null));
        });
  }

  /// Arguments: source, interleaved target, scalars from one element to the next, offsets, and where the scale is.
  private void store(IrFunction f) {
    Value from = f.argument(0);
    Value to = f.argument(1);
    Value step = number(f, 2);
    Value re = number(f, 3);
    Value im = number(f, 4);
    Value scale = f.broadcast(f.load(f.argument(5), IrType.of(type)), lanes);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          Value source = f.mul(i, f.index(2 * lanes));
          Value x = f.mul(f.load(at(f, from, f.add(source, re)), vector), scale);
          Value y = f.mul(f.load(at(f, from, f.add(source, im)), vector), scale);
          int[] order = IntStream.range(0, 2 * lanes).map(k -> (k & 1) * lanes + k / 2).toArray();
          f.store(at(f, to, f.mul(i, step)), f.shuffle(x, y, order));
        });
  }

  private void storeRows(IrFunction f) {
    Value from = f.argument(0);
    Value to = f.argument(1);
    Value rows = f.steps(f.index(0), number(f, 2), lanes);
    Value re = number(f, 3);
    Value im = number(f, 4);
    Value scale = f.broadcast(f.load(f.argument(5), IrType.of(type)), lanes);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          Value source = f.mul(i, f.index(2 * lanes));
          Value target = at(f, to, f.mul(i, f.index(2)));
          f.scatter(target, rows, f.mul(f.load(at(f, from, f.add(source, re)), vector), scale), null);
          f.scatter(
              at(f, target, f.index(1)), rows, f.mul(f.load(at(f, from, f.add(source, im)), vector), scale), null);
        });
  }

  /// Like `loadRows`, half as many elements as there are lanes at a time: items are such tiles.
  private void loadTiles(IrFunction f) {
    Value from = f.argument(0);
    Value to = f.argument(1);
    Value step = number(f, 2);
    Value re = number(f, 3);
    Value im = number(f, 4);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          List<Value> rows = new ArrayList<>();
          for (int k = 0; k < lanes; k++) {
            Value source = f.add(f.mul(step, f.index(k)), f.mul(i, f.index(lanes)));
            rows.add(f.load(at(f, from, source), vector));
          }
          List<Value> turned = transposed(f, rows);
          for (int k = 0; k < lanes; k++) {
            Value target = f.add(f.mul(i, f.index((long) lanes * lanes)), f.index((long) k / 2 * 2 * lanes));
            f.store(at(f, to, f.add(target, k % 2 == 0 ? re : im)), turned.get(k));
          }
        });
  }

  private void storeTiles(IrFunction f) {
    Value from = f.argument(0);
    Value to = f.argument(1);
    Value step = number(f, 2);
    Value re = number(f, 3);
    Value im = number(f, 4);
    Value scale = f.broadcast(f.load(f.argument(5), IrType.of(type)), lanes);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          List<Value> parts = new ArrayList<>();
          for (int k = 0; k < lanes; k++) {
            Value source = f.add(f.mul(i, f.index((long) lanes * lanes)), f.index((long) k / 2 * 2 * lanes));
            parts.add(f.mul(f.load(at(f, from, f.add(source, k % 2 == 0 ? re : im)), vector), scale));
          }
          List<Value> rows = transposed(f, parts);
          for (int k = 0; k < lanes; k++) {
            Value target = f.add(f.mul(step, f.index(k)), f.mul(i, f.index(lanes)));
            f.store(at(f, to, target), rows.get(k));
          }
        });
  }

  /// Rows become columns: blocks of half the size change places, then blocks of a quarter within them, and so on.
  private List<Value> transposed(IrFunction f, List<Value> rows) {
    List<Value> v = new ArrayList<>(rows);
    for (int d = lanes / 2; d > 0; d /= 2) {
      int half = d;
      for (int k = 0; k < lanes; k++) {
        if ((k & d) == 0) {
          Value a = v.get(k);
          Value b = v.get(k + d);
          v.set(k, f.shuffle(a, b, picks(j -> (j & half) == 0 ? j : lanes + j - half)));
          v.set(k + d, f.shuffle(a, b, picks(j -> (j & half) == 0 ? j + half : lanes + j)));
        }
      }
    }
    return v;
  }

  /// Multiplies the lines by factors laid out as they are. Arguments: lines, factors.
  private void turn(IrFunction f) {
    Value x = f.argument(0);
    Value w = f.argument(1);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          Value place = f.mul(i, f.index(2 * lanes));
          Value second = f.add(place, f.index(lanes));
          Complex v = new Complex(f.load(at(f, x, place), vector), f.load(at(f, x, second), vector));
          Complex t = new Complex(f.load(at(f, w, place), vector), f.load(at(f, w, second), vector));
          Complex r = times(f, v, t);
          f.store(at(f, x, place), r.re);
          f.store(at(f, x, second), r.im);
        });
  }

  private record Complex(Value re, Value im) {}

  private static Complex plus(IrFunction f, Complex a, Complex b) {
    return new Complex(f.add(a.re, b.re), f.add(a.im, b.im));
  }

  private static Complex minus(IrFunction f, Complex a, Complex b) {
    return new Complex(f.sub(a.re, b.re), f.sub(a.im, b.im));
  }

  private static Complex times(IrFunction f, Complex a, Complex b) {
    return new Complex(f.sub(f.mul(a.re, b.re), f.mul(a.im, b.im)), f.add(f.mul(a.re, b.im), f.mul(a.im, b.re)));
  }

  private Complex scaled(IrFunction f, Complex a, double k) {
    Value c = f.constant(vector, k);
    return new Complex(f.mul(a.re, c), f.mul(a.im, c));
  }

  /// `a - i b`.
  private static Complex minusI(IrFunction f, Complex a, Complex b) {
    return new Complex(f.add(a.re, b.im), f.sub(a.im, b.re));
  }

  /// `a + i b`.
  private static Complex plusI(IrFunction f, Complex a, Complex b) {
    return new Complex(f.sub(a.re, b.im), f.add(a.im, b.re));
  }

  /// One of Stockham's passes; items are the `m` groups. Arguments: source, target, twiddles, m, s.
  private void pass(IrFunction f, int r) {
    Value from = f.argument(0);
    Value to = f.argument(1);
    Value twiddles = f.argument(2);
    Value m = number(f, 3);
    Value s = number(f, 4);
    Value step = f.mul(m, s);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        p -> {
          Complex[] w = new Complex[r];
          for (int k = 1; k < r; k++) {
            Value place = f.mul(f.add(f.mul(p, f.index(r - 1)), f.index(k - 1)), f.index(2));
            w[k] =
                new Complex(
                    f.broadcast(f.load(at(f, twiddles, place), IrType.of(type)), lanes),
                    f.broadcast(f.load(at(f, twiddles, f.add(place, f.index(1))), IrType.of(type)), lanes));
          }
          Value first = f.mul(p, s);
          f.loop(
              f.index(0),
              s,
              1,
              q -> {
                Complex[] x = new Complex[r];
                Value place = f.add(first, q);
                for (int k = 0; k < r; k++) {
                  Value at = f.mul(f.add(place, f.mul(step, f.index(k))), f.index(2 * lanes));
                  x[k] =
                      new Complex(
                          f.load(at(f, from, at), vector), f.load(at(f, from, f.add(at, f.index(lanes))), vector));
                }
                Complex[] y = butterfly(f, x);
                Value target = f.add(f.mul(first, f.index(r)), q);
                for (int k = 0; k < r; k++) {
                  Complex v = k == 0 ? y[0] : times(f, y[k], w[k]);
                  Value at = f.mul(f.add(target, f.mul(s, f.index(k))), f.index(2 * lanes));
                  f.store(at(f, to, at), v.re);
                  f.store(at(f, to, f.add(at, f.index(lanes))), v.im);
                }
              });
        });
  }

  private Complex[] butterfly(IrFunction f, Complex[] x) {
    return switch (x.length) {
      case 2 -> new Complex[] {plus(f, x[0], x[1]), minus(f, x[0], x[1])};
      case 3 -> {
        Complex sum = plus(f, x[1], x[2]);
        Complex d = scaled(f, minus(f, x[1], x[2]), Math.sqrt(3) / 2);
        Complex t = plus(f, x[0], scaled(f, sum, -0.5));
        yield new Complex[] {plus(f, x[0], sum), minusI(f, t, d), plusI(f, t, d)};
      }
      case 4 -> {
        Complex a = plus(f, x[0], x[2]);
        Complex b = plus(f, x[1], x[3]);
        Complex c = minus(f, x[0], x[2]);
        Complex d = minus(f, x[1], x[3]);
        yield new Complex[] {plus(f, a, b), minusI(f, c, d), minus(f, a, b), plusI(f, c, d)};
      }
      case 5 -> {
        double c1 = Math.cos(2 * Math.PI / 5);
        double c2 = Math.cos(4 * Math.PI / 5);
        double s1 = Math.sin(2 * Math.PI / 5);
        double s2 = Math.sin(4 * Math.PI / 5);
        Complex a = plus(f, x[1], x[4]);
        Complex b = plus(f, x[2], x[3]);
        Complex c = minus(f, x[1], x[4]);
        Complex d = minus(f, x[2], x[3]);
        Complex p = plus(f, x[0], plus(f, scaled(f, a, c1), scaled(f, b, c2)));
        Complex q = plus(f, x[0], plus(f, scaled(f, a, c2), scaled(f, b, c1)));
        Complex u = plus(f, scaled(f, c, s1), scaled(f, d, s2));
        Complex v = minus(f, scaled(f, c, s2), scaled(f, d, s1));
        yield new Complex[] {
          plus(f, x[0], plus(f, a, b)), minusI(f, p, u), minusI(f, q, v), plusI(f, q, v), plusI(f, p, u)
        };
      }
      default -> throw new IllegalArgumentException(Arrays.toString(x));
    };
  }
}
