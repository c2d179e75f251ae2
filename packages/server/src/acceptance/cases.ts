/** All acceptance cases, in their order. */
import { barcodeCases } from './barcode-cases.ts';
import { type AcceptanceCase, type CaseVerdict, decide } from './case.ts';
import { fileAndWalletCases } from './file-and-wallet-cases.ts';
import { giveBackCases } from './give-back-cases.ts';
import type { PartnerHistory } from './histories.ts';
import { notificationCases } from './notification-cases.ts';
import { openOutcomeCases } from './open-outcome-cases.ts';
import { orderCodeCases } from './order-code-cases.ts';
import { shopCodeCases } from './shop-code-cases.ts';

const { scanAndPay, notScanned, notificationLost, otherAmount } = orderCodeCases;
const { twice, forged } = notificationCases;

const cases: readonly AcceptanceCase[] = [
  ...barcodeCases,
  ...openOutcomeCases,
  ...[scanAndPay, notScanned, notificationLost, twice, forged, otherAmount],
  ...shopCodeCases,
  ...giveBackCases,
  ...fileAndWalletCases,
];

export const acceptanceOf = (partner: PartnerHistory): readonly CaseVerdict[] =>
  cases.map((one) => decide(one, partner));
