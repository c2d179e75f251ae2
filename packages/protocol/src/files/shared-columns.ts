import { formatAmount, rateText } from '@sampan/primitives';
import { amountCell, plainCell, rateCell, textCell } from './cells.ts';
import type { Columns } from './column.ts';
import type { FileRecord, FileRow } from './rows.ts';

/** The last columns of both files under both contracts (14 §3.2, §4.2). */
export const sharedColumns = [
  {
    name: 'Secondary_merchant_industry',
    write: ({ industry }) => plainCell(industry),
    read: { field: 'industry', as: textCell },
  },
  {
    name: 'Secondary_merchant_name',
    write: ({ merchantName }) => plainCell(merchantName),
    read: { field: 'merchantName', as: textCell },
  },
  {
    name: 'Secondary_merchant_id',
    only: 'hk',
    write: ({ merchantId }) => plainCell(merchantId),
    read: { field: 'merchantId', as: textCell },
  },
  {
    name: 'Operator_name',
    write: ({ operatorName }) => plainCell(operatorName),
    read: { field: 'operatorName', as: textCell },
  },
  {
    name: 'Order_scene',
    write: ({ orderScene }) => orderScene,
    read: { field: 'orderScene', as: textCell },
  },
  { name: 'Trans_currency', write: ({ price }) => price.currency },
  {
    name: 'Trans_amount',
    write: ({ price }) => formatAmount(price),
    read: { field: 'price', as: amountCell('Trans_currency') },
  },
  {
    name: 'Trans_forex_rate',
    write: ({ priceRate }) => rateText(priceRate),
    read: { field: 'priceRate', as: rateCell },
  },
  {
    name: 'Issue',
    only: 'hk',
    write: ({ issue }) => issue,
    read: { field: 'issue', as: textCell },
  },
] as const satisfies Columns<FileRow, FileRecord>;
