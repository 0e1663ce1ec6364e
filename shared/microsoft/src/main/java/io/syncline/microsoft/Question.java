package io.syncline.microsoft;

import com.microsoft.graph.serviceclient.GraphServiceClient;
import org.jspecify.annotations.Nullable;

/** One call of the SDK, which may answer with nothing. */
@FunctionalInterface
interface Question<T> {

    @Nullable
    T ask(GraphServiceClient graph);
}
