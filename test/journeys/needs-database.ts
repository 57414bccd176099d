/** Tests that need a PostgreSQL server run where one is named, and say plainly that they wait where none is. */
export const HAS_POSTGRES = Boolean(process.env['TEST_DATABASE_URL']);

export const needsPostgres = (title: string): string =>
  HAS_POSTGRES ? title : `${title} (needs TEST_DATABASE_URL)`;
