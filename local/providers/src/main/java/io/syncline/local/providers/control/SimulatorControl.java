package io.syncline.local.providers.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.account.Accounts;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.CalendarQuirks;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.UserDesk;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.calendar.UserSeries;
import io.syncline.local.providers.fidelity.FaultEffect;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.Mishap;
import io.syncline.local.providers.fidelity.MishapOdds;
import io.syncline.local.providers.fidelity.Quotas;
import io.syncline.local.providers.fidelity.RequestLedger;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.ics.IcsCalendar;
import io.syncline.local.providers.oauth.AadError;
import io.syncline.local.providers.oauth.GoogleTokenError;
import io.syncline.local.providers.oauth.GrantState;
import io.syncline.local.providers.oauth.HandedOut;
import io.syncline.local.providers.oauth.IssuedToken;
import io.syncline.local.providers.oauth.OAuthClient;
import io.syncline.local.providers.oauth.SignInError;
import io.syncline.local.providers.oauth.SignInScript;
import io.syncline.local.providers.oauth.Tenants;
import io.syncline.local.providers.oauth.TokenFaults;
import io.syncline.local.providers.oauth.TokenPolicy;
import io.syncline.local.providers.push.PushControl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The hand behind the simulators: acts as a user inside a provider, moves time, and breaks things. The same is
 * reachable over HTTP below {@code /_sim/}. A calendar is named by its id, by its name, or as {@code primary}.
 */
public final class SimulatorControl {

    private final World world;
    private final Map<Provider, ProviderState> providers;
    private final PushControl push;
    private final Set<String> loadedCalendars = ConcurrentHashMap.newKeySet();

    public SimulatorControl(World world, Map<Provider, ProviderState> providers, PushControl push) {
        this.push = push;
        this.world = world;
        this.providers = Map.copyOf(providers);
    }

    /** Opens an account, or gives the one that is there. */
    public Account openAccount(Provider provider, String email, String name, String timeZone) {
        return state(provider).accounts().open(new Accounts.Newcomer(email, name, timeZone));
    }

    public List<Account> accounts() {
        var all = new ArrayList<Account>();
        for (var provider : Provider.values()) {
            all.addAll(state(provider).accounts().all());
        }
        return all;
    }

    /**
     * The account of this address.
     *
     * @throws UnknownInSimulator when nobody has it
     */
    public Account account(Provider provider, String email) {
        return state(provider).accounts().find(email).orElseThrow(() -> new UnknownInSimulator("account " + email));
    }

    /** The living events of a calendar, in the order in which they were made; a series is one, without its exceptions. */
    public List<UserEvent> events(Provider provider, String email, String calendar) {
        return at(provider, email, calendar).events(entry -> !entry.deleted());
    }

    /** The deleted ones. */
    public List<UserEvent> deletedEvents(Provider provider, String email, String calendar) {
        return at(provider, email, calendar).events(Entry::deleted);
    }

    /** The living series of a calendar with the occurrences that differ from their rules. */
    public List<UserSeries> series(Provider provider, String email, String calendar) {
        return at(provider, email, calendar).series();
    }

    /** One of them. */
    public UserSeries series(Provider provider, String email, String calendar, String id) {
        return at(provider, email, calendar).series(id);
    }

    /** What the owner sees between two times, series unrolled (at most 2,000 of each), the earliest first. */
    public List<UserEvent> occurrences(Provider provider, String email, String calendar, Instant from, Instant to) {
        return at(provider, email, calendar).occurrences(from, to);
    }

    /** An event, a series, or an occurrence that has an id. */
    public UserEvent event(Provider provider, String email, String calendar, String id) {
        return at(provider, email, calendar).event(id);
    }

    /** The whole resource of an event, a deleted one included, as the provider's API would give it. */
    public Optional<ObjectNode> resource(Provider provider, String email, String calendar, String id) {
        return at(provider, email, calendar).resource(id);
    }

    /**
     * A single event, or a series where it has a recurrence.
     *
     * @throws IllegalArgumentException when Outlook has no pattern for the rule
     */
    public UserEvent create(Provider provider, String email, String calendar, UserEvent event) {
        return at(provider, email, calendar).create(event);
    }

    /** The same with these lines of RFC 5545. */
    public UserEvent createSeries(
            Provider provider, String email, String calendar, UserEvent first, String... recurrence) {
        return create(provider, email, calendar, first.withRecurrence(List.of(recurrence)));
    }

