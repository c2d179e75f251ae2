import type { Translated } from '../../../shared/words/words.tsx';
import type { transfer as english } from '../en/transfer.ts';

export const transfer: Translated<typeof english> = {
  'topUp.title': '增值',
  'topUp.how': '請向本錢包的營運商增值。',
  'topUp.sandbox': '沙盒內：npx sampan wallet top-up {wallet} 100.00',
  'topUp.ok': '知道了',
};
