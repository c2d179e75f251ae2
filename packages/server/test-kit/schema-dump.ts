/**
 * The schema of a database as readable SQL, the same every time: tables and columns in their order,
 * constraints and indexes by name. It is read by people, and compared by a test; it is never run.
 */
import pg from 'pg';

interface Line {
  readonly table: string;
  readonly line: string;
}

const columns = `
  select relname as table, format('%s %s%s%s', attname, format_type(atttypid, atttypmod),
      case when attnotnull then ' not null' else '' end,
      coalesce(' default ' || pg_get_expr(adbin, adrelid), '')) as line
  from pg_attribute
  join pg_class on pg_class.oid = attrelid
  left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where relkind = 'r' and relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped
  order by relname collate "C", attnum`;

// From PostgreSQL 18 on, "not null" is listed as a constraint too; it stands with the column.
const constraints = `
  select relname as table,
    format('constraint %s %s', conname, pg_get_constraintdef(pg_constraint.oid)) as line
  from pg_constraint join pg_class on pg_class.oid = conrelid
  where connamespace = 'public'::regnamespace and contype <> 'n'
  order by relname collate "C", array_position('{p,u,f,c}', contype::text), conname collate "C"`;

const indexes = `
  select relname as table, pg_get_indexdef(indexrelid) as line
  from pg_index join pg_class on pg_class.oid = indrelid
  where relnamespace = 'public'::regnamespace
    and not exists (select from pg_constraint where conindid = indexrelid)
  order by 1, indexrelid::regclass::text collate "C"`;

const options = `
  select relname as table, array_to_string(reloptions, ', ') as line from pg_class
  where relkind = 'r' and relnamespace = 'public'::regnamespace and reloptions is not null`;

const domains = `
  select typname as table, format('create domain %s as %s %s;', typname,
      format_type(typbasetype, typtypmod), pg_get_constraintdef(pg_constraint.oid)) as line
  from pg_type join pg_constraint on contypid = pg_type.oid
  where typnamespace = 'public'::regnamespace
  order by typname collate "C"`;

const heading = `-- What the migrations add up to. Made by \`npm run schema -w packages/server\`; do not edit.
`;

export async function dumpSchema(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const read = async (text: string) => (await client.query<Line>(text)).rows;
    const inside = [...(await read(columns)), ...(await read(constraints))];
    const beside = await read(indexes);
    const storage = await read(options);
    const types = (await read(domains)).map(({ line }) => line).join('\n');
    const tables = [...new Set(inside.map(({ table }) => table))].sort();
    const texts = tables.map((table) => {
      const of = (lines: readonly Line[]) => lines.filter((each) => each.table === table);
      const body = of(inside).map(({ line }) => `  ${line}`);
      const [option] = of(storage);
      const end = option ? `) with (${option.line});` : ');';
      return [
        `create table ${table} (`,
        body.join(',\n'),
        end,
        ...of(beside).map(({ line }) => `${line.replaceAll('public.', '')};`),
      ].join('\n');
    });
    return `${[heading, types, ...texts].join('\n\n').replace('\n\n\n', '\n\n')}\n`;
  } finally {
    await client.end();
  }
}
