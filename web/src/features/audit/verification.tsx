import { useMutation } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import type { AuditVerification } from '../../shared/api/types';
import { verifyAudit } from '../../shared/api/verify-audit';
import { useNow } from '../../shared/time/use-now';
import { Button } from '../../shared/ui/button';
import { Card } from '../../shared/ui/card';
import { Notice } from '../../shared/ui/notice';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { Progress } from '../../shared/ui/progress';
import { verdictInWords } from './audit-words';

/** Proves that no entry was touched, or names the first one that was. */
export function Verification({ onShow }: { onShow: (entry: number) => void }) {
  const verifying = useMutation({ mutationFn: verifyAudit });
  return (
    <Card className="space-y-3 px-4 py-3.5">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="font-semibold">Verification</h2>
          <p className="text-sm text-pretty text-ink-soft">
            Every entry carries the fingerprint of the one before, and seals are kept where nobody can change
            them. Verifying checks all of it.
          </p>
        </div>
        <Button onClick={() => verifying.mutate()} busy={verifying.isPending}>
          {!verifying.isPending && <ShieldCheck aria-hidden />}
          {verifying.isPending ? 'Verifying…' : 'Verify the trail'}
        </Button>
      </div>
      {verifying.isPending && <Progress label="Verification" done={0} />}
      {verifying.isError && <ProblemNotice error={verifying.error} />}
      {verifying.isSuccess && <Result found={verifying.data} onShow={onShow} />}
    </Card>
  );
}

function Result({ found, onShow }: { found: AuditVerification; onShow: (entry: number) => void }) {
  const now = useNow(10_000);
  const { title, detail } = verdictInWords(found, now);
  const { sequence } = found;
  return (
    <Notice
      tone={found.intact ? 'ok' : 'bad'}
      title={title}
      action={
        sequence !== undefined && (
          <Button size="small" onClick={() => onShow(sequence)}>
            Show entry {sequence}
          </Button>
        )
      }
    >
      {detail}
    </Notice>
  );
}
