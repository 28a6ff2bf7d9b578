package gradwright.app.editor.file;

import gradwright.app.editor.text.TextFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Saves a file and a draft over and over until it is killed. The first argument is the file, the second the folder of
/// drafts.
final class SavingProcess {
  private SavingProcess() {}

  public static void main(String[] arguments) throws IOException {
    SafeSave save = new SafeSave(new LocalDisk());
    RecoveryFolder recovery = new RecoveryFolder(new LocalDisk(), Path.of(arguments[1]));
    Path file = Path.of(arguments[0]);
    for (int round = 0; ; round++) {
      String text = text(round);
      save.save(file, text.getBytes(StandardCharsets.UTF_8));
      recovery.put(new Draft("id", file.toString(), "a.py", TextFormat.DEFAULT, FileStamp.ABSENT, 0, text));
      if (round == 0) {
        System.out.println("saving");
      }
    }
  }

  /// A text of a length of its own.
  static String text(int round) {
    return "round " + round + "\n" + ("x = " + round + "\n").repeat(round % 7 * 3000) + "end " + round + "\n";
  }

  /// Whether a text is one that this program saves, whole.
  static boolean isWhole(String text) {
    int line = text.indexOf('\n');
    return line > 6 && text.startsWith("round ") && text.equals(text(Integer.parseInt(text.substring(6, line))));
  }
}
