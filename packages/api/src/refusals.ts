/** Refusals that several routes have, as the business gives them. */

/** Why a waiting trade is not paid. */
export const refusalsToPay = {
  'trade-unknown': 409,
  'trade-closed': 409,
  'trade-paid': 409,
  'partner-suspended': 409,
  'wallet-frozen': 409,
  'wallet-kind-not-accepted': 409,
  'partner-payment-limit-exceeded': 409,
  'partner-day-limit-exceeded': 409,
  'partner-month-limit-exceeded': 409,
  'payment-limit-exceeded': 409,
  'day-limit-exceeded': 409,
  'month-limit-exceeded': 409,
  'balance-not-enough': 409,
} as const;

/** Why a scanned code opens no order. */
export const refusalsToOpen = {
  'code-unknown': 409,
  'order-closed': 409,
  'order-paid': 409,
  'buyer-differs': 409,
  'partner-suspended': 409,
  'wallet-frozen': 409,
  'wallet-kind-not-accepted': 409,
  'code-not-usable': 409,
  'currency-differs': 409,
  'currency-not-supported': 409,
  'amount-too-small': 409,
  'amount-not-allowed': 409,
  'partner-payment-limit-exceeded': 409,
  'too-many-unpaid-orders': 409,
} as const;
