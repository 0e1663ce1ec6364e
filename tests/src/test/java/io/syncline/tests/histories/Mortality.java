package io.syncline.tests.histories;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Lets a worker die at one of its awaits: at any call of a port, before the call had its effect or after it. */
final class Mortality {

    private int left;
    private boolean afterwards;

    /** A worker that is gone; no code of ours catches it. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1L;

        Died() {
            super("The worker died", null, false, false);
        }
    }

    /**
     * The worker dies at its n-th call from now.
     *
     * @param afterItsEffect whether the call has its effect before
     */
    void dieAt(int call, boolean afterItsEffect) {
        left = call;
        afterwards = afterItsEffect;
    }

    void live() {
        left = 0;
    }

    /** The port, as somebody mortal calls it. */
    <T> T of(Class<T> port, T inside) {
        Object proxy = Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (_, method, arguments) -> call(inside, method, arguments));
        return port.cast(proxy);
    }

    private Object call(Object inside, Method method, Object[] arguments) throws Throwable {
        boolean last = left > 0 && --left == 0;
        if (last && !afterwards) {
            throw new Died();
        }
        try {
            Object answer = method.invoke(inside, arguments);
            if (last) {
                throw new Died();
            }
            return answer;
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
