package gradwright.app.jaxpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.fake.SamplePrograms;
import gradwright.protocol.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StageDocumentTest {
  private final List<Program.Stage> stages = SamplePrograms.digits().stages();

  private static String text(StageDocument d) {
    return String.join("\n", d.lines().stream().map(CodeLine::text).toList());
  }

  @Test
  void printsAsJaxDoes() {
    String expected =
        """
        { lambda ; a:f32[96,64] b:f32[8,64,64] c:i32[96]. let
            p:f32[96,64] = div a 16.0:f32[]
            h:f32[96,64] i:f32[8,96,64] = scan[
              jaxpr={ lambda ; d:f32[96,64] e:f32[64,64]. let
                  f:f32[96,64] = dot_general[
                    dimension_numbers=(([1], [0]), ([], []))
                    preferred_element_type=float32
                  ] d e
                  g:f32[96,64] = tanh f
                in (g, f) }
              length=8
              num_carry=1
              reverse=False
            ] a b
            q:f32[96] = reduce_max[axes=(1,) out_sharding=None] h\
        """;
    assertTrue(
        text(StageDocument.of(stages.getFirst())).startsWith(expected), text(StageDocument.of(stages.getFirst())));
    assertTrue(text(StageDocument.of(stages.getFirst())).endsWith("\n  in (s,) }"));
  }

  @Test
  void foldsInnerJaxprs() {
    StageDocument d = StageDocument.of(stages.getFirst());
    CodeLine body = d.lines().get(3);
    assertEquals(
        "      jaxpr={ lambda ; d:f32[96,64] e:f32[64,64]. let … 2 equations … in (g, f) }", body.foldedText());
    assertEquals("      length=8", d.lines().get(body.foldEnd()).text());
    assertEquals("    h:f32[96,64] i:f32[8,96,64] = scan[ … ] a b", d.lines().get(2).foldedText());
  }

  @Test
  void textsKeepEveryCharacterAndKnowTheirKernels() {
    for (Program.Stage stage : stages) {
      if (stage instanceof Program.TextStage t) {
        StageDocument d = StageDocument.of(t);
        assertEquals(t.text().stripTrailing().replace("\t", "    "), text(d));
        assertTrue(d.lines().getFirst().linkStart());
      }
    }
    StageDocument llvm = StageDocument.of(stages.get(4));
    assertEquals(List.of(3), llvm.lines().get(5).kernels());
    assertEquals(List.of(2), llvm.lines().getLast().kernels());
  }

  @Test
  void marksWhatChanged() {
    StageDocument grad = StageDocument.of(stages.get(1));
    StageDocument simplified = StageDocument.of(stages.get(2));
    StageDiff diff = StageDiff.of(grad, simplified);
    List<String> marked = new ArrayList<>();
    grad.lines().stream()
        .filter(l -> diff.left(l.number()) != StageDiff.Mark.SAME)
        .forEach(l -> marked.add(diff.left(l.number()) + l.text().strip()));
    assertEquals(
        List.of("ONLYp:f32[96,64] = div a 16.0:f32[]", "CHANGEDq:f32[96] = reduce_max[axes=(1,) out_sharding=None] h"),
        marked);
  }

  @Test
  void matchesEquationsThatATransformationNumberedAnew() {
    Program.JaxprStage stage = (Program.JaxprStage) SamplePrograms.large(1, 50).stages().getFirst();
    List<Program.Equation> renumbered =
        stage.jaxpr().equations().stream()
            .filter(e -> e.id() != 8)
            .map(e ->
                new Program.Equation(
                    e.id() + 1000, e.primitive(), e.parameters(), e.inputs(), e.outputs(), e.place(), e.kernels()))
            .toList();
    Program.Jaxpr j = new Program.Jaxpr(List.of(), stage.jaxpr().inputs(), renumbered, List.of("z"));
    StageDocument a = StageDocument.of(stage);
    StageDocument b = StageDocument.of(new Program.JaxprStage("jvp", j, ""));
    assertEquals(1, StageDiff.of(a, b).differences());
  }

  @Test
  void commonSequencesAreLongest() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<Integer> a = random.ints(random.nextInt(12), 0, 4).boxed().toList();
      List<Integer> b = random.ints(random.nextInt(12), 0, 4).boxed().toList();
      CommonSequence common = CommonSequence.of(a, b);
      List<Integer> x = new ArrayList<>();
      List<Integer> y = new ArrayList<>();
      for (int i = 0; i < a.size(); i++) {
        if (common.inFirst(i)) {
          x.add(a.get(i));
        }
      }
      for (int i = 0; i < b.size(); i++) {
        if (common.inSecond(i)) {
          y.add(b.get(i));
        }
      }
      assertEquals(x, y, a + " " + b);
      assertEquals(longest(a, b), x.size(), a + " " + b);
    }
  }

  private static int longest(List<Integer> a, List<Integer> b) {
    int[][] t = new int[a.size() + 1][b.size() + 1];
    for (int i = 1; i <= a.size(); i++) {
      for (int j = 1; j <= b.size(); j++) {
        t[i][j] = a.get(i - 1).equals(b.get(j - 1)) ? t[i - 1][j - 1] + 1 : Math.max(t[i - 1][j], t[i][j - 1]);
      }
    }
    return t[a.size()][b.size()];
  }
}
