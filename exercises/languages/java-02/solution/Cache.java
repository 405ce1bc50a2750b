import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps some values by their keys.
 *
 * @param <K> the class of the keys
 * @param <V> the class of the values
 */
public interface Cache<K, V> {

    /** The value of a key; empty when it is not there. */
    Optional<V> get(K key);

    /** Store a value, or replace the one that the key has. */
    void put(K key, V value);

    /** The value of a key; when it is not there, what the loader makes of the key, which is stored. */
    V getOrLoad(K key, Function<? super K, ? extends V> loader);

    /** How many values there are. */
    int size();

    /** The keys, the one used last first. */
    List<K> keys();

    /** Store many values, one after the other. */
    default void putAll(Map<K, V> values) {
        values.forEach(this::put);
    }

    /** How many of these keys are there; all of those are used, one after the other. */
    default int hits(List<K> keys) {
        int hits = 0;
        for (K key : keys) {
            hits += get(key).isPresent() ? 1 : 0;
        }
        return hits;
    }
}
