package org.kata.driver;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Messages over descriptors 3 and 4, each with its length before it. */
final class Pipes {
    /** The bytes of a length. */
    static final int HEADER = 4;

    private static final int CHUNK = 1 << 16;
    private static final int MISTAKE = 70;

    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[CHUNK];
    private int start;
    private int end;

    Pipes() throws IOException {
        in = new FileInputStream(pipe("/dev/fd/3"));
        out = new FileOutputStream(pipe("/dev/fd/4"), true);
    }

    /** Started by hand, these descriptors may be files that Java itself has opened; nothing is written to one. */
    private static File pipe(String path) throws IOException {
        File file = new File(path);
        if (!file.exists() || file.isFile()) {
            throw new IOException(path + " is no pipe: this program is started by kata");
        }
        return file;
    }

    void send(Output message) throws IOException {
        byte[] bytes = message.bytes();
        int length = message.size() - HEADER;
        for (int i = 0; i < HEADER; i++) {
            bytes[i] = (byte) (length >>> 8 * (HEADER - 1 - i));
        }
        out.write(bytes, 0, message.size());
    }

    /** The next message; the program ends when there is none. */
    byte[] receive() throws IOException {
        while (end - start < HEADER) {
            fill();
        }
        int length = 0;
        for (int i = 0; i < HEADER; i++) {
            length = length << 8 | buffer[start++] & 0xff;
        }
        byte[] message = new byte[length];
        int done = Math.min(length, end - start);
        System.arraycopy(buffer, start, message, 0, done);
        start += done;
        while (done < length) {
            int count = in.read(message, done, length - done);
            if (count < 0) {
                Runtime.getRuntime().halt(0);
            }
            done += count;
        }
        return message;
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        int count = in.read(buffer, end, CHUNK - end);
        if (count < 0) {
            Runtime.getRuntime().halt(0);
        }
        end += count;
    }

    /** The conversation cannot go on: say why and end. */
    static void fail(Throwable error) {
        System.err.println(error);
        System.err.flush();
        Runtime.getRuntime().halt(MISTAKE);
    }
}
