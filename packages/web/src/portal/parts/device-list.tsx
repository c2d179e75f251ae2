import { useQueryClient } from '@tanstack/react-query';
import {
  Button,
  Failed,
  fullTime,
  IconAvatar,
  ListRow,
  Loading,
  Wrong,
} from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useDevices } from '../queries.ts';
import { useSay } from '../words/use-say.ts';
import { useTask } from './use-task.ts';

/** Where this person is signed in; all but this device can be signed out. */
export function DeviceList() {
  const { say } = useSay();
  const devices = useDevices();
  const queries = useQueryClient();
  const { isBusy, fault, run } = useTask();
  if (devices.isPending) return <Loading what={say('settings.devicesWhat')} />;
  if (!devices.data) return <Failed onRetry={() => void devices.refetch()} />;
  const end = (id: string) =>
    run(async () => {
      await ask('DELETE /sessions/:id', { params: { id } });
      await queries.invalidateQueries({ queryKey: ['sessions'] });
    });
  return (
    <ul className="rows">
      {devices.data.map(({ sessionId, device, openedAt, seenAt, current }) => (
        <li key={sessionId}>
          <ListRow
            avatar={<IconAvatar icon="terminal" size={32} />}
            title={device ?? say('settings.unknownDevice')}
            sub={
              <span className="num">
                {say('settings.since', {
                  opened: fullTime(openedAt).slice(0, 16),
                  seen: fullTime(seenAt).slice(0, 16),
                })}
              </span>
            }
            end={
              current ? (
                <b>{say('settings.thisDevice')}</b>
              ) : (
                <Button size="desk" busy={isBusy} onClick={() => void end(sessionId)}>
                  {say('settings.endDevice')}
                </Button>
              )
            }
          />
        </li>
      ))}
      {fault && (
        <li className="pad">
          <Wrong>{fault.text}</Wrong>
        </li>
      )}
    </ul>
  );
}
