package gradwright.cpu.math;

import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrModule;
import gradwright.cpu.ir.Value;

/// Reduction of one large double modulo pi/2 after Payne and Hanek: the argument's 53 bits times those 192 bits of 2/pi
/// that matter for it, in integers.
final class LargeArguments {
  private static final String NAME = "gw.reduce.large";

  // 64 zero bits, then the first 1216 bits of 2/pi, most significant word first
  private static final long[] TWO_OVER_PI = {
    0L, -6703182060581546711L, -277156292786332224L, -2638381946312093631L, -121206125134887583L,
    -5249950069107600672L, 452944820249399836L, -135693905287338178L, -1692731182770600828L, -1613291254968254911L,
    4148332274289687028L, -7168499653074671557L, 2303758334597371919L, -1211730484530615009L, 7869616827067468215L,
    5712322887342352941L, 8441921394348257659L, 4397547296490951402L, 7780917995555872008L, 6197850593633725355L
  };

  private LargeArguments() {}

  /// Emits a call that writes the reduced argument (a sum of two doubles) and the quadrant.
  static void call(IrFunction f, Value x, Value high, Value low, Value quadrant) {
    f.callVoid(NAME, x, high, low, quadrant);
  }

  static void define(IrModule module) {
    StringBuilder table = new StringBuilder("[" + TWO_OVER_PI.length + " x i64] [");
    for (int i = 0; i < TWO_OVER_PI.length; i++) {
      table.append(i == 0 ? "" : ", ").append("i64 ").append(TWO_OVER_PI[i]);
    }
    module.constantTable("gw.two.over.pi", table.append(']').toString());
    module.declare("declare i64 @llvm.fshl.i64(i64, i64, i64)");
    module.declare("declare i128 @llvm.ctlz.i128(i128, i1)");
    module.declare("declare i128 @llvm.abs.i128(i128, i1)");
    module.declare("declare double @llvm.fma.f64(double, double, double)");
    module.defineText(NAME, TEXT);
  }

  private static final String TEXT =
      """
      define internal fastcc void @gw.reduce.large(double %x, ptr %high, ptr %low, ptr %quadrant) #2 {
        %bits = bitcast double %x to i64
        %e0 = lshr i64 %bits, 52
        %e1 = and i64 %e0, 2047
        %m0 = and i64 %bits, 4503599627370495
        %m = or i64 %m0, 4503599627370496
        ; x = m 2^(e1 - 1075); bits of 2/pi before number e1 - 1077 give multiples of 4
        %start = sub i64 %e1, 1013
        %word = lshr i64 %start, 6
        %shift = and i64 %start, 63
        %p0 = getelementptr i64, ptr @gw.two.over.pi, i64 %word
        %p1 = getelementptr i64, ptr %p0, i64 1
        %p2 = getelementptr i64, ptr %p0, i64 2
        %p3 = getelementptr i64, ptr %p0, i64 3
        %t0 = load i64, ptr %p0
        %t1 = load i64, ptr %p1
        %t2 = load i64, ptr %p2
        %t3 = load i64, ptr %p3
        %a0 = call i64 @llvm.fshl.i64(i64 %t0, i64 %t1, i64 %shift)
        %a1 = call i64 @llvm.fshl.i64(i64 %t1, i64 %t2, i64 %shift)
        %a2 = call i64 @llvm.fshl.i64(i64 %t2, i64 %t3, i64 %shift)
        %mw = zext i64 %m to i128
        %a1w = zext i64 %a1 to i128
        %a2w = zext i64 %a2 to i128
        %q2 = mul i128 %mw, %a2w
        %q1 = mul i128 %mw, %a1w
        %c2 = lshr i128 %q2, 64
        %s1 = add i128 %q1, %c2
        %w2 = trunc i128 %q2 to i64
        %w1 = trunc i128 %s1 to i64
        %c1w = lshr i128 %s1, 64
        %c1 = trunc i128 %c1w to i64
        %q0 = mul i64 %m, %a0
        %w0 = add i64 %q0, %c1
        ; two bits of quadrant, then the fraction, rounded to the nearest quadrant
        %f0 = call i64 @llvm.fshl.i64(i64 %w0, i64 %w1, i64 2)
        %f1 = call i64 @llvm.fshl.i64(i64 %w1, i64 %w2, i64 2)
        %up = lshr i64 %f0, 63
        %quad = lshr i64 %w0, 62
        %q = add i64 %quad, %up
        %f0w = zext i64 %f0 to i128
        %f1w = zext i64 %f1 to i128
        %f0s = shl i128 %f0w, 64
        %fraction = or i128 %f0s, %f1w
        %size = call i128 @llvm.abs.i128(i128 %fraction, i1 false)
        %lz = call i128 @llvm.ctlz.i128(i128 %size, i1 false)
        %lz1 = and i128 %lz, 127
        %norm = shl i128 %size, %lz1
        %top = lshr i128 %norm, 75
        %next0 = lshr i128 %norm, 22
        %next = and i128 %next0, 9007199254740991
        %topi = trunc i128 %top to i64
        %nexti = trunc i128 %next to i64
        %topd = uitofp i64 %topi to double
        %nextd = uitofp i64 %nexti to double
        %lz64 = trunc i128 %lz1 to i64
        %e2 = sub i64 970, %lz64
        %e3 = shl i64 %e2, 52
        %scale = bitcast i64 %e3 to double
        %hi = fmul double %topd, %scale
        %lo0 = fmul double %nextd, 0x3CA0000000000000
        %lo = fmul double %lo0, %scale
        ; times pi/2
        %rh = fmul double %hi, 0x3FF921FB54442D18
        %rhn = fneg double %rh
        %r1 = call double @llvm.fma.f64(double %hi, double 0x3FF921FB54442D18, double %rhn)
        %r2 = call double @llvm.fma.f64(double %hi, double 0x3C91A62633145C07, double %r1)
        %rl = call double @llvm.fma.f64(double %lo, double 0x3FF921FB54442D18, double %r2)
        %upside = icmp slt i128 %fraction, 0
        %negx = icmp slt i64 %bits, 0
        %flip = xor i1 %upside, %negx
        %rhm = fneg double %rh
        %rlm = fneg double %rl
        %rhs = select i1 %flip, double %rhm, double %rh
        %rls = select i1 %flip, double %rlm, double %rl
        %qm = sub i64 0, %q
        %qs = select i1 %negx, i64 %qm, i64 %q
        store double %rhs, ptr %high
        store double %rls, ptr %low
        store i64 %qs, ptr %quadrant
        ret void
      }
      """;
}
