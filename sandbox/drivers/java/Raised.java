package org.kata.driver;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.kata.driver.Encoder.Tuple;
import org.kata.driver.Output.Tag;

/** How exceptions cross: those of Java as the one of Python's that is most like it, with their class and message. */
final class Raised {
    private static final int MOST_LINKS = 4;
    private static final int MOST_FRAMES = 20;
    private static final int MOST_TEXT = 10_000;
    private static final int BRIEF = 3;
    private static final String END = "StopIteration";

    /** What Java's own exceptions are below in Python; the first that fits counts. */
    private static final Map<Class<?>, String> LIKE = new LinkedHashMap<>();

    /** What a test's exceptions become here. */
    private static final Map<String, Function<String, Throwable>> HERE = Map.ofEntries(
            Map.entry("ValueError", IllegalArgumentException::new),
            Map.entry("TypeError", ClassCastException::new),
            Map.entry("KeyError", NoSuchElementException::new),
            Map.entry(END, End::new),
            Map.entry("IndexError", IndexOutOfBoundsException::new),
            Map.entry("ZeroDivisionError", ArithmeticException::new),
            Map.entry("RuntimeError", IllegalStateException::new),
            Map.entry("NotImplementedError", UnsupportedOperationException::new),
            Map.entry("RecursionError", StackOverflowError::new),
            Map.entry("AssertionError", AssertionError::new));

    static {
        LIKE.put(IllegalArgumentException.class, "ValueError");
        LIKE.put(DateTimeException.class, "ValueError");
        LIKE.put(ClassCastException.class, "TypeError");
        LIKE.put(NoSuchElementException.class, "KeyError");
        LIKE.put(IndexOutOfBoundsException.class, "IndexError");
        LIKE.put(ArithmeticException.class, "ZeroDivisionError");
        LIKE.put(IllegalStateException.class, "RuntimeError");
        LIKE.put(StackOverflowError.class, "RecursionError");
        LIKE.put(OutOfMemoryError.class, "MemoryError");
        LIKE.put(RuntimeException.class, "Exception");
        LIKE.put(Exception.class, "Exception");
        LIKE.put(Throwable.class, "Exception");
    }

    /** The end of an iteration over something of the test's. */
    static final class End extends NoSuchElementException {
        private static final long serialVersionUID = 1;

        End(String message) {
            super(message);
        }
    }

    private final Bridge bridge;
    private final Learner learner;
    private final Map<Throwable, Remote> tests = Collections.synchronizedMap(new WeakHashMap<>());

    Raised(Bridge bridge, Learner learner) {
        this.bridge = bridge;
        this.learner = learner;
    }

    /** The builtin exception of Python's that stands right above a class of Java's; null when another class does. */
    static String like(Class<?> kind) {
        return LIKE.get(kind);
    }

    // --- writing ----------------------------------------------------------------------------------------------

    Object write(Encoder encoder, Throwable error, int depth, int links) {
        if (error instanceof TestObject.Undeclared) {
            return write(encoder, error.getCause(), depth, links);
        }
        Remote remote = tests.get(error);
        if (remote != null) {
            return new Tag("yours", remote.number);
        }
        Object kind = kind(error);
        if (kind.equals(END)) {
            return new Tag("exception", List.of(0, END, encoder.visit(new Tuple(List.of()), depth + 1, false)));
        }
        List<Object> parts = new ArrayList<>();
        parts.add(bridge.handles.export(error));
        parts.add(kind instanceof Class<?> ? encoder.visit(kind, depth + 1, false) : kind);
        parts.add(encoder.visit(arguments(error), depth + 1, false));
        parts.add(encoder.visit(attributes(error), depth + 1, false));
        parts.add(null); // its text is its only argument
        Throwable cause = links < MOST_LINKS ? error.getCause() : null;
        parts.add(cause == null ? null : write(encoder, cause, depth + 1, links + 1));
        parts.add(null);
        parts.add(cause != null);
        parts.add(frames(error));
        return new Tag("exception", parts);
    }

