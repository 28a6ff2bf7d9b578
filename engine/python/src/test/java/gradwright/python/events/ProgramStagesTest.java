package gradwright.python.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.Program;
import gradwright.protocol.Program.Equation;
import gradwright.protocol.Program.JaxprStage;
import gradwright.protocol.Program.TextStage;
import gradwright.protocol.SessionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program can be looked at in every stage, and its equations, kernels and texts point at each other.
class ProgramStagesTest {
  @TempDir Path folder;

  private Program program(String text, String function) throws IOException {
    return Listening.after(
        folder.resolve("script.py"),
        text,
        (host, events) -> {
          int number =
              Listening.of(EngineEvent.Traced.class, events.drain()).stream()
                  .filter(t -> t.function().equals(function))
                  .findFirst()
                  .get()
                  .program();
          return new ProgramStages(events).program(number);
        });
  }

  private static Program.Jaxpr jaxpr(Program p, String stage) {
    return p.stages().stream().filter(s -> s.name().equals(stage)).map(s -> ((JaxprStage) s).jaxpr()).findFirst().get();
  }

  private static List<String> names(Program p) {
    return p.stages().stream().map(Program.Stage::name).toList();
  }

  private static void all(Program.Jaxpr j, List<Equation> into) {
    for (Equation e : j.equations()) {
      into.add(e);
      e.parameters().forEach(p -> p.jaxprs().forEach(inner -> all(inner, into)));
    }
  }

  private static List<Equation> all(Program.Jaxpr j) {
    List<Equation> into = new ArrayList<>();
    all(j, into);
    return into;
  }

  @Test
  void stagesOfACompiledProgram() throws IOException {
    Program p =
        program(
            """
            import jax, jax.numpy as jnp

            @jax.jit
            def inner(v):
                return jnp.sin(v) + 1

            @jax.jit
            def f(x, w):
                h = jnp.tanh(x @ w)
                return inner(h) * 2.0

            f(jnp.ones((64, 32)), jnp.ones((32, 64)))
            """,
            "f");
    assertEquals(List.of("traced", "simplified", "kernels", "llvm", "assembly"), names(p));
    Program.Jaxpr traced = jaxpr(p, "traced");
    assertEquals(
        List.of("dot_general", "tanh", "jit", "mul"), traced.equations().stream().map(Equation::primitive).toList());
    assertEquals(List.of("a", "b"), traced.inputs().stream().map(Program.Variable::name).toList());
    assertEquals("f32[64,32]", traced.inputs().getFirst().type());
    Equation product = traced.equations().getFirst();
    assertEquals(List.of("a", "b"), product.inputs());
    assertEquals(9, product.place().frame().line());
    assertTrue(product.parameters().stream().anyMatch(q -> q.name().equals("dimension_numbers")));
    Equation call = traced.equations().get(2);
    Program.Parameter body = call.parameters().stream().filter(q -> !q.jaxprs().isEmpty()).findFirst().get();
    assertEquals("jaxpr", body.name());
    assertEquals(2, body.jaxprs().getFirst().equations().size());
    assertTrue(traced.equations().getLast().inputs().contains("2.0:f32[]"));

    // every equation is computed by a kernel, and calls by those of what they call
    List<Equation> equations = all(traced);
    assertEquals(equations.size(), equations.stream().map(Equation::id).distinct().count());
    for (Equation e : equations) {
      assertEquals(1, e.kernels().size(), e.toString());
    }
    int fused = call.kernels().getFirst();
    assertEquals(List.of(fused), traced.equations().get(1).kernels());
    assertFalse(product.kernels().contains(fused));

    // the same equation has the same number after simplification, where nothing is called any more
    Map<Integer, String> before = equations.stream().collect(Collectors.toMap(Equation::id, Equation::primitive));
    List<Equation> simplified = jaxpr(p, "simplified").equations();
    assertTrue(simplified.stream().noneMatch(e -> e.primitive().equals("jit")));
    for (String kept : List.of("dot_general", "tanh", "sin", "mul")) {
      Equation e = simplified.stream().filter(q -> q.primitive().equals(kept)).findFirst().get();
      assertEquals(kept, before.get(e.id()));
      assertEquals(1, e.kernels().size());
    }

    // the texts show where each kernel is
    TextStage kernels = text(p, "kernels");
    Function<Integer, String> part =
        k ->
            kernels.links().stream()
                .filter(l -> l.kernel() == k)
                .map(l -> kernels.text().substring(l.start(), l.end()))
                .collect(Collectors.joining());
    assertTrue(part.apply(product.kernels().getFirst()).contains("gemm"));
    assertTrue(part.apply(fused).contains("tanh") && part.apply(fused).contains("sin"));
    TextStage llvm = text(p, "llvm");
    assertEquals(fused, llvm.links().getFirst().kernel());
    assertTrue(llvm.text().contains("define"));
    assertFalse(text(p, "assembly").text().isBlank());
  }

  private static TextStage text(Program p, String stage) {
    return p.stages().stream().filter(s -> s.name().equals(stage)).map(TextStage.class::cast).findFirst().get();
  }

  @Test
  void transformationsOfAJittedFunctionAreStages() throws IOException {
    Program p =
        program(
            """
            import jax, jax.numpy as jnp

            @jax.jit
            def loss(x):
                return (jnp.sin(x) ** 2).sum()

            x = jnp.ones(8)
            jax.grad(loss)(x)
            jax.vmap(loss)(jnp.ones((3, 8)))
            """,
            "loss");
    List<String> names = names(p);
    assertTrue(names.containsAll(List.of("traced", "linearized", "tangent", "vmap")), names.toString());
    assertEquals("f32[3,8]", jaxpr(p, "vmap").inputs().getFirst().type());
    List<Integer> ids = new ArrayList<>();
    for (String n : List.of("traced", "linearized", "tangent", "vmap")) {
      all(jaxpr(p, n)).forEach(e -> ids.add(e.id()));
    }
    assertEquals(ids.size(), ids.stream().distinct().count());
  }

  @Test
  void loopsAreOneKernelOfAllTheirEquations() throws IOException {
    Program p =
        program(
            """
            import jax, jax.numpy as jnp

            @jax.jit
            def f(x):
                def step(c, _):
                    return jnp.cos(c) * 0.5, None
                return jax.lax.scan(step, x, None, length=100)[0]

            f(jnp.ones(4))
            """,
            "f");
    List<Equation> equations = all(jaxpr(p, "traced"));
    Equation scan = equations.stream().filter(e -> e.primitive().equals("scan")).findFirst().get();
    Equation cosine = equations.stream().filter(e -> e.primitive().equals("cos")).findFirst().get();
    assertEquals(1, scan.kernels().size());
    assertEquals(scan.kernels(), cosine.kernels());
    assertEquals(6, cosine.place().frame().line());
  }

  @Test
  void programsThatAreNotKeptAreRefused() throws IOException {
    SessionException refused =
        Listening.after(
            folder.resolve("script.py"),
            "pass",
            (host, events) -> assertThrows(SessionException.class, () -> new ProgramStages(events).program(1_000_000)));
    assertEquals("program 1000000 is not kept: the stages of the last 500 programs are", refused.getMessage());
  }
}
