import { type Database, openDatabase } from '../../platform/database.ts'
import { procedureById } from '../../procedures/all.ts'

/**
 * Fills what lists are read from with synthetic open and closed cases, by rows and not through the ledger: for the cost of
 * reading only. Three in ten are open; stages, days, owners and institutions are spread over them.
 * @param url of a role that may write projections (the migrator)
 */
export async function fillProjections(url: string, count: number): Promise<void> {
  const db = openDatabase(url, 2)
  try {
    await insert(db, count)
    await db.$executeRawUnsafe('ANALYZE case_record, case_view, task_view')
  } finally {
    await db.$disconnect()
  }
}

async function insert(db: Database, count: number): Promise<void> {
  const procedure = procedureById('licensing')
  const stages = Object.keys(procedure.stages).filter((s) => procedure.stages[s]!.open)
  const has = await db.caseRecord.count()
  for (let from = has; from < count; from += 50_000) {
    const to = Math.min(count, from + 50_000) - 1
    await db.$executeRawUnsafe(`
      WITH people AS (SELECT array_agg(DISTINCT person_id) AS ids FROM role_grant WHERE role = 'inspector'),
      places AS (SELECT array_agg(id) AS ids, array_agg(name) AS names FROM institution),
      applicant AS (SELECT person_id AS id FROM role_grant WHERE role = 'applicant' LIMIT 1),
      made AS (
        SELECT n, gen_random_uuid() AS id, 'M-' || lpad(n::text, 9, '0') AS number, n % 10 < 3 AS open,
          1 + n % array_length(places.ids, 1) AS place, applicant.id AS applicant,
          CASE WHEN n % 4 > 0 THEN people.ids[1 + (n / 10) % array_length(people.ids, 1)] END AS owner,
          (current_date + ((n / 10) % 120 - 20))::text AS due, (n / 10) % ${stages.length} AS stage,
          now() - (n % 900) * interval '1 day' AS received, places.ids, places.names
        FROM generate_series(${from}, ${to}) n, people, places, applicant),
      records AS (
        INSERT INTO case_record (id, number, procedure, institution_id, applicant_person_id, received_at)
        SELECT id, number, '${procedure.id}', ids[place], applicant, received FROM made RETURNING id),
      views AS (
        INSERT INTO case_view (case_id, number, procedure, stage, subject, institution_id, institution_name,
          applicant_person_id, received_at, waiting_on, assignee_id, revision, last_seq, due, standard_due, clock_state,
          outcome, closed_at, state)
        SELECT id, number, '${procedure.id}', CASE WHEN open THEN (ARRAY['${stages.join("','")}'])[1 + stage] ELSE 'final' END,
          'Programma ' || n, ids[place], names[place], applicant, received, CASE WHEN open THEN 'inspector' ELSE 'nobody' END,
          CASE WHEN open THEN owner END, 3, 5, CASE WHEN open THEN due END, NULL,
          CASE WHEN NOT open THEN 'stopped' WHEN n % 7 = 0 THEN 'waiting-applicant' ELSE 'running' END,
          CASE WHEN open THEN NULL ELSE 'grant' END, CASE WHEN open THEN NULL ELSE now() END, '{}'::jsonb
        FROM made RETURNING case_id)
      INSERT INTO task_view (case_id, task_id, kind, role, state, opened_at, due, claimed_by, done_at, done_by, outcome)
      SELECT id, 'assessment-1', 'assessment', 'inspector', CASE WHEN open THEN 'open' ELSE 'done' END, received, NULL,
        CASE WHEN open AND n % 3 = 0 THEN owner END, NULL, NULL, NULL FROM made`)
  }
}
