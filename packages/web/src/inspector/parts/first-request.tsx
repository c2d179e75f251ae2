import { useQuery } from '@tanstack/react-query';
import { Empty } from '../../shared/index.ts';
import { useWorld } from '../use-world.ts';
import { useSay } from '../words/use-say.ts';
import { CopyButton } from './copy-button.tsx';

/** What stands where no exchange is yet: a command that makes one. */
export function FirstRequest() {
  const { say } = useSay();
  const { world, ask } = useWorld();
  const { data } = useQuery({
    queryKey: [world, 'server'],
    queryFn: () => ask('GET /admin/server'),
  });
  const command = data && `curl '${data.gateway}?service=alipay.acquire.overseas.query'`;
  return (
    <Empty title={say('list.none')} action={command && <CopyButton text={command} />}>
      {say('list.noneWhy')}
      {command && <code className="command">{command}</code>}
    </Empty>
  );
}
