/** Words of refusals, each with what to do. */
import type { Translated } from '../../../shared/words/words.tsx';
import type { refusals as english } from '../en/refusals.ts';

export const refusals: Translated<typeof english> = {
  'refused.noAnswer': '伺服器沒有回應，未能確定是否完成。請再試，只會計算一次。',
  'refused.other': '伺服器拒絕要求：{code}。請查閱此代碼的說明。',
  'refused.account': '沒有此賬戶。請從試算表選擇。',
  'refused.transfer': '此要求已不存在。請重新載入頁面。',
  'refused.dateToCome': '此日期尚未到來。請選擇較早的日期。',
  'refused.dayNotOver': '此日尚未結束，會於午夜日結。',
  'refused.entry': '沒有此分錄。請從列表選擇。',
  'refused.host': '管理埠只接受本身的名稱。請以 127.0.0.1 開啟。',
  'refused.field': '有欄位不正確。請更改後再傳送。',
  'refused.job': '伺服器沒有此工作。請重新載入頁面。',
  'refused.jobWaits': '有資料庫連線阻礙此工作。請結束該連線後再執行。',
  'refused.notReady': '資料庫沒有回應，恢復前會拒絕付款。請先檢查資料庫。',
  'refused.clocks': '本機與資料庫的時間不一致。請以同一來源校正兩者。',
  'refused.origin': '不接受其他網站的要求。請以主控台本身的網址開啟。',
  'refused.partner': '沒有此商戶。請從列表選擇。',
  'refused.source': '未有支付此貨幣的銀行戶口。請先設定：sampan payout source。',
  'refused.token': '你尚未登入。請先登入。',
  'refused.transferDone': '此要求已完成，不能拒絕。請重新載入頁面。',
  'refused.transferRefused': '此要求已被拒絕。請重新載入頁面。',
  'refused.wallet': '沒有此錢包。請檢查號碼。',
};
