import java.util.Map;

/** The stock of a warehouse, with undo: how many there are of each item. */
public class Inventory {

    public void receive(String item, int count) {
        throw new UnsupportedOperationException("receive is yours to write");
    }

    public void ship(String item, int count) {
        throw new UnsupportedOperationException("ship is yours to write");
    }

    public void recount(String item, int count) {
        throw new UnsupportedOperationException("recount is yours to write");
    }

    public void deliver(Map<String, Integer> delivery) {
        throw new UnsupportedOperationException("deliver is yours to write");
    }

    public boolean undo() {
        throw new UnsupportedOperationException("undo is yours to write");
    }

    public boolean redo() {
        throw new UnsupportedOperationException("redo is yours to write");
    }

    public int count(String item) {
        throw new UnsupportedOperationException("count is yours to write");
    }

    public Map<String, Integer> items() {
        throw new UnsupportedOperationException("items is yours to write");
    }
}
