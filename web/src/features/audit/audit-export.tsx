import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useRef, useState } from 'react';
import { exportAudit, exportTypes, type ExportFormat } from '../../shared/api/export-audit';
import { explain } from '../../shared/api/problem';
import { dayOf } from '../../shared/time/day';
import { Button } from '../../shared/ui/button';
import { filterOf, type AuditSearch } from './audit-search';
import { download, exportTrail } from './export-trail';

const formats: readonly { format: ExportFormat; label: string }[] = [
  { format: 'csv', label: 'Export CSV' },
  { format: 'jsonl', label: 'Export JSON Lines' },
];

/** Downloads what the filters leave, all of it, as one file. */
export function AuditExport({ search }: { search: AuditSearch }) {
  const [entries, setEntries] = useState(0);
  const stop = useRef(new AbortController());
  const exporting = useMutation({
    mutationFn: (format: ExportFormat) => {
      stop.current = new AbortController();
      setEntries(0);
      const filter = filterOf(search);
      return exportTrail(
        format,
        (next) => exportAudit(format, filter, next),
        setEntries,
        stop.current.signal,
      );
    },
    onSuccess: (exported, format) => {
      if (exported === undefined) return;
      download(exported.text, exportTypes[format], `syncline-audit-${dayOf(new Date())}.${format}`);
    },
  });
  const said = exporting.isPending
    ? `${entries.toLocaleString('en')} entries so far…`
    : exporting.isError
      ? explain(exporting.error).detail
      : exporting.isSuccess && exporting.data !== undefined
        ? `${exporting.data.entries.toLocaleString('en')} entries downloaded.`
        : '';
  return (
    <div className="flex flex-col items-start gap-1 sm:items-end">
      <div className="flex flex-wrap gap-2">
        {formats.map(({ format, label }) => {
          const busy = exporting.isPending && exporting.variables === format;
          return (
            <Button
              key={format}
              onClick={() => exporting.mutate(format)}
              busy={busy}
              disabled={exporting.isPending && !busy}
            >
              {!busy && <Download aria-hidden />}
              {label}
            </Button>
          );
        })}
        {exporting.isPending && (
          <Button look="quiet" onClick={() => stop.current.abort()}>
            Stop
          </Button>
        )}
      </div>
      <p role="status" className="min-h-5 text-sm text-ink-soft tabular-nums">
        {said}
      </p>
    </div>
  );
}
