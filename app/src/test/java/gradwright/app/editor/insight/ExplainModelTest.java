package gradwright.app.editor.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.editor.ManualThreads;
import gradwright.app.editor.document.DocumentFiles;
import gradwright.app.editor.document.DocumentModel;
import gradwright.app.editor.document.EditorSettings;
import gradwright.app.editor.file.LocalDisk;
import gradwright.app.editor.marks.InlaysModel;
import gradwright.app.editor.marks.ProblemsModel;
import gradwright.app.editor.python.SyntaxModel;
import gradwright.app.fake.FakeSession;
import gradwright.protocol.Insight.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Documentation and parameters; `|` in a text is the caret.
class ExplainModelTest {
  private final FakeSession session = new FakeSession().knowingFunctions();
  private final ManualThreads threads = new ManualThreads();

  private ExplainModel model(String marked) {
    Knowledge knowledge = new Knowledge(() -> Optional.of(session), threads);
    knowledge.catalogue();
    threads.settle();
    DocumentModel document = new DocumentFiles(new LocalDisk(), threads).untitled("a.py", marked.replace("|", ""));
    ProblemsModel problems = new ProblemsModel(document, () -> Optional.of(session), new EditorSettings(), threads);
    return new ExplainModel(
        new SyntaxModel(document.text().buffer()), knowledge, problems, new InlaysModel(document.text()));
  }

  private String call(String marked) {
    Optional<ExplainModel.Call> call = model(marked).call(marked.indexOf('|'));
    return call.map(c -> c.name() + ":" + (c.active() < 0 ? "none" : c.signature().parameters().get(c.active()).text()))
        .orElse("");
  }

  private String explain(String marked) {
    List<String> answers = new ArrayList<>();
    model(marked).explain(marked.indexOf('|'), e -> answers.add(e.title() + " " + e.where() + " " + e.text()));
    threads.settle();
    return String.join("", answers);
  }

  @Test
  void marksTheParameterThatIsTyped() {
    String imports = "import jax\nimport jax.numpy as jnp\n";
    assertEquals("sum:a", call(imports + "jnp.sum(|"));
    assertEquals("sum:axis=None", call(imports + "jnp.sum(x, |"));
    assertEquals("sum:axis=None", call(imports + "jnp.sum((1, [2, 3]), |)"));
    assertEquals("sum:keepdims=False", call(imports + "jnp.sum(x, keepdims=|)"));
    assertEquals("sum:axis=None", call(imports + "jnp.sum(\n  x,  # first, second\n  |\n)"));
    assertEquals("sin:x", call(imports + "jnp.sum(jnp.sin(|))"));
    assertEquals("sum:axis=None", call(imports + "jnp.sum(jnp.sin(1), |)"));
    assertEquals("sum:none", call(imports + "jnp.sum(1, 2, 3, 4|)"));
    assertEquals("", call(imports + "jnp.sum(1)|"));
    assertEquals("", call(imports + "jnp.sum([|])"));
    assertEquals("", call(imports + "jnp.sum\n(|)"));
  }

  @Test
  void knowsFunctionsOfTheFile() {
    String file = "def f(a: int = 1, *rest, b=(1, 2), **options):\n    '''Does it.\n\n    Well.'''\n";
    assertEquals("f:a: int = 1", call(file + "f(|"));
    assertEquals("f:*rest", call(file + "f(1, 2, 3|"));
    assertEquals("f:b=(1, 2)", call(file + "f(1, b=|"));
    assertEquals("f:**options", call(file + "f(1, c=|"));
    assertTrue(explain(file + "f|").contains("Does it."), explain(file + "f|"));
    assertEquals("", call("def f(|a): pass"), "a definition is no call");
  }

  @Test
  void explainsNamesOfTheCatalogueAndTheLastRun() {
    assertTrue(explain("import jax.numpy as jnp\njnp.ta|nh").contains("hyperbolic tangent"));
    session.names = Map.of("", List.of(new Entry("w", "w", "array", "", "f32[3,4] on cpu:0", "")));
    assertTrue(explain("w|").contains("f32[3,4]"));
    assertEquals("", explain("v|"));
    assertEquals("", explain("'w|'"));
  }
}
