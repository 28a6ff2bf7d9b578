package gradwright.app.editor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.fake.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed while it saves leaves an old or a new file, whole. Run by hand with a number of kills as the
/// argument, this does it that often and reports.
class KillTest {
  @TempDir Path folder;

  private record Result(int kills, int leftOver, List<Integer> rounds) {}

  @Test
  void aKilledProcessLeavesWholeFiles() throws Exception {
    Result result = kill(folder, 8, new Random().nextLong());
    assertEquals(8, result.kills());
  }

  private static Result kill(Path folder, int times, long seed) throws IOException, InterruptedException {
    System.out.println("KillTest seed " + seed);
    Random random = new Random(seed);
    Path file = Files.writeString(folder.resolve("a.py"), SavingProcess.text(0));
    Path drafts = folder.resolve("drafts");
    int leftOver = 0;
    List<Integer> rounds = new java.util.ArrayList<>();
    for (int i = 0; i < times; i++) {
      Process process = start(file, drafts);
      try {
        assertEquals("saving", process.inputReader().readLine());
        Thread.sleep(random.nextInt(150), random.nextInt(1_000_000));
      } finally {
        process.destroyForcibly().waitFor();
      }
      String text = Files.readString(file);
      assertTrue(SavingProcess.isWhole(text), "half a file, kill " + i + ", seed " + seed);
      List<Draft> found = new RecoveryFolder(new LocalDisk(), drafts).drafts();
      assertEquals(1, found.size(), "the draft is lost, kill " + i + ", seed " + seed);
      assertTrue(SavingProcess.isWhole(found.getFirst().text()), "half a draft, kill " + i + ", seed " + seed);
      rounds.add(text.indexOf('\n') < 0 ? 0 : Integer.parseInt(text.substring(6, text.indexOf('\n'))));
      leftOver += leftOver(folder);
    }
    new SafeSave(new LocalDisk()).save(file, new byte[0]);
    assertEquals(0, leftOver(folder), "the next save removes what is left over");
    return new Result(times, leftOver, rounds);
  }

  private static int leftOver(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return (int) files.filter(f -> f.toString().endsWith("~")).count();
    }
  }

  private static Process start(Path file, Path drafts) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            SavingProcess.class.getName(),
            file.toString(),
            drafts.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    Result result = kill(ScratchFolder.untilExit("kills"), Integer.parseInt(arguments[0]), System.nanoTime());
    System.out.println(
        result.kills()
            + " kills, all files and drafts whole; "
            + result.leftOver()
            + " kills struck between writing and replacing; saves before the kill: median "
            + result.rounds().stream().sorted().toList().get(result.rounds().size() / 2));
  }
}
