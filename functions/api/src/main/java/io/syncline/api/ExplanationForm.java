package io.syncline.api;

import io.syncline.calendar.ExplainItem.Explained;
import io.syncline.calendar.ExplainItem.OfCalendar;
import io.syncline.calendar.Explanation;
import io.syncline.calendar.ItemId;
import io.syncline.calendar.Rules;
import io.syncline.connection.Connection;
import io.syncline.connection.Connection.ChosenCalendar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ItemExplanation} of {@code docs/openapi.yaml}. */
record ExplanationForm(String itemId, String kind, String title, String answer, List<CalendarPart> calendars) {

    record CalendarPart(
            @Nullable String connectionId,
            @Nullable String provider,
            @Nullable String account,
            @Nullable String calendarName,
            String person,
            @Nullable String personName,
            String state,
            String answer,
            ActionForm action,
            List<LineForm> lines) {

        static CalendarPart of(OfCalendar part) {
            return new CalendarPart(
                    part.connection().map(one -> one.id().value()).orElse(null),
                    part.connection().map(one -> one.provider().word()).orElse(null),
                    part.connection().map(one -> one.account().email()).orElse(null),
                    part.connection()
                            .flatMap(Connection::calendar)
                            .map(ChosenCalendar::name)
                            .orElse(null),
                    part.person().value(),
                    part.connection().map(ConnectionForm::nameOf).orElse(null),
                    part.state(),
                    part.answer(),
                    ActionForm.of(part.remedy()),
                    part.lines().stream().map(LineForm::of).toList());
        }
    }

    record LineForm(String at, String kind, String rule, String ruleTitle, String sentence, String run) {

        static LineForm of(Explanation line) {
            return new LineForm(
                    line.at().toString(),
                    JobForm.word(line.kind()),
                    line.rule(),
                    Rules.title(line.rule()),
                    line.sentence(),
                    line.run());
        }
    }

    static ExplanationForm of(Explained explained) {
        return new ExplanationForm(
                explained.item().text(),
                explained.item() instanceof ItemId.OfJob ? "job" : "event",
                explained.title(),
                explained.answer(),
                explained.calendars().stream().map(CalendarPart::of).toList());
    }
}
