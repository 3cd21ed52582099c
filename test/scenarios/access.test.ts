import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { SAMPLE_PEOPLE } from '../../scripts/lib/sample-people.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// One test an act: everybody else is refused it first, then the one whose act it is does it. Who that is stands here,
// in words of its own, and is read from no table. Two cases go through all acts of the procedure, in this order.

type Who = 'head' | 'stranger' | 'inspector' | 'reviewer' | 'director' | 'supervisor'

let stack: Stack
const people = {} as Record<Who, Http>
let caseId: string

beforeAll(async () => {
  stack = await startStack({ label: 'access' })
  const ids: Record<Who, string> = {
    head: 'baiba-kalnina',
    // The head of another school.
    stranger: 'janis-ozols',
    inspector: 'inese-berzina',
    reviewer: 'andris-liepa',
    director: 'dace-vitola',
    supervisor: 'maris-krumins',
  }
  await Promise.all(
    Object.entries(ids).map(async ([who, id]) => {
      people[who as Who] = await stack.signIn(id)
    }),
  )
  await s.toOrdinaryDay(people.inspector)
  caseId = (await s.apply(people.head, {}, await s.now(people.inspector))).caseId
  await s.untilStage(people.inspector, caseId, 'completeness')
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

/** Everybody but `who` is refused the act, then `who` does it. */
async function onlyBy(who: Who, act: string, payload: unknown = {}, of = caseId, then = 200): Promise<void> {
  const { revision } = (await s.getCase(people.inspector, of)).state
  const visitor = await stack
    .visitor()
    .post(
      `/api/cases/${of}/acts/${act}`,
      { payload, revision },
      { headers: { 'idempotency-key': randomUUID() } },
    )
  expect(visitor.status).toBe(401)
  for (const other of Object.keys(people) as Who[]) {
    if (other === who) continue
    const reply = await s.tryAct(people[other], of, act, payload, { revision })
    // Somebody else's case answers like none.
    expect(`${other}: ${reply.status}`).toBe(`${other}: ${other === 'stranger' ? 404 : 403}`)
  }
  expect((await s.getCase(people.inspector, of)).state.revision).toBe(revision)
  const done = await s.tryAct(people[who], of, act, payload, { revision })
  expect(`${who}: ${done.status} ${done.status === then ? '' : done.text.slice(0, 300)}`).toBe(
    `${who}: ${then} `,
  )
}

const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query(text, values)).rows as T[])

