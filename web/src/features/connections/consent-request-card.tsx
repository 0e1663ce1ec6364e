import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, Hourglass, RotateCw } from 'lucide-react';
import { useId } from 'react';
import { deleteConsentRequest } from '../../shared/api/delete-consent-request';
import { connectionsQuery } from '../../shared/api/list-connections';
import type { ConsentRequest } from '../../shared/api/types';
import { servicesInWords } from '../../shared/connection/service-words';
import { isLeaving, type Connect } from '../../shared/connection/use-connect';
import { distanceInWords } from '../../shared/time/in-words';
import { Badge } from '../../shared/ui/badge';
import { Button } from '../../shared/ui/button';
import { Card } from '../../shared/ui/card';
import { CopyButton } from '../../shared/ui/copy-button';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { accountKind, ProviderMark, providerName } from '../../shared/ui/provider-mark';

/** What waits for an administrator of the account's organisation: the link for them, and the way on. */
export function ConsentRequestCard({
  request,
  connect,
  now,
}: {
  request: ConsentRequest;
  connect: Connect;
  now: Date;
}) {
  const title = useId();
  const { provider, services, askedAt, answeredAt, link } = request;
  const answered = answeredAt !== undefined;
  const queries = useQueryClient();
  const stop = useMutation({
    mutationFn: () => deleteConsentRequest(provider),
    onSuccess: () => queries.invalidateQueries({ queryKey: connectionsQuery.queryKey }),
  });
  const again = (
    <Button
      size="small"
      look={answered ? 'primary' : 'plain'}
      onClick={() => connect.mutate({ provider, services })}
      busy={isLeaving(connect, provider)}
    >
      {answered ? <CircleCheck aria-hidden /> : <RotateCw aria-hidden />}
      {answered ? 'Finish connecting' : 'Try again'}
    </Button>
  );
  return (
    <section aria-labelledby={title}>
      <Card className="space-y-3 px-4 py-4">
        <div>
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <ProviderMark provider={provider} />
            <h2 id={title} className="font-semibold">
              {answered ? 'Your administrator said yes' : 'Waiting for your administrator'}
            </h2>
            <Badge tone={answered ? 'ok' : 'warn'} icon={answered ? CircleCheck : Hourglass}>
              {answered
                ? `answered ${distanceInWords(new Date(answeredAt), now)}`
                : `asked ${distanceInWords(new Date(askedAt), now)}`}
            </Badge>
          </div>
          <p className="mt-1 max-w-2xl text-sm text-pretty text-ink-soft">
            {answered
              ? `One step is left: sign in at ${providerName(provider)} once more. That shows whether the permission is really there.`
              : `${accountKind(provider)} lets only an administrator of your account’s organisation allow access to ${servicesInWords(services)}. ${whatToDo(link, providerName(provider))}`}
          </p>
        </div>
        {!answered && link !== undefined && (
          <div className="flex flex-wrap gap-2">
            <input
              readOnly
              value={link}
              aria-label="Link for your administrator"
              onFocus={(event) => event.target.select()}
              className="h-7 min-w-0 flex-1 basis-56 rounded-md border border-line-strong bg-sunken px-2 font-mono text-xs text-ink-soft"
            />
            <CopyButton text={link} look="primary">
              Copy link for your administrator
            </CopyButton>
          </div>
        )}
        <div className="flex flex-wrap gap-2">
          {again}
          <Button size="small" look="quiet" onClick={() => stop.mutate()} busy={stop.isPending}>
            Stop waiting
          </Button>
        </div>
        {stop.isError && <ProblemNotice error={stop.error} />}
      </Card>
    </section>
  );
}

function whatToDo(link: string | undefined, name: string): string {
  return link === undefined
    ? `${name} has no page to send them to: ask them to trust Syncline in their admin console, then try again.`
    : 'Send them this link: it leads to the page where they can say yes for everybody of your organisation.';
}
