import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cache that forgets what has not been used for longest.
 *
 * <p>A LinkedHashMap is a hash table whose entries are also a doubly linked list; in access order, each use moves
 * an entry to its end. No step gets slower as the cache grows.
 */
public class LruCache<K, V> {

    private static final float LOAD_FACTOR = 0.75f;

    private final Map<K, V> entries;

    /** An empty cache that holds at most {@code capacity} entries. */
    public LruCache(int capacity) {
        entries = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The value of a key, which counts as a use, or null where the key is not there. */
    public V get(K key) {
        return entries.get(key);
    }

    /** Sets the value of a key, which counts as a use. */
    public void put(K key, V value) {
        entries.put(key, value);
    }

    /** How many entries there are. */
    public int size() {
        return entries.size();
    }

    /** Does {@code get} for each of the keys in turn; the values as a list. */
    public List<V> getAll(List<K> keys) {
        List<V> values = new ArrayList<>(keys.size());
        for (K key : keys) {
            values.add(get(key));
        }
        return values;
    }

    /** Does {@code put} for each key and value of a map in turn. */
    public void putAll(Map<K, V> newEntries) {
        newEntries.forEach(this::put);
    }
}
