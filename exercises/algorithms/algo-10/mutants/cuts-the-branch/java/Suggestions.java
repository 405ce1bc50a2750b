import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a search box suggests: search terms, found by the letters that they begin with.
 *
 * <p>They are kept in a trie: one node for each start, so that terms that begin alike share their nodes. What is
 * asked about a start is answered at its node, however many terms there are elsewhere.
 */
public class Suggestions {

    /** A place in the trie: the letters on the way to it are the start of {@code count} terms. */
    private static final class Node {
        private final Map<Character, Node> children = new TreeMap<>();
        private int count;
        private boolean endsTerm;
    }

    private final Node root = new Node();

    public Suggestions(List<String> terms) {
        terms.forEach(this::add);
    }

    /** Adds a term; whether it is new. */
    public boolean add(String term) {
        if (contains(term)) {
            return false;
        }
        Node node = root;
        node.count++;
        for (char letter : term.toCharArray()) {
            node = node.children.computeIfAbsent(letter, key -> new Node());
            node.count++;
        }
        node.endsTerm = true;
        return true;
    }

    /** Takes a term out; whether it was there. Nodes that no term needs any more go with it. */
    public boolean remove(String term) {
        if (!contains(term)) {
            return false;
        }
        Node node = root;
        node.count--;
        int last = term.length() - 1;
        for (char letter : term.substring(0, last).toCharArray()) {
            node = node.children.get(letter);
            node.count--;
        }
        node.children.remove(term.charAt(last));
        return true;
    }

    /** Whether the whole term is one of those added. */
    public boolean contains(String term) {
        Node node = find(term);
        return node != null && node.endsTerm;
    }

    /** The first terms, in the order of the alphabet, that begin with {@code start}. */
    public List<String> complete(String start, int most) {
        List<String> found = new ArrayList<>();
        Node node = find(start);
        if (node != null) {
            collect(node, new StringBuilder(start), most, found);
        }
        return found;
    }

    /** For each start, how many terms begin with it. */
    public List<Integer> counts(List<String> starts) {
        List<Integer> counts = new ArrayList<>(starts.size());
        for (String start : starts) {
            Node node = find(start);
            counts.add(node == null ? 0 : node.count);
        }
        return counts;
    }

    private Node find(String start) {
        Node node = root;
        for (int i = 0; i < start.length() && node != null; i++) {
            node = node.children.get(start.charAt(i));
        }
        return node;
    }

    /** Adds the terms at and below a node until there are enough. */
    private static void collect(Node node, StringBuilder start, int most, List<String> found) {
        if (found.size() == most) {
            return;
        }
        if (node.endsTerm) {
            found.add(start.toString());
        }
        node.children.forEach((letter, child) -> {
            start.append(letter);
            collect(child, start, most, found);
            start.setLength(start.length() - 1);
        });
    }
}
