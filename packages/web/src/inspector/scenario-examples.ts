/** Texts to begin with. */
export const scenarioExamples = {
  unsure: {
    name: 'unsure twice',
    when: { service: 'alipay.acquire.overseas.spot.pay' },
    then: [{ times: 2, answer: 'SYSTEM_ERROR', although: 'paid' }, 'pass'],
  },
  silent: {
    name: 'no answer',
    when: { service: 'alipay.acquire.overseas.spot.pay', fields: { trans_amount: '39.25' } },
    then: [{ silence: '30s' }],
    for: '10m',
  },
  lost: {
    name: 'first notification is lost',
    when: { notification: 'any' },
    then: [{ lose: true }, 'pass'],
  },
  slow: {
    name: 'slow answers',
    when: {},
    then: [{ times: 100, delay: { from: '1s', to: '3s', seed: 7 } }],
  },
} as const;

export type ScenarioExample = keyof typeof scenarioExamples;
