package io.syncline.aws.dynamo;

import io.syncline.calendar.Job;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Jobs;
import io.syncline.calendar.Pending;
import io.syncline.calendar.RowChange;
import io.syncline.identity.OrganisationId;
import io.syncline.sync.Window;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The {@code JOB} items of the sync table. */
public final class DynamoJobs implements Jobs {

    private static final Pattern PLACE =
            Pattern.compile("[+-]?[0-9]{4,10}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z#[A-Za-z0-9._:-]{1,128}");

    private final Table table;
    private final Transactions transactions;

    public DynamoJobs(Table table) {
        this.table = table;
        this.transactions = new Transactions(table);
    }

    @Override
    public Optional<Job> find(OrganisationId organisation, JobId id) {
        return table.get(SyncKeys.job(organisation, id), SyncKeys.SCHEMA).map(JobForm::read);
    }

    @Override
    public Map<JobId, Job> find(OrganisationId organisation, Collection<JobId> ids) {
        List<Map<String, AttributeValue>> keys = ids.stream()
                .distinct()
                .map(id -> SyncKeys.job(organisation, id))
                .toList();
        return table.get(keys, SyncKeys.SCHEMA, List.of()).stream()
                .map(JobForm::read)
                .collect(Collectors.toMap(Job::id, Function.identity()));
    }

    @Override
    public JobPage touching(OrganisationId organisation, Window window, Optional<String> page, int atMost) {
        String after = page.map(DynamoJobs::placeOf).orElse("");
        TimelineQuery query = new TimelineQuery(
                table, SyncKeys.jobTimeline(organisation), window, item -> touches(window, JobForm.read(item)));
        List<Item> found = query.after(after, atMost + 1);
        if (found.size() <= atMost) {
            return new JobPage(found.stream().map(JobForm::read).toList(), Optional.empty());
        }
        List<Item> full = found.subList(0, atMost);
        String last = full.getLast().text("startsAt");
        return new JobPage(full.stream().map(JobForm::read).toList(), Optional.of(pageOf(last)));
    }

    @Override
    public Optional<Job> save(Job job) {
        Job stored = JobForm.withNextVersion(job);
        Pending pending = new Pending(job.id(), stored.version());
        List<RowChange> rows = new ArrayList<>();
        rows.add(new RowChange.PutJob(job));
        job.calendars().forEach(calendar -> rows.add(new RowChange.Note(calendar, pending)));
        List<Write> writes = rows.stream()
                .map(row -> Write.anywhere(job.organisation(), row))
                .toList();
        boolean failed = !transactions
                .run(table.name(), List.of(new Transactions.Unit("job", writes)))
                .isEmpty();
        return failed ? Optional.empty() : Optional.of(stored);
    }

    /** An occurrence may be moved into a window that its rule does not touch. */
    private static boolean touches(Window window, Job job) {
        return job.details().when().touches(window)
                || !job.details().occurrences(window).isEmpty();
    }

    private static String pageOf(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /** A page is the place of its predecessor's last job: it names no organisation, so it opens nothing of another. */
    private static String placeOf(String page) {
        String place = new String(Base64.getUrlDecoder().decode(page), StandardCharsets.UTF_8);
        if (!PLACE.matcher(place).matches()) {
            throw new IllegalArgumentException("This is no page of jobs");
        }
        return place;
    }
}
