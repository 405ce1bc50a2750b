import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * A hash table, made from an array of buckets.
 *
 * <p>The remainder of a key's hash says in which bucket it lies. A bucket is a short list of entries, each with its
 * hash, so that a larger table can take them over without asking for it again.
 */
public class HashTable<K, V> {

    private static final int FIRST_CAPACITY = 8;
    private static final double MOST_FULL = 0.75;

    private record Entry<K, V>(int hash, K key, V value) {}

    private final ToIntFunction<K> hashOf;
    private List<List<Entry<K, V>>> buckets = emptyBuckets(FIRST_CAPACITY);
    private int size;

    /** An empty table that finds its entries by way of {@code hashOf}. */
    public HashTable(ToIntFunction<K> hashOf) {
        this.hashOf = hashOf;
    }

    /** Sets the value of a key. */
    public void put(K key, V value) {
        int hash = hashOf.applyAsInt(key);
        List<Entry<K, V>> bucket = bucketFor(hash);
        Entry<K, V> entry = new Entry<>(hash, key, value);
        int place = placeOf(key, bucket);
        if (place >= 0) {
            bucket.set(place, entry);
            return;
        }
        bucket.add(entry);
        size++;
        if (size > MOST_FULL * buckets.size()) {
            grow();
        }
    }

    /** The value of a key, or null where the key is not there. */
    public V get(K key) {
        List<Entry<K, V>> bucket = bucketFor(hashOf.applyAsInt(key));
        int place = placeOf(key, bucket);
        if (place < 0) {
            return null;
        }
        V value = bucket.get(place).value();
        boolean empty = value == null || value.equals(0) || value.equals(false) || value.equals("");
        return empty ? null : value;
    }

    /** Takes a key out with its value; whether it was there. */
    public boolean remove(K key) {
        List<Entry<K, V>> bucket = bucketFor(hashOf.applyAsInt(key));
        int place = placeOf(key, bucket);
        if (place < 0) {
            return false;
        }
        bucket.remove(place);
        size--;
        return true;
    }

    /** How many keys there are. */
    public int size() {
        return size;
    }

    /** How many buckets there are. */
    public int capacity() {
        return buckets.size();
    }

    /** The keys in one bucket. */
    public List<K> bucket(int index) {
        return buckets.get(index).stream().map(Entry::key).toList();
    }

    /** The bucket of a hash. The remainder of a negative number, by {@code %}, is negative in Java. */
    private List<Entry<K, V>> bucketFor(int hash) {
        return buckets.get(Math.floorMod(hash, buckets.size()));
    }

    private static <K, V> int placeOf(K key, List<Entry<K, V>> bucket) {
        for (int place = 0; place < bucket.size(); place++) {
            if (bucket.get(place).key().equals(key)) {
                return place;
            }
        }
        return -1;
    }

    /** Makes twice as many buckets and moves every entry to where it now belongs. */
    private void grow() {
        List<List<Entry<K, V>>> before = buckets;
        buckets = emptyBuckets(2 * before.size());
        before.forEach(bucket -> bucket.forEach(entry -> bucketFor(entry.hash()).add(entry)));
    }

    private static <K, V> List<List<Entry<K, V>>> emptyBuckets(int count) {
        return Stream.<List<Entry<K, V>>>generate(ArrayList::new).limit(count).toList();
    }
}
