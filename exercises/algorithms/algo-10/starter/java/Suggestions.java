import java.util.List;

/** What a search box suggests: search terms, found by the letters that they begin with. */
public class Suggestions {

    public Suggestions(List<String> terms) {
        throw new UnsupportedOperationException("Suggestions is yours to write");
    }

    public boolean add(String term) {
        throw new UnsupportedOperationException("add is yours to write");
    }

    public boolean remove(String term) {
        throw new UnsupportedOperationException("remove is yours to write");
    }

    public boolean contains(String term) {
        throw new UnsupportedOperationException("contains is yours to write");
    }

    public List<String> complete(String start, int most) {
        throw new UnsupportedOperationException("complete is yours to write");
    }

    public List<Integer> counts(List<String> starts) {
        throw new UnsupportedOperationException("counts is yours to write");
    }
}
