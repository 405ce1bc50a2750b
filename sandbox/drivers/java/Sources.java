package org.kata.driver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles the files handed in, in this process and in memory. */
final class Sources {
    /** A compiled class, and the source file that it came from. */
    record Compiled(byte[] code, String file) {}

    /** One mistake, where it is and in the compiler's words; line and column count from 1, and 0 is unknown. */
    record Mistake(String file, int line, int column, String text, String words) {
        String told() {
            return line > 0 ? file + ", line " + line + ": " + words : words;
        }
    }

    /** The compiler refused the solution. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        final transient List<Mistake> mistakes;

        Broken(List<Mistake> mistakes) {
            super(mistakes.get(0).words(), null, false, false);
            this.mistakes = mistakes;
        }
    }

    private static final int MOST_MISTAKES = 10;
    /** What stands before the name of a class: the compiler's own program leaves it out as well. */
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:java|javax)(?:\\.[a-z][a-z0-9]*)+\\.(?=[A-Z])");
    private static final List<String> OPTIONS = List.of("-proc:none", "-implicit:none", "-g", "-parameters", "-nowarn");

    private Sources() {}

    /** The classes in these files, by name. Nothing else is on the class path. */
    static Map<String, Compiled> compile(List<String> files) throws Broken, IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        Map<String, Compiled> classes = new LinkedHashMap<>();
        try (StandardJavaFileManager disk =
                compiler.getStandardFileManager(said, Locale.ENGLISH, StandardCharsets.UTF_8)) {
            disk.setLocation(StandardLocation.CLASS_PATH, List.of());
            Iterable<? extends JavaFileObject> sources = disk.getJavaFileObjectsFromStrings(files);
            JavaFileManager memory = new Memory(disk, classes);
            boolean fine = compiler.getTask(null, memory, said, OPTIONS, null, sources).call();
            if (!fine) {
                throw new Broken(mistakes(said.getDiagnostics()));
            }
        }
        return classes;
    }

    private static List<Mistake> mistakes(List<Diagnostic<? extends JavaFileObject>> said) {
        List<Mistake> mistakes = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> one : said) {
            if (one.getKind() == Diagnostic.Kind.ERROR && mistakes.size() < MOST_MISTAKES) {
                mistakes.add(mistake(one));
            }
        }
        return mistakes.isEmpty() ? List.of(new Mistake("", 0, 0, "", "the compiler gave up")) : mistakes;
    }

    private static Mistake mistake(Diagnostic<? extends JavaFileObject> said) {
        String words = PACKAGE.matcher(said.getMessage(Locale.ENGLISH)).replaceAll("");
        if (said.getSource() == null || said.getPosition() == Diagnostic.NOPOS) {
            return new Mistake("", 0, 0, "", words);
        }
        String source = text(said.getSource());
        int position = (int) Math.min(said.getPosition(), source.length());
        int start = source.lastIndexOf('\n', position - 1) + 1;
        int end = source.indexOf('\n', position);
        String line = source.substring(start, end < 0 ? source.length() : end).stripTrailing();
        String file = said.getSource().getName();
        return new Mistake(file, (int) said.getLineNumber(), position - start + 1, line, words);
    }

    private static String text(JavaFileObject source) {
        try {
            return source.getCharContent(true).toString();
        } catch (IOException error) { // it was read a moment ago
            throw new IllegalStateException(error);
        }
    }

    /** Class files go to memory; everything else is on the disk. */
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, Compiled> classes;

        Memory(JavaFileManager disk, Map<String, Compiled> classes) {
            super(disk);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location to, String name, JavaFileObject.Kind kind, FileObject from) {
            URI place = URI.create("memory:///" + name.replace('.', '/') + kind.extension);
            return new SimpleJavaFileObject(place, kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(name, new Compiled(toByteArray(), from.getName()));
                        }
                    };
                }
            };
        }
    }
}
