import { type Database, openDatabase } from '../../platform/database.ts'
import { procedureById } from '../../procedures/all.ts'
import { UNITS } from '../../procedures/units.ts'

/** Cases of the one institution whose portal is looked at, once there are so many. */
const ONE_INSTITUTION = 2_000
const INSPECTORS = 60
const INSTITUTIONS = 500
const AT_ONCE = 100_000
/** The work is spread over these, whatever the procedure: the more units, the less each has of the lists. */
const UNIT_IDS = Object.keys(UNITS)
/** As SQL has it. */
const list = (of: string[]): string => `ARRAY['${of.join("','")}']`

/**
 * Fills what is read with synthetic cases, by rows and not through the ledger: for the cost of reading only. Three in ten
 * are open; stages, days, units, owners and institutions are spread over them; one in five has an entry in the register.
 * @param url of a role that may write projections (the migrator)
 */
export async function fillProjections(url: string, count: number): Promise<void> {
  const db = openDatabase(url, 2)
  try {
    await people(db)
    const has = await db.caseRecord.count({ where: { number: { startsWith: 'M-' } } })
    for (let from = has; from < count; from += AT_ONCE)
      await cases(db, from, Math.min(count, from + AT_ONCE) - 1)
    await db.$executeRaw`SELECT fold_counts()`
    for (const table of TABLES) await db.$executeRawUnsafe(`VACUUM (ANALYZE) ${table}`)
  } finally {
    await db.$disconnect()
  }
}

const TABLES = [
  ...['case_record', 'case_view', 'task_view', 'case_span', 'list_count'],
  ...['register_entry', 'register_entry_version', 'institution', 'person', 'role_grant'],
]

/** Inspectors of each unit and institutions beside those of the samples; asked again, there are no more. */
async function people(db: Database): Promise<void> {
  if ((await db.institution.count({ where: { name: { startsWith: 'Sintētiskā skola' } } })) > 0) return
  await db.$executeRaw`
    INSERT INTO institution (id, reg_no, name, enterprise_no, legal_address, founder, sites)
    SELECT gen_random_uuid(), (9000000000 + n)::text, 'Sintētiskā skola ' || n, (90000000000 + n)::text,
      'Paraugu iela ' || n, 'Paraugu pašvaldība', '[]'::jsonb
    FROM generate_series(1, ${INSTITUTIONS}::int) n`
  await db.$executeRawUnsafe(`
    WITH made AS (
      INSERT INTO person (id, subject, given_name, family_name)
      SELECT gen_random_uuid(), 'bench-' || n, 'Inspektors', 'Nr. ' || n FROM generate_series(1, ${INSPECTORS}) n
      RETURNING id, subject)
    INSERT INTO role_grant (id, person_id, role, unit, valid_from)
    SELECT gen_random_uuid(), id, 'inspector', (${list(UNIT_IDS)})[1 + substr(subject, 7)::int % ${UNIT_IDS.length}], '2020-01-01Z' FROM made`)
}

