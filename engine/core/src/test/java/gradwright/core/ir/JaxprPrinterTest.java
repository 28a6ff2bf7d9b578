package gradwright.core.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.core.batch.BatchTrace;
import gradwright.core.control.Calls;
import gradwright.core.control.Control;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.linearize.Linearize;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Printed forms that real JAX gives for the same programs.
class JaxprPrinterTest {
  private static final Aval F = Aval.of(DType.FLOAT32);
  private static final Aval F3 = Aval.of(DType.FLOAT32, 3);

  private static String print(FlatFunction f, Aval... avals) {
    return Staging.stage(f, List.of(avals)).toString();
  }

  private static Value f32(double v) {
    return HostScalar.of(DType.FLOAT32, true, v);
  }

  private static Value sin(Value x) {
    return Lax.unary(UnaryOp.SIN, x);
  }

  private static List<Value> grad(FlatFunction f, List<Value> in) {
    Linearize.Linearized l = Linearize.linearize(f, in, null);
    List<Value> r = new ArrayList<>();
    l.pullBack(List.of(Lax.fullLike(l.outputs().getFirst(), 1))).forEach(t -> r.add(Lax.instantiate(t)));
    return r;
  }

  @Test
  void oneLine() {
    assertEquals(
        "{ lambda ; a:f32[3]. let b:f32[3] = add a 1.0:f32[] in (b,) }",
        print(in -> List.of(Lax.add(in.get(0), f32(1))), F3));
    assertEquals("{ lambda ; a:f32[3]. let  in (a,) }", print(in -> in, F3));
  }

  @Test
  void closingBraceCounts() {
    assertEquals(
        "{ lambda ; a:f32[3]. let\n    b:f32[3] = stop_gradient a\n    c:f32[3] = mul b a\n  in (c,) }",
        print(in -> List.of(Lax.mul(Lax.unary(UnaryOp.STOP_GRADIENT, in.get(0)), in.get(0))), F3));
  }

  @Test
  void unusedIsUnderscore() {
    assertEquals(
        "{ lambda ; a:f32[3]. let\n    _:f32[] = reduce_sum[axes=(0,) out_sharding=None] a\n  in (a,) }",
        print(
            in -> {
              Lax.sum(in.get(0), Ints.of(0));
              return in;
            },
            F3));
  }

  @Test
  void innerNamesComeFromOutside() {
    assertEquals(
        """
        { lambda ; a:f32[3]. let
            b:f32[3] = jit[
              name=inner
              jaxpr={ lambda ; a:f32[3]. let b:f32[3] = mul a 2.0:f32[] in (b,) }
            ] a
            c:f32[3] = add b 1.0:f32[]
          in (c,) }\
        """,
        print(
            in -> {
              Value y = NamedJit.call1("inner", 1, in, a -> List.of(Lax.mul(a.get(0), f32(2))));
              return List.of(Lax.add(y, f32(1)));
            },
            F3));
  }

  @Test
  void sharedIsHoisted() {
    assertEquals(
        """
        let inner = { lambda ; a:f32[3]. let b:f32[3] = mul a 2.0:f32[] in (b,) } in
        { lambda ; c:f32[3]. let
            d:f32[3] = jit[name=inner jaxpr=inner] c
            e:f32[3] = jit[name=inner jaxpr=inner] d
          in (e,) }\
        """,
        print(
            in -> {
              FlatFunction f = a -> List.of(Lax.mul(a.get(0), f32(2)));
              return List.of(NamedJit.call1("inner", 2, List.of(NamedJit.call1("inner", 2, in, f)), f));
            },
            F3));
  }

  @Test
  void condPutsTheFalseBranchFirst() {
    assertEquals(
        """
        { lambda ; a:bool[] b:f32[3]. let
            c:i32[] = convert_element_type[new_dtype=int32 weak_type=False] a
            d:f32[3] = cond[
              branches=(
                { lambda ; e:f32[3]. let f:f32[3] = sub e 1.0:f32[] in (f,) }
                { lambda ; g:f32[3]. let h:f32[3] = add g 1.0:f32[] in (h,) }
              )
            ] c b
          in (d,) }\
        """,
        print(
            in ->
                Control.cond(
                    in.get(0),
                    a -> List.of(Lax.add(a.get(0), f32(1))),
                    a -> List.of(Lax.sub(a.get(0), f32(1))),
                    in.subList(1, 2)),
            Aval.of(DType.BOOL),
            F3));
  }

  @Test
  void foriWithStaticBoundsIsAScan() {
    assertEquals(
        """
        { lambda ; a:i32[]. let
            _:i32[] b:i32[] = scan[
              jaxpr={ lambda ; c:i32[] d:i32[]. let
                  e:i32[] = add c 1:i32[]
                  f:i32[] = add d c
                in (e, f) }
              length=5
              num_carry=2
              num_consts=0
              reverse=False
              unroll=1
            ] 0:i32[] a
          in (b,) }\
        """,
        print(
            in ->
                Control.foriLoop(
                    HostScalar.of(DType.INT32, true, 0L),
                    HostScalar.of(DType.INT32, true, 5L),
                    a -> List.of(Lax.add(a.get(1), a.get(0))),
                    in),
            Aval.of(DType.INT32)));
  }

