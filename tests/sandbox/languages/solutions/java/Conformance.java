import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the conformance suite asks of a language, as a learner would write it in Java. */
public class Conformance {
    static final int MAX_SIZE = 10;

    // --- values -----------------------------------------------------------------------------------------------

    static Object echo(Object value) {
        return value;
    }

    static Object nothing() {
        return null;
    }

    /** null, boolean, integer, float, text, bytes, list, set or map: what the language takes the value for. */
    static String kindOf(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
            return "integer";
        }
        if (value instanceof Double) {
            return "float";
        }
        if (value instanceof String) {
            return "text";
        }
        if (value instanceof byte[]) {
            return "bytes";
        }
        if (value instanceof List) {
            return "list";
        }
        if (value instanceof Set) {
            return "set";
        }
        return value instanceof Map ? "map" : "other";
    }

    /** Whether two arguments are one and the same object. */
    static boolean isSame(Object one, Object other) {
        return one == other;
    }

    static BigInteger powerOfTwo(int exponent) {
        return BigInteger.TWO.pow(exponent);
    }

    static double[] specialFloats() {
        return new double[] {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.5, Double.MIN_VALUE, 1.5e300
        };
    }

    /** Whether a zero is positive (1) or negative (-1). */
    static int signOfZero(double value) {
        return (int) Math.copySign(1, value);
    }

    /** Empty, accented, beyond the 16-bit characters, zero, a line separator, a quote and a backslash. */
    static List<String> texts() {
        return List.of("", "naïve", "\ud83d\ude00", "a\0b", String.valueOf((char) 0x2028), "\"\\");
    }

    static int[] codePoints(String text) {
        return text.codePoints().toArray();
    }

    static byte[] allBytes() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    static Map<String, Object> nested() {
        Map<String, Object> map = new HashMap<>();
        map.put("list", List.of(1, List.of(2, Map.of("three", 3))));
        map.put("none", null);
        map.put("empty", new Object[] {Map.of(), new int[0]});
        return map;
    }

    static Map<Integer, String> byNumber() {
        return Map.of(1, "one", 2, "two");
    }

    static Set<Integer> unique(List<Integer> items) {
        return new HashSet<>(items);
    }

    /** A list that holds the same list twice, and another one that is equal to it. */
    static List<List<Integer>> shared() {
        List<Integer> part = new ArrayList<>(List.of(1));
        return List.of(part, part, new ArrayList<>(part));
    }

    /** A list that holds 1 and itself. */
    static List<Object> cyclic() {
        List<Object> ring = new ArrayList<>();
        ring.add(1);
        ring.add(ring);
        return ring;
    }

    /** Lists in lists: nest(1) is [], nest(2) is [[]]. */
    static List<Object> nest(int depth) {
        List<Object> value = new ArrayList<>();
        for (int i = 1; i < depth; i++) {
            value = new ArrayList<>(Arrays.asList(value));
        }
        return value;
    }

    static String longText(int length) {
        return "x".repeat(length);
    }

    static int[] doubled(int[] numbers) {
        return Arrays.stream(numbers).map(number -> 2 * number).toArray();
    }

    // --- changes in place -------------------------------------------------------------------------------------

    static void sortInPlace(int[] items) {
        Arrays.sort(items);
    }

    static List<Integer> appendAndGive(List<Integer> items, int item) {
        items.add(item);
        return items;
    }

    static List<Integer> sortedCopy(List<Integer> items) {
        return items.stream().sorted().toList();
    }

    static void putEntry(Map<Object, Object> entries, Object key, Object value) {
        entries.put(key, value);
    }

    static void removeEntry(Map<Object, Object> entries, Object key) {
        entries.remove(key);
    }

    static void addMember(Set<Integer> members, int member) {
        members.add(member);
    }

    /** Empty the first of some lists. */
    static void clearFirst(List<List<Integer>> lists) {
        lists.get(0).clear();
    }

    static void changeAndFail(List<String> items) {
        items.add("changed");
        throw new IllegalArgumentException("after the change");
    }

    // --- names ------------------------------------------------------------------------------------------------

    static String twoWordsJoined(String firstWord, String secondWord) {
        return firstWord + secondWord;
    }

    /** By a function of another file handed in. */
    static int triple(int number) {
        return Sibling.tripled(number);
    }

    // --- objects ----------------------------------------------------------------------------------------------

    static void transfer(Account source, Account target, int amount) throws InsufficientFunds {
        source.withdraw(amount);
        target.deposit(amount);
    }

    /** A list of accounts. */
    static List<Account> openAccounts(List<String> owners) {
        return owners.stream().map(Account::new).toList();
    }

    /** The very one of these accounts that has the most money. */
    static Account richest(Collection<Account> accounts) {
        return accounts.stream().max(Comparator.comparing(Account::balance)).orElse(null);
    }

    // --- iteration --------------------------------------------------------------------------------------------

    /** An iterator from start down to 1. */
    static Iterable<Integer> countdown(int start) {
        return () -> IntStream.range(0, start).map(done -> start - done).iterator();
    }

    /** An endless iterator from 0. */
    static Stream<Integer> naturals() {
        return Stream.iterate(0, number -> number + 1);
    }

    /** An iterator that raises after some items. */
    static Iterator<Integer> brokenAfter(int count) {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                if (next == count) {
                    throw new IllegalArgumentException("broken off");
                }
                return next++;
            }
        };
    }

    /** The sum of whatever can be iterated over. */
    static int total(Iterable<Integer> numbers) {
        int total = 0;
        for (int number : numbers) {
            total += number;
        }
        return total;
    }

    /** The first items of an iterator that may never end. */
    static List<Integer> firstItems(int count, Iterator<Integer> items) {
        List<Integer> first = new ArrayList<>();
        while (first.size() < count && items.hasNext()) {
            first.add(items.next());
        }
        return first;
    }

    // --- callbacks --------------------------------------------------------------------------------------------

    static Object apply(Function<Object, Object> function, Object value) {
        return function.apply(value);
    }

    static List<Object> applyToAll(UnaryOperator<Object> function, List<Object> values) {
        return values.stream().map(function).toList();
    }

    /** Call a function of two arguments. */
    static Object combine(BinaryOperator<Object> function, Object one, Object other) {
        return function.apply(one, other);
    }

    /** A function that adds a number to its argument. */
    static Function<Integer, Integer> makeAdder(int number) {
        return value -> value + number;
    }

    /** A function that applies another one twice. */
    static UnaryOperator<Integer> twice(UnaryOperator<Integer> function) {
        return value -> function.apply(function.apply(value));
    }

    /** What a call raises, in words; None when it raises nothing. */
    static String messageOfFailure(Function<Integer, Object> function) {
        try {
            function.apply(1);
            return null;
        } catch (Exception error) {
            return error.getMessage();
        }
    }

    /** Call a function, and note in the log that it is over whatever happens. */
    static Object cleaningUp(Function<Integer, Object> function, List<String> log) {
        try {
            return function.apply(1);
        } finally {
            log.add("over");
        }
    }

    /** Give an object of the solution's to a function of the test. */
    static Account showAccount(UnaryOperator<Account> function, Account account) {
        return function.apply(account);
    }

    /** What a list holds after a function of the test had it. */
    static List<Integer> letChange(Consumer<List<Integer>> function) {
        List<Integer> items = new ArrayList<>(List.of(1, 2));
        function.accept(items);
        return items;
    }

    // --- exceptions -------------------------------------------------------------------------------------------

    /** Do something that the language itself objects to. */
    static Object failWith(String what) throws Exception {
        switch (what) {
            case "value":
                throw new IllegalArgumentException("no such value");
            case "type":
                Object text = "text";
                return (Integer) text;
            case "key":
                throw new NoSuchElementException("no b");
            case "index":
                return new int[] {1}[3];
            case "zero":
                return 1 / (what.length() - what.length());
            case "state":
                throw new IllegalStateException("not now");
            case "plain":
                throw new Exception("plain words");
            default:
                return null;
        }
    }

    /** Without an end. */
    static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    static void failDeepInside(int number) {
        innerStep(number);
    }

    static void innerStep(int number) {
        throw new IllegalArgumentException("not " + number); // here it fails
    }

    static void failWithCause() {
        try {
            throw new IllegalArgumentException("the reason");
        } catch (IllegalArgumentException error) {
            throw new IllegalStateException("the result", error);
        }
    }

    // --- what takes a while -----------------------------------------------------------------------------------

    static CompletableFuture<Object> later(Object value) {
        return CompletableFuture.supplyAsync(() -> value);
    }

    static CompletableFuture<Object> failLater() {
        return CompletableFuture.failedFuture(new InsufficientFunds(7));
    }

    // --- the process ------------------------------------------------------------------------------------------

    static void say(String text) {
        System.out.println(text);
    }

    static void sayToStderr(String text) {
        System.err.println(text);
    }

    static void spin() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    /** End the process at once. */
    static void leave(int status) {
        System.exit(status);
    }
}

