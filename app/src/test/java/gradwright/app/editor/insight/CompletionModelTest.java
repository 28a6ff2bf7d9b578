package gradwright.app.editor.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.editor.ManualThreads;
import gradwright.app.editor.python.SyntaxModel;
import gradwright.app.editor.text.TextBuffer;
import gradwright.app.fake.FakeSession;
import gradwright.protocol.Insight.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

/// Completions; `|` in a text is the caret.
class CompletionModelTest {
  private final FakeSession session = new FakeSession().knowingFunctions();
  private final ManualThreads threads = new ManualThreads();
  private final Knowledge knowledge = new Knowledge(() -> Optional.of(session), threads);
  private TextBuffer text = new TextBuffer("");

  private CompletionModel ask(String marked) {
    knowledge.catalogue();
    threads.settle();
    text = new TextBuffer(marked.replace("|", ""));
    CompletionModel model = new CompletionModel(new SyntaxModel(text), knowledge);
    model.ask(marked.indexOf('|'));
    threads.settle();
    return model;
  }

  private static List<String> names(CompletionModel model) {
    return model.openProperty().get() ? model.items().stream().map(Entry::name).toList() : List.of();
  }

  @Test
  void membersOfImportedModules() {
    assertEquals(List.of("linalg", "sin", "sum", "tanh"), names(ask("import jax.numpy as jnp\njnp.|")));
    assertEquals(List.of("sin", "sum"), names(ask("from jax import numpy as np\nx = np.s|")));
    assertEquals(List.of("norm"), names(ask("import jax\njax.numpy.linalg.|")));
    assertEquals(List.of("grad", "jit", "nn", "numpy", "random"), names(ask("import jax\njax.|")));
    assertEquals(List.of(), names(ask("jnp.|")), "nothing is known of a name that is not imported");
  }

  @Test
  void membersAreOfferedOnlyBehindTheDot() {
    ask("|");
    String typed = "import jax.numpy as jnp\njnp.sum(x)";
    text = new TextBuffer(typed);
    CompletionModel fast = new CompletionModel(new SyntaxModel(text), knowledge);
    fast.askForMember(typed.length());
    threads.settle();
    assertEquals(List.of(), names(fast), "the dot is past");
    fast.askForMember(typed.indexOf("um(x)"));
    threads.settle();
    assertEquals(List.of("sin", "sum"), names(fast));
  }

  @Test
  void importStatements() {
    assertEquals(List.of("norm"), names(ask("from jax.numpy.linalg import |")));
    assertEquals(List.of("jax"), names(ask("import |")));
    assertEquals(List.of("nn", "numpy"), names(ask("import jax.n|")));
  }

  @Test
  void namesOfTheFileAndTheLanguage() {
    List<String> names = names(ask("from jax import grad as gradient\ndef groan(x): pass\ngrip = 1\ngr|"));
    assertEquals(List.of("gradient", "grip", "groan"), names.subList(0, 3));
    assertFalse(names.contains("grad"), "it is called gradient here");
    assertTrue(names(ask("no|")).containsAll(List.of("not", "nonlocal", "NotImplemented")));
    assertEquals("lambda", names(ask("lam|")).getFirst());
  }

  @Test
  void namesOfTheLastRunReplaceWordsOfTheFile() {
    Entry params = new Entry("params", "params", "value", "", "dict", "");
    session.names =
        Map.of("", List.of(params), "params.", List.of(new Entry("keys", "keys", "function", "()", "", "")));
    CompletionModel model = ask("params = 1\npara|");
    assertEquals(params, model.items().getFirst());
    assertEquals(List.of("keys"), names(ask("params.|")));
  }

  @Test
  void nothingInStringsCommentsAndNumbers() {
    assertEquals(List.of(), names(ask("import jax\n'jax.|'")));
    assertEquals(List.of(), names(ask("import jax\n# jax.|")));
    assertEquals(List.of(), names(ask("import jax\n'''\njax.|\n'''")));
    assertEquals(List.of(), names(ask("1.|")));
    assertFalse(names(ask("import jax\nf'{jax.|}'")).isEmpty());
  }

  @Test
  void bestFitsComeFirst() {
    assertEquals(List.of("sum", "Sum", "s_u_m", "resum"), names(ask("resum = s_u_m = Sum = sum = 1\nsum|")));
  }

  @Test
  void typingNarrowsAndLeavingCloses() {
    CompletionModel model = ask("import jax.numpy as jnp\njnp.s|");
    int caret = text.length();
    text.replace(caret, caret, "u");
    SyntaxModel fresh = new SyntaxModel(text);
    assertEquals("su", NameAt.before(fresh, caret + 1).orElseThrow().name());
    model.update(caret + 1);
    assertEquals(List.of("sum"), names(model));
    assertEquals(Optional.of(new CompletionModel.Acceptance(caret - 1, caret + 1, "sum")), model.accept(caret + 1));
    assertFalse(model.openProperty().get());
    CompletionModel other = ask("import jax.numpy as jnp\njnp.s|");
    other.update(3);
    assertFalse(other.openProperty().get());
  }

  @Test
  void theSelectionGoesAround() {
    CompletionModel model = ask("import jax.numpy as jnp\njnp.|");
    model.move(-1);
    assertEquals(3, model.selectedProperty().get());
    model.move(1);
    assertEquals(0, model.selectedProperty().get());
    model.move(9);
    assertEquals(3, model.selectedProperty().get());
    assertTrue(model.accept(text.length()).isPresent());
  }

  /// A view selects in the list while it is shown: there must be something to select.
  @Test
  void isClosedBeforeItsListIsEmpty() {
    CompletionModel model = ask("import jax.numpy as jnp\njnp.s|");
    model.move(1);
    List<String> seen = new ArrayList<>();
    model
        .items()
        .addListener(
            (ListChangeListener<Entry>)
                _ ->
                    seen.add(
                        (model.openProperty().get() ? "open" : "closed")
                            + " "
                            + model.items().size()
                            + " of "
                            + model.selectedProperty().get()));
    int caret = text.length();
    text.replace(caret, caret, "q");
    model.update(caret + 1);
    assertEquals(List.of("closed 0 of 0"), seen);
  }
}
