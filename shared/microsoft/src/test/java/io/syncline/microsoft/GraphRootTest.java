package io.syncline.microsoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphRootTest {

    @ParameterizedTest
    @CsvSource({
        "https://graph.microsoft.com/v1.0/me/x,true",
        "https://GRAPH.microsoft.com:443/v1.0/me/x?$deltatoken=a,true",
        "http://graph.microsoft.com/v1.0/me/x,false",
        "https://graph.microsoft.com:8443/v1.0/me/x,false",
        "https://graph.microsoft.com/v1.0/../other/x,false",
        "https://graph.microsoft.com/other,false",
        "https://graph.microsoft.com@evil.example/v1.0/x,false",
        "https://graph.microsoft.com.evil.example/v1.0/x,false"
    })
    void a_link_leads_to_graph_or_elsewhere(String link, boolean here) {
        assertThat(new GraphRoot(URI.create("https://graph.microsoft.com/v1.0")).holds(link))
                .isEqualTo(here);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://graph.microsoft.com", "https://host/graph/v1.0", "/v1.0", "https://host/v1.0/"})
    void another_path_than_a_version_is_refused(String root) {
        assertThatThrownBy(() -> new GraphRoot(URI.create(root))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void beta_has_as_many_letters_as_the_batch_writer_expects() {
        assertThat(new GraphRoot(URI.create("https://graph.microsoft.com/beta"))
                        .holds("https://graph.microsoft.com/beta/me"))
                .isTrue();
    }
}
