/** A solution that prints while it is loaded. */
public class Talkative {
    static {
        System.out.println("loaded");
    }

    static int answer() {
        return 42;
    }
}
