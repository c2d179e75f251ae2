/** Texts of the members of JSON parameters. */
import type { Fields } from '../../fields.ts';
import { channelFeeMembers } from '../../kinds/channel-fee.ts';
import { bizDataMembers } from '../../services/biz-data.ts';
import { driverMembers } from '../../services/maintain-shop.ts';
import { goodsMembers } from '../../services/precreate.ts';
import { extendInfo, tradeInformation } from '../../services/shared.ts';
import type { FieldTexts, Text } from '../text.ts';
import * as common from './common.ts';
import { bizDataTexts } from './merchant-codes.ts';

const extendInfoTexts: FieldTexts<typeof extendInfo> = {
  secondary_merchant_id: common.subMerchantId,
  secondary_merchant_name: common.subMerchantName,
  secondary_merchant_industry: common.categoryCode,
  store_id: common.storeId,
  store_name: common.storeName,
  terminal_id: ['Id of the terminal.', '終端機編號。', '终端编号。'],
  sys_service_provider_id: common.serviceProvider,
};

const tradeInformationTexts: FieldTexts<typeof tradeInformation> = {
  goods_info: [
    'Goods as name^quantity, separated by a vertical bar.',
    '商品，格式為「名稱^數量」，以「|」分隔。',
    '商品，格式为“名称^数量”，以“|”分隔。',
  ],
  business_type: ['4: goods.', '業務類型，4 為商品。', '业务类型，4 为商品。'],
  total_quantity: ['Quantity of all goods.', '商品總數量。', '商品总数量。'],
};

const goodsTexts: FieldTexts<typeof goodsMembers> = {
  goodsId: ['The partner’s id of the goods.', '商品編號，由商戶自定。', '商品编号，由商户自定。'],
  goodsName: ['Name.', '商品名稱。', '商品名称。'],
  goodsCategory: ['Category.', '商品類別。', '商品类别。'],
  showUrl: ['Web page.', '商品頁面的網址。', '商品页面的网址。'],
  quantity: ['Quantity.', '數量。', '数量。'],
  body: ['Details.', '商品描述。', '商品描述。'],
  price: ['Price of one piece.', '單價。', '单价。'],
};

const driverTexts: FieldTexts<typeof driverMembers> = {
  operation_id: ['Operation number of the driver.', '司機營運編號。', '司机营运编号。'],
  contact_way: ['Phone number.', '聯絡電話。', '联系电话。'],
  contact_person: ['Name.', '姓名。', '姓名。'],
};

const channelFeeTexts: FieldTexts<typeof channelFeeMembers> = {
  type: [
    'FIXED: an amount. RATE: a share.',
    'FIXED：固定金額；RATE：比率。',
    'FIXED：固定金额；RATE：比率。',
  ],
  value: [
    'An amount in the settlement currency, or a share of 0 to 0.05.',
    '以結算貨幣計的金額，或 0 至 0.05 的比率。',
    '以结算币种计的金额，或 0 至 0.05 的比率。',
  ],
};

const tables: ReadonlyMap<Fields, Readonly<Record<string, Text>>> = new Map<
  Fields,
  Readonly<Record<string, Text>>
>([
  [extendInfo, extendInfoTexts],
  [tradeInformation, tradeInformationTexts],
  [goodsMembers, goodsTexts],
  [driverMembers, driverTexts],
  [channelFeeMembers, channelFeeTexts],
  [bizDataMembers, bizDataTexts],
]);

/** The meanings of a table of members; undefined for a table without texts. */
export const memberTextsOf = (members: Fields): Readonly<Record<string, Text>> | undefined =>
  tables.get(members);
