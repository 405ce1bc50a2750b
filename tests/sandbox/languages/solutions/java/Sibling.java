/** Another file of the solution. */
final class Sibling {
    private Sibling() {}

    static int tripled(int number) {
        return 3 * number;
    }
}
