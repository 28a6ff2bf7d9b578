package gradwright.app.jaxpr;

import gradwright.app.jaxpr.CodeToken.Style;
import gradwright.protocol.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts LLVM IR, assembly and kernel listings into coloured lines that know their kernels.
final class TextLines {
  private static final Pattern LLVM =
      Pattern.compile(
          "(?<comment>;.*)|(?<literal>\"[^\"]*\"|\\b-?\\d[\\w.+]*|\\b0x[0-9A-Fa-f]+)|(?<label>^[\\w.$-]+:)|(?<variable>[%@!#][\\w.$-]+)"
              + "|(?<type>\\b(?:i\\d+|float|double|half|bfloat|ptr|void|label|metadata)\\b)"
              + "|(?<keyword>\\b(?:define|declare|private|internal|dso_local|local_unnamed_addr|align|to|noalias|nocapture|readonly|"
              + "writeonly|constant|global|unnamed_addr|attributes|target|source_filename|inbounds|nuw|nsw|fast|exact|true|false|null|"
              + "undef|poison|zeroinitializer|nounwind|memory|range)\\b)|(?<primitive>(?<==\\s|^\\s{2})[a-z][a-z0-9_.]*)|(?<plain>[\\w.]+|\\s+)");
  private static final Pattern ASSEMBLY =
      Pattern.compile(
          "(?<comment>[#;].*|//.*)|(?<literal>\"[^\"]*\"|\\$?-?\\b\\d\\w*)|(?<label>^[\\w.$@]+:)|(?<keyword>^\\s*\\.\\w+)"
              + "|(?<primitive>^\\s+[a-z][\\w.]*)|(?<variable>%\\w+|\\b(?:[xyz]mm\\d+|[er]?[abcd]x|r\\d+[dwb]?|[re]?[sd]i|[re]?[sb]p|[vwxq]\\d+)\\b)"
              + "|(?<type>\\b(?:xmmword|ymmword|zmmword|qword|dword|word|byte|ptr)\\b)|(?<plain>[\\w.]+|\\s+)");
  private static final Pattern KERNELS =
      Pattern.compile(
          "(?<comment>#.*|//.*)|(?<type>:?\\b(?:f|i|u|c|bf)(?:8|16|32|64|128)\\b(?:\\[[\\d,]*\\])?|:?\\bbool\\b(?:\\[[\\d,]*\\])?)"
              + "|(?<literal>\"[^\"]*\"|\\b-?\\d[\\w.]*)|(?<keyword>\\b(?:kernel|library|loop|copy|while|cond|for|parallel|fused|in|let|reduce|"
              + "evaluated|call)\\b)|(?<parameter>\\b\\w+=)|(?<plain>[\\w.]+|\\s+)");

  private TextLines() {}

  static List<CodeLine> of(Program.TextStage stage) {
    Pattern pattern =
        switch (stage.language()) {
          case "llvm" -> LLVM;
          case "assembly" -> ASSEMBLY;
          default -> KERNELS;
        };
    List<CodeLine> lines = new ArrayList<>();
    String text = stage.text();
    List<Program.Link> links = stage.links();
    int link = 0;
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      while (link < links.size() && links.get(link).end() <= start) {
        link++;
      }
      List<Integer> kernels = new ArrayList<>();
      boolean begins = false;
      for (int k = link; k < links.size() && links.get(k).start() <= end; k++) {
        if (links.get(k).end() > start && !kernels.contains(links.get(k).kernel())) {
          kernels.add(links.get(k).kernel());
          begins |= links.get(k).start() >= start;
        }
      }
      String line = text.substring(start, end);
      lines.add(new CodeLine(lines.size(), 0, tokens(line, pattern), null, List.copyOf(kernels), begins, 0, List.of()));
      start = end + 1;
    }
    if (!text.isEmpty() && text.endsWith("\n")) {
      lines.removeLast();
    }
    return lines;
  }

  private static List<CodeToken> tokens(String line, Pattern pattern) {
    List<CodeToken> tokens = new ArrayList<>();
    Matcher m = pattern.matcher(line);
    int at = 0;
    while (m.find()) {
      if (m.end() == m.start()) {
        continue;
      }
      if (m.start() > at) {
        append(tokens, Style.PUNCTUATION, line.substring(at, m.start()));
      }
      append(tokens, style(m), m.group());
      at = m.end();
    }
    if (at < line.length()) {
      append(tokens, Style.PUNCTUATION, line.substring(at));
    }
    return tokens;
  }

  /// Neighbours of one colour become one token; fewer nodes are drawn.
  private static void append(List<CodeToken> tokens, Style style, String text) {
    String shown = text.replace("\t", "    ");
    boolean blank = shown.isBlank();
    if (!tokens.isEmpty() && (blank || tokens.getLast().style() == style)) {
      CodeToken last = tokens.removeLast();
      tokens.add(new CodeToken(last.style(), last.text() + shown));
    } else {
      tokens.add(new CodeToken(blank ? Style.PLAIN : style, shown));
    }
  }

  private static Style style(Matcher m) {
    for (var group : m.namedGroups().entrySet()) {
      if (m.start(group.getValue()) >= 0) {
        return Style.valueOf(group.getKey().toUpperCase(Locale.ROOT));
      }
    }
    return Style.PLAIN;
  }
}
