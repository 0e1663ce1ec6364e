package io.syncline.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsZonesTest {

    @ParameterizedTest
    @CsvSource({
        "W. Europe Standard Time,Europe/Berlin",
        "w. europe standard time,Europe/Berlin",
        "Pacific Standard Time,America/Los_Angeles",
        "India Standard Time,Asia/Kolkata",
        "FLE Standard Time,Europe/Kyiv",
        "Nepal Standard Time,Asia/Kathmandu",
        "UTC,UTC",
        "tzone://Microsoft/Utc,UTC",
        "Etc/GMT,UTC",
        "Europe/Vienna,Europe/Vienna"
    })
    void R22_a_name_of_microsoft_is_a_zone(String name, String zone) {
        assertThat(WindowsZones.zoneNamed(name)).contains(ZoneId.of(zone));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Vienna,W. Europe Standard Time",
        "Asia/Calcutta,India Standard Time",
        "Europe/Kiev,FLE Standard Time",
        "Z,UTC",
        "UTC,UTC",
        "Etc/UTC,UTC"
    })
    void R22_a_zone_has_a_name_at_microsoft(String zone, String name) {
        assertThat(WindowsZones.nameOf(ZoneId.of(zone))).contains(name);
    }

    @Test
    void R22_custom_and_unknown_zones_are_nothing() {
        assertThat(WindowsZones.zoneNamed("tzone://Microsoft/Custom")).isEmpty();
        assertThat(WindowsZones.zoneNamed("Atlantis Standard Time")).isEmpty();
        assertThat(WindowsZones.nameOf(ZoneId.of("+05:45"))).isEmpty();
    }

    @Test
    void R22_every_zone_of_a_place_where_people_live_has_a_name_that_leads_back_to_a_zone() {
        assertThat(ZoneId.getAvailableZoneIds())
                .filteredOn(id -> id.contains("/") && !id.startsWith("SystemV/") && !id.equals("Antarctica/Troll"))
                .allMatch(id -> WindowsZones.nameOf(ZoneId.of(id))
                        .flatMap(WindowsZones::zoneNamed)
                        .isPresent());
    }

    @Test
    void R22_the_first_zone_of_a_name_is_a_fixed_point() {
        assertThat(ZoneId.getAvailableZoneIds())
                .extracting(id -> WindowsZones.nameOf(ZoneId.of(id)).flatMap(WindowsZones::zoneNamed))
                .filteredOn(Optional::isPresent)
                .extracting(Optional::get)
                .allMatch(zone -> WindowsZones.nameOf(zone)
                        .flatMap(WindowsZones::zoneNamed)
                        .equals(Optional.of(zone)));
    }
}
