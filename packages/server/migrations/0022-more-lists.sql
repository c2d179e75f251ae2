-- Notifications by age, page by page; the ended ones among them too, for retention. A delivery that ends
-- writes no index entry for its age any more.
create index deliveries_by_age on deliveries (created_at, notify_id);
drop index deliveries_ended;

-- Closed days of all partners, newest first.
create index partner_days_by_day on partner_days (day, partner_id, currency);

-- Files of all partners in the order of their list; retention finds the oldest days by it too.
drop index partner_files_by_day;
create index partner_files_by_day on partner_files (day desc, partner_id, kind);
