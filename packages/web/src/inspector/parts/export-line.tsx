import { useQuery } from '@tanstack/react-query';
import { apiUrl } from '../api/client.ts';
import { type ExchangePlace, filterOf } from '../search.ts';
import { useWorld } from '../use-world.ts';
import { useSay } from '../words/use-say.ts';

/** How many exchanges the filters find, and all of them as a file. */
export function ExportLine({ place }: { readonly place: ExchangePlace }) {
  const { say } = useSay();
  const { world, ask } = useWorld();
  const filter = filterOf(place);
  const { data: count } = useQuery({
    queryKey: [world, 'count', filter],
    queryFn: async () => (await ask('GET /admin/exchange-count', { query: filter })).count,
  });
  if (count === undefined || count === 0) return null;
  const asked = new URLSearchParams(filter);
  const url = `${apiUrl(world).replace(/\/$/, '')}/admin/exchanges.csv${asked.size === 0 ? '' : `?${asked}`}`;
  return (
    <footer className="list-foot">
      <span className="num">{say('list.count', { count })}</span>
      <a href={url} download="exchanges.csv">
        {say('list.export', { count })}
      </a>
    </footer>
  );
}
