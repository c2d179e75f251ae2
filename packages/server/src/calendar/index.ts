/** On which days work is done: weekdays, public holidays, and what an operator has said of a day. */
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
