/** A solution that needs a file which is not there. */
public class MissingSibling {
    static int limit() {
        return NotThere.LIMIT;
    }
}