    /** The name of one of Python's exceptions, or a class. */
    private static Object kind(Throwable error) {
        if (error instanceof DriverError own) {
            return own.kind;
        }
        if (error instanceof Sources.Broken) {
            return "SyntaxError";
        }
        return error.getClass() == Exception.class ? "Exception" : error.getClass();
    }

    /** Of a SyntaxError: what is wrong, and file, line, column and text of the place. */
    private static Tuple arguments(Throwable error) {
        if (error instanceof Sources.Broken broken) {
            Sources.Mistake first = broken.mistakes.get(0);
            List<Object> place = Arrays.asList(first.file(), first.line(), first.column(), first.text());
            return new Tuple(first.line() > 0 ? List.of(first.words(), new Tuple(place)) : List.of(first.words()));
        }
        String message = message(error);
        boolean nothing = message == null;
        return new Tuple(nothing ? List.of() : List.of(message.substring(0, Math.min(message.length(), MOST_TEXT))));
    }

    /** Of a SyntaxError: what else the compiler found. */
    private static Tuple attributes(Throwable error) {
        if (!(error instanceof Sources.Broken broken) || broken.mistakes.size() == 1) {
            return new Tuple(List.of());
        }
        List<String> others = broken.mistakes.stream().skip(1).map(Sources.Mistake::told).toList();
        return new Tuple(List.of("others", new Tuple(others)));
    }

    private static String message(Throwable error) {
        try {
            return error.getMessage();
        } catch (RuntimeException | StackOverflowError broken) { // a learner's own method may do anything
            return "(getMessage() of this " + error.getClass().getSimpleName() + " threw a "
                    + broken.getClass().getSimpleName() + ")";
        }
    }

    /** Where in the learner's files it comes from: file, line and method, outermost first. */
    private List<Object> frames(Throwable error) {
        List<Object> frames = new ArrayList<>();
        for (StackTraceElement step : error.getStackTrace()) {
            if (Learner.LOADER.equals(step.getClassLoaderName()) && step.getLineNumber() > 0) {
                String file = learner.file(step.getClassName(), step.getFileName());
                frames.add(Arrays.asList(file, step.getLineNumber(), method(step)));
                if (frames.size() == MOST_FRAMES) {
                    break;
                }
            }
        }
        Collections.reverse(frames);
        return frames;
    }

    /** A method as people call it, where the compiler has made up a name. */
    private static String method(StackTraceElement step) {
        String name = step.getMethodName();
        String owner = step.getClassName().substring(step.getClassName().lastIndexOf('.') + 1).replace('$', '.');
        if (name.equals("<init>")) {
            return "new " + owner;
        }
        if (name.equals("<clinit>")) {
            return "static " + owner;
        }
        String[] parts = name.split("\\$");
        return parts[0].equals("lambda") && parts.length > 1 ? parts[1] : name;
    }

    // --- reading ----------------------------------------------------------------------------------------------

    Object read(Decoder decoder, List<Object> parts) {
        Object kind = parts.get(1) instanceof String name ? name : decoder.visit(parts.get(1));
        Given args = (Given) decoder.visit(parts.get(2));
        String message = args.size() == 1 ? String.valueOf(args.item(0)) : args.size() == 0 ? null : Shown.of(args);
        Throwable error = HERE.getOrDefault(kind.toString(), text -> unknown(kind, text)).apply(message);
        if (parts.size() > BRIEF) {
            decoder.visit(parts.get(3));
            int number = ((Long) parts.get(0)).intValue();
            tests.put(error, bridge.handles.remote(number, kind.toString(), false, null));
        }
        return error;
    }

    private static Throwable unknown(Object kind, String text) {
        return new RuntimeException(text == null ? kind.toString() : kind + ": " + text);
    }
}
