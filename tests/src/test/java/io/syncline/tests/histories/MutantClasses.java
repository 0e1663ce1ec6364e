package io.syncline.tests.histories;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Everything of ours, loaded anew around changed classes; libraries are shared with everybody else. */
final class MutantClasses extends URLClassLoader {

    private static final String OURS = "io.syncline.";
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private final Map<String, byte[]> changed;

    MutantClasses(Map<String, byte[]> changed) throws MalformedURLException {
        super(classPath(), MutantClasses.class.getClassLoader());
        this.changed = changed;
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry :
                SEPARATOR.splitAsStream(System.getProperty("java.class.path")).toList()) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] own = changed.get(name);
        return own == null ? super.findClass(name) : defineClass(name, own, 0, own.length);
    }
}
