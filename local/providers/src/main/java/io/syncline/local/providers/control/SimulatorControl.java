package io.syncline.local.providers.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.account.Accounts;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.UserDesk;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.fidelity.FaultEffect;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.fidelity.LedgerEntry;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The hand behind the simulators: acts as a user inside a provider, moves time, and breaks things. The same is
 * reachable over HTTP below {@code /_sim/}. A calendar is named by its id, by its name, or as {@code primary}.
 */
public final class SimulatorControl {

    private final World world;
    private final Map<Provider, ProviderState> providers;
    private final Set<String> loadedCalendars = ConcurrentHashMap.newKeySet();

    public SimulatorControl(World world, Map<Provider, ProviderState> providers) {
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

    /** The living events of a calendar, in the order in which they were made. */
    public List<UserEvent> events(Provider provider, String email, String calendar) {
        return entries(provider, email, calendar, entry -> !entry.deleted());
    }

    /** The deleted ones. */
    public List<UserEvent> deletedEvents(Provider provider, String email, String calendar) {
        return entries(provider, email, calendar, Entry::deleted);
    }

    public UserEvent event(Provider provider, String email, String calendar, String id) {
        var place = place(provider, email, calendar);
        return desk(provider).show(place, living(place, id));
    }

    /** The whole resource of an event, a deleted one included, as the provider's API would give it. */
    public Optional<ObjectNode> resource(Provider provider, String email, String calendar, String id) {
        return place(provider, email, calendar).find(id).map(desk(provider)::raw);
    }

    public UserEvent create(Provider provider, String email, String calendar, UserEvent event) {
        var place = place(provider, email, calendar);
        return desk(provider).show(place, desk(provider).create(account(provider, email), place, event));
    }

    /** Changes an event as its owner would; fields that stay the same are not written. */
    public UserEvent update(
            Provider provider, String email, String calendar, String id, UnaryOperator<UserEvent> change) {
        var place = place(provider, email, calendar);
        return place.exclusively(() -> {
            var entry = living(place, id);
            var wanted = change.apply(desk(provider).show(place, entry));
            return desk(provider).show(place, desk(provider).update(place, entry, wanted));
        });
    }

    public void delete(Provider provider, String email, String calendar, String id) {
        var place = place(provider, email, calendar);
        place.exclusively(() -> desk(provider).delete(place, living(place, id)));
    }

    public void setLatency(Duration perRequest) {
        world.latency().set(perRequest);
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

    private List<UserEvent> entries(Provider provider, String email, String calendar, Predicate<Entry> wanted) {
        var place = place(provider, email, calendar);
        return place.listing(0, Integer.MAX_VALUE, wanted).entries().stream()
                .map(entry -> desk(provider).show(place, entry))
                .toList();
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

    private static Entry living(StoredCalendar calendar, String id) {
        return calendar.find(id)
                .filter(entry -> !entry.deleted())
                .orElseThrow(() -> new UnknownInSimulator("event " + id));
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
