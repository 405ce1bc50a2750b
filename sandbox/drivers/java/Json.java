package org.kata.driver;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of one message, strictly.
 *
 * <p>null, Boolean, String, Long (BigInteger beyond it), Double, Map and List; an array of nothing but integers
 * is {@link Longs}, for most of what is long is that.
 */
final class Json {
    /** An array of integers. */
    record Longs(long[] values, int size) {
        List<Object> boxed() {
            List<Object> list = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                list.add(values[i]);
            }
            return list;
        }
    }

    /** The message is no JSON; the side that sent it is ours, so this is a mistake of ours. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    private final byte[] text;
    private int at;

    private Json(byte[] text) {
        this.text = text;
    }

    static Object read(byte[] text) {
        Json json = new Json(text);
        Object value = json.value();
        json.space();
        if (json.at != text.length) {
            throw json.malformed("something after the end");
        }
        return value;
    }

    private Object value() {
        space();
        switch (peek()) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            case 't':
                return word("true", Boolean.TRUE);
            case 'f':
                return word("false", Boolean.FALSE);
            case 'n':
                return word("null", null);
            default:
                return number();
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> map = new LinkedHashMap<>(4);
        at++;
        space();
        if (peek() == '}') {
            at++;
            return map;
        }
        while (true) {
            space();
            String key = string();
            space();
            expect(':');
            map.put(key, value());
            space();
            if (peek() == ',') {
                at++;
            } else {
                expect('}');
                return map;
            }
        }
    }

    private Object array() {
        at++;
        space();
        if (peek() == ']') {
            at++;
            return new ArrayList<>(0);
        }
        long[] numbers = new long[8];
        int count = 0;
        List<Object> list = null;
        while (true) {
            Object value = value();
            if (list == null && value instanceof Long number) {
                numbers = count == numbers.length ? java.util.Arrays.copyOf(numbers, 2 * count) : numbers;
                numbers[count++] = number;
            } else {
                list = list != null ? list : new Longs(numbers, count).boxed();
                list.add(value);
            }
            space();
            if (peek() == ',') {
                at++;
            } else {
                expect(']');
                return list != null ? list : new Longs(numbers, count);
            }
        }
    }

    private String string() {
        if (peek() != '"') {
            throw malformed("no text where one belongs");
        }
        int start = ++at;
        while (true) {
            int c = peek();
            if (c == '"') {
                return new String(text, start, at++ - start, StandardCharsets.UTF_8);
            }
            if (c == '\\') {
                return escaped(start);
            }
            at++;
        }
    }

    private String escaped(int start) {
        StringBuilder builder = new StringBuilder(new String(text, start, at - start, StandardCharsets.UTF_8));
        int plain = at;
        while (true) {
            int c = peek();
            if (c != '"' && c != '\\') {
                at++;
                continue;
            }
            builder.append(new String(text, plain, at - plain, StandardCharsets.UTF_8));
            at++;
            if (c == '"') {
                return builder.toString();
            }
            builder.append(escape());
            plain = at;
        }
    }

    private char escape() {
        int c = peek();
        at++;
        switch (c) {
            case '"':
            case '\\':
            case '/':
                return (char) c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                int code = 0;
                for (int end = at + 4; at < end; at++) {
                    int digit = Character.digit(peek(), 16);
                    if (digit < 0) {
                        throw malformed("an odd escape");
                    }
                    code = code << 4 | digit;
                }
                return (char) code;
            default:
                throw malformed("an odd escape");
        }
    }

    private Object number() {
        int start = at;
        boolean whole = true;
        while (at < text.length) {
            byte c = text[at];
            if (c == '.' || c == 'e' || c == 'E' || c == '+') {
                whole = false;
            } else if (c != '-' && (c < '0' || c > '9')) {
                break;
            }
            at++;
        }
        if (whole && at - start < 19) {
            return whole(start);
        }
        String digits = new String(text, start, at - start, StandardCharsets.US_ASCII);
        try {
            return whole ? (Object) new BigInteger(digits) : (Object) Double.valueOf(digits);
        } catch (NumberFormatException error) {
            throw malformed("an odd number");
        }
    }

    private Long whole(int start) {
        boolean negative = text[start < text.length ? start : start - 1] == '-';
        int from = negative ? start + 1 : start;
        if (from == at) {
            throw malformed("no value where one belongs");
        }
        long number = 0;
        for (int i = from; i < at; i++) {
            if (text[i] == '-') {
                throw malformed("an odd number");
            }
            number = 10 * number + (text[i] - '0');
        }
        return negative ? -number : number;
    }

    private Object word(String word, Object value) {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        return value;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw malformed("no " + c + " where one belongs");
        }
        at++;
    }

    private int peek() {
        if (at >= text.length) {
            throw malformed("the end in the middle");
        }
        return text[at];
    }

    private void space() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
    }

    private Malformed malformed(String what) {
        return new Malformed("not JSON: " + what + " at " + at);
    }
}
