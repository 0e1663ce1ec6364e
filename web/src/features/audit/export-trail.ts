import type { ExportFormat } from '../../shared/api/export-audit';
import type { TextPage } from '../../shared/api/send';

/** The whole trail as one text; `undefined` where somebody stopped it. */
export interface Exported {
  text: string;
  entries: number;
}

/**
 * Follows the pages of an export to the end and puts them together.
 *
 * @param page asks for a page
 * @param onProgress is told how many entries are there so far
 */
export async function exportTrail(
  format: ExportFormat,
  page: (next: string | undefined) => Promise<TextPage>,
  onProgress: (entries: number) => void,
  signal: AbortSignal,
): Promise<Exported | undefined> {
  const lines: string[] = [];
  const heading = format === 'csv' ? 1 : 0;
  const seen = new Set<string>();
  let next: string | undefined;
  do {
    const answer = await page(next);
    if (signal.aborted) return undefined;
    const more = linesOf(answer.text);
    lines.push(...(lines.length === 0 ? more : more.slice(heading)));
    onProgress(Math.max(lines.length - heading, 0));
    next = answer.next === undefined || seen.has(answer.next) ? undefined : answer.next;
    if (next !== undefined) seen.add(next);
  } while (next !== undefined);
  const end = format === 'csv' ? '\r\n' : '\n';
  return {
    text: lines.map((line) => line + end).join(''),
    entries: Math.max(lines.length - heading, 0),
  };
}

/** An entry never holds a line break: a page is as many entries as it has lines. */
function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}

/** Hands a text to the browser as a file. */
export function download(text: string, type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
