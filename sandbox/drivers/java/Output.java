package org.kata.driver;

import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes the JSON of one message. */
final class Output {
    /** A node that is not bare JSON: one tag with its content. */
    record Tag(String name, Object content) {}

    /** The longest message that crosses. */
    static final int MESSAGE_BYTES = 16 << 20;

    private static final int FIRST_BYTES = 512;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size = Pipes.HEADER;

    /** One message with room for its length before it. */
    static Output of(Object node) {
        Output output = new Output();
        output.value(node);
        return output;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    private void value(Object node) {
        if (node == null) {
            ascii("null");
        } else if (node instanceof String text) {
            string(text);
        } else if (node instanceof Integer || node instanceof Long || node instanceof Short || node instanceof Byte) {
            whole(((Number) node).longValue());
        } else if (node instanceof Boolean || node instanceof Double) {
            ascii(node.toString());
        } else if (node instanceof Tag tag) {
            put('{');
            string(tag.name);
            put(':');
            value(tag.content);
            put('}');
        } else if (node instanceof List<?> list) {
            array(list);
        } else if (node instanceof Map<?, ?> map) {
            object(map);
        } else if (node instanceof int[] numbers) {
            numbers(numbers);
        } else {
            primitives(node);
        }
    }

    private void array(List<?> list) {
        char before = '[';
        for (Object item : list) {
            put(before);
            value(item);
            before = ',';
        }
        end(before, '[', ']');
    }

    private void object(Map<?, ?> map) {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            put(before);
            string((String) entry.getKey());
            put(':');
            value(entry.getValue());
            before = ',';
        }
        end(before, '{', '}');
    }

    private void numbers(int[] numbers) {
        char before = '[';
        for (int number : numbers) {
            put(before);
            whole(number);
            before = ',';
        }
        end(before, '[', ']');
    }

    /** An array of short, boolean and so on, all of whose elements are bare JSON. */
    private void primitives(Object array) {
        char before = '[';
        for (int i = 0, length = Array.getLength(array); i < length; i++) {
            put(before);
            value(Array.get(array, i));
            before = ',';
        }
        end(before, '[', ']');
    }

    private void end(char before, char opening, char closing) {
        if (before == opening) {
            put(opening);
        }
        put(closing);
    }

    private void whole(long number) {
        if (number >= 0 && number < 10) {
            put((char) ('0' + number));
        } else {
            ascii(Long.toString(number));
        }
    }

    private void string(String text) {
        room(text.length() + 2);
        bytes[size++] = '"';
        for (int i = 0, length = text.length(); i < length; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 127 && c != '"' && c != '\\') {
                room(1);
                bytes[size++] = (byte) c;
            } else {
                room(6);
                escape(c);
            }
        }
        put('"');
    }

    private void escape(char c) {
        bytes[size++] = '\\';
        if (c == '"' || c == '\\') {
            bytes[size++] = (byte) c;
            return;
        }
        bytes[size++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[c >> shift & 15];
        }
    }

    @SuppressWarnings("deprecation") // the one way to copy the low bytes without making an array
    private void ascii(String text) {
        room(text.length());
        text.getBytes(0, text.length(), bytes, size);
        size += text.length();
    }

    private void put(char c) {
        room(1);
        bytes[size++] = (byte) c;
    }

    private void room(int count) {
        if (size + count <= bytes.length) {
            return;
        }
        if (size + count > MESSAGE_BYTES) {
            throw DriverError.type("this value is too large to cross; the most is " + MESSAGE_BYTES + " bytes");
        }
        bytes = Arrays.copyOf(bytes, Math.min(MESSAGE_BYTES, Math.max(2 * bytes.length, size + count)));
    }
}
