import type { Translated } from '../../../shared/words/words.tsx';
import type { transfer as english } from '../en/transfer.ts';

export const transfer: Translated<typeof english> = {
  'topUp.title': '充值',
  'topUp.how': '请向本钱包的运营方充值。',
  'topUp.sandbox': '沙盒内：npx sampan wallet top-up {wallet} 100.00',
  'topUp.ok': '知道了',
};