    /** Changes an event as its owner would; fields that stay the same are not written. Of a series: all events. */
    public UserEvent update(
            Provider provider, String email, String calendar, String id, UnaryOperator<UserEvent> change) {
        return at(provider, email, calendar).update(id, change);
    }

    /** Changes the one occurrence that the rule has on this day. */
    public UserEvent editOccurrence(
            Provider provider,
            String email,
            String calendar,
            String id,
            LocalDate originalDate,
            UnaryOperator<UserEvent> change) {
        return at(provider, email, calendar).editOccurrence(id, originalDate, change);
    }

    /**
     * Moves the one occurrence that the rule has on this day.
     *
     * @throws io.syncline.local.providers.http.Refusal when it would come onto or past a neighbour with Microsoft
     */
    public UserEvent moveOccurrence(
            Provider provider, String email, String calendar, String id, LocalDate originalDate, UserEvent.When when) {
        return editOccurrence(provider, email, calendar, id, originalDate, event -> event.withWhen(when));
    }

    /** Takes away the one occurrence that the rule has on this day. */
    public void cancelOccurrence(Provider provider, String email, String calendar, String id, LocalDate originalDate) {
        at(provider, email, calendar).cancelOccurrence(id, originalDate);
    }

    /** A cancelled or changed occurrence is as the rule says again. */
    public void restoreOccurrence(Provider provider, String email, String calendar, String id, LocalDate originalDate) {
        at(provider, email, calendar).restoreOccurrence(id, originalDate);
    }

    /**
     * "This and following": ends the series before this day's occurrence and gives the new one that begins there.
     *
     * @param from the original day of an occurrence that is not the first
     */
    public UserEvent splitSeries(
            Provider provider,
            String email,
            String calendar,
            String id,
            LocalDate from,
            UnaryOperator<UserEvent> change) {
        return at(provider, email, calendar).split(id, from, change);
    }

    /** Other lines of RFC 5545 for a series. */
    public UserEvent changeRule(Provider provider, String email, String calendar, String id, String... recurrence) {
        return at(provider, email, calendar).changeRule(id, List.of(recurrence));
    }

    /** A single event becomes a series in its place. */
    public UserEvent makeSeries(Provider provider, String email, String calendar, String id, String... recurrence) {
        return changeRule(provider, email, calendar, id, recurrence);
    }

    /** A series becomes a single event in its place, at the time of its first occurrence. */
    public UserEvent makeSingle(Provider provider, String email, String calendar, String id) {
        return changeRule(provider, email, calendar, id);
    }

    /** Moves an event or a series to another calendar of the same account. */
    public UserEvent moveToCalendar(Provider provider, String email, String calendar, String id, String toCalendar) {
        return at(provider, email, calendar).moveTo(id, place(provider, email, toCalendar));
    }

    /** Takes away an event, a whole series, or the occurrence that has this id. */
    public void delete(Provider provider, String email, String calendar, String id) {
        at(provider, email, calendar).delete(id);
    }

    /** Stores an event of the provider's own JSON that nothing checks, and that is shown as it is; gives its id. */
    public String seedRaw(Provider provider, String email, String calendar, ObjectNode event) {
        return at(provider, email, calendar).seed(event);
    }

    /** What this calendar does beyond the usual. */
    public CalendarQuirks quirks(Provider provider, String email, String calendar) {
        return place(provider, email, calendar).quirks();
    }

    /** Push notices: who watches, and what becomes of the notices. */
    public PushControl push() {
        return push;
    }

    public void setLatency(Duration perRequest) {
        world.latency().set(perRequest);
    }

    /** What the callers of simulators in this process would have waited; zero with HTTP hosts, where they do. */
    public Duration latencySpent() {
        return world.latency().spent();
    }

    public Instant advanceClock(Duration by) {
        return world.clock().advance(by);
    }

    public Instant now() {
        return world.clock().instant();
    }

    /** Makes the access tokens of this address expire now, with every provider; gives how many did. */
    public int expireTokens(String email) {
        return providers.values().stream()
                .mapToInt(state -> state.tokens().expireAccess(email))
                .sum();
    }

    /** Ends everything the account granted: its refresh tokens answer invalid_grant from now on. */
    public void revokeGrants(Provider provider, String email) {
        state(provider).tokens().revokeAll(email);
    }

