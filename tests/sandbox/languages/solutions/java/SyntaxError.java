/** A solution that is not Java. */
public class SyntaxError {

    static int halfDone(int number) {
        return number +* 2;
    }
}
