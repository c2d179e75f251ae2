import { Banner, Button, CopyId } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

/** The new key, which no later answer has. */
export function NewMd5Key({
  md5Key,
  onDone,
}: {
  readonly md5Key: string;
  readonly onDone: () => void;
}) {
  const { say } = useSay();
  return (
    <Banner
      tone="closed"
      icon="key"
      title={say('keys.newMd5')}
      actions={
        <Button size="desk" onClick={onDone}>
          {say('keys.kept')}
        </Button>
      }
    >
      {say('keys.newMd5Why')}
      <span className="mono new-key">
        <CopyId id={md5Key} />
      </span>
    </Banner>
  );
}
