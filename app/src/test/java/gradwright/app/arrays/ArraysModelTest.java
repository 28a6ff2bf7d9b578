package gradwright.app.arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.fake.FakeArray;
import gradwright.app.fake.FakeSession;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArraysModelTest {
  static FakeSession session() {
    return new FakeSession()
        .with(FakeArray.of("params['w']", "float32", 4, i -> Math.sin(i * 0.01) * 0.3, 64, 64))
        .with(
            FakeArray.of(
                "before['w']",
                "float32",
                4,
                i -> Math.sin(i * 0.01) * 0.3 + (i == 7 * 64 + 21 ? 0.25 : i % 5 == 0 ? 1e-3 : 0),
                64,
                64))
        .with(FakeArray.of("images", "float32", 4, i -> (i % 64) / 64.0, 10, 8, 8, 3))
        .with(
            FakeArray.of(
                "loss",
                "float32",
                4,
                i -> i == 41 ? Double.NaN : i == 60 ? Double.POSITIVE_INFINITY : 2.3 * Math.exp(-i / 20.0),
                100))
        .with(FakeArray.of("counts", "int64", 8, i -> i, 5, 7))
        .with(FakeArray.of("mask", "bool", 1, i -> i % 3 == 0 ? 1 : 0, 12, 3))
        .with(FakeArray.of("z", "complex64", 8, i -> i * 0.5, 4, 4))
        .with(FakeArray.of("step", "int32", 4, i -> 7))
        .with(
            FakeArray.of("huge", "float32", 4, i -> i == 73_123_456 ? Double.NaN : (i % 1000) * 1e-3, 10_000, 10_000));
  }

  private final FakeSession session = session();
  private final ArraysModel model = new ArraysModel(() -> session, Runnable::run, Runnable::run);

  private void choose(String path) {
    if (model.names().rows().isEmpty()) {
      model.refresh();
    }
    model.names().choose(model.names().rows().stream().filter(r -> r.path().equals(path)).findFirst().orElseThrow());
  }

  private String cell(long row, long column) {
    CellTiles cells = model.slice().cells().get();
    assertNotNull(cells);
    cells.cell(row, column);
    return String.valueOf(cells.cell(row, column));
  }

  @Test
  void listsNamesAndCountsTheSmallOnes() {
    model.refresh();
    assertEquals("f32[64,64]", model.names().rows().getFirst().type());
    ArrayRow loss = model.names().rows().get(3);
    assertTrue(loss.statistics() != null && loss.statistics().nans() == 1 && loss.statistics().infinities() == 1);
    assertNull(model.names().rows().getLast().statistics(), "large arrays are counted when they are chosen");
    model.names().filter().set("bool");
    assertEquals(1, model.names().rows().size());
  }

  @Test
  void comparesArraysOfOneShape() {
    ComparisonModel comparison = new ComparisonModel(model, () -> session, Runnable::run);
    choose("params['w']");
    assertEquals(List.of("before['w']"), comparison.candidates().stream().map(r -> r.path()).toList());
    comparison.compareWith(comparison.candidates().getFirst());
    var ready = assertInstanceOf(ComparisonModel.State.Ready.class, comparison.state().get());
    assertEquals(0.25, ready.comparison().largest(), 1e-12);
    assertArrayEquals(new long[] {7, 21}, ready.comparison().largestAt());
    var picture = assertInstanceOf(Picture.Ready.class, comparison.picture().get());
    assertEquals(-0.25, picture.slice().values()[7 * 64 + 21], 1e-12);
    assertEquals(0, picture.slice().values()[1]);
    model.slice().show(Slicing.of(new long[] {64, 64}, 1));
    choose("loss");
    assertInstanceOf(ComparisonModel.State.None.class, comparison.state().get());
    assertNull(comparison.other().get());
    assertTrue(comparison.candidates().isEmpty());
  }

  @Test
  void showsElementsExactly() {
    choose("counts");
    assertEquals("4611686018427387906", cell(0, 3));
    choose("mask");
    assertEquals("True", cell(1, 0));
    choose("z");
    assertEquals("0.5-0.5j", cell(0, 1));
    choose("step");
    assertEquals("7", cell(0, 0));
    choose("loss");
    assertEquals("nan", cell(41, 0));
    assertEquals("inf", cell(60, 0));
  }

  @Test
  void neverFetchesAHugeArrayWhole() {
    choose("huge");
    assertEquals(10_000, model.slice().cells().get().rows());
    assertEquals("0.999", cell(9_999, 9_999));
    for (ViewKind kind : ViewKind.values()) {
      model.slice().show(kind);
    }
    assertTrue(session.largestSlice() <= 256 * 1024, session.largestSlice() + " elements");
  }

  @Test
  void fetchesATileOnce() {
    choose("huge");
    int before = session.questions().size();
    for (int i = 0; i < CellTiles.ROWS; i++) {
      cell(i, i % CellTiles.COLUMNS);
    }
    assertEquals(1, session.questions().size() - before);
  }

  @Test
  void findsTheFirstNanOfAHugeArray() {
    choose("huge");
    model.goToFirstNan();
    assertEquals("First NaN at [7312, 3456].", model.message().get());
    assertArrayEquals(new long[] {7312, 3456}, model.slice().revealed().get());
    assertEquals("nan", cell(7312, 3456));
    assertTrue(session.largestSlice() <= 1 << 16);
  }

  @Test
  void viewsFitTheSlicing() {
    choose("images");
    assertEquals("[0, 0, :, :]", model.slice().slicing().get().text());
    model.slice().show(ViewKind.IMAGE);
    assertEquals("[0, :, :, :]", model.slice().slicing().get().text());
    assertInstanceOf(Picture.Ready.class, model.slice().picture().get());
    model.slice().show(ViewKind.LINE);
    assertEquals("[0, 0, 0, :]", model.slice().slicing().get().text());
    model.slice().show(model.slice().keeping(model.slice().slicing().get().with(1, Slicing.Part.whole(8)), 1));
    assertEquals("[0, :, 0, 0]", model.slice().slicing().get().text());
  }

  @Test
  void aLineDoesNotTakeTheOtherAxisFromTheTable() {
    choose("params['w']");
    model.slice().show(ViewKind.LINE);
    assertEquals("[0, :]", model.slice().slicing().get().text());
    choose("loss");
    choose("params['w']");
    model.slice().show(ViewKind.TABLE);
    assertEquals("[:, :]", model.slice().slicing().get().text());
  }

  @Test
  void lateAnswersDoNotReplaceNewerOnes() {
    model.refresh();
    model.slice().show(ViewKind.LINE);
    session.hold();
    choose("params['w']");
    choose("loss");
    session.release();
    Picture.Ready ready = assertInstanceOf(Picture.Ready.class, model.slice().picture().get());
    assertEquals(100, ready.slice().values().length);
  }

  @ParameterizedTest
  @CsvSource({
    "3,3",
    "-1,9",
    "':',':'",
    "2:5,2:5",
    "::4,::4",
    ":-2,:8",
    "' 1 : 9 : 2 ',1:9:2",
    "10,",
    "-11,",
    "a,",
    "1:2:0,",
    "'',",
    "1 2,"
  })
  void readsSlicesAsPythonDoes(String text, String expected) {
    assertEquals(Optional.ofNullable(expected), Slicing.parse(text, 10).map(p -> p.text(10)));
  }

  @ParameterizedTest
  @CsvSource({
    "1e-5,float32,1e-05",
    "0.1,float32,0.1",
    "1e20,float64,1e+20",
    "3,int32,3",
    "-0.0,float32,-0.0",
    "1.0009765625,float16,1.001"
  })
  void writesNumbersAsPythonDoes(double v, String dtype, String expected) {
    assertEquals(expected, ElementText.of(v, dtype));
  }
}
