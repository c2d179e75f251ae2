/** Working days: weekdays, public holidays, and operators' overrides. */
export {
  calendarNames,
  loadCalendars,
  putCalendarDay,
  readCalendarDays,
  readProvisional,
  removeCalendarDay,
} from './calendar-days.postgres.ts';
export {
  type CalendarDay,
  Calendars,
  cutOff,
  type DayKind,
  executionDay,
  nextWorkingDay,
  settlementDay,
} from './working-days.ts';
