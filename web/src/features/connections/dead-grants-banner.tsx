import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RotateCw, TriangleAlert } from 'lucide-react';
import { connectionsQuery } from '../../shared/api/list-connections';
import { isDead } from '../../shared/connection/health-words';
import { isLeaving, useConnect, wishAgain } from '../../shared/connection/use-connect';
import { Button, buttonStyle } from '../../shared/ui/button';
import { explain } from '../../shared/api/problem';
import { bannerWords } from './banner-words';

/** Milliseconds between two looks whether an account of one's own has died. */
const GENTLE = 60_000;

/** Says on every page that an account of one's own does not work any more, with the button that mends it. */
export function DeadGrantsBanner() {
  const connect = useConnect();
  const dead = useQuery({ ...connectionsQuery, refetchInterval: GENTLE }).data?.connections.filter(
    (one) => one.own && isDead(one),
  );
  const only = dead?.length === 1 ? dead[0] : undefined;
  return (
    <div role="status">
      {dead !== undefined && dead.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-bad-line bg-bad-soft px-4 py-2 sm:px-6 lg:px-8">
          <p className="flex min-w-0 flex-1 basis-60 items-start gap-2 text-pretty wrap-anywhere">
            <TriangleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden />
            {connect.isError ? explain(connect.error).detail : bannerWords(dead)}
          </p>
          {only?.state === 'needs-reconnect' ? (
            <Button
              size="small"
              look="primary"
              onClick={() => connect.mutate(wishAgain(only))}
              busy={isLeaving(connect, only.provider, only.id)}
            >
              <RotateCw aria-hidden />
              Connect again
            </Button>
          ) : (
            <Link to="/connections" className={buttonStyle({ size: 'small', look: 'primary' })}>
              See what to do
            </Link>
          )}
        </div>
      )}
    </div>
  );
}
