import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cache whose keys stand in a list, the one used last at its end. */
public class LruCache<K, V> {

    private final int capacity;
    private final Map<K, V> values = new HashMap<>();
    private final List<K> order = new ArrayList<>();

    public LruCache(int capacity) {
        this.capacity = capacity;
    }

    public V get(K key) {
        if (!values.containsKey(key)) {
            return null;
        }
        order.remove((Object) key);
        order.add(key);
        return values.get(key);
    }

    public void put(K key, V value) {
        if (values.containsKey(key)) {
            order.remove((Object) key);
        } else if (order.size() == capacity) {
            values.remove(order.remove(0));
        }
        order.add(key);
        values.put(key, value);
    }

    public int size() {
        return order.size();
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
