import java.util.List;
import java.util.function.ToIntFunction;

/** A hash table, made from an array of buckets. */
public class HashTable<K, V> {

    /** An empty table that finds its entries by way of {@code hashOf}. */
    public HashTable(ToIntFunction<K> hashOf) {
        throw new UnsupportedOperationException("HashTable is yours to write");
    }

    public void put(K key, V value) {
        throw new UnsupportedOperationException("put is yours to write");
    }

    public V get(K key) {
        throw new UnsupportedOperationException("get is yours to write");
    }

    public boolean remove(K key) {
        throw new UnsupportedOperationException("remove is yours to write");
    }

    public int size() {
        throw new UnsupportedOperationException("size is yours to write");
    }

    public int capacity() {
        throw new UnsupportedOperationException("capacity is yours to write");
    }

    public List<K> bucket(int index) {
        throw new UnsupportedOperationException("bucket is yours to write");
    }
}
