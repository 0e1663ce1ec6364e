import { clsx } from 'clsx';
import type { ExplanationLine } from '../api/types';
import { dayOf } from '../time/day';
import { clockTime, dayInWords, exactTime } from '../time/in-words';
import { useNow } from '../time/use-now';
import { Disclosure } from '../ui/disclosure';
import { kindWords } from './line-words';
import { ruleOf } from './rules';

/** What happened, the latest first, under the days on which it did. */
export function Timeline({ lines }: { lines: readonly ExplanationLine[] }) {
  const today = dayOf(useNow(60_000));
  if (lines.length === 0) {
    return (
      <p className="mt-3 rounded-md bg-sunken px-4 py-4 text-center text-sm text-pretty">
        Nothing happened to it here in the last 30 days. What happens next shows up here.
      </p>
    );
  }
  const days = new Map<ReturnType<typeof dayOf>, ExplanationLine[]>();
  for (const line of lines) {
    const day = dayOf(new Date(line.at));
    days.set(day, [...(days.get(day) ?? []), line]);
  }
  return [...days].map(([day, ofDay]) => (
    <section key={day} className="mt-4" aria-label={dayInWords(day, today)}>
      <h4 className="text-xs font-medium text-ink-faint">{dayInWords(day, today)}</h4>
      <ol className="mt-1.5 ml-2 border-l border-line">
        {ofDay.map((line, index) => (
          <TimelineLine key={`${line.at} ${index}`} line={line} />
        ))}
      </ol>
    </section>
  ));
}

function TimelineLine({ line }: { line: ExplanationLine }) {
  const { label, icon: Icon } = kindWords[line.kind];
  const at = new Date(line.at);
  const text = ruleOf(line.rule)?.text;
  return (
    <li className="relative pt-1 pb-3.5 pl-6 last:pb-1" data-rule={line.rule}>
      <span
        className={clsx(
          'absolute top-1 -left-[0.7rem] grid size-5.5 place-items-center rounded-full border bg-surface',
          line.kind === 'failed' ? 'border-bad-line text-bad' : 'border-line-strong text-ink-soft',
        )}
      >
        <Icon className="size-3" aria-hidden />
      </span>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <time dateTime={line.at} title={exactTime(at)} className="text-sm text-ink-faint tabular-nums">
          {clockTime(at)}
        </time>
        <span className="text-xs font-medium text-ink-faint">{label}</span>
      </p>
      <p className={clsx('text-pretty wrap-anywhere', line.kind === 'failed' ? 'text-bad' : 'text-ink')}>
        {line.sentence}
      </p>
      <div className="mt-0.5 flex flex-wrap items-start gap-x-4">
        <Disclosure
          summary={
            <>
              <span className="font-semibold tabular-nums">{line.rule}</span> {line.ruleTitle}
            </>
          }
        >
          <p className="mt-1 mb-1 max-w-prose border-l-2 border-accent-soft pl-2.5 text-pretty text-ink-soft">
            {text ?? 'This version of the pages does not know the rule; the documentation does.'}
          </p>
          <p className="text-xs text-ink-faint">
            Run <code className="wrap-anywhere">{line.run}</code>
          </p>
        </Disclosure>
      </div>
    </li>
  );
}
