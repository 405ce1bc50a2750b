import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cache that forgets what has not been used for longest. */
public class LruCache<K, V> {

    private final int capacity;
    private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

    public LruCache(int capacity) {
        this.capacity = capacity;
    }

    public V get(K key) {
        return entries.get(key);
    }

    public void put(K key, V value) {
        if (entries.size() == capacity) {
            K eldest = entries.keySet().iterator().next();
            entries.remove(eldest);
        }
        entries.put(key, value);
    }

    public int size() {
        return entries.size();
    }

    public List<V> getAll(List<K> keys) {
        List<V> values = new ArrayList<>();
        for (K key : keys) {
            values.add(get(key));
        }
        return values;
    }

    public void putAll(Map<K, V> newEntries) {
        newEntries.forEach(this::put);
    }
}
