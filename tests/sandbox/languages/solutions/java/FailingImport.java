/** A solution that cannot be loaded. */
public class FailingImport {
    static final int LIMIT = limit();

    static int limit() {
        throw new IllegalArgumentException("no limit is set");
    }
}
