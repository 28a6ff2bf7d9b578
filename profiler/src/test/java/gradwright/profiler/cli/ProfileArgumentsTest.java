package gradwright.profiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.profiler.Synthetic;
import gradwright.profiler.cli.ProfileArguments.UsageException;
import gradwright.profiler.store.EventStore;
import gradwright.profiler.store.Profile;
import gradwright.profiler.store.Recording;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileArgumentsTest {
  private static final Path FOLDER = Path.of("/here");

  private static ProfileArguments parse(String... words) throws UsageException {
    return ProfileArguments.parse(List.of(words), FOLDER);
  }

  @Test
  void outputStandsBeforeTheScriptOrRightBehindIt() throws UsageException {
    ProfileArguments before = parse("-o", "t.json", "a.py", "3");
    assertEquals(new ProfileArguments(FOLDER.resolve("a.py"), FOLDER.resolve("t.json"), List.of("3")), before);
    assertEquals(before, parse("a.py", "-o", "t.json", "3"));
    assertEquals(before, parse("a.py", "--output=t.json", "3"));
    assertEquals(FOLDER.resolve("a.trace.json"), parse("x/a.py", "3").output());
  }

  @Test
  void whatFollowsIsTheScripts() throws UsageException {
    assertEquals(List.of("3", "-o", "x", "--", "-h"), parse("a.py", "3", "-o", "x", "--", "-h").arguments());
    assertEquals(List.of("-o", "x"), parse("a.py", "--", "-o", "x").arguments());
    assertEquals(FOLDER.resolve("-odd.py"), parse("--", "-odd.py").script());
    assertTrue(parse("a.py", "-o", "b.gwprofile").isOwnFormat());
    assertFalse(parse("a.py").isOwnFormat());
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThrows(UsageException.class, () -> parse());
    assertThrows(UsageException.class, () -> parse("-o"));
    assertThrows(UsageException.class, () -> parse("--wrong", "a.py"));
  }

  @Test
  void theReportNamesWhatTookLongest() {
    EventStore store = new EventStore();
    Synthetic program = new Synthetic(4);
    store.add(program.compile(2));
    store.add(program.run(20, "cpu:0"));
    String text = new ProfileReport(new Profile("", store.recording(), Synthetic.MACHINE)).text();
    for (String word : new String[] {"dot_general", "step", "train.py:20", "Of limit", "From disk", "Peak memory"}) {
      assertTrue(text.contains(word), text);
    }
    assertTrue(text.lines().allMatch(l -> l.length() <= 140), text);
    assertEquals("No kernels ran.\n", new ProfileReport(new Profile("", Recording.EMPTY, null)).text());
  }
}
