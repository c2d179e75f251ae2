/** What the till that is killed and the one that comes after it have in common. */
import { completeSettings } from '../src/index.ts';

export const stories = ['paid and refunded', 'not confirmed', 'shown, not scanned'] as const;
export type Story = (typeof stories)[number];

/** The deadline comes soon where the story waits for it. Each story has ids of its own. */
export const dyingSettings = (story: Story) => ({
  settings: {
    ...completeSettings({ code: `T${stories.indexOf(story)}` }),
    secondsToPay: story === 'paid and refunded' ? 3 : 0.12,
  },
  askAgainMs: 50,
});
