import { distanceInWords, exactTime } from '../time/in-words';

/** A moment as its distance from now, with the exact time for whoever points at it. */
export function Moment({ at, now, capital = false }: { at: string; now: Date; capital?: boolean }) {
  const instant = new Date(at);
  return (
    <time
      dateTime={at}
      title={exactTime(instant)}
      className={capital ? 'inline-block first-letter:uppercase' : undefined}
    >
      {distanceInWords(instant, now)}
    </time>
  );
}
