/** A solution whose function has another name than the test's. */
public class NearlyRight {
    static int toSum(int one, int other) {
        return one + other;
    }
}