    /** Makes every sync token and delta link of the account's calendars useless. */
    public void expireSyncState(Provider provider, String email) {
        account(provider, email).calendars().forEach(StoredCalendar::expireSyncState);
    }

    /** The same of one calendar. */
    public void expireSyncState(Provider provider, String email, String calendar) {
        place(provider, email, calendar).expireSyncState();
    }

    public void addFault(FaultRule fault) {
        world.faults().add(fault);
    }

    /** Takes all faults back, and everything else that was planned for sign-ins. */
    public void clearFaults() {
        world.faults().clear();
        providers.values().forEach(state -> state.script().clear());
    }

    public List<FaultRule> faults() {
        return world.faults().all();
    }

    /** Lets things go wrong by chance from now on; {@link MishapOdds#NONE} ends it. */
    public void setOdds(MishapOdds odds) {
        world.mishaps().set(odds);
    }

    /** The same, drawn from a source of their own, so that ids do not depend on the odds. */
    public void setOdds(MishapOdds odds, RandomGenerator random) {
        world.mishaps().draw(random);
        world.mishaps().set(odds);
    }

    public MishapOdds odds() {
        return world.mishaps().odds();
    }

    /** How much went wrong by chance since the start, by kind; kinds of which there was nothing are missing. */
    public Map<Mishap, Long> mishaps() {
        return world.mishaps().counts();
    }

    /** The quotas in force; they can be set to others. */
    public Quotas quotas() {
        return world.quotas();
    }

    public RequestLedger requests() {
        return world.ledger();
    }

    /** What the next sign-ins at this provider meet: errors, changed redirects, bad id tokens, unticked scopes. */
    public SignInScript signIns(Provider provider) {
        return state(provider).script();
    }

    /** What organisations decided: who may consent, who administers, what was consented to for everybody. */
    public Tenants tenants(Provider provider) {
        return state(provider).tenants();
    }

    /** Refuses the next {@code times} requests at Google's token endpoint; 0 for all. */
    public void refuseTokens(GoogleTokenError error, int times) {
        addFault(tokenFault(error).times(times));
    }

    /** Refuses the next {@code times} requests at Microsoft's token endpoint; 0 for all. */
    public void refuseTokens(AadError error, int times) {
        addFault(tokenFault(error).times(times));
    }

    /** A fault of Google's token endpoint, to be narrowed down and added. */
    public FaultRule tokenFault(GoogleTokenError error) {
        return TokenFaults.of(error);
    }

    /** A fault of Microsoft's token endpoint, to be narrowed down and added. */
    public FaultRule tokenFault(AadError error) {
        return TokenFaults.of(error, world);
    }

    /** A fault of the provider's token endpoint that changes the JSON of real answers (RFC 7396). */
    public FaultRule spoiltTokens(Provider provider, ObjectNode patch) {
        return TokenFaults.of(provider, new FaultEffect.Spoils(patch, Map.of()));
    }

    /** The next {@code times} Microsoft sign-ins that somebody allows end with this error; 0 for all. */
    public void failSignIns(AadError error, int times) {
        signIns(Provider.MICROSOFT).fail(TokenFaults.signInError(error, world), times);
    }

    /** The next {@code times} Google sign-ins that somebody allows end with this error; 0 for all. */
    public void failSignIns(SignInError error, int times) {
        signIns(Provider.GOOGLE).fail(error, times);
    }

    /**
     * Demands claims of a Microsoft account's tokens: Graph refuses those of clients that said they handle challenges,
     * until a refresh or a sign-in carries the demanded claims.
     *
     * @param interaction whether a refresh cannot meet it and answers {@code interaction_required}
     */
    public void demandClaims(String email, boolean interaction) {
        var account = account(Provider.MICROSOFT, email);
        state(Provider.MICROSOFT).tokens().demandClaims(account.email(), interaction);
    }

    /**
     * Gives this account's offline consent and the first tokens without any page and any request, for tests that need
     * thousands of them; an account that nobody has is opened.
     *
     * @param scopes as the provider answers them: in full with Google, short with Microsoft
     */
    public HandedOut handOut(Provider provider, String email, OAuthClient client, List<String> scopes) {
        var account = openAccount(provider, email, "", "Europe/Zurich");
        return state(provider).tokens().handOut(account, client.id(), scopes);
    }

