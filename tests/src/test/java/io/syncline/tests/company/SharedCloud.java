package io.syncline.tests.company;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One cloud for all test classes of this JVM: it takes seconds to start. Tests do not see each other, because each has
 * a {@link Company} of its own.
 */
public final class SharedCloud implements ParameterResolver {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(SharedCloud.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == RunningCloud.class || type == Company.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RunningCloud cloud = cloud(context);
        return parameter.getParameter().getType() == Company.class ? new Company(cloud) : cloud;
    }

    private static RunningCloud cloud(ExtensionContext context) {
        return context.getRoot()
                .getStore(HERE)
                .computeIfAbsent(RunningCloud.class, type -> RunningCloud.start(), RunningCloud.class);
    }
}
