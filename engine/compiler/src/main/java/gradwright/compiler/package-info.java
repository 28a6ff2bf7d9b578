/// From jaxprs to steps over planned memory, for any device.
///
/// 1. `graph`: a closed jaxpr becomes a graph without calls. Equal applications are one node, products and large
///    reductions take the forms that libraries and threads want.
/// 2. `plan`: values that must be in memory are chosen going backwards from the outputs; all others are computed where they
///    are used (`Fusion`). Values of one shape share a kernel (`Clusters`). Updates write in place where nobody reads the old
///    value (`Planner`). Temporaries share one block by the times they live (`MemoryPlan`).
/// 3. `kernel`: a kernel is loops over a domain and scalar expressions of the loop variables (`ExprBuilder`). Layout
///    operations are gone: they are indices (`index`), which are sums of variables, quotients and computed numbers.
///
/// A backend gives the kernels code and runs the steps.
package gradwright.compiler;
