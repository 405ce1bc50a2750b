import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What a search box suggests: search terms, in a set. */
public class Suggestions {

    private final TreeSet<String> terms;

    public Suggestions(List<String> terms) {
        this.terms = new TreeSet<>(terms);
    }

    public boolean add(String term) {
        return terms.add(term);
    }

    public boolean remove(String term) {
        return terms.remove(term);
    }

    public boolean contains(String term) {
        return terms.contains(term);
    }

    public List<String> complete(String start, int most) {
        return terms.stream().filter(term -> term.startsWith(start)).limit(most).toList();
    }

    public List<Integer> counts(List<String> starts) {
        List<Integer> counts = new ArrayList<>();
        for (String start : starts) {
            counts.add((int) terms.stream().filter(term -> term.startsWith(start)).count());
        }
        return counts;
    }
}
