package gradwright.numpy.catalogue;

import java.util.List;

/// A result that Python sees as a namedtuple: `EighResult(eigenvalues=..., eigenvectors=...)`.
public record NamedResult(String type, List<String> fields, List<Object> values) {}
