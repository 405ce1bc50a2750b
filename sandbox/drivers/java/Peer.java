package org.kata.driver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The conversation with a test: its requests, and calls back while one is being answered.
 *
 * <p>Threads of a solution's may all call back; they take turns, and an answer waits until no call back is open.
 */
final class Peer {
    private static final int MOST_OPEN = 60;
    private static final int HEADROOM = 150;

    private final Pipes pipes;
    private final Bridge bridge;
    private final Operations operations;
    private final ReentrantLock turn = new ReentrantLock();
    private int answering;
    private int open;
    private long last;

    Peer(Pipes pipes, Bridge bridge, Operations operations) {
        this.pipes = pipes;
        this.bridge = bridge;
        this.operations = operations;
        bridge.connect(this);
    }

    /** Answer requests for as long as the test's side is there. */
    void serve() {
        try {
            while (true) {
                answer(message());
            }
        } catch (Throwable error) { // the conversation itself is broken: learners' errors are answers
            Pipes.fail(error);
        }
    }

    // --- answering --------------------------------------------------------------------------------------------

    private void answer(Map<?, ?> message) throws IOException {
        turn.lock();
        answering++;
        turn.unlock();
        Exchange exchange = new Exchange();
        Map<?, ?> params = (Map<?, ?>) message.get("params");
        Decoder decoder = new Decoder(bridge, new ArrayList<>());
        Object value;
        boolean raised = false;
        try {
            value = performed((String) message.get("method"), params, decoder, exchange);
        } catch (Json.Malformed error) {
            throw error;
        } catch (Throwable error) { // whatever it is, the test is to have it
            value = error;
            raised = true;
        }
        Output reply = reply(message.get("id"), value, raised, exchange, decoder.objects.size());
        turn.lock();
        try {
            flush();
            pipes.send(reply);
            answering--;
        } finally {
            turn.unlock();
        }
    }

    private Object performed(String method, Map<?, ?> params, Decoder decoder, Exchange exchange) throws Throwable {
        if (params.get("released") instanceof Json.Longs released) {
            bridge.handles.release(released);
        }
        Object on = params.get("on") instanceof Long number ? bridge.handles.exported(number.intValue()) : null;
        String name = params.get("name") instanceof String text ? text : "";
        List<Object> given = new ArrayList<>();
        for (Object node : nodes(params, "args")) {
            given.add(decoder.decode(node));
        }
        if (!nodes(params, "kwargs").isEmpty()) {
            throw DriverError.type("a Java method takes no arguments by name (" + nodes(params, "kwargs").get(0) + ")");
        }
        return operations.perform(method, on, name, given, exchange);
    }

    private Output reply(Object id, Object value, boolean raised, Exchange exchange, int numbered) {
        try {
            return whole(id, value, raised, exchange, numbered);
        } catch (Throwable error) { // the value cannot cross: why is the answer then
            return whole(id, error, true, new Exchange(), numbered);
        }
    }

    private Output whole(Object id, Object value, boolean raised, Exchange exchange, int numbered) {
        Encoder encoder = new Encoder(bridge);
        encoder.begin(numbered);
        exchange.tell(encoder);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("value", encoder.encode(value));
        List<Object> changes = exchange.changes(encoder);
        if (!changes.isEmpty()) {
            result.put("changed", changes);
        }
        letGo(result);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", id);
        if (raised) {
            message.put("error", Map.of("code", 1, "message", value.getClass().getSimpleName(), "data", result));
        } else {
            message.put("result", result);
        }
        return Output.of(message);
    }

    // --- asking -----------------------------------------------------------------------------------------------

    /** Have the test do something; its result as the converter makes it, or its exception thrown. */
    Object request(String method, int on, String name, List<?> arguments, Converter result) {
        turn.lock();
        try {
            if (answering == 0) {
                throw new IllegalStateException(
                        "the test is not waiting for anything, so nothing of it can be called now");
            }
            if (open >= MOST_OPEN) {
                throw new StackOverflowError("more than " + MOST_OPEN + " calls between test and solution are open");
            }
            headroom(HEADROOM);
            open++;
            try {
                return asked(method, on, name, arguments, result);
            } finally {
                open--;
            }
        } finally {
            turn.unlock();
        }
    }

    private Object asked(String method, int on, String name, List<?> arguments, Converter result) {
        Encoder encoder = new Encoder(bridge);
        List<Object> nodes = new ArrayList<>(arguments.size());
        for (Object argument : arguments) {
            nodes.add(encoder.encode(argument));
        }
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("on", on);
        params.put("args", nodes);
        if (name != null) {
            params.put("name", name);
        }
        letGo(params);
        Map<?, ?> reply = exchanged(method, params);
        boolean raised = reply.containsKey("error");
        Map<?, ?> data = (Map<?, ?>) (raised ? ((Map<?, ?>) reply.get("error")).get("data") : reply.get("result"));
        Decoder decoder = new Decoder(bridge, encoder.objects);
        Object value = decoder.decode(data.get("value"));
        for (Object change : nodes(data, "changed")) {
            List<Object> parts = Decoder.list(change);
            Refill.with(encoder.objects.get(((Long) parts.get(0)).intValue()), decoder, parts.get(1));
        }
        if (data.get("released") instanceof Json.Longs released) {
            bridge.handles.release(released);
        }
        if (raised) {
            throw Sneaky.thrown((Throwable) value);
        }
        return converted(value, result);
    }

    private static Object converted(Object value, Converter result) {
        try {
            return result.convert(value, new Conversion());
        } catch (Mismatch mismatch) {
            String what = Shown.of(mismatch.given) + ", which " + mismatch.getMessage();
            throw DriverError.type("the test's function gave " + what);
        }
    }

    /** Send a request and answer what the test asks meanwhile; the reply. */
    private Map<?, ?> exchanged(String method, Map<String, Object> params) {
        long id = ++last;
        Output request = Output.of(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
        try {
            flush();
            pipes.send(request);
            while (true) {
                Map<?, ?> message = message();
                if (!message.containsKey("method")) {
                    return message;
                }
                answer(message);
            }
        } catch (Throwable error) { // half a conversation cannot be mended
            Pipes.fail(error);
            throw new IllegalStateException(error);
        }
    }

    // --- both -------------------------------------------------------------------------------------------------

    private Map<?, ?> message() throws IOException {
        return (Map<?, ?>) Json.read(pipes.receive());
    }

    private static List<Object> nodes(Map<?, ?> holder, String name) {
        return holder.get(name) == null ? List.of() : Decoder.list(holder.get(name));
    }

    private void letGo(Map<String, Object> params) {
        List<Object> released = bridge.handles.released();
        if (!released.isEmpty()) {
            params.put("released", released);
        }
    }

    /** Send on what the solution printed, before the message that it belongs to. */
    private static void flush() {
        System.out.flush();
        System.err.flush();
    }

    /** Make sure that there is room on the stack: an exchange must not break off in the middle. */
    private static long headroom(int frames) {
        return frames == 0 ? 0 : 1 + headroom(frames - 1);
    }
}
