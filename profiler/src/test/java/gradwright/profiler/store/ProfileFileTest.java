package gradwright.profiler.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.profiler.Seeds;
import gradwright.profiler.Synthetic;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Aspect;
import gradwright.protocol.EngineEvent.Difference;
import gradwright.protocol.EngineEvent.MissKind;
import gradwright.protocol.EventBatch;
import gradwright.protocol.Place;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFileTest {
  @TempDir Path folder;

  private static Profile profile(long seed) {
    EventStore store = new EventStore();
    Synthetic program = new Synthetic(seed);
    store.add(program.compile(3));
    store.add(program.run(50, "cpu:0"));
    store.beginRun();
    store.add(program.compile(2));
    store.add(program.run(60, "cpu:0", "cpu:1"));
    Difference difference = new Difference(Aspect.SHAPE, "params['w']", "f32[8]", "f32[7]");
    store.add(
        new EventBatch(
            List.of(
                new EngineEvent.CacheMiss(
                    "f\n\u2192 \ud83d\ude00",
                    Synthetic.place(3, "g"),
                    Place.UNKNOWN,
                    MissKind.TYPES,
                    List.of(difference),
                    5),
                new EngineEvent.Diagnosed("slow", "x".repeat(100_000), Place.UNKNOWN, 6)),
            List.of(),
            17));
    return new Profile("run", store.recording(), Synthetic.MACHINE);
  }

  private static byte[] written(Profile profile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ProfileWriter(new DataOutputStream(bytes)).write(profile);
    return bytes.toByteArray();
  }

  @Test
  void whatIsSavedIsOpened() throws IOException {
    Profile before = profile(11);
    Path file = folder.resolve("a.gwprofile");
    ProfileFile.save(before, file);
    Profile after = ProfileFile.open(file);
    assertEquals("a.gwprofile", after.name());
    assertEquals(before.machine(), after.machine());
    Recording a = before.recording();
    Recording b = after.recording();
    assertEquals(a.devices(), b.devices());
    assertEquals(a.events(), b.events());
    assertEquals(a.places(), b.places());
    assertEquals(a.catalogue().functions(), b.catalogue().functions());
    assertEquals(List.copyOf(a.catalogue().kernels()), List.copyOf(b.catalogue().kernels()));
    assertEquals(a.lost(), b.lost());
    assertEquals(a.memory().before(), b.memory().before());
    assertTrue(!a.memory().before().isEmpty());
    for (int d = 0; d < a.devices().size(); d++) {
      for (int i = 0; i < a.runs().get(d).size(); i++) {
        assertEquals(a.runs().get(d).start(i), b.runs().get(d).start(i));
      }
    }
    // Everything that is written comes back when it is written again.
    assertArrayEquals(written(before), written(after));
    assertEquals(1, Files.list(folder).count(), "no draft is left behind");
  }

  @Test
  void savesAProfileOfNothingFromAnUnknownMachine() throws IOException {
    Path file = folder.resolve("empty.gwprofile");
    ProfileFile.save(new Profile("", Recording.EMPTY, null), file);
    assertTrue(ProfileFile.open(file).recording().isEmpty());
  }

  private void assertRefuses(byte[] bytes, String reason) throws IOException {
    Path file = folder.resolve("b.gwprofile");
    Files.write(file, bytes);
    ProfileException refusal = assertThrows(ProfileException.class, () -> ProfileFile.open(file));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith("b.gwprofile") && message.contains(reason), message);
  }

  @Test
  void refusesForeignAndLaterFiles() throws IOException {
    assertRefuses(new byte[0], "is not a Gradwright profile");
    assertRefuses("{\"traceEvents\": []}".getBytes(), "is not a Gradwright profile");
    Path file = folder.resolve("c.gwprofile");
    ProfileFile.save(profile(12), file);
    byte[] later = Files.readAllBytes(file);
    later[11] = 2;
    assertRefuses(later, "version 2");
  }

  @Test
  void refusesWhatIsCutOffOrDamagedAnywhere() throws IOException {
    Random random = Seeds.random("refusesWhatIsCutOffOrDamagedAnywhere");
    Path file = folder.resolve("d.gwprofile");
    ProfileFile.save(profile(13), file);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < 40; i++) {
      int length = 8 + random.nextInt(whole.length - 8);
      assertRefuses(Arrays.copyOf(whole, length), "is damaged");
    }
    for (int i = 0; i < 60; i++) {
      byte[] damaged = whole.clone();
      // The ten bytes of gzip's own head do not matter to what it holds.
      int at = 22 + random.nextInt(whole.length - 22);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      assertRefusesOrReadsRight(damaged, written(ProfileFile.open(file)));
    }
  }

  /// A few bits of compressed data stand for nothing, such as those that fill its last byte.
  private void assertRefusesOrReadsRight(byte[] bytes, byte[] right) throws IOException {
    Path file = folder.resolve("b.gwprofile");
    Files.write(file, bytes);
    try {
      assertArrayEquals(right, written(ProfileFile.open(file)));
    } catch (ProfileException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("is damaged"), e.getMessage());
    }
  }
}
