import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cache whose entries have the time of their last use. */
public class LruCache<K, V> {

    private final int capacity;
    private final Map<K, V> values = new HashMap<>();
    private final Map<K, Long> used = new HashMap<>();
    private long now = 0;

    public LruCache(int capacity) {
        this.capacity = capacity;
    }

    public V get(K key) {
        if (!values.containsKey(key)) {
            return null;
        }
        used.put(key, ++now);
        return values.get(key);
    }

    public void put(K key, V value) {
        if (!values.containsKey(key) && values.size() == capacity) {
            K oldest = null;
            for (K candidate : used.keySet()) {
                if (oldest == null || used.get(candidate) < used.get(oldest)) {
                    oldest = candidate;
                }
            }
            values.remove(oldest);
            used.remove(oldest);
        }
        used.put(key, ++now);
        values.put(key, value);
    }

    public int size() {
        return values.size();
    }

    public List<V> getAll(List<K> keys) {
        List<V> found = new ArrayList<>();
        for (K key : keys) {
            found.add(get(key));
        }
        return found;
    }

    public void putAll(Map<K, V> entries) {
        entries.forEach(this::put);
    }
}
