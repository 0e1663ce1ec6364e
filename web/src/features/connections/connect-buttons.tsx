import type { Provider } from '../../shared/api/types';
import { Button } from '../../shared/ui/button';
import { ProviderMark, providerName } from '../../shared/ui/provider-mark';
import type { useConnect } from './use-connect';

/** One button for each provider that this installation has credentials for. */
export function ConnectButtons({
  providers,
  connect,
}: {
  providers: readonly Provider[];
  connect: ReturnType<typeof useConnect>;
}) {
  return providers.map((provider) => (
    <Button
      key={provider}
      onClick={() => connect.mutate(provider)}
      busy={(connect.isPending || connect.isSuccess) && connect.variables === provider}
      disabled={connect.isPending && connect.variables !== provider}
    >
      <ProviderMark provider={provider} />
      Connect {providerName(provider)}
    </Button>
  ));
}
