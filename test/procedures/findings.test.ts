import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { textOf } from '../../documents/printed.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// A decision does not contradict its findings: what was found and then cured is revised, and both versions are kept.

let stack: Stack
let head: Http
let inspector: Http
let reviewer: Http
let director: Http

beforeAll(async () => {
  stack = await startStack({ label: 'findings' })
  ;[head, inspector, reviewer, director] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'dace-vitola'].map((p) => stack.signIn(p)),
  )) as [Http, Http, Http, Http]
  await s.toOrdinaryDay(inspector)
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 60_000)

test('granted against a defect: refused; revised after the hearing: decided, and both versions stand', async () => {
  const { caseId } = await s.apply(head, {}, await s.now(inspector))
  await s.untilStage(inspector, caseId, 'completeness')
  await s.doAct(inspector, caseId, 'completeness.confirm')
  const found = { ...s.FINDINGS.findings, premises: { result: 'defect', evidence: 'Zāle nav nodota.' } }
  await s.doAct(inspector, caseId, 'assessment.complete', { findings: found })
  const early = await s.tryAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
  expect(early.status).toBe(422)
  expect(early.json().errors).toMatchObject([{ field: 'kind', code: 'open-defect' }])

  await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('refuse'))
  await s.untilSent(inspector, caseId, 'hearing-invitation')
  await s.doAct(head, caseId, 'views.submit', { text: 'Zāle ir nodota; akts pievienots.' })
  await s.untilStage(inspector, caseId, 'proposal')
  const still = await s.tryAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
  expect(still.status).toBe(422)
  const cured = { premises: { result: 'conforms', evidence: 'Zāles nodošanas akts.' } }
  await s.doAct(inspector, caseId, 'proposal.submit', { ...s.proposal('grant'), findings: cured })
  await s.doAct(reviewer, caseId, 'review.approve')
  await s.doAct(director, caseId, 'decision.sign')
  const decision = await s.untilSent(head, caseId, 'decision')

  const { latestPayloads } = await s.getCase(inspector, caseId)
  expect(latestPayloads['assessment.complete']!.payload.findings).toMatchObject({ premises: found.premises })
  expect(latestPayloads['proposal.submit']!.payload.findings).toEqual(cured)
  const text = (await textOf((await head.get(`/api/files/${decision.fileId}`)).bytes)).replace(/\s+/g, ' ')
  expect(text).toContain('Telpas īstenošanas vietā: atbilst. Sākotnējais konstatējums: konstatēts trūkums.')
  expect(text).toContain('Zāles nodošanas akts; sākotnēji: Zāle nav nodota.')
}, 120_000)
