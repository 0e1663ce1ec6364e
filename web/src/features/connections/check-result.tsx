import { X } from 'lucide-react';
import { clsx } from 'clsx';
import type { Provider } from '../../shared/api/types';
import { serviceNames } from '../../shared/connection/service-words';
import { Button } from '../../shared/ui/button';
import { Progress } from '../../shared/ui/progress';
import { providerName } from '../../shared/ui/provider-mark';
import { findingInWords, findingMarks } from './connection-words';
import type { CheckMutation } from './use-check';

/** What a check is doing, and what it found of each service. */
export function CheckResult({ check, provider }: { check: CheckMutation; provider: Provider }) {
  return (
    <div role="status" className="empty:hidden">
      {check.isPending && (
        <div className="max-w-sm space-y-1.5">
          <p className="text-sm text-ink-soft">Using each service once at {providerName(provider)}…</p>
          <Progress label="Check" done={0} />
        </div>
      )}
      {check.isSuccess && (
        <div className="flex items-start gap-3 rounded-md bg-sunken px-3 py-2.5 text-sm">
          <div className="min-w-0 flex-1">
            <p className="font-medium">Checked just now</p>
            <ul className="mt-1 space-y-1">
              {check.data.findings.map(({ service, finding }) => {
                const { icon: Icon, paint } = findingMarks[finding];
                return (
                  <li key={service} className="flex items-start gap-1.5">
                    <Icon className={clsx('mt-0.5 size-3.5 shrink-0', paint)} aria-hidden />
                    <span>
                      {serviceNames[service]}: {findingInWords(finding, provider)}.
                    </span>
                  </li>
                );
              })}
              {check.data.findings.length === 0 && (
                <li>Nothing is switched on, so there was nothing to use.</li>
              )}
            </ul>
          </div>
          <Button look="quiet" size="small" aria-label="Dismiss the result" onClick={() => check.reset()}>
            <X aria-hidden />
          </Button>
        </div>
      )}
    </div>
  );
}
