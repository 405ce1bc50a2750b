package org.kata.driver;

import java.io.IOException;
import java.util.List;

/**
 * The program inside a sandbox that holds a learner's Java solution and does what a test asks of it.
 *
 * <p>It is asked over descriptor 3 and answers over descriptor 4. It shares the process with the solution, so
 * nothing it says is more than the solution's word; what it takes care of is that an honest solution, and one
 * that merely is wrong, behaves as it would by itself. Its arguments are the files handed in, the main one first.
 *
 * <p>Java 17 or newer, the standard library only.
 */
public final class Main {
    private Main() {}

    /** Serve the solution in the current folder until the test's side goes away. */
    public static void main(String[] files) throws IOException {
        Pipes pipes = new Pipes();
        Learner learner = null;
        Throwable broken = null;
        try {
            learner = new Learner(List.of(files), Sources.compile(List.of(files)));
            Thread.currentThread().setContextClassLoader(learner.loader());
        } catch (Sources.Broken | ClassNotFoundException | LinkageError error) {
            broken = error;
        }
        Operations operations = new Operations(List.of(files), learner, broken);
        new Peer(pipes, new Bridge(learner), operations).serve();
    }
}