describe('access', () => {
  test('party.admit: the inspector', async () => {
    const { personalCode, givenName, familyName } = SAMPLE_PEOPLE.find((p) => p.id === 'ilze-programmetaja')!
    const other = (await s.apply(people.head, {}, await s.now(people.inspector))).caseId
    await s.untilStage(people.inspector, other, 'completeness')
    const who = { role: 'third', personalCode, givenName, familyName }
    await onlyBy('inspector', 'party.admit', { ...who, ground: 'Telpas ir viņas īpašums.' }, other)
  })

  test('case.withdraw: the applicant', async () => {
    const other = (await s.apply(people.head, {}, await s.now(people.inspector))).caseId
    await s.untilStage(people.inspector, other, 'completeness')
    await onlyBy('head', 'case.withdraw', { reason: '' }, other)
  })

  test('trouble.retry: the supervisor, when there is something to try again', () =>
    onlyBy('supervisor', 'trouble.retry', {}, caseId, 409))

  test('completeness.return: the inspector', () =>
    onlyBy('inspector', 'completeness.return', { remarks: [{ field: 'scope', text: 'Trūkst.' }], days: 10 }))

  test('application.cure: the applicant', async () => {
    const draft = (await people.head.post(`/api/cases/${caseId}/cure`)).json<{ id: string }>()
    await onlyBy('head', 'application.cure', { draftId: draft.id })
  })

  test('completeness.confirm: the inspector', () => onlyBy('inspector', 'completeness.confirm'))

  test('term.extend: the inspector', () =>
    onlyBy('inspector', 'term.extend', { extension: 'more-information', reason: 'Vajadzīgs atzinums.' }))

  test('assessment.complete: the inspector', () => onlyBy('inspector', 'assessment.complete', s.FINDINGS))

  test('proposal.submit: the inspector', () => onlyBy('inspector', 'proposal.submit', s.proposal('refuse')))

  test('replacement.ask: the applicant', () =>
    onlyBy('head', 'replacement.ask', { official: 'Inspektore', reason: 'Strādājusi skolā.' }))

  test('replacement.decide: the supervisor, when somebody has asked', async () => {
    const [asked] = (await s.getCase(people.supervisor, caseId)).replacements
    await onlyBy('supervisor', 'replacement.decide', {
      ...{ request: asked!.request, outcome: 'refused', reason: 'Sen tur vairs nestrādā.' },
    })
    await s.untilSent(people.head, caseId, 'replacement-reply')
  })

  test('views.submit: the applicant', async () => {
    await s.untilSent(people.inspector, caseId, 'hearing-invitation')
    await onlyBy('head', 'views.submit', { text: 'Telpas ir nodotas.' })
    await s.untilStage(people.inspector, caseId, 'proposal')
    await s.doAct(people.inspector, caseId, 'proposal.submit', s.proposal('grant'))
  })

  test('review.return: the reviewer', async () => {
    await onlyBy('reviewer', 'review.return', { comment: 'IEKŠĒJA PIEZĪME pārbaudītājam.' })
    await s.doAct(people.inspector, caseId, 'proposal.submit', s.proposal('grant'))
  })

  test('review.approve: the reviewer', () => onlyBy('reviewer', 'review.approve'))

  test('decision.return: the director', async () => {
    await onlyBy('director', 'decision.return', { comment: 'IEKŠĒJA PIEZĪME projektam.' })
    await s.doAct(people.inspector, caseId, 'proposal.submit', s.proposal('grant'))
    await s.doAct(people.reviewer, caseId, 'review.approve')
  })

  test('decision.sign: the director', async () => {
    await onlyBy('director', 'decision.sign')
    await s.untilSent(people.head, caseId, 'decision')
  })

  test('decision.correct: the inspector', () =>
    onlyBy('inspector', 'decision.correct', { where: 'text', was: 'Mācibu', becomes: 'Mācību' }))

  test('service.prove: the inspector', async () => {
    await s.moveDays(people.inspector, 8)
    await s.untilStage(people.inspector, caseId, 'contest-period')
    const day = await s.today(people.inspector)
    await onlyBy('inspector', 'service.prove', { receivedAt: day, evidence: 'IEKŠĒJA PIEZĪME kvītij.' })
  })

  test('contest.submit: the applicant', () =>
    onlyBy('head', 'contest.submit', { extent: 'Daļā.', request: 'Lūdzu vairāk.' }))

  test('contest.withdraw: the applicant', async () => {
    await onlyBy('head', 'contest.withdraw', {})
    await s.doAct(people.head, caseId, 'contest.submit', { extent: 'Daļā.', request: 'Lūdzu vairāk.' })
  })

  test('contest.outcome: the inspector', async () => {
    const date = await s.today(people.inspector)
    await onlyBy('inspector', 'contest.outcome', {
      ...{ outcome: 'unchanged', number: '01-25e/26/17', date, summary: 'Atstāts negrozīts.' },
    })
    await s.untilStage(people.inspector, caseId, 'final')
  })

  test('decision.ask: the applicant, also when the case is over', () =>
    onlyBy('head', 'decision.ask', { what: 'explain', text: 'Ko nozīmē otrais punkts?' }))

  test('decision.explain: the inspector', () =>
    onlyBy('inspector', 'decision.explain', { text: 'Otrais punkts nosaka programmas apjomu.' }))

  test('court.file: the inspector', async () => {
    const filedOn = await s.today(people.inspector)
    await onlyBy('inspector', 'court.file', { filedOn, number: 'A420000026' })
  })

  test('court.outcome: the inspector', async () => {
    const inForceFrom = await s.today(people.inspector)
    await onlyBy('inspector', 'court.outcome', {
      ...{ outcome: 'rejected', number: 'A42-01', inForceFrom, summary: 'Pieteikums noraidīts.' },
    })
    await s.untilStage(people.inspector, caseId, 'final')
  })

  describe('at any time', () => {
    let other: string

    beforeAll(async () => {
      other = (await s.apply(people.head, {}, await s.now(people.inspector))).caseId
      await s.untilStage(people.inspector, other, 'completeness')
    }, 120_000)

    test('inspection.ask: the applicant', () =>
      onlyBy('head', 'inspection.ask', { what: 'Atzinums.' }, other))

    test('inspection.give: the inspector', async () => {
      const { documentId } = await s.untilSent(people.inspector, other, 'receipt')
      const until = await s.today(people.inspector, 3)
      await onlyBy('inspector', 'inspection.give', { documents: [documentId], until }, other)
    })

    test('inspection.refuse: the inspector', async () => {
      await s.doAct(people.head, other, 'inspection.ask', { what: 'Ziņotājs.' })
      const payload = { ground: 'informant', reason: 'Ziņotājs nav piekritis.' }
      await onlyBy('inspector', 'inspection.refuse', payload, other)
    })

    test('term.ask, term.grant and term.refuse: the applicant and the inspector', async () => {
      const own = (await s.apply(people.head, {}, await s.now(people.inspector))).caseId
      await s.untilStage(people.inspector, own, 'completeness')
      const remarks = [{ field: 'scope', text: 'Precizēt.' }]
      await s.doAct(people.inspector, own, 'completeness.return', { remarks })
      await waitFor(async () => (await s.getCase(people.head, own)).clocks.some((c) => c.clock === 'cure'))
      const asked = { term: 'cure', reason: 'Slimība.' }
      await onlyBy('head', 'term.ask', asked, own)
      const until = await s.today(people.inspector, 30)
      await onlyBy('inspector', 'term.grant', { until, reason: 'Attaisnojoši.' }, own)
      await s.doAct(people.head, own, 'term.ask', asked)
      await onlyBy('inspector', 'term.refuse', { reason: 'Nav iemesla.' }, own)
    })

    test('delay.complain: the applicant', async () => {
      await s.moveDays(people.inspector, 40)
      await onlyBy('head', 'delay.complain', { what: 'Lēmuma nav.' }, other)
    })

    test('delay.outcome: the supervisor', async () => {
      const date = await s.today(people.inspector)
      const payload = { outcome: 'rejected', number: '1', date, summary: 'Noraidīta.' }
      await onlyBy('supervisor', 'delay.outcome', payload, other)
    })
  })

  test('each act of the procedure was tried', async () => {
    const done = await sql<{ act: string }>(
      `SELECT DISTINCT act FROM command WHERE state = 'done' ORDER BY act`,
    )
    const offered = (await s.getCase(people.inspector, caseId)).actions.map((a) => a.act)
    for (const who of ['head', 'reviewer', 'director', 'supervisor'] as const)
      offered.push(...(await s.getCase(people[who], caseId)).actions.map((a) => a.act))
    expect([...done.map((d) => d.act), 'trouble.retry'].sort()).toEqual([...new Set(offered)].sort())
    expect(done).toHaveLength(32)
  })
})

