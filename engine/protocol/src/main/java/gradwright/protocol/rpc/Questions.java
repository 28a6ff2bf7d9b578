package gradwright.protocol.rpc;

import gradwright.protocol.Arrays;
import gradwright.protocol.EngineInfo;
import gradwright.protocol.EngineSession;
import gradwright.protocol.Insight;
import gradwright.protocol.Program;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// What may be asked of an engine at any time, whether a program runs or not: each is one message and its answer.
abstract class Questions implements EngineSession {
  /// Asks the engine that is there now.
  abstract <R> CompletableFuture<R> ask(Function<EngineService, CompletableFuture<R>> question);

  @Override
  public CompletableFuture<EngineInfo> info() {
    return ask(EngineService::info);
  }

  @Override
  public CompletableFuture<Program> program(int id) {
    return ask(service -> service.program(new EngineService.Id(id)));
  }

  @Override
  public CompletableFuture<List<Arrays.Named>> arrays() {
    return ask(EngineService::arrays);
  }

  @Override
  public CompletableFuture<Arrays.Statistics> statistics(String path, int bins) {
    return ask(service -> service.statistics(new EngineService.StatisticsOf(path, bins)));
  }

  @Override
  public CompletableFuture<Arrays.Comparison> compare(String path, String other) {
    return ask(service -> service.compare(new EngineService.Pair(path, other)));
  }

  @Override
  public CompletableFuture<Arrays.Slice> slice(String path, Arrays.Window window) {
    return ask(service -> service.slice(new EngineService.SliceOf(path, window)));
  }

  @Override
  public CompletableFuture<List<Insight.Entry>> catalogue() {
    return ask(EngineService::catalogue);
  }

  @Override
  public CompletableFuture<List<Insight.Entry>> names(String prefix) {
    return ask(service -> service.names(new EngineService.Text(prefix)));
  }

  @Override
  public CompletableFuture<List<Insight.Problem>> check(String file, String text) {
    return ask(service -> service.check(new EngineService.SourceOf(file, text)));
  }

  @Override
  public CompletableFuture<List<Insight.ValueType>> valueTypes() {
    return ask(EngineService::valueTypes);
  }
}
