package gradwright.app.editor.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.editor.text.Change;
import gradwright.app.editor.text.Selection;
import gradwright.app.editor.text.TextBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Brackets, folds, outline and typing. A `|` in a text is the caret.
class StructureTest {
  private static SyntaxModel syntax(String text) {
    return new SyntaxModel(new TextBuffer(text));
  }

  private static String apply(String marked, java.util.function.BiFunction<Typing, Selection, Optional<Change>> key) {
    int caret = marked.indexOf('|');
    String text = marked.replace("|", "");
    Optional<Change> change = key.apply(new Typing(syntax(text), 4), Selection.at(caret));
    if (change.isEmpty()) {
      return "nothing";
    }
    Change c = change.get();
    String after = text.substring(0, c.start()) + c.with() + text.substring(c.end());
    return after.substring(0, c.after().caret()) + "|" + after.substring(c.after().caret());
  }

  private static String enter(String marked) {
    return apply(marked, (t, s) -> Optional.of(t.newLine(s)));
  }

  private static String type(String marked, char c) {
    return apply(marked, (t, s) -> t.typed(c, s));
  }

  @Test
  void newLinesAreIndented() {
    assertEquals("if x:\n    |", enter("if x:|"));
    assertEquals("  def f():  # c\n      |", enter("  def f():  # c|"));
    assertEquals("    return x\n|", enter("    return x|"));
    assertEquals("f(\n    |\n)", enter("f(|)"));
    assertEquals("f(a,\n  b)\n|", enter("f(a,\n  b)|"));
    assertEquals("def f(a,\n      b):\n    |", enter("def f(a,\n      b):|"));
    assertEquals("x = [1,\n     2,\n     |]", enter("x = [1,\n     2,|]"));
    assertEquals("  a\n  |b", enter("  a|b"));
    assertEquals("d = {'a:\n|", enter("d = {'a:|"));
    assertEquals("x = '''a:\n|", enter("x = '''a:|"));
  }

  @Test
  void backspaceTakesStepsAndPairs() {
    assertEquals("    |x", apply("        |x", Typing::backspace));
    assertEquals("    |x", apply("      |x", Typing::backspace));
    assertEquals("f|", apply("f(|)", Typing::backspace));
    assertEquals("nothing", apply("ab|", Typing::backspace));
  }

  @Test
  void bracketsAndQuotesComeInPairs() {
    assertEquals("f(|)", type("f|", '('));
    assertEquals("f()|", type("f(|)", ')'));
    assertEquals("nothing", type("|x", '('));
    assertEquals("'|'", type("|", '\''));
    assertEquals("nothing", type("don|", '\''));
    assertEquals("f'|'", type("f|", '\''));
    assertEquals("''|", type("'|'", '\''));
    assertEquals("nothing", type("# don |", '('));
    assertEquals("nothing", type("''|", '\''), "a docstring begins");
  }

  @Test
  void bracketsFindTheirPartners() {
    SyntaxModel syntax = syntax("f(a, '(', [1,\n 2]) # )");
    Brackets brackets = new Brackets(syntax);
    assertEquals(Optional.of(new Brackets.Pair(1, 17)), brackets.at(2));
    assertEquals(Optional.of(new Brackets.Pair(17, 1)), brackets.at(18));
    assertEquals(Optional.of(new Brackets.Pair(10, 16)), brackets.at(10));
    assertEquals(Optional.empty(), brackets.at(7));
    assertEquals(Optional.of(new Brackets.Pair(0, -1)), new Brackets(syntax("(]")).at(1));
  }

  @Test
  void foldsFollowIndentation() {
    SyntaxModel syntax = syntax("def f():\n  a\n\n  if b:\n    c\n\n\ndef g(x,\n  y): pass\nz");
    Folds folds = new Folds(syntax);
    assertEquals(Optional.of(new Folds.Fold(0, 4)), folds.at(0));
    assertEquals(Optional.of(new Folds.Fold(3, 4)), folds.at(3));
    assertEquals(Optional.of(new Folds.Fold(7, 8)), folds.at(7));
    assertFalse(folds.isStart(9));
    assertEquals(Optional.of(new Folds.Fold(3, 4)), folds.around(4));
    assertEquals(List.of(new Folds.Fold(0, 4), new Folds.Fold(7, 8)), folds.definitions());
  }

  @Test
  void outlineKnowsClassesMethodsAndInnerFunctions() {
    SyntaxModel syntax =
        syntax(
            "class A:\n"
                + "  '''def no(): '''\n"
                + "  def m(self):\n"
                + "    def inner(): pass\n"
                + "  async def n(self): pass\n"
                + "def f(): pass");
    List<Outline.Symbol> symbols = Outline.of(syntax);
    assertEquals(
        List.of("class A", "method A.m", "function A.m.inner", "method A.n", "function f"),
        symbols.stream().map(s -> s.kind() + " " + s.path()).toList());
    assertEquals(List.of(0, 1, 2, 1, 0), symbols.stream().map(Outline.Symbol::level).toList());
    assertTrue(symbols.get(1).line() == 2 && symbols.get(1).column() == 6);
  }
}
