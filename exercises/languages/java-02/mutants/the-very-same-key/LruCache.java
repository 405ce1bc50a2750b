import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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
    private static final float LOAD_FACTOR = 0.75f;

    private final Map<Same<K>, V> values;

    /** An empty cache with room for so many values. */
    public LruCache(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a cache has room for at least one value, not " + capacity);
        }
        values = new LinkedHashMap<>(16, LOAD_FACTOR, true) { // in the order of use, the last used last
            @Override
            protected boolean removeEldestEntry(Map.Entry<Same<K>, V> eldest) {
                return size() > capacity;
            }
        };
    }

    @Override
    public Optional<V> get(K key) {
        return Optional.ofNullable(values.get(new Same<>(Objects.requireNonNull(key))));
    }

    @Override
    public void put(K key, V value) {
        values.put(new Same<>(Objects.requireNonNull(key)), Objects.requireNonNull(value));
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
        List<K> keys = new ArrayList<>();
        for (Same<K> same : values.keySet()) {
            keys.add(same.key());
        }
        Collections.reverse(keys);
        return keys;
    }

    /** A key that is equal to itself alone. */
    private record Same<K>(K key) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Same<?> same && same.key == key;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(key);
        }
    }
}
