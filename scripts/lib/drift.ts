import { withClient } from './postgres.ts'
import type { Shapes, TableShape } from './prisma-schema.ts'

/** Tables that only other tools read: Prisma's own list, and the sessions of the web server. */
const NOT_IN_SCHEMA = new Set(['_prisma_migrations', 'user_session'])

/** Describes the tables of a database in the words of the drift check. */
export async function readDatabase(url: string): Promise<Shapes> {
  return withClient(url, async (client) => {
    const shapes: Shapes = {}
    const of = (table: string): TableShape => {
      shapes[table] ??= { columns: {}, primaryKey: '', uniques: [], foreignKeys: [] }
      return shapes[table]
    }
    const columns = await client.query<{ table: string; column: string; type: string; required: boolean }>(`
      SELECT c.relname AS "table", a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type,
             a.attnotnull AS required
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND a.attnum > 0 AND NOT a.attisdropped`)
    for (const row of columns.rows) {
      const { table, column, type } = row
      of(table).columns[column] = `${type}${row.required && !type.endsWith('[]') ? ' not null' : ''}`
      // Prisma has no optional lists: a list column counts as required on both sides.
      if (type.endsWith('[]')) of(table).columns[column] = `${type} not null`
    }
    const indexes = await client.query<{ table: string; primary: boolean; columns: string }>(`
      SELECT c.relname AS "table", i.indisprimary AS "primary",
             (SELECT string_agg(a.attname, ',' ORDER BY k.ord)
              FROM unnest(i.indkey) WITH ORDINALITY k(num, ord)
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.num) AS columns
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique
        AND i.indpred IS NULL AND i.indexprs IS NULL`)
    for (const row of indexes.rows) {
      if (row.primary) of(row.table).primaryKey = row.columns
      else of(row.table).uniques.push(row.columns)
    }
    const keys = await client.query<{ table: string; target: string; columns: string; references: string }>(`
      SELECT c.relname AS "table", t.relname AS target,
             (SELECT string_agg(a.attname, ',' ORDER BY k.ord) FROM unnest(o.conkey) WITH ORDINALITY k(num, ord)
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.num) AS columns,
             (SELECT string_agg(a.attname, ',' ORDER BY k.ord) FROM unnest(o.confkey) WITH ORDINALITY k(num, ord)
              JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.num) AS "references"
      FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_class t ON t.oid = o.confrelid
      WHERE o.contype = 'f' AND c.relnamespace = 'public'::regnamespace`)
    for (const row of keys.rows)
      of(row.table).foreignKeys.push(`${row.columns} → ${row.target}(${row.references})`)
    return shapes
  })
}

/**
 * Names every difference between `schema.prisma` and the migrated database. A foreign key that only the database
 * has is fine: the schema need not offer each relation to the code.
 */
export function differences(schema: Shapes, database: Shapes): string[] {
  const found: string[] = []
  for (const [table, wanted] of Object.entries(schema)) {
    const there = database[table]
    if (!there) {
      found.push(`${table}: in schema.prisma, but no migration makes it`)
      continue
    }
    const columns = new Set([...Object.keys(wanted.columns), ...Object.keys(there.columns)])
    for (const column of columns) {
      const [inSchema, inDatabase] = [wanted.columns[column], there.columns[column]]
      if (inSchema === inDatabase) continue
      const name = `${table}.${column}`
      if (inSchema === undefined)
        found.push(`${name}: in the database (${inDatabase}), but not in schema.prisma`)
      else if (inDatabase === undefined)
        found.push(`${name}: in schema.prisma (${inSchema}), but not in the database`)
      else found.push(`${name}: ${inSchema} in schema.prisma, ${inDatabase} in the database`)
    }
    if (wanted.primaryKey !== there.primaryKey) {
      found.push(
        `${table}: primary key (${wanted.primaryKey}) in schema.prisma, (${there.primaryKey}) in the database`,
      )
    }
    for (const list of missingFrom(there.uniques, wanted.uniques))
      found.push(`${table}: the database lacks unique (${list})`)
    for (const list of missingFrom(wanted.uniques, there.uniques)) {
      found.push(`${table}: schema.prisma lacks unique (${list})`)
    }
    for (const key of missingFrom(there.foreignKeys, wanted.foreignKeys)) {
      found.push(`${table}: the database lacks the foreign key ${key}`)
    }
  }
  for (const table of Object.keys(database)) {
    if (!schema[table] && !NOT_IN_SCHEMA.has(table))
      found.push(`${table}: in the database, but not in schema.prisma`)
  }
  return found.sort()
}

const missingFrom = (there: string[], wanted: string[]) => wanted.filter((one) => !there.includes(one))
