package gradwright.cpu.llvm;

/// What one compile cost. Times are nanoseconds of wall clock; all but `load` are zero when the disk cache answered.
///
/// @param key         hex name of the object in the cache
/// @param fromCache   whether the object came from disk
/// @param parse       reading the IR text and verifying the module
/// @param passes      running the optimisation passes
/// @param codegen     instruction selection and object emission
/// @param load        mapping and linking the object
/// @param objectBytes size of the object file
public record CompileReport(
    String key, boolean fromCache, long parse, long passes, long codegen, long load, long objectBytes) {

  /// All stages together.
  public long total() {
    return parse + passes + codegen + load;
  }
}
