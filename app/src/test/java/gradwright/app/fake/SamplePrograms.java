package gradwright.app.fake;

import gradwright.protocol.Place;
import gradwright.protocol.Program;
import gradwright.protocol.Program.Equation;
import gradwright.protocol.Program.Jaxpr;
import gradwright.protocol.Program.Parameter;
import gradwright.protocol.Program.Variable;
import java.util.ArrayList;
import java.util.List;

/// Programs as an engine would give them.
public final class SamplePrograms {
  public static final String FILE = "/home/ada/projects/digits/digits.py";

  private SamplePrograms() {}

  public static Place at(int line, String function) {
    return new Place(
        List.of(new Place.Frame(FILE, line, 5, line, 40, function), new Place.Frame(FILE, 80, 1, 80, 20, "<module>")));
  }

  private static Variable v(String text) {
    int colon = text.indexOf(':');
    return new Variable(text.substring(0, colon), text.substring(colon + 1));
  }

  private static Equation eq(
      int id, int line, String output, String primitive, String parameters, String inputs, Integer... kernels) {
    List<Parameter> ps = new ArrayList<>();
    for (String p : parameters.isEmpty() ? new String[0] : parameters.split(";")) {
      ps.add(new Parameter(p.substring(0, p.indexOf('=')), p.substring(p.indexOf('=') + 1), List.of()));
    }
    return new Equation(
        id, primitive, ps, List.of(inputs.split(" ")), List.of(v(output)), at(line, "loss"), List.of(kernels));
  }

  private static Equation scan(int id, int line, List<Integer> kernels) {
    Jaxpr body =
        new Jaxpr(
            List.of(),
            List.of(v("d:f32[96,64]"), v("e:f32[64,64]")),
            List.of(
                eq(
                    20,
                    31,
                    "f:f32[96,64]",
                    "dot_general",
                    "dimension_numbers=(([1], [0]), ([], []));preferred_element_type=float32",
                    "d e",
                    2),
                eq(21, 31, "g:f32[96,64]", "tanh", "", "f", 2)),
            List.of("g", "f"));
    return new Equation(
        id,
        "scan",
        List.of(
            new Parameter("jaxpr", "{ lambda ; ... }", List.of(body)),
            new Parameter("length", "8", List.of()),
            new Parameter("num_carry", "1", List.of()),
            new Parameter("reverse", "False", List.of())),
        List.of("a", "b"),
        List.of(v("h:f32[96,64]"), v("i:f32[8,96,64]")),
        at(line, "loss"),
        kernels);
  }

