package gradwright.cpu.library;

import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.util.Arrays;

/// The code of Stockham's passes over lines side by side, and of the twiddles between the two sides of a long line.
final class FourierPasses {
  private final LineVectors lines;
  private final Scalar type;
  private final int lanes;
  private final IrType vector;

  FourierPasses(LineVectors lines) {
    this.lines = lines;
    this.type = lines.type();
    this.lanes = lines.lanes();
    this.vector = lines.vector();
  }

  /// Multiplies the lines by factors laid out as they are. Arguments: lines, factors.
  void turn(IrFunction f) {
    Value x = f.argument(0);
    Value w = f.argument(1);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          Value place = f.mul(i, f.index(2 * lanes));
          Value second = f.add(place, f.index(lanes));
          Complex v = new Complex(f.load(lines.at(f, x, place), vector), f.load(lines.at(f, x, second), vector));
          Complex t = new Complex(f.load(lines.at(f, w, place), vector), f.load(lines.at(f, w, second), vector));
          Complex r = times(f, v, t);
          f.store(lines.at(f, x, place), r.re);
          f.store(lines.at(f, x, second), r.im);
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
  void pass(IrFunction f, int r) {
    Value from = f.argument(0);
    Value to = f.argument(1);
    Value twiddles = f.argument(2);
    Value m = LineVectors.number(f, 3);
    Value s = LineVectors.number(f, 4);
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
                    f.broadcast(f.load(lines.at(f, twiddles, place), IrType.of(type)), lanes),
                    f.broadcast(f.load(lines.at(f, twiddles, f.add(place, f.index(1))), IrType.of(type)), lanes));
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
                          f.load(lines.at(f, from, at), vector),
                          f.load(lines.at(f, from, f.add(at, f.index(lanes))), vector));
                }
                Complex[] y = butterfly(f, x);
                Value target = f.add(f.mul(first, f.index(r)), q);
                for (int k = 0; k < r; k++) {
                  Complex v = k == 0 ? y[0] : times(f, y[k], w[k]);
                  Value at = f.mul(f.add(target, f.mul(s, f.index(k))), f.index(2 * lanes));
                  f.store(lines.at(f, to, at), v.re);
                  f.store(lines.at(f, to, f.add(at, f.index(lanes))), v.im);
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
