import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import type { Provider, Service } from '../../shared/api/types';
import { consentLines, scopeInWords } from '../../shared/connection/service-words';
import { isLeaving, type Connect } from '../../shared/connection/use-connect';
import { Button } from '../../shared/ui/button';
import { Dialog } from '../../shared/ui/dialog';
import { Disclosure } from '../../shared/ui/disclosure';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { accountKind, ProviderMark, providerName } from '../../shared/ui/provider-mark';
import { Toggle } from '../../shared/ui/switch';
import { CalendarChoiceButtons } from './calendar-choice-buttons';
import type { CalendarChoice } from './service-choice';

/** Chooses what to share before the provider asks for it. */
export function ConnectDialog({
  providers,
  connect,
  onClose,
}: {
  providers: readonly Provider[];
  connect: Connect;
  onClose: () => void;
}) {
  const [provider, setProvider] = useState(providers[0]);
  const [calendar, setCalendar] = useState<CalendarChoice>('calendar');
  const [others, setOthers] = useState<readonly Service[]>([]);
  const services: readonly Service[] = calendar === 'off' ? others : [calendar, ...others];
  if (provider === undefined) return null;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Choose what to share"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={services.length === 0}
            onClick={() => connect.mutate({ provider, services })}
            busy={isLeaving(connect, provider)}
          >
            <ExternalLink aria-hidden />
            Continue to {providerName(provider)}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {providers.length > 1 && (
          <fieldset>
            <legend className="mb-1.5 text-sm font-medium text-ink">Account</legend>
            <div className="flex flex-wrap gap-2">
              {providers.map((one) => (
                <label
                  key={one}
                  className="flex flex-1 items-center gap-2 rounded-md border border-line-strong px-3 py-2 text-ink has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-strong"
                >
                  <input
                    type="radio"
                    name="provider"
                    checked={one === provider}
                    onChange={() => setProvider(one)}
                    className="accent-accent outline-none"
                  />
                  <ProviderMark provider={one} />
                  {accountKind(one)}
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <div className="divide-y divide-line border-y border-line">
          <Share
            name="Calendar"
            scope={
              calendar === 'off' ? 'Syncline does not look into your calendars.' : scopeInWords[calendar]
            }
          >
            <CalendarChoiceButtons choice={calendar} onChoose={setCalendar} />
          </Share>
          {(['mail', 'contacts'] as const).map((service) => (
            <Share
              key={service}
              name={service === 'mail' ? 'Mail' : 'Contacts'}
              scope={scopeInWords[service]}
            >
              <Toggle
                label={service === 'mail' ? 'Mail' : 'Contacts'}
                checked={others.includes(service)}
                onChange={(on) =>
                  setOthers(on ? [...others, service] : others.filter((one) => one !== service))
                }
              />
            </Share>
          ))}
        </div>
        <Disclosure summary={`What ${providerName(provider)} asks you to allow`}>
          <ul className="mt-1.5 list-disc space-y-0.5 pl-9">
            {consentLines(provider, services).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Disclosure>
        <p role="status" className="text-sm text-warn empty:hidden">
          {services.length === 0 && 'Choose at least one thing to share.'}
        </p>
        {connect.isError && <ProblemNotice error={connect.error} />}
      </div>
    </Dialog>
  );
}

function Share({ name, scope, children }: { name: string; scope: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium text-ink">{name}</p>
        <p className="text-sm text-pretty">{scope}</p>
      </div>
      {children}
    </div>
  );
}
