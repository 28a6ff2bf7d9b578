package gradwright.app.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.console.ConsoleSearch.Match;
import gradwright.app.console.TextStyle.Role;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final ConsoleModel console = new ConsoleModel();

  private String all() {
    return console.lines(console.first(), console.end()).stream()
        .map(ConsoleLine::text)
        .collect(Collectors.joining("|"));
  }

  private void out(String text) {
    console.append(Role.OUTPUT, text);
  }

  @Test
  void linesEndWhereTheyEnd() {
    assertTrue(console.isEmpty());
    out("a\nb");
    assertEquals("a|b", all());
    out("c\n\nd\r\n");
    assertEquals("a|bc||d", all());
    assertEquals(4, console.end());
  }

  @Test
  void aNoteBeginsALineOfItsOwn() {
    out("half");
    console.appendLine(Role.NOTE, "Run: a.py");
    out("next");
    assertEquals("half|Run: a.py|next", all());
  }

  @Test
  void aCarriageReturnWritesOverTheLine() {
    out("10 %\r20 %\r");
    assertEquals("10 %", all().replace("20", "10"));
    out("30 %\n");
    assertEquals("30 %", all());
    out("x\t|y");
    assertEquals("30 %|x       |y", all());
  }

  @Test
  void theOldestLinesAreForgotten() {
    ConsoleModel small = new ConsoleModel(3000, 1_000_000);
    for (int i = 0; i < 10_000; i++) {
      small.append(Role.OUTPUT, "line " + i + "\n");
    }
    assertEquals(10_000, small.end());
    assertEquals(7_000, small.first());
    assertEquals("line 7000", small.lines(small.first(), small.first() + 1).getFirst().text());
    assertEquals("line 9999", small.lines(9_999, 10_000).getFirst().text());
    assertEquals(List.of(), small.lines(0, 5));
  }

  @Test
  void soAreThoseThatTakeTooMuchRoom() {
    ConsoleModel small = new ConsoleModel(1000, 1000);
    for (int i = 0; i < 100; i++) {
      small.append(Role.OUTPUT, "x".repeat(100) + "\n");
    }
    assertEquals(10, small.end() - small.first());
  }

  @Test
  void aMillionLinesAreKept() {
    StringBuilder block = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      block.append("epoch ").append(i).append('\n');
    }
    for (int i = 0; i < 1100; i++) {
      out(block.toString());
    }
    assertEquals(1_100_000, console.end());
    assertEquals(100_000, console.first());
    assertEquals("epoch 999", console.lines(1_099_999, 1_100_000).getFirst().text());
  }

  @Test
  void endlessLinesAreBroken() {
    out("y".repeat(3 * ConsoleModel.MAX_LINE + 5));
    assertEquals(4, console.end());
    assertEquals(5, console.lines(3, 4).getFirst().text().length());
  }

  private List<ConsoleLine.Run> runs(long line) {
    return console.lines(line, line + 1).getFirst().runs();
  }

  @Test
  void coloursAreRead() {
    out("a\u001b[31;1mred\u001b[0mb\n");
    assertEquals("aredb", all());
    List<ConsoleLine.Run> runs = runs(0);
    assertEquals(List.of(1, 4, 5), runs.stream().map(ConsoleLine.Run::end).toList());
    assertEquals(1, runs.get(1).style().foreground());
    assertTrue(runs.get(1).style().bold());
    assertEquals(TextStyle.DEFAULT, runs.get(2).style().foreground());
    out("\u001b[38;5;196mx\u001b[48;2;1;2;3my");
    assertEquals(TextStyle.RGB | 0xff0000, runs(1).get(0).style().foreground());
    assertEquals(TextStyle.RGB | 0x010203, runs(1).get(1).style().background());
  }

  @Test
  void sequencesMayBeSplitAnywhere() {
    String text = "one\u001b[32mtwo\u001b[0m\u001b]0;title\u0007three\r\n\u001b[2Kfour\u001b[38;2;9;8;7mfive\n";
    ConsoleModel whole = new ConsoleModel();
    whole.append(Role.OUTPUT, text);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      ConsoleModel split = new ConsoleModel();
      int at = 0;
      while (at < text.length()) {
        int next = Math.min(text.length(), at + 1 + random.nextInt(6));
        split.append(Role.OUTPUT, text.substring(at, next));
        at = next;
      }
      assertEquals(whole.lines(0, 9), split.lines(0, 9), "seed " + seed);
    }
  }

  @Test
  void outputAndErrorsHaveColoursOfTheirOwn() {
    out("\u001b[31mred ");
    console.append(Role.ERROR, "error\n");
    assertEquals(TextStyle.of(Role.ERROR), runs(0).get(1).style());
  }

  @Test
  void placesOfTracebacksAreLinks() {
    String line = "  File \"/p/a b.py\", line 12, in <module>";
    assertEquals(List.of(new SourceLink(2, 27, "/p/a b.py", 12)), SourceLink.in(line));
    assertEquals(Optional.empty(), SourceLink.at(line, 1));
    assertEquals(12, SourceLink.at(line, 5).orElseThrow().line());
    assertEquals(List.of(), SourceLink.in("File \"<stdin>\", line 1"));
  }

  @Test
  void searchGoesAroundBothWays() {
    out("alpha\nbeta alpha\ngamma\n");
    Match first = new Match(0, 0, 5);
    Match second = new Match(1, 5, 10);
    assertEquals(Optional.of(first), ConsoleSearch.find(console, "ALPHA", 0, 0, true));
    assertEquals(Optional.of(second), ConsoleSearch.find(console, "alpha", 0, 1, true));
    assertEquals(Optional.of(first), ConsoleSearch.find(console, "alpha", 1, 6, true));
    assertEquals(Optional.of(second), ConsoleSearch.find(console, "alpha", 2, Integer.MAX_VALUE, false));
    assertEquals(Optional.of(first), ConsoleSearch.find(console, "alpha", 1, 5, false));
    assertEquals(Optional.of(second), ConsoleSearch.find(console, "alpha", 0, 0, false));
    assertEquals(Optional.empty(), ConsoleSearch.find(console, "delta", 0, 0, true));
    assertEquals(Optional.empty(), ConsoleSearch.find(new ConsoleModel(), "a", 0, 0, true));
  }

  @Test
  void aSelectionIsCopiedAsItReads() {
    out("one\ntwo\nthree\n");
    assertEquals("ne\ntwo\nth", ConsoleSelection.between(2, 2, 0, 1).text(console));
    assertEquals("w", ConsoleSelection.between(1, 1, 1, 2).text(console));
    assertEquals("one\ntwo\nthree", new ConsoleSelection(0, 0, 2, Integer.MAX_VALUE).text(console));
  }

  @Test
  void clearingForgetsAll() {
    out("\u001b[31ma\nb");
    console.clear();
    assertTrue(console.isEmpty());
    out("c");
    assertEquals("c", all());
    assertEquals(
        TextStyle.of(Role.OUTPUT), console.lines(console.first(), console.end()).getFirst().runs().getFirst().style());
  }

  @Test
  void historyGoesBackAndForth() {
    PromptModel prompt = new PromptModel();
    prompt.sent("a");
    prompt.sent("b");
    prompt.sent("b");
    assertEquals("b", prompt.earlier("draft"));
    assertEquals("a", prompt.earlier("b"));
    assertEquals("a", prompt.earlier("a"));
    assertEquals("b", prompt.later("a"));
    assertEquals("draft", prompt.later("b"));
    assertEquals("draft", prompt.later("draft"));
  }

  @Test
  void unfinishedTextsWantMore() {
    assertFalse(PromptModel.wantsMore("x = 1"));
    assertTrue(PromptModel.wantsMore("f(1,"));
    assertFalse(PromptModel.wantsMore("f('(')"));
    assertTrue(PromptModel.wantsMore("def f():"));
    assertTrue(PromptModel.wantsMore("def f():\n    return 1"));
    assertFalse(PromptModel.wantsMore("def f():\n    return 1\n"));
    assertTrue(PromptModel.wantsMore("s = '''a"));
    assertFalse(PromptModel.wantsMore("{1: 2}  # a colon:"));
    assertTrue(PromptModel.wantsMore("a + \\"));
    assertEquals("    ", PromptModel.indent("for i in x:"));
    assertEquals("        ", PromptModel.indent("for i in x:\n    if i:"));
    assertEquals("    ", PromptModel.indent("for i in x:\n    y"));
  }
}
