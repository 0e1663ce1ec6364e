package io.syncline.aws.dynamo;

import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.ConflictId;
import io.syncline.calendar.Resolutions;
import io.syncline.calendar.ResolvedConflict;
import io.syncline.identity.OrganisationId;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The {@code RESOLVED} items of the sync table, which commits of {@link DynamoCalendarItems} write. DynamoDB may remove
 * them later than after 30 days: they are over all the same.
 */
public final class DynamoResolutions implements Resolutions {

    private final Table table;
    private final InstantSource clock;

    public DynamoResolutions(Table table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public Optional<ResolvedConflict> find(OrganisationId organisation, ConflictId id) {
        return table.get(SyncKeys.resolved(organisation, id))
                .filter(item -> item.isKeptAt(clock.instant()))
                .map(ResolvedForm::read);
    }

    @Override
    public List<ResolvedConflict> list(OrganisationId organisation, CalendarRef calendar) {
        String partition = SyncKeys.calendarPartition(organisation, calendar);
        return table
                .client()
                .queryPaginator(table.begins(partition, SyncKeys.RESOLVED).build())
                .items()
                .stream()
                .map(Item::read)
                .filter(item -> item.isKeptAt(clock.instant()))
                .map(ResolvedForm::read)
                .sorted(Comparator.comparing(ResolvedConflict::at).reversed())
                .toList();
    }
}
