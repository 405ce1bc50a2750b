/** Some tasks need one another in a circle, so none of them can be the first. */
public class CircularNeeds extends RuntimeException {
    public CircularNeeds(String message) {
        super(message);
    }
}