describe('what the applicant sees of the case that went through all of it', () => {
  test('is composed of what is allowed, and no more', async () => {
    await waitFor(async () => (await s.getCase(people.head, caseId)).state.closedAt !== null, {
      what: 'the case closed',
    })
    const reply = await people.head.get(`/api/cases/${caseId}`)
    const file = reply.json<
      Record<string, unknown> & { timeline: { type: string; data: { act?: string } }[] }
    >()
    const paths = fieldsOf({ ...file, application: null, timeline: [], latestPayloads: {} })
    for (const item of file.timeline) {
      const named = item.data.act ?? item.type
      for (const path of fieldsOf(item.data)) paths.add(`timeline: ${named}: ${path}`)
      for (const path of fieldsOf({ ...item, data: null })) paths.add(`timeline: ${path}`)
    }
    // Whether a term meets a day off hangs on the day of the run; the days off of a derivation may be seen.
    expect([...paths].filter((path) => !path.includes('.skipped[]')).sort()).toMatchSnapshot()

    const self = (await sql<{ id: string }>(`SELECT id FROM person WHERE family_name = 'Kalniņa'`))[0]!.id
    const others = await sql<{ id: string; name: string }>(
      'SELECT id, family_name AS name FROM person WHERE id <> $1',
      [self],
    )
    for (const { id, name } of others) {
      expect(reply.text).not.toContain(id)
      // The case is nobody's: no official is named as the one who has it.
      expect(reply.text).not.toContain(name)
    }
    expect(reply.text).not.toContain(self)
    for (const inside of [
      'IEKŠĒJA',
      'review.',
      'decision.sign',
      'proposal.submit',
      'assessment.complete',
      'command',
    ])
      expect(reply.text).not.toContain(inside)
  })
})

/** The paths of all fields, whatever stands in them. */
function fieldsOf(value: unknown, at = '', paths = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const v of value) fieldsOf(v, `${at}[]`, paths)
  else if (value && typeof value === 'object')
    for (const [k, v] of Object.entries(value)) fieldsOf(v, `${at}.${k}`, paths)
  else paths.add(at)
  return paths
}
