package gradwright.cpu.codegen;

/// A kernel's function as IR text.
///
/// @param ir a module that defines `k(ptr args, i64 lo, i64 hi)`
/// @param items how many work items there are; any split of them at multiples of `grain` may run at once, unless ordered
/// @param ordered whether the items must run one after the other
public record KernelCode(String ir, long items, long grain, boolean ordered) {
  /// The function's name.
  public static final String NAME = "k";
}