  /// A loss and its gradient, with a scan and a cond, from tracing to assembly. Its number is 1.
  public static Program digits() {
    Equation cond =
        new Equation(
            6,
            "cond",
            List.of(
                new Parameter(
                    "branches",
                    "( { lambda ; l:f32[]. let  in (l,) } ... )",
                    List.of(
                        new Jaxpr(List.of(), List.of(v("l:f32[]")), List.of(), List.of("l")),
                        new Jaxpr(
                            List.of(),
                            List.of(v("m:f32[]")),
                            List.of(eq(22, 36, "n:f32[]", "mul", "", "m 2.0:f32[]", 4)),
                            List.of("n"))))),
            List.of("j", "k"),
            List.of(v("o:f32[]")),
            at(36, "loss"),
            List.of(4));
    List<Variable> inputs = List.of(v("a:f32[96,64]"), v("b:f32[8,64,64]"), v("c:i32[96]"));
    Jaxpr traced =
        new Jaxpr(
            List.of(),
            inputs,
            List.of(
                eq(1, 30, "p:f32[96,64]", "div", "", "a 16.0:f32[]", 1),
                scan(2, 31, List.of(2)),
                eq(3, 33, "q:f32[96]", "reduce_max", "axes=(1,);out_sharding=None", "h", 3),
                eq(
                    4,
                    33,
                    "r:f32[96,64]",
                    "broadcast_in_dim",
                    "shape=(96, 64);broadcast_dimensions=(0,);sharding=None",
                    "q",
                    3),
                eq(5, 34, "k:f32[]", "reduce_sum", "axes=(0, 1);out_sharding=None", "r", 3),
                eq(7, 35, "j:i32[]", "convert_element_type", "new_dtype=int32;weak_type=False", "k", 4),
                cond,
                eq(8, 37, "s:f32[]", "neg", "", "o", 4)),
            List.of("s"));
    Jaxpr grad =
        new Jaxpr(
            List.of(),
            inputs,
            List.of(
                eq(1, 30, "p:f32[96,64]", "div", "", "a 16.0:f32[]", 1),
                scan(2, 31, List.of(2)),
                eq(3, 33, "q:f32[96]", "reduce_max", "axes=(1,);out_sharding=None", "h", 3),
                eq(9, 33, "t:bool[96,64]", "eq", "", "h q", 3),
                eq(10, 33, "u:f32[96,64]", "select_n", "", "t 0.0:f32[] 1.0:f32[]", 3),
                eq(
                    11,
                    31,
                    "w:f32[64,64]",
                    "dot_general",
                    "dimension_numbers=(([0], [0]), ([], []));preferred_element_type=float32",
                    "u a",
                    5)),
            List.of("w"));
    Jaxpr simplified =
        new Jaxpr(
            List.of(),
            inputs,
            List.of(
                scan(2, 31, List.of(2)),
                eq(3, 33, "q:f32[96]", "reduce_max", "axes=(1,)", "h", 3),
                eq(9, 33, "t:bool[96,64]", "eq", "", "h q", 3),
                eq(10, 33, "u:f32[96,64]", "select_n", "", "t 0.0:f32[] 1.0:f32[]", 3),
                eq(
                    11,
                    31,
                    "w:f32[64,64]",
                    "dot_general",
                    "dimension_numbers=(([0], [0]), ([], []));preferred_element_type=float32",
                    "u a",
                    5)),
            List.of("w"));
    String kernels =
        "kernel 2 loop scan length=8\n  library dot_general f32[96,64] f32[64,64]\n  fused tanh f32[96,64]\n"
            + "kernel 3 fused reduce_max eq select_n\n  parallel for i0 in 96\n    reduce for i1 in 64\n"
            + "kernel 5 library dot_general f32[64,64]\n";
    String llvm =
        "; kernel 3\n"
            + "define void @k3(ptr noalias %arena, i64 %begin, i64 %end) {\n"
            + "entry:\n"
            + "  %1 = getelementptr inbounds float, ptr %arena, i64 %begin\n"
            + "  %2 = load <16 x float>, ptr %1, align 64\n"
            + "  %3 = fmul fast <16 x float> %2, splat (float 6.250000e-02)\n"
            + "  store <16 x float> %3, ptr %1, align 64\n"
            + "  br label %loop\n"
            + "loop:\n"
            + "  ret void\n"
            + "}\n\n"
            + "; kernel 2\n"
            + "define void @k2(ptr %arena) {\n"
            + "  ret void\n"
            + "}\n";
    String assembly =
        "k3:\n"
            + "\t.cfi_startproc\n"
            + "\tvmovups\tzmm0, zmmword ptr [rdi + 4*rsi]\n"
            + "\tvmulps\tzmm0, zmm0, dword ptr [rip + .LC0]{1to16}\n"
            + "\tret\n";
    return new Program(
        1,
        "loss",
        List.of(
            new Program.JaxprStage("traced", traced, "{ lambda ; the text as JAX prints it }"),
            new Program.JaxprStage("grad", grad, "{ lambda ; grad }"),
            new Program.JaxprStage("simplified", simplified, "{ lambda ; simplified }"),
            new Program.TextStage(
                "kernels", "kernels", kernels, links(kernels, "kernel 2", 2, "kernel 3", 3, "kernel 5", 5)),
            new Program.TextStage("llvm", "llvm", llvm, links(llvm, "; kernel 3", 3, "; kernel 2", 2)),
            new Program.TextStage("assembly", "assembly", assembly, links(assembly, "k3:", 3))));
  }

  private static List<Program.Link> links(String text, Object... starts) {
    List<Program.Link> links = new ArrayList<>();
    for (int i = 0; i < starts.length; i += 2) {
      int from = text.indexOf((String) starts[i]);
      int to = i + 2 < starts.length ? text.indexOf((String) starts[i + 2]) : text.length();
      links.add(new Program.Link(from, to, (int) starts[i + 1]));
    }
    return links;
  }

  /// A chain of `n` equations with some longer edges; its number is `id`.
  public static Program large(int id, int n) {
    return large(id, n, FILE);
  }

  /// The same, written in the first 50 lines after the tenth of a file.
  public static Program large(int id, int n, String file) {
    List<Equation> equations = new ArrayList<>();
    String[] primitives = {"mul", "add", "sin", "dot_general", "broadcast_in_dim", "reduce_sum", "exp", "select_n"};
    for (int i = 0; i < n; i++) {
      String parameters = i % 4 == 3 ? "dimension_numbers=(([1], [0]), ([], []))" : "";
      String inputs = (i == 0 ? "x" : "v" + (i - 1)) + (i > 12 ? " v" + (i - 1 - (i * 7) % 12) : " 2.0:f32[]");
      Equation e =
          eq(i, 10 + i % 50, "v" + i + ":f32[128,64]", primitives[i % primitives.length], parameters, inputs, i / 8);
      equations.add(
          new Equation(
              e.id(),
              e.primitive(),
              e.parameters(),
              e.inputs(),
              e.outputs(),
              new Place(List.of(new Place.Frame(file, 10 + i % 50, 5, 10 + i % 50, 40, "loss"))),
              e.kernels()));
    }
    Jaxpr jaxpr = new Jaxpr(List.of(), List.of(v("x:f32[128,64]")), equations, List.of("v" + (n - 1)));
    return new Program(id, "large", List.of(new Program.JaxprStage("traced", jaxpr, "text")));
  }
}
