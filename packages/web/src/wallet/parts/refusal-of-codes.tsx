import { Button, StatusPanel } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

/** Why no payment code is issued. */
export function RefusalOfCodes({
  code,
  onRetry,
}: {
  readonly code: string;
  readonly onRetry: () => void;
}) {
  const { say } = useSay();
  const title =
    code === 'wallet-frozen'
      ? say('refused.frozen')
      : code === 'too-many-codes'
        ? say('refused.tooManyCodes')
        : say('refused.other', { code });
  return (
    <div className="no-code">
      <StatusPanel
        state={code === 'wallet-frozen' ? 'closed' : 'refused'}
        title={title}
        actions={
          <Button full onClick={onRetry}>
            {say('next.retry')}
          </Button>
        }
      />
    </div>
  );
}
