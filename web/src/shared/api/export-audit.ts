import type { AuditFilter } from './list-audit';
import { requestText } from './request';
import type { TextPage } from './send';

export type ExportFormat = 'csv' | 'jsonl';

export const exportTypes: Record<ExportFormat, string> = {
  csv: 'text/csv',
  jsonl: 'application/jsonl',
};

/** One page of the trail as text, of at most 1,000 entries. */
export function exportAudit(
  format: ExportFormat,
  filter: AuditFilter,
  next: string | undefined,
): Promise<TextPage> {
  const parameters = new URLSearchParams({
    ...filter,
    ...(next === undefined ? {} : { next }),
    limit: '1000',
    format,
  });
  return requestText(`/v1/audit?${parameters.toString()}`, exportTypes[format]);
}
