import type { Provider } from '../api/types';
import { Button } from '../ui/button';
import { accountKind, ProviderMark } from '../ui/provider-mark';
import { isLeaving, USUAL_SERVICES, type Connect } from './use-connect';

/** One button for each provider that this installation has credentials for; a press leads to its consent page. */
export function ConnectButtons({
  providers,
  connect,
  size = 'normal',
}: {
  providers: readonly Provider[];
  connect: Connect;
  size?: 'normal' | 'large';
}) {
  return providers.map((provider) => (
    <Button
      key={provider}
      size={size}
      onClick={() => connect.mutate({ provider, services: USUAL_SERVICES })}
      busy={isLeaving(connect, provider)}
      disabled={connect.isPending && !isLeaving(connect, provider)}
    >
      <ProviderMark provider={provider} />
      Connect {accountKind(provider)}
    </Button>
  ));
}
