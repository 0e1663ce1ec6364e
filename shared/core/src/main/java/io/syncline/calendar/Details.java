package io.syncline.calendar;

/**
 * The fields that a job and its event have in common (R02), texts in normal form.
 *
 * @param title one line
 */
public record Details(
        String title, String description, String location, When when, Availability availability, Status status) {

    /** Providers allow about as much; a hostile megabyte is cut off, so that every row stays far below its limit. */
    private static final int LONGEST_LINE = 1_024;

    private static final int LONGEST_DESCRIPTION = 16_000;

    public Details {
        title = NormalText.line(title, LONGEST_LINE);
        description = NormalText.lines(description, LONGEST_DESCRIPTION);
        location = NormalText.line(location, LONGEST_LINE);
    }

    /** The value of one field. */
    public Object get(Field field) {
        return switch (field) {
            case TITLE -> title;
            case DESCRIPTION -> description;
            case LOCATION -> location;
            case WHEN -> when;
            case AVAILABILITY -> availability;
            case STATUS -> status;
        };
    }

    /** These details with one field as it is in others. */
    public Details with(Field field, Details source) {
        return switch (field) {
            case TITLE -> new Details(source.title, description, location, when, availability, status);
            case DESCRIPTION -> new Details(title, source.description, location, when, availability, status);
            case LOCATION -> new Details(title, description, source.location, when, availability, status);
            case WHEN -> new Details(title, description, location, source.when, availability, status);
            case AVAILABILITY -> new Details(title, description, location, when, source.availability, status);
            case STATUS -> new Details(title, description, location, when, availability, source.status);
        };
    }

    /** These details at another time. */
    public Details at(When other) {
        return new Details(title, description, location, other, availability, status);
    }

    /**
     * Whether somebody who looks at both would see the same entry: spacing and names of zones aside, which a provider
     * may write in its own way.
     */
    boolean looksLike(Details other) {
        return unspaced(title).equals(unspaced(other.title))
                && unspaced(description).equals(unspaced(other.description))
                && unspaced(location).equals(unspaced(other.location))
                && when.getClass() == other.when.getClass()
                && when.start().equals(other.when.start())
                && when.end().equals(other.when.end())
                && availability == other.availability;
    }

    private static String unspaced(String text) {
        return text.replaceAll("\\s+", "");
    }

    /** Whether a field has the same meaning in both. */
    public boolean agreesOn(Field field, Details other) {
        return get(field).equals(other.get(field));
    }
}