  @Test
  void gradOfCheckpoint() {
    assertEquals(
        """
        { lambda ; a:f32[]. let
            b:f32[] = sin a
            _:f32[] = sin b
            c:f32[] = remat2[
              differentiated=True
              jaxpr={ lambda ; d:f32[] e:f32[]. let
                  f:f32[] = sin d
                  g:f32[] = cos d
                  h:f32[] = cos f
                  i:f32[] = mul e h
                  j:f32[] = mul i g
                in (j,) }
              policy=None
              prevent_cse=True
            ] a 1.0:f32[]
          in (c,) }\
        """,
        print(in -> grad(a -> Calls.checkpoint(b -> List.of(sin(sin(b.get(0)))), a, true, null), in), F));
  }

  @Test
  void vmapOfCondSelects() {
    assertEquals(
        """
        { lambda ; a:bool[3] b:f32[3]. let
            c:i32[3] = convert_element_type[new_dtype=int32 weak_type=False] a
            d:bool[3] = eq c 0:i32[]
            e:f32[3] = stop_gradient b
            f:f32[3] = select_n d e b
            g:f32[3] = sub f 1.0:f32[]
            h:bool[3] = eq c 1:i32[]
            i:f32[3] = stop_gradient b
            j:f32[3] = select_n h i b
            k:f32[3] = add j 1.0:f32[]
            l:f32[3] = select_n c g k
          in (l,) }\
        """,
        print(
            in ->
                BatchTrace.run(
                        a ->
                            Control.cond(
                                a.get(0),
                                b -> List.of(Lax.add(b.get(0), f32(1))),
                                b -> List.of(Lax.sub(b.get(0), f32(1))),
                                a.subList(1, 2)),
                        3,
                        null,
                        in,
                        List.of(0, 0))
                    .values(),
            Aval.of(DType.BOOL, 3),
            F3));
  }

  @Test
  void optionsAndSingleEquations() {
    ClosedJaxpr j = Staging.stage(in -> List.of(sin(Lax.add(in.get(0), in.get(0)))), List.of(F3));
    assertEquals(
        "{ lambda ; a. let b = add a a; c = sin b in (c,) }",
        JaxprPrinter.print(j.jaxpr(), new JaxprPrinter.Options(false, false, false)));
    assertEquals("a:f32[3] = sin b", JaxprPrinter.print(j.jaxpr().equations().get(1)));
    assertTrue(
        JaxprPrinter.print(j.jaxpr(), new JaxprPrinter.Options(true, true, false)).contains("b:f32[3] = add a a"));
  }

  @Test
  void numbersAsPythonPrintsThem() {
    assertEquals("1e-05", PythonText.of(1e-5));
    assertEquals("0.0001", PythonText.of(1e-4));
    assertEquals("1e+16", PythonText.of(1e16));
    assertEquals("1000000000000000.0", PythonText.of(1e15));
    assertEquals("1.0000000200408773e+20", PythonText.of((double) 1e20f));
    assertEquals("-0.0", PythonText.of(-0.0));
    assertEquals("-inf", PythonText.of(Double.NEGATIVE_INFINITY));
    assertEquals("(1+2j)", PythonText.of(1, 2));
    assertEquals("1j", PythonText.of(0, 1));
    assertEquals("(-0-1.5j)", PythonText.of(-0.0, -1.5));
  }

  @Test
  void deadCodeIsEliminatedInsideLoops() {
    ClosedJaxpr j =
        Staging.stage(
            in ->
                Control.scan(
                    a -> List.of(sin(a.get(0)), Lax.unary(UnaryOp.COS, a.get(1)), Lax.neg(a.get(1))),
                    in,
                    List.of(),
                    4,
                    false,
                    1),
            List.of(F, F));
    Dce d = Dce.of(j, List.of(true, false, false));
    assertEquals(List.of(true, false), d.usedInputs());
    assertTrue(!d.jaxpr().toString().contains("cos") && d.jaxpr().toString().contains("num_carry=1"));
  }

  @Test
  void checkerFindsMistakes() {
    Atom.Var a = new Atom.Var(F3);
    Atom.Var b = new Atom.Var(F);
    Equation wrong =
        new Equation(new Elementwise.Binary(BinaryOp.ADD), List.of(a, a), List.of(b), Set.of(), Source.UNKNOWN);
    Jaxpr types = new Jaxpr(List.of(), List.of(a), List.of(wrong), List.of(b));
    assertTrue(
        assertThrows(IllegalStateException.class, () -> JaxprChecker.check(types)).getMessage().contains("output 0"));
    Jaxpr scope = new Jaxpr(List.of(), List.of(), List.of(), List.of(b));
    assertTrue(
        assertThrows(IllegalStateException.class, () -> JaxprChecker.check(scope))
            .getMessage()
            .contains("not in scope"));
    Jaxpr twice = new Jaxpr(List.of(), List.of(a, a), List.of(), List.of());
    assertThrows(IllegalStateException.class, () -> JaxprChecker.check(twice));
  }
}