/** Has the amount that is missing. */
class InsufficientFunds extends Exception {
    final int missing;

    InsufficientFunds(int missing) {
        super(missing + " missing");
        this.missing = missing;
    }
}

class Account {
    static int opened = 0;

    private final String owner;
    private int balance;

    Account(String owner) {
        this(owner, 0);
    }

    Account(String owner, int balance) {
        this.owner = owner;
        this.balance = balance;
        opened++;
    }

    static Account openEmpty() {
        return new Account("nobody");
    }

    String owner() {
        return owner;
    }

    int balance() {
        return balance;
    }

    Account deposit(int amount) {
        balance += amount;
        return this;
    }

    void withdraw(int amount) throws InsufficientFunds {
        if (amount > balance) {
            throw new InsufficientFunds(amount - balance);
        }
        balance -= amount;
    }

    void addInterestRate(int percent) {
        balance += balance * percent / 100;
    }

    @Override
    public String toString() {
        return owner + ": " + balance;
    }
}

class SavingsAccount extends Account {
    SavingsAccount(String owner, int balance) {
        super(owner, balance);
    }

    @Override
    void withdraw(int amount) throws InsufficientFunds {
        super.withdraw(amount + 1);
    }
}

/** Equal and ordered by its cents. */
record Money(int cents) implements Comparable<Money> {
    @Override
    public int compareTo(Money other) {
        return Integer.compare(cents, other.cents);
    }
}

/** Two fields that anyone may read and set. */
class Point {
    int x;
    int y;

    Point(int x, int y) {
        this.x = x;
        this.y = y;
    }

    int distanceFromOrigin() {
        return Math.abs(x) + Math.abs(y);
    }
}

/** Has a length, can be iterated over, and knows what is in it. */
class Bag implements Iterable<String> {
    private final List<String> items;

    Bag(List<String> items) {
        this.items = items;
    }

    int size() {
        return items.size();
    }

    boolean contains(String item) {
        return items.contains(item);
    }

    @Override
    public Iterator<String> iterator() {
        return items.iterator();
    }
}