async function cases(db: Database, from: number, to: number): Promise<void> {
  const procedure = procedureById('licensing')
  const stages = Object.keys(procedure.stages).filter((s) => procedure.stages[s]!.open)
  const waiting = stages.map((s) => procedure.stages[s]!.waitingOn)
  await db.$executeRawUnsafe(`
    WITH people AS (SELECT array_agg(person_id ORDER BY person_id) AS ids FROM role_grant WHERE role = 'inspector'),
    places AS (SELECT array_agg(id ORDER BY reg_no) AS ids, array_agg(name ORDER BY reg_no) AS names FROM institution
      WHERE name LIKE 'Sintētiskā skola%'),
    one AS (SELECT g.person_id, g.institution_id AS id, i.name FROM role_grant g JOIN institution i ON i.id = g.institution_id
      JOIN person p ON p.id = g.person_id WHERE g.role = 'applicant' AND p.subject = 'baiba-kalnina' LIMIT 1),
    numbered AS (
      SELECT n, gen_random_uuid() AS id, 'M-' || lpad(n::text, 9, '0') AS number, n % 10 < 3 AS open, n / 10 AS k,
        n % 5 = 0 AND n < ${ONE_INSTITUTION * 5} AS own, 1 + (n / 7) % array_length(places.ids, 1) AS place,
        one.person_id AS applicant,
        CASE WHEN n % 4 > 0 THEN people.ids[1 + (n / 10) % array_length(people.ids, 1)] END AS owner,
        (current_date + ((n / 10) % 120 - 20))::text AS due, 1 + (n / 10) % ${stages.length} AS stage,
        (${list(UNIT_IDS)})[1 + (n / 70) % ${UNIT_IDS.length}] AS unit,
        date_trunc('second', now() - (n % 900) * interval '1 day' - n * interval '1 millisecond') AS received
      FROM generate_series(${from}, ${to}) n, people, places, one),
    made AS (
      SELECT m.*, CASE WHEN own THEN one.id ELSE places.ids[place] END AS institution,
        CASE WHEN own THEN one.name ELSE places.names[place] END AS name,
        CASE WHEN own THEN 'paraugu skola' ELSE 'sintetiska skola ' || place END AS folded,
        (ARRAY['Pamatizglītības', 'Vispārējās vidējās izglītības', 'Pirmsskolas izglītības', 'Profesionālās ievirzes'])[1 + n % 4]
          || ' programma ' || n AS subject,
        (ARRAY['pamatizglitibas', 'visparejas videjas izglitibas', 'pirmsskolas izglitibas', 'profesionalas ievirzes'])[1 + n % 4]
          || ' programma ' || n AS words,
        CASE WHEN n % 7 = 0 THEN 'waiting-applicant' WHEN n % 11 = 0 THEN 'suspended' ELSE 'running' END AS clock,
        (ARRAY['inspector', 'inspector', 'inspector', 'inspector', 'inspector', 'inspector', 'reviewer', 'director'])[1 + k % 8] AS role
      FROM numbered m, places, one),
    terms AS (
      INSERT INTO term_view (case_id, term, name, n, rule, kind, owner, due, clock_state, state)
      SELECT id, k.name, k.name, 1, k.rule, k.name, 'service', due, clock, CASE WHEN open THEN 'running' ELSE 'met' END
      FROM made, (VALUES ('statutory', 'MK253.licence'), ('standard', 'card.30wd')) AS k(name, rule) RETURNING case_id),
    records AS (
      INSERT INTO case_record (id, number, procedure, received_at)
      SELECT id, number, '${procedure.id}', received FROM made RETURNING id),
    parties AS (
      INSERT INTO case_party (case_id, n, party_id, role, kind, institution_id, name, received_at)
      SELECT id, 0, institution, 'applicant', 'organisation', institution, name, received FROM made RETURNING n),
    views AS (
      INSERT INTO case_view (case_id, number, procedure, stage, subject, party_name, received_at, waiting_on, assignee_id, revision, last_seq, unit, due, clock_state,
        outcome, closed_at, state)
      SELECT id, number, '${procedure.id}', CASE WHEN open THEN (${list(stages)})[stage] ELSE 'final' END,
        subject, name, received, CASE WHEN open THEN (${list(waiting)})[stage] ELSE 'nobody' END,
        CASE WHEN open THEN owner END, 3, 5, unit, CASE WHEN open THEN due END,
        CASE WHEN open THEN clock ELSE 'stopped' END,
        CASE WHEN open THEN NULL ELSE 'grant' END, CASE WHEN open THEN NULL ELSE now() END, '{}'::jsonb
      FROM made RETURNING case_id),
    spans AS (
      INSERT INTO case_span (case_id, from_day, until_day, number, stage, clock_state, due, assignee_id, troubled)
      SELECT id, received::date::text, CASE WHEN open THEN '9999-12-31' ELSE (received::date + 1 + n % 60)::text END, number,
        CASE WHEN open THEN (${list(stages)})[stage] ELSE 'assessment' END, clock, due, owner, false
      FROM made RETURNING case_id),
    entries AS (
      INSERT INTO register_entry (register, entry_no, stream, lives, head, case_id, institution_id, state, data, since,
        version, search_text)
      SELECT 'licensed-programmes', 'MP-' || lpad(n::text, 9, '0'), gen_random_uuid(), true,
        '{"standing":{"state":"active","terms":{}}}', id, institution, 'active',
        jsonb_build_object('programmeName', subject, 'programmeCode', '21011111', 'institutionName', name, 'address', 'Rīga'),
        received, 1, 'mp ' || lpad(n::text, 9, '0') || ' mp' || lpad(n::text, 9, '0') || ' ' || words || ' ' || folded || ' riga'
      FROM made WHERE n % 5 = 4 RETURNING register, entry_no, case_id, data, since),
    versions AS (
      INSERT INTO register_entry_version (register, entry_no, version, case_id, seq, state, data, at, what, reason)
      SELECT register, entry_no, 1, case_id, 5, 'active', data, since, 'enter', 'licensed' FROM entries RETURNING case_id)
    INSERT INTO task_view (case_id, task_id, kind, role, state, opened_at, due, claimed_by, done_at, done_by, outcome,
      number, work_day, search_text, unit)
    SELECT id, 'assessment-1', 'assessment', role, CASE WHEN open THEN 'open' ELSE 'done' END, received, NULL,
      CASE WHEN open AND role = 'inspector' THEN owner END, NULL, NULL, NULL, number,
      CASE WHEN open THEN due ELSE '9999-12-31' END,
      CASE WHEN open THEN 'm ' || lpad(n::text, 9, '0') || ' m' || lpad(n::text, 9, '0') || ' ' || words || ' ' || folded ELSE '' END, unit
    FROM made`)
}