    /** The account's grants, the oldest first. */
    public List<GrantState> grants(Provider provider, String email) {
        return state(provider).tokens().grantsOf(account(provider, email).email());
    }

    /** The requests at the provider's token endpoint since the ledger was cleared, whatever became of them. */
    public List<LedgerEntry> tokenRequests(Provider provider) {
        var part = TokenFaults.partOf(provider);
        return world.ledger()
                .find(entry -> entry.part().equals(part) && entry.tokenRequest().isPresent());
    }

    /** How many refreshes the provider was asked for by grants of this account, whatever became of them. */
    public long refreshes(Provider provider, String email) {
        return asked(provider, email, "refresh_token");
    }

    /** How many codes of this account were presented, whatever became of them. */
    public long codeExchanges(Provider provider, String email) {
        return asked(provider, email, "authorization_code");
    }

    /** How many token requests came for each grant, by its number. */
    public Map<Long, Long> tokenRequestsByGrant(Provider provider) {
        return tokenRequests(provider).stream()
                .flatMap(entry -> entry.tokenRequest().stream())
                .flatMapToLong(request -> request.grant().stream())
                .boxed()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    public TokenPolicy tokenPolicy(Provider provider) {
        return state(provider).tokens().policy();
    }

    /** Every code, access token, refresh token and id token that was ever handed out. */
    public List<IssuedToken> issuedTokens() {
        var all = new ArrayList<IssuedToken>();
        for (var provider : Provider.values()) {
            all.addAll(state(provider).tokens().issued());
        }
        return all;
    }

    /**
     * Puts the events of an .ics file into the account's primary calendar; gives how many.
     *
     * @throws io.syncline.local.providers.ics.UnreadableCalendar when the file is missing or no calendar
     */
    public int loadCalendar(Provider provider, String email, Path file) {
        return load(
                provider,
                email,
                "primary",
                IcsCalendar.read(file, account(provider, email).zone()));
    }

    /**
     * Does the same unless a file with this content was loaded into this account before; gives 0 then.
     *
     * @throws io.syncline.local.providers.ics.UnreadableCalendar when the file is missing or no calendar
     */
    public int loadCalendarOnce(Provider provider, String email, Path file) {
        var contents = IcsCalendar.read(file, account(provider, email).zone());
        var name = provider.slug() + " " + email + " " + UUID.nameUUIDFromBytes(bytes(contents));
        return loadedCalendars.add(name) ? load(provider, email, "primary", contents) : 0;
    }

    /** Names of the files that were loaded once: account and content. */
    public Set<String> loadedCalendars() {
        return Set.copyOf(loadedCalendars);
    }

    /** These were loaded by earlier simulators, whose state is here. */
    public void countAsLoaded(Collection<String> names) {
        loadedCalendars.addAll(names);
    }

    int load(Provider provider, String email, String calendar, IcsCalendar contents) {
        var place = place(provider, email, calendar);
        var account = account(provider, email);
        contents.events().forEach(event -> desk(provider).create(account, place, event));
        return contents.events().size();
    }

    private long asked(Provider provider, String email, String grantType) {
        return tokenRequests(provider).stream()
                .filter(entry -> entry.account().filter(email::equalsIgnoreCase).isPresent())
                .flatMap(entry -> entry.tokenRequest().stream())
                .filter(request -> request.grantType().equals(grantType))
                .count();
    }

    private DeskWork at(Provider provider, String email, String calendar) {
        return new DeskWork(account(provider, email), place(provider, email, calendar), desk(provider));
    }

    private StoredCalendar place(Provider provider, String email, String calendar) {
        var account = account(provider, email);
        return account.calendar(calendar)
                .or(() -> account.calendars().stream()
                        .filter(one -> one.name().equals(calendar))
                        .findFirst())
                .orElseThrow(() -> new UnknownInSimulator("calendar " + calendar + " of " + email));
    }

    private static byte[] bytes(IcsCalendar contents) {
        return contents.events().toString().getBytes(StandardCharsets.UTF_8);
    }

    private UserDesk desk(Provider provider) {
        return state(provider).desk();
    }

    private ProviderState state(Provider provider) {
        var state = providers.get(provider);
        if (state == null) {
            throw new UnknownInSimulator("provider " + provider);
        }
        return state;
    }
}
