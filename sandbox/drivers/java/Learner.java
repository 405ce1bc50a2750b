package org.kata.driver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The learner's classes, loaded apart from this program's own. */
final class Learner {
    /** The name of the class loader, which every frame of a stack trace has. */
    static final String LOADER = "learner";

    private final Loader loader;
    private final List<String> files;
    private final Map<String, Class<?>> topLevel = new LinkedHashMap<>();

    private static final class Loader extends ClassLoader {
        final Map<String, Sources.Compiled> classes;

        Loader(Map<String, Sources.Compiled> classes) {
            super(LOADER, ClassLoader.getPlatformClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            Sources.Compiled compiled = classes.get(name);
            if (compiled == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, compiled.code(), 0, compiled.code().length);
        }
    }

    /** What was compiled from these files, the main one first. */
    Learner(List<String> files, Map<String, Sources.Compiled> classes) throws ClassNotFoundException {
        this.files = files;
        loader = new Loader(classes);
        for (String name : classes.keySet()) {
            Class<?> kind = loader.loadClass(name);
            if (kind.getEnclosingClass() == null) {
                topLevel.putIfAbsent(kind.getSimpleName(), kind);
            }
        }
    }

    /** Whether a class is the learner's. */
    static boolean owns(Class<?> kind) {
        return kind.getClassLoader() instanceof Loader;
    }

    ClassLoader loader() {
        return loader;
    }

    /** The name of the main file, without its ending. */
    String name() {
        return stem(files.get(0));
    }

    /** The class that has the name of the main file; null where there is none. */
    Class<?> main() {
        return topLevel.get(name());
    }

    /** A class that stands in no other, by its name without a package; null where there is none. */
    Class<?> topLevel(String name) {
        return topLevel.get(name);
    }

    Collection<String> topLevelNames() {
        return new ArrayList<>(topLevel.keySet());
    }

    /** The file handed in that a class came from. */
    String file(String className, String otherwise) {
        Sources.Compiled compiled = loader.classes.get(className);
        return compiled == null ? String.valueOf(otherwise) : compiled.file();
    }

    static String stem(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.endsWith(".java") ? name.substring(0, name.length() - ".java".length()) : name;
    }
}
