-- The record also has the files that a partner has fetched over SFTP.
alter table exchanges drop constraint exchanges_kind_check;
alter table exchanges add constraint exchanges_kind_check
  check (kind in ('request', 'notification', 'download'));
