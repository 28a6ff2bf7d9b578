package gradwright.app.editor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradwright.app.editor.text.LineEnd;
import gradwright.app.editor.text.TextFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryFolderTest {
  @TempDir Path folder;

  private static Draft draft(String id, String text) {
    TextFormat format = new TextFormat(StandardCharsets.UTF_16LE, true, LineEnd.CRLF);
    return new Draft(id, "/a/ü.py", "ü.py", format, new FileStamp(3, 4, true), 2, text);
  }

  @Test
  void draftsComeBack() throws IOException {
    RecoveryFolder recovery = new RecoveryFolder(new LocalDisk(), folder.resolve("drafts"));
    assertEquals(List.of(), recovery.drafts());
    recovery.put(draft("b", "λ\n"));
    recovery.put(draft("a", "x".repeat(100_000)));
    recovery.put(draft("b", "λ2\n"));
    assertEquals(List.of(draft("a", "x".repeat(100_000)), draft("b", "λ2\n")), recovery.drafts());
    recovery.remove("a");
    recovery.remove("a");
    assertEquals(List.of(draft("b", "λ2\n")), recovery.drafts());
  }

  @Test
  void damagedDraftsAreLeftOut() throws IOException {
    byte[] bytes = draft("a", "text").toBytes();
    assertEquals(draft("a", "text"), Draft.fromBytes("a", bytes));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(IOException.class, () -> Draft.fromBytes("a", cut));
    }
    Files.write(folder.resolve("c.draft"), Arrays.copyOf(bytes, 20));
    assertEquals(List.of(), new RecoveryFolder(new LocalDisk(), folder).drafts());
  }
}
