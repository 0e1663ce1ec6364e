import { describe, expect, it } from 'vitest';
import type { TextPage } from '../../shared/api/send';
import { exportTrail } from './export-trail';

/** Pages by where they begin. */
function pages(known: Record<string, TextPage>) {
  return (next: string | undefined) => {
    const page = known[next ?? ''];
    return page === undefined ? Promise.reject(new Error('No such page')) : Promise.resolve(page);
  };
}

const going = () => new AbortController().signal;

describe('an export', () => {
  it('follows every page, and has its heading once', async () => {
    const told: number[] = [];
    const exported = await exportTrail(
      'csv',
      pages({
        '': { text: 'sequence,at\r\n4,d\r\n3,c\r\n', next: '3' },
        '3': { text: 'sequence,at\r\n', next: '2' },
        '2': { text: 'sequence,at\r\n1,a\r\n', next: undefined },
      }),
      (entries) => told.push(entries),
      going(),
    );
    expect(exported).toEqual({ text: 'sequence,at\r\n4,d\r\n3,c\r\n1,a\r\n', entries: 3 });
    expect(told).toEqual([2, 2, 3]);
  });

  it('of JSON Lines has no heading to drop', async () => {
    const exported = await exportTrail(
      'jsonl',
      pages({ '': { text: '{"a":2}\n', next: '1' }, '1': { text: '{"a":1}\n', next: undefined } }),
      () => undefined,
      going(),
    );
    expect(exported).toEqual({ text: '{"a":2}\n{"a":1}\n', entries: 2 });
  });

  it('is given up whole where a page is missing, not left with a hole', async () => {
    const broken = exportTrail('csv', pages({ '': { text: 'h\r\n', next: '1' } }), () => undefined, going());
    await expect(broken).rejects.toThrow('No such page');
  });

  it('ends when it is stopped, and where the pages go round in a circle', async () => {
    const stop = new AbortController();
    const circle = pages({ '': { text: 'h\r\n1\r\n', next: 'x' }, x: { text: 'h\r\n2\r\n', next: 'x' } });
    expect((await exportTrail('csv', circle, () => undefined, stop.signal))?.entries).toBe(2);
    stop.abort();
    expect(await exportTrail('csv', circle, () => undefined, stop.signal)).toBeUndefined();
  });
});
