import type { BusinessDate } from '@sampan/primitives';
import { importRates, sampleRates } from '#fx';
import type { Chapter, Stage, Story } from './story.ts';

const story = (
  name: string,
  minute: number,
  about: string,
  before: Story['before'],
  more: Partial<Story> = {},
): Story => ({
  name,
  about,
  after: '15 §3.1',
  at: `2026-11-22 10:0${minute}`,
  by: 'global',
  ...(before && { before }),
  asked: { service: 'forex_rate_file' },
  sending: { method: 'GET' },
  ...more,
});

const published = ({ world }: Stage) =>
  importRates(world.connection, sampleRates('2026-11-22' as BusinessDate), world.machine.now());

const usedUp = ({ world, partners }: Stage) =>
  world.sql(
    `insert into rate_file_calls values ($1, '2026-11-22', 100)
      on conflict (partner_id) do update set calls = 100`,
    [partners.global],
  );

export const rateFileChapter: Chapter = {
  service: 'forex_rate_file',
  stories: [
    story('empty', 1, 'Nothing was published yet: text, no envelope.', (stage) =>
      stage.world.sql('delete from exchange_rates'),
    ),
    story('published', 2, 'CNY for one unit of each currency, ordered by currency.', published),
    story(
      'refused-illegal-partner-exterface',
      3,
      'A Hong Kong partner is told no rates: XML, as the gateway refuses everything.',
      undefined,
      { by: 'hk' },
    ),
    story('too-many-calls', 4, 'The hundred calls of the business day are used up.', usedUp),
  ],
};
