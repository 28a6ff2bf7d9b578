package gradwright.app.editor.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.editor.text.TextBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PythonLexerTest {
  /// Words of a line as `KIND:text`, without operators and brackets.
  private static List<String> words(SyntaxModel syntax, int line) {
    List<String> words = new ArrayList<>();
    LineTokens tokens = syntax.tokens(line);
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.kind(i) != TokenKind.OPERATOR && tokens.kind(i) != TokenKind.BRACKET) {
        words.add(tokens.kind(i) + ":" + syntax.word(line, i));
      }
    }
    return words;
  }

  private static SyntaxModel syntax(String text) {
    return new SyntaxModel(new TextBuffer(text));
  }

  private static void check(String line, String... expected) {
    assertEquals(List.of(expected), words(syntax(line), 0), line);
  }

  @Test
  void tellsNamesApart() {
    check("def step(self, x=1):", "KEYWORD:def", "DEFINITION:step", "SELF:self", "PARAMETER:x", "NUMBER:1");
    check("y = jnp.sum(a, axis=0)", "NAME:y", "NAME:jnp", "CALL:sum", "NAME:a", "PARAMETER:axis", "NUMBER:0");
    check("print(a.print, len)", "BUILTIN:print", "NAME:a", "ATTRIBUTE:print", "BUILTIN:len");
    check(
        "def f(x: int = 1, y: str = '')",
        "KEYWORD:def",
        "DEFINITION:f",
        "NAME:x",
        "BUILTIN:int",
        "NUMBER:1",
        "NAME:y",
        "BUILTIN:str",
        "STRING:'",
        "STRING:'");
    check("if a == b: pass", "KEYWORD:if", "NAME:a", "NAME:b", "KEYWORD:pass");
    check("x = None is not True", "NAME:x", "CONSTANT:None", "KEYWORD:is", "KEYWORD:not", "CONSTANT:True");
    check("größe = 1", "NAME:größe", "NUMBER:1");
    check("async def f(): await g()", "KEYWORD:async", "KEYWORD:def", "DEFINITION:f", "KEYWORD:await", "CALL:g");
  }

  @Test
  void readsNumbers() {
    check(
        "1 0x_FF 1_000 1e-3 1.5E+10j .5 0b101 1.",
        "NUMBER:1",
        "NUMBER:0x_FF",
        "NUMBER:1_000",
        "NUMBER:1e-3",
        "NUMBER:1.5E+10j",
        "NUMBER:.5",
        "NUMBER:0b101",
        "NUMBER:1.");
    check("0xE+1", "NUMBER:0xE", "NUMBER:1");
    check("1-e", "NUMBER:1", "NAME:e");
  }

  @Test
  void readsDecoratorsAndProducts() {
    check("@partial(jax.jit)", "DECORATOR:@partial", "NAME:jax", "ATTRIBUTE:jit");
    check("  @jax.jit  # fast", "DECORATOR:@jax.jit", "COMMENT:# fast");
    check("y = x @ w", "NAME:y", "NAME:x", "NAME:w");
  }

  @Test
  void readsStrings() {
    check(
        "a = 'x\\n' + r'\\n'", "NAME:a", "STRING:'", "STRING:x", "ESCAPE:\\n", "STRING:'", "STRING:r'", "STRING:\\n'");
    check("'#' # c", "STRING:'", "STRING:#'", "COMMENT:# c");
    check(
        "'\\x41\\u0041\\N{DASH}\\'q'",
        "STRING:'",
        "ESCAPE:\\x41",
        "ESCAPE:\\u0041",
        "ESCAPE:\\N{DASH}",
        "ESCAPE:\\'",
        "STRING:q'");
    check("x = 'open", "NAME:x", "STRING:'", "ERROR:open");
    check("br'' Rb\"\"", "STRING:br'", "STRING:'", "STRING:Rb\"", "STRING:\"");
    check("format'x'", "BUILTIN:format", "STRING:'", "STRING:x'");
  }

  @Test
  void readsReplacementFields() {
    check("f'a{x}b'", "STRING:f'", "STRING:a", "FIELD:{", "NAME:x", "FIELD:}", "STRING:b'");
    check(
        "f'{x:>{w}.3f}'",
        "STRING:f'",
        "FIELD:{",
        "NAME:x",
        "FIELD::",
        "STRING:>",
        "FIELD:{",
        "NAME:w",
        "FIELD:}",
        "STRING:.3f",
        "FIELD:}",
        "STRING:'");
    check("f'{{{x}}}'", "STRING:f'", "STRING:{{", "FIELD:{", "NAME:x", "FIELD:}", "STRING:}}'");
    check(
        "f'{d['k']}' + y", "STRING:f'", "FIELD:{", "NAME:d", "STRING:'", "STRING:k'", "FIELD:}", "STRING:'", "NAME:y");
    check(
        "f'{ {1: 2}[1]!r}'",
        "STRING:f'",
        "FIELD:{",
        "NUMBER:1",
        "NUMBER:2",
        "NUMBER:1",
        "NAME:r",
        "FIELD:}",
        "STRING:'");
    check(
        "f'{(y:=1)}{z!r:x}'",
        "STRING:f'",
        "FIELD:{",
        "NAME:y",
        "NUMBER:1",
        "FIELD:}",
        "FIELD:{",
        "NAME:z",
        "NAME:r",
        "FIELD::",
        "STRING:x",
        "FIELD:}",
        "STRING:'");
  }

  @Test
  void readsStringsOfSeveralLines() {
    SyntaxModel syntax = syntax("s = '''a\n  'b' # no\nc'''; d\nf\"\"\"{\nx\n}\"\"\"");
    assertEquals(List.of("NAME:s", "STRING:'''", "STRING:a"), words(syntax, 0));
    assertEquals(List.of("STRING:  'b' # no"), words(syntax, 1));
    assertEquals(List.of("STRING:c'''", "NAME:d"), words(syntax, 2));
    assertEquals(List.of("NAME:x"), words(syntax, 4));
    assertEquals(List.of("FIELD:}", "STRING:\"\"\""), words(syntax, 5));
    assertTrue(syntax.endState(5).isStatement());
  }

  @Test
  void joinsLines() {
    SyntaxModel syntax = syntax("x = 'a\\\nb' + \\\n  c\n(1,\n2)\ny");
    assertEquals(List.of("STRING:b'"), words(syntax, 1));
    assertTrue(!syntax.startState(2).isStatement() && syntax.startState(3).isStatement());
    assertTrue(!syntax.startState(4).isStatement() && syntax.startState(5).isStatement());
  }

  @Test
  void knowsSoftKeywords() {
    check("match x:", "KEYWORD:match", "NAME:x");
    check("match (a, b):  # which", "KEYWORD:match", "NAME:a", "NAME:b", "COMMENT:# which");
    check("case [1, *rest] if rest:", "KEYWORD:case", "NUMBER:1", "NAME:rest", "KEYWORD:if", "NAME:rest");
    check("case -1:", "KEYWORD:case", "NUMBER:1");
    check("match = re.match(p)", "NAME:match", "NAME:re", "CALL:match", "NAME:p");
    check("match(x)", "CALL:match", "NAME:x");
    check("match.group(1)", "NAME:match", "CALL:group", "NUMBER:1");
    check("type Pair[T] = tuple[T, T]", "KEYWORD:type", "NAME:Pair", "NAME:T", "BUILTIN:tuple", "NAME:T", "NAME:T");
    check("type(x)", "BUILTIN:type", "NAME:x");
    check("type = 3", "BUILTIN:type", "NUMBER:3");
  }
}
