/** Which payments were sent and are not answered: a page that loses its session says so. */
const trades = new Set<string>();

export const paymentUnderWay = {
  get isAny(): boolean {
    return trades.size > 0;
  },
  begin: (tradeId: string) => {
    trades.add(tradeId);
  },
  end: (tradeId: string) => {
    trades.delete(tradeId);
  },
};
