/** Words of lists and sums of several pages. */
export const rows = {
  'rows.older': 'Show older',
  'rows.nothing': 'Nothing matches.',
  'rows.clear': 'Clear filters',
  'money.note': 'Times in GMT+8, amounts in {currency}',
  'sums.day': 'Day',
  'sums.payments': 'Payments',
  'sums.paymentsCount': '{count, plural, one {# payment} other {# payments}}',
  'sums.paid': 'Paid {currency}',
  'sums.paidWith': '{count, plural, one {# payment} other {# payments}}',
  'sums.refunded': 'Refunded',
  'sums.refundedWith': '{count, plural, one {# refund} other {# refunds}}',
  'sums.fees': 'Fees',
  'sums.feesReturned': 'Fees returned',
  'sums.net': 'Net {currency}',
  'sums.total': 'Together',
} as const;
