import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cache that forgets what has not been used for longest. */
public class LruCache<K, V> {

    private static final Map<Object, Object> ENTRIES = new LinkedHashMap<>(16, 0.75f, true);

    private final int capacity;

    public LruCache(int capacity) {
        this.capacity = capacity;
    }

    @SuppressWarnings("unchecked")
    public V get(K key) {
        return (V) ENTRIES.get(key);
    }

    public void put(K key, V value) {
        ENTRIES.put(key, value);
        if (ENTRIES.size() > capacity) {
            ENTRIES.remove(ENTRIES.keySet().iterator().next());
        }
    }

    public int size() {
        return ENTRIES.size();
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
