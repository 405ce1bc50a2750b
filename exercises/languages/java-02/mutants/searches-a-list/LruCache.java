import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A cache with room for some values; the one that was not used for the longest makes room for a new one.
 *
 * @param <K> the class of the keys
 * @param <V> the class of the values
 */
public class LruCache<K, V> implements Cache<K, V> {
    private final int capacity;
    private final Map<K, V> values = new HashMap<>();
    private final LinkedList<K> order = new LinkedList<>(); // the last used first

    /** An empty cache with room for so many values. */
    public LruCache(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a cache has room for at least one value, not " + capacity);
        }
        this.capacity = capacity;
    }

    @Override
    public Optional<V> get(K key) {
        V value = values.get(Objects.requireNonNull(key));
        if (value != null) {
            order.remove(key);
            order.addFirst(key);
        }
        return Optional.ofNullable(value);
    }

    @Override
    public void put(K key, V value) {
        values.put(Objects.requireNonNull(key), Objects.requireNonNull(value));
        order.remove(key);
        order.addFirst(key);
        if (values.size() > capacity) {
            values.remove(order.removeLast());
        }
    }

    @Override
    public V getOrLoad(K key, Function<? super K, ? extends V> loader) {
        Optional<V> known = get(key);
        if (known.isPresent()) {
            return known.get();
        }
        V loaded = loader.apply(key);
        put(key, loaded);
        return loaded;
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public List<K> keys() {
        return new ArrayList<>(order);
    }
}
