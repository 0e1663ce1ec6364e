import { Card } from '../../shared/ui/card';
import { ProviderMark } from '../../shared/ui/provider-mark';
import { Cell, HeadCell, Row, Table } from '../../shared/ui/table';
import {
  agreedInWords,
  CalendarName,
  LastRun,
  nextLookInWords,
  SinceChosen,
  StateBadge,
  Story,
  SyncNow,
  useSyncNow,
  type SyncRowProps,
} from './sync-facts';

/** A row per calendar. */
export function SyncTable({ rows }: { rows: readonly SyncRowProps[] }) {
  return (
    <Card>
      <Table className="min-w-[56rem] table-fixed">
        <caption className="sr-only">How each calendar stands</caption>
        <thead>
          <tr>
            <HeadCell className="w-[21%]">Calendar</HeadCell>
            <HeadCell className="w-[27%]">State</HeadCell>
            <HeadCell>Last run</HeadCell>
            <HeadCell>Both sides agreed</HeadCell>
            <HeadCell>Since it was chosen</HeadCell>
            <HeadCell className="w-33">
              <span className="sr-only">Action</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <SyncTableRow key={`${row.calendar.connectionId} ${row.calendar.calendarId}`} {...row} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function SyncTableRow(row: SyncRowProps) {
  const { calendar, who } = row;
  const syncNow = useSyncNow(calendar);
  return (
    <Row>
      <th scope="row" className="px-3 py-2.5 align-top font-normal">
        <span className="flex items-start gap-2.5">
          <ProviderMark provider={calendar.provider} />
          <span className="min-w-0">
            <span className="block text-base leading-5 font-semibold">{who}</span>
            <span className="block text-ink-faint">
              <CalendarName {...calendar} />
            </span>
          </span>
        </span>
      </th>
      <Cell className="space-y-2">
        <StateBadge {...row} />
        <Story {...row} syncNow={syncNow} />
      </Cell>
      <Cell className="tabular-nums">
        <LastRun {...row} />
      </Cell>
      <Cell className="tabular-nums">
        {agreedInWords(row)}
        <span className="block text-ink-faint">Next look {nextLookInWords(row)}</span>
      </Cell>
      <Cell className="tabular-nums">
        <SinceChosen {...row} />
      </Cell>
      <Cell className="text-right">
        <SyncNow calendar={calendar} syncNow={syncNow} />
      </Cell>
    </Row>
  );
}
