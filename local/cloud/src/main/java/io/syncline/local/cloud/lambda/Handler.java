package io.syncline.local.cloud.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * One instance of a function's handler class, fed with JSON through the serialization library that Lambda's own Java
 * runtime uses, so that types and dates come out as on AWS.
 */
final class Handler {

    private final RequestStreamHandler handler;

    private Handler(RequestStreamHandler handler) {
        this.handler = handler;
    }

    /**
     * Makes an instance with the environment that the template gives the function.
     *
     * @throws IllegalStateException in one sentence when the class is missing, has no such constructor or refuses
     */
    static Handler create(FunctionSpec spec) {
        try {
            Class<?> type = Class.forName(spec.handler());
            Object instance = type.getConstructor(Map.class).newInstance(spec.environment());
            return new Handler(instance instanceof RequestStreamHandler streams ? streams : typed(type, instance));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The handler " + spec.handler() + " is not on the class path", e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The function " + spec.name() + " does not start: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The handler " + spec.handler() + " needs a public constructor that takes its environment as a map",
                    e);
        }
    }

    String handle(String event, Context context) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context);
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** A handler of objects, with JSON read and written around it. */
    private static RequestStreamHandler typed(Class<?> type, Object instance) {
        RequestHandler<Object, Object> handler = cast(instance);
        Method method = handleRequest(type);
        PojoSerializer<Object> input = serializerFor(method.getGenericParameterTypes()[0]);
        PojoSerializer<Object> output = serializerFor(method.getGenericReturnType());
        return (event, json, context) -> {
            Object answer = handler.handleRequest(input.fromJson(event), context);
            if (answer == null) {
                json.write("null".getBytes(StandardCharsets.UTF_8));
            } else {
                output.toJson(answer, json);
            }
        };
    }

    @SuppressWarnings("unchecked") // what goes in and out was read from the method's own signature
    private static RequestHandler<Object, Object> cast(Object instance) {
        return (RequestHandler<Object, Object>) instance;
    }

    private static Method handleRequest(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("handleRequest") && !method.isBridge())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(type.getName() + " has no handleRequest"));
    }

    @SuppressWarnings("unchecked") // as above
    private static PojoSerializer<Object> serializerFor(Type type) {
        if (type instanceof Class<?> known && LambdaEventSerializers.isLambdaSupportedEvent(known.getName())) {
            return (PojoSerializer<Object>) LambdaEventSerializers.serializerFor(known, Handler.class.getClassLoader());
        }
        return (PojoSerializer<Object>) JacksonFactory.getInstance().getSerializer(type);
    }
}
