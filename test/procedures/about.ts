import { randomUUID } from 'node:crypto'
import { expect } from '@jest/globals'
import type { DecisionView } from '../../cases/queries/decisions.ts'
import type { Check } from '../../forms/acts/act.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import type { Stack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// Proceedings about a decision of another case, through the front door (APL 83–88).

export type Original = Awaited<ReturnType<typeof s.incontestable>>

/** An official begins of the institution's own motion. */
export function openAbout(
  who: Http,
  { caseId, decisionId }: Pick<Original, 'caseId' | 'decisionId'>,
  motion: { procedure: string; data: Record<string, unknown> },
  key: string = randomUUID(),
): Promise<Reply> {
  const headers = { 'idempotency-key': key }
  return who.post(`/api/cases/${caseId}/decisions/${decisionId}/proceedings`, motion, { headers })
}

/** The addressee asks. */
export async function askAbout(who: Http, form: string, data: Record<string, unknown>): Promise<Reply> {
  const draft = await who.post('/api/drafts', { form, data })
  return who.post(`/api/drafts/${draft.json<{ id: string }>().id}/submit`)
}

/** The case that began, assessed. */
export async function assessed(inspector: Http, reply: Reply, checks: readonly Check[]): Promise<string> {
  const caseId = await begun(inspector, reply)
  const found = checks.map(({ id }) => [id, { result: 'defect', evidence: 'Pārbaudes akts Nr. 7.' }])
  await s.doAct(inspector, caseId, 'assessment.complete', { findings: Object.fromEntries(found) })
  return caseId
}

export async function begun(inspector: Http, reply: Reply): Promise<string> {
  s.expectStatus(reply, 201)
  const { caseId } = reply.json<s.Receipt>()
  await s.untilStage(inspector, caseId, 'assessment')
  return caseId
}

/** Everything that a decision needs in words, whatever it is. */
export const proposed = (kind: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...{ kind, facts: 'Apstākļi ir pārbaudīti.', reasoning: 'Pamats ir pierādīts.' },
  ...{ necessity: 'Mērķis.', suitability: 'Der.', need: 'Citādi nevar.', proportionality: 'Samērīgi.' },
  ...{ viewsAnswer: 'Viedoklis ir izvērtēts.', norms: ['Administratīvā procesa likuma 83. pants'] },
  ...more,
})

/** A refused request, with the fields that it complains of. */
export function expectWrong(reply: Reply, ...fields: string[]): void {
  const told = reply.status === 422 ? reply.json<{ errors: { field: string }[] }>().errors : []
  expect([reply.status, told.map((e) => e.field)]).toEqual([422, fields])
}

export function untilForce(who: Http, { caseId }: Original, force: string): Promise<DecisionView> {
  return waitFor(
    async () => {
      const now = (await s.getCase(who, caseId)).decisions[0]!
      if (now.force !== force) throw new Error(`it is ${now.force}`)
      return now
    },
    { timeoutMs: 120_000, what: `the decision is ${force}` },
  )
}

/** How often the case of the original was told something, how often it recorded it, and what it ordered of its entry. */
export async function effectsOn(
  stack: Stack,
  of: Original,
): Promise<{ told: number; recorded: number; orders: string[] }> {
  return withClient(stack.database.adminUrl, async (c) => {
    const { rows } = await c.query<{ told: number; recorded: number; orders: string[] }>(
      `SELECT (SELECT count(*)::int FROM case_inbox WHERE case_id = $1 AND kind = 'order') AS told,
        (SELECT count(*)::int FROM case_event WHERE case_id = $1
          AND data->'fact'->>'type' IN ('annulled', 'restored')) AS recorded,
        ARRAY(SELECT data->>'order' FROM stream_inbox WHERE kind = 'order' AND stream_kind = 'entry'
          AND data->>'entryNo' = $2 ORDER BY n) AS orders`,
      [of.caseId, of.entryNo],
    )
    return rows[0]!
  })
}

/** The addressee contests what was decided about the original; the ministry decides. */
export async function contested(
  head: Http,
  inspector: Http,
  caseId: string,
  outcome: string,
): Promise<s.CaseJson> {
  await s.doAct(head, caseId, 'contest.submit', { extent: 'Visā apjomā.', request: 'Atcelt.' })
  await s.untilSent(inspector, caseId, 'contest-forwarding')
  const date = await s.today(inspector)
  await s.doAct(inspector, caseId, 'contest.outcome', {
    ...{ outcome, number: '01-25e/26/17', date, inForceFrom: date, summary: 'Ministrijas lēmums.' },
  })
  return s.untilStage(inspector, caseId, 'final')
}
