import { ExternalLink, TriangleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import type { ServiceWishes } from '../../shared/api/switch-services';
import type { Connection, ConnectionService, Service } from '../../shared/api/types';
import { scopeInWords, consentLines } from '../../shared/connection/service-words';
import { isLeaving, wishAgain, type Connect } from '../../shared/connection/use-connect';
import { Button } from '../../shared/ui/button';
import { Disclosure } from '../../shared/ui/disclosure';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { providerName } from '../../shared/ui/provider-mark';
import { Toggle } from '../../shared/ui/switch';
import { CalendarChoiceButtons } from './calendar-choice-buttons';
import { takenAwayInWords } from './connection-words';
import { calendarChoiceOf, takesAway, undoOf, wished, wishesFor } from './service-choice';
import { useSwitchServices } from './use-switch-services';

/** Tells that something was switched off, with the way back. */
export type OnSwitchedOff = (words: string, undo: () => void) => void;

/** What Syncline may do with an account: a choice of three for calendars, and a switch for each other service. */
export function ServicesEditor({
  connection,
  ownerName,
  connect,
  onSwitchedOff,
}: {
  connection: Connection;
  ownerName: string;
  connect: Connect;
  onSwitchedOff: OnSwitchedOff;
}) {
  const switching = useSwitchServices(connection, connect);
  const services = switching.isPending
    ? wished(connection.services, switching.variables.wishes)
    : connection.services;
  const choice = calendarChoiceOf({ services });
  const serviceOf = (name: Service) => services.find(({ service }) => service === name);
  const change = (what: 'calendar' | 'mail' | 'contacts', wishes: ServiceWishes) => {
    const before = connection;
    switching.mutate(
      { wishes, isUndo: false },
      {
        onSuccess: () => {
          if (!takesAway(before.services, wishes)) return;
          onSwitchedOff(takenAwayInWords(before, what, wishes), () =>
            switching.mutate({ wishes: undoOf(before.services, wishes), isUndo: true }),
          );
        },
      },
    );
  };
  const row = { connection, ownerName, connect };
  return (
    <div role="group" aria-label={`Services of ${connection.account.email}`}>
      <ul className="divide-y divide-line border-y border-line">
        <ServiceRow
          {...row}
          name="Calendar"
          state={serviceOf(choice === 'calendar-read' ? 'calendar-read' : 'calendar')}
          scope={choice === 'off' ? 'Syncline does not look into your calendars.' : scopeInWords[choice]}
          control={
            <CalendarChoiceButtons choice={choice} onChoose={(next) => change('calendar', wishesFor(next))} />
          }
        />
        {(['mail', 'contacts'] as const).map((service) => (
          <ServiceRow
            key={service}
            {...row}
            name={service === 'mail' ? 'Mail' : 'Contacts'}
            state={serviceOf(service)}
            scope={scopeInWords[service]}
            control={
              <Toggle
                label={service === 'mail' ? 'Mail' : 'Contacts'}
                checked={serviceOf(service)?.requested ?? false}
                onChange={(on) => change(service, { [service]: on })}
              />
            }
          />
        ))}
      </ul>
      {switching.isError && (
        <div className="mt-3">
          <ProblemNotice error={switching.error} />
        </div>
      )}
      <div className="mt-2.5">
        <WhatIsAsked connection={connection} services={services} />
      </div>
    </div>
  );
}

function ServiceRow({
  name,
  state,
  scope,
  control,
  connection,
  ownerName,
  connect,
}: {
  name: string;
  state: ConnectionService | undefined;
  scope: string;
  control: ReactNode;
  connection: Connection;
  ownerName: string;
  connect: Connect;
}) {
  const id = useId();
  const missing = state?.requested === true && state.health === 'not-granted';
  return (
    <li aria-labelledby={id} className="py-2.5">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h4 id={id} className="font-medium">
            {name}
          </h4>
          <p className="text-sm text-pretty text-ink-soft">{scope}</p>
        </div>
        {control}
      </div>
      {missing && (
        <div className="mt-2 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
          <p className="flex min-w-0 flex-1 basis-60 items-start gap-1.5 text-pretty">
            <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
            {connection.own
              ? `On, but not allowed at ${providerName(connection.provider)} yet.`
              : `On, but ${ownerName} has to allow it: the button is on their own Connections page.`}
          </p>
          {connection.own && (
            <AllowButton connection={connection} service={state.service} connect={connect} />
          )}
        </div>
      )}
    </li>
  );
}

function AllowButton({
  connection,
  service,
  connect,
}: {
  connection: Connection;
  service: Service;
  connect: Connect;
}) {
  return (
    <Button
      size="small"
      look="primary"
      onClick={() => connect.mutate(wishAgain(connection, [service]))}
      busy={isLeaving(connect, connection.provider, connection.id)}
    >
      <ExternalLink aria-hidden />
      Allow at {providerName(connection.provider)}
    </Button>
  );
}

function WhatIsAsked({
  connection: { provider },
  services,
}: {
  connection: Connection;
  services: readonly ConnectionService[];
}) {
  const name = providerName(provider);
  const on = services.filter(({ requested }) => requested).map(({ service }) => service);
  return (
    <Disclosure summary={`What ${name} asks you to allow`}>
      <div className="mt-1.5 pl-4.5 text-ink-soft">
        <p>For what is switched on, {name}’s page asks in about these words:</p>
        <ul className="mt-1 list-disc space-y-0.5 pl-5">
          {consentLines(provider, on).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className="mt-1.5 text-pretty">
          Switching on what was never allowed leads to that page at once. You can leave any box empty there.
        </p>
      </div>
    </Disclosure>
  );
}
