import { GROUP, PROCESSES, withClient } from './postgres.ts'

/** How PostgreSQL writes a right in an access list. */
const LETTERS: [string, string][] = [
  ['r', 'read'],
  ['a', 'add'],
  ['w', 'change'],
  ['d', 'delete'],
  ['D', 'empty'],
  ['x', 'refer'],
  ['t', 'trigger'],
  ['m', 'maintain'],
  ['U', 'use'],
]

interface Granted {
  what: string
  /** Absent: of the whole. */
  column: string | null
  grantee: string
  letter: string
}

/**
 * Who may do what with each table and sequence, as a text for review: one line a table and process. What the group
 * may, each process may.
 * @param url of a role that sees the catalogue; the database must be migrated and nothing else
 */
export async function rightsOf(url: string): Promise<string> {
  const granted = await withClient(url, async (client) => {
    const { rows } = await client.query<Granted>(`
      WITH acl AS (
        SELECT c.relname::text AS what, NULL::text AS "column", c.relacl AS list FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
        UNION ALL
        SELECT c.relname::text, a.attname::text, a.attacl FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND a.attacl IS NOT NULL
        UNION ALL
        -- Functions that run with the rights of their owner.
        SELECT p.proname || '()', NULL, coalesce(p.proacl, acldefault('f', p.proowner)) FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef)
      SELECT acl.what, acl."column", coalesce(r.rolname::text, 'everybody') AS grantee,
        CASE g.privilege_type WHEN 'SELECT' THEN 'r' WHEN 'INSERT' THEN 'a' WHEN 'UPDATE' THEN 'w' WHEN 'DELETE' THEN 'd'
          WHEN 'TRUNCATE' THEN 'D' WHEN 'REFERENCES' THEN 'x' WHEN 'TRIGGER' THEN 't' WHEN 'MAINTAIN' THEN 'm'
          ELSE 'U' END AS letter
      FROM acl, aclexplode(acl.list) g LEFT JOIN pg_roles r ON r.oid = g.grantee
      WHERE r.rolname IS DISTINCT FROM 'lieta_migrator'`)
    return rows
  })
  const { rows: guarded } = await withClient(url, (client) =>
    client.query<{ what: string; trigger: string }>(`
      SELECT c.relname::text AS what, t.tgname::text AS trigger FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace ORDER BY 1, 2`),
  )
  const whats = [...new Set([...granted.map((g) => g.what), ...guarded.map((g) => g.what)])].sort()
  const out = [
    'Who may do what in the database. Written by `npm run db:rights`, compared by test/ledger/rights.test.ts:',
    'a change here is a change of what a stolen password is worth. Tables that are not named are the owner’s alone.',
    `All = ${GROUP}, the group of the three; the guards are triggers, which the owner meets as well.`,
  ]
  const grantees = [GROUP, ...Object.values(PROCESSES)]
  const others = [...new Set(granted.map((g) => g.grantee))]
    .filter((g) => !grantees.includes(g as never))
    .sort()
  for (const what of whats) {
    out.push('', what)
    for (const grantee of [...grantees, ...others]) {
      const words = wordsOf(granted.filter((g) => g.what === what && g.grantee === grantee))
      const name = grantee === GROUP ? 'all' : grantee.replace('lieta_', '')
      if (words.length > 0) out.push(`  ${name.padEnd(10)} ${words.join(', ')}`)
    }
    const guards = guarded.filter((g) => g.what === what).map((g) => g.trigger)
    if (guards.length > 0) out.push(`  guarded by ${guards.join(', ')}`)
  }
  return `${out.join('\n')}\n`
}

function wordsOf(rights: Granted[]): string[] {
  return LETTERS.flatMap(([letter, word]) => {
    const of = rights.filter((r) => r.letter === letter)
    if (of.length === 0) return []
    if (of.some((r) => r.column === null)) return [word]
    const columns = of.map((r) => r.column).sort()
    return [`${word} (${columns.join(' ')})`]
  })
}
