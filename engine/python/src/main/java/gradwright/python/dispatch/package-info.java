/// Functions written in Java that Python calls without the way through the language border: what a script calls most.
@org.jspecify.annotations.NullMarked
package gradwright.python.dispatch;
