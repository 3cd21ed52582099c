import { describe, expect, test } from '@jest/globals'
import type { CaseFile } from '../../cases/queries/case-file.ts'
import { findAct } from '../../forms/acts/all.ts'
import { licensingForm } from '../../forms/licensing.ts'
import { payloadFrom, valuesOf } from './act-values.ts'
import { answersFrom } from './answers.ts'
import { earlierDraft } from './case-parts.ts'

const date = { name: 'day', label: { lv: '', en: '' }, widget: 'date' } as const
const act = (id: string, body: Record<string, string>): Record<string, unknown> => {
  const def = findAct('licensing', id)!
  return payloadFrom(def, licensingForm, valuesOf(def, body))
}

describe('answers of a form', () => {
  test.each([
    [{ 'day-day': '5', 'day-month': '3', 'day-year': '2026' }, '2026-03-05'],
    [{ 'day-day': '31', 'day-month': '02', 'day-year': '2026' }, '2026-02-31'],
    [{ 'day-day': 'x-y', 'day-month': '3', 'day-year': '' }, '-03-xy'],
    [{}, ''],
  ])('three boxes are a day, or what was entered: %j', (body, day) => {
    expect(answersFrom([date], body)).toEqual({ day })
  })
  test('what nobody asked is not taken', () => {
    expect(answersFrom([date], { _cure: 'x', other: 'y' })).toEqual({ day: '' })
  })
})

describe('payloads of acts', () => {
  test('only remarks that were written are sent, in the order of the form', () => {
    const body = {
      'remarks.lessonPlan': ' Trūkst. ',
      'remarks.scope': 'Neskaidrs.',
      'remarks.route': '  ',
      days: '10',
    }
    expect(act('completeness.return', body)).toEqual({
      remarks: [
        { field: 'scope', text: 'Neskaidrs.' },
        { field: 'lessonPlan', text: 'Trūkst.' },
      ],
      days: '10',
    })
  })
  test('a check without a choice has no result; empty evidence is left out', () => {
    const { findings } = act('assessment.complete', {
      'findings.premises.result': 'defect',
      'findings.premises.evidence': 'Nav akta.\r\nNav zāles.',
    }) as { findings: Record<string, unknown> }
    expect(findings.premises).toEqual({ result: 'defect', evidence: 'Nav akta.\nNav zāles.' })
    expect(findings.teachers).toEqual({})
  })
  test('norms one a line, blank lines dropped; an empty number leaves the default', () => {
    const payload = act('proposal.submit', { kind: 'grant', norms: 'A\r\n\r\n B ', hearingDays: '' })
    expect(payload).toMatchObject({ kind: 'grant', norms: ['A', 'B'] })
    expect(payload).not.toHaveProperty('hearingDays')
  })
  test('a draft that came back is written on: what was revised stands in its inputs, and is sent again', () => {
    const payload = {
      kind: 'grant',
      norms: ['A', 'B'],
      findings: { premises: { result: 'conforms', evidence: 'Akts.' } },
    }
    const file = { latestPayloads: { 'proposal.submit': { payload } } } as unknown as CaseFile
    const values = earlierDraft(file, findAct('licensing', 'proposal.submit')!)
    expect(values).toEqual({
      norms: 'A\nB',
      'findings.premises.result': 'conforms',
      'findings.premises.evidence': 'Akts.',
    })
    expect((act('proposal.submit', values).findings as Record<string, unknown>).premises).toEqual({
      result: 'conforms',
      evidence: 'Akts.',
    })
  })
})
