/** Days of business at two shops, until all sales are settled and filed. */
export { prepareFolder } from './book-files.ts';
export { chooseDays, spanToSearch, weekdayOf } from './choose-days.ts';
export type { AcceptedRefund } from './day-plan.ts';
export { type Holiday, readHolidays } from './holidays.ts';
export { bookText, totalsOf, totalsView } from './own-book.ts';
export { type Done, playDay } from './play-day.ts';
export { type DaysPlayed, playDays, type ShopResult, type Teller } from './play-days.ts';
export { moveTo, readToday, type Sandbox, type TimeOfDay } from './sandbox.ts';
export { settleUp } from './settle-up.ts';
export { gelateria, noodleBar, openShop, type Shop } from './shop.ts';
export { fetchFile, listFiles, type ReadShopFile } from './shop-files.ts';
