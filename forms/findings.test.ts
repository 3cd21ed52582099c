import { describe, expect, test } from '@jest/globals'
import { checkDecision } from '../law/decision/check.ts'
import { validateAct } from './acts/act.ts'
import { licensingActs } from './acts/licensing.ts'
import { licensingDecision } from './decisions/licensing.ts'
import type { Findings } from './findings.ts'

const FOUND: Findings = {
  information: { result: 'conforms' },
  standard: { result: 'conforms' },
  premises: { result: 'defect', evidence: 'Sporta zāle nav nodota (apskate 12.11.2026.).' },
  resources: { result: 'conforms' },
  teachers: { result: 'not-applicable' },
}
const CURED = { premises: { result: 'conforms', evidence: 'Zāles nodošanas akts Nr. 7.' } }
const PROPOSAL = { kind: 'grant', facts: 'Fakts.', reasoning: 'Pamats.', norms: ['APL 63(1)1'] }
const context = { today: '2026-03-05', sites: [] }

const composed = (proposal: object) =>
  licensingDecision({
    proposal: { ...PROPOSAL, ...proposal },
    application: { programmeCode: '21011111', programmeName: 'Programma', siteAddress: 'Skolas iela 1' },
    latestPayload: (act) => (act === 'assessment.complete' ? { findings: FOUND } : undefined),
    applicant: 'Skola',
    ...{ ownMotion: false, today: '2026-03-05', receivedOn: '2026-03-04' },
  })!
const submit = (findings: unknown) =>
  validateAct(licensingActs['proposal.submit'], { ...PROPOSAL, findings }, context)

describe('a decision does not contradict its findings', () => {
  test('granted with a defect that stands: refused on the field, with the finding and the way out', () => {
    const wrong = checkDecision(composed({})).filter((f) => f.rule === 'open-defect')
    expect(wrong).toMatchObject([{ severity: 'block', field: 'kind' }])
    expect(wrong[0]!.message.lv).toContain('Telpas īstenošanas vietā')
    expect(wrong[0]!.message.lv).toMatch(/precizējiet konstatējumu.*ierosiniet atteikt/)
  })

  test('refused for the defect, or granted when it was cured: nothing against it', () => {
    for (const proposal of [{ kind: 'refuse' }, { findings: CURED }])
      expect(checkDecision(composed(proposal)).map((f) => f.rule)).not.toContain('open-defect')
  })

  test('a finding that was revised to a defect counts as well', () => {
    const findings = { standard: { result: 'defect', evidence: 'Trūkst stundu.' } }
    const { defects } = composed({ findings: { ...CURED, ...findings } })
    expect(defects.map((d) => d.en)).toEqual([
      'The programme compared with the state standard and, where there is one, the occupational standard',
    ])
  })

  test('the decision tells both versions of what was revised, and the others as they were', () => {
    const { facts } = composed({ findings: CURED })
    expect(facts).toContainEqual({
      text: 'Telpas īstenošanas vietā: atbilst. Sākotnējais konstatējums: konstatēts trūkums.',
      evidence: ['Zāles nodošanas akts Nr. 7.', 'sākotnēji: Sporta zāle nav nodota (apskate 12.11.2026.).'],
    })
    expect(facts).toContainEqual({ text: 'Pedagogu kvalifikācija: nav attiecināms.' })
    // No "atbilst …: atbilst": what was compared stands before the result.
    for (const { text } of facts) expect(text).not.toMatch(/^[^:]*atbilst[^:]*: /)
    expect(facts).toHaveLength(6)
  })
})

describe('what is revised', () => {
  test('only what was filled in; what is left empty stands', () => {
    const taken = submit({ ...CURED, teachers: {}, standard: { evidence: '' } })
    expect(taken).toMatchObject({ ok: true })
    expect(taken.ok && taken.value.findings).toEqual(CURED)
    expect(submit(undefined)).toMatchObject({ ok: true })
  })

  test.each([
    ['without saying how it is known', { premises: { result: 'conforms' } }, 'findings.premises.evidence'],
    ['without a result', { premises: { evidence: 'Akts.' } }, 'findings.premises.result'],
    ['of something that is not assessed', { roof: { result: 'conforms', evidence: 'Akts.' } }, 'findings'],
  ])('%s: refused on its field', (_what, findings, field) => {
    const refused = submit(findings)
    expect(refused).toMatchObject({ ok: false, errors: [{ field }] })
  })
})
