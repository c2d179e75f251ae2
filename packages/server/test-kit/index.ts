/** What tests of the server share. Never part of the built program. */
export { createTestDatabase, type TestDatabase } from './test-database.ts';
