/** Words of top-ups and withdrawals. */
export const transfer = {
  'topUp.title': 'Top up',
  'topUp.how': 'Ask the operator of this wallet to top it up.',
  'topUp.sandbox': 'In a sandbox: npx sampan wallet top-up {wallet} 100.00',
  'topUp.ok': 'Understood',
} as const;
