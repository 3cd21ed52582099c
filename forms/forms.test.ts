import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { validateAct } from './acts/act.ts'
import { allActs } from './acts/all.ts'
import { allFields, asked, type FormData, shownAs, validateForm } from './form.ts'
import { licensingForm } from './licensing.ts'

const context = { today: '2026-03-05', sites: ['Skolas iela 1'] }
const file = {
  fileId: '3f2b8f3e-9f0e-4d57-8a53-0d3f2f6d8b11',
  name: 'plāns.pdf',
  size: 10,
  sha256: 'a'.repeat(64),
  mediaType: 'application/pdf',
}
const good: FormData = {
  route: 'model',
  programmeCode: '21011111',
  programmeName: 'Pamatizglītības programma',
  scope: '5600 stundas',
  durationMonths: '108',
  form: 'full-time',
  siteAddress: 'Skolas iela 1',
  plannedStart: '2026-09-01',
  founderApprovalDate: '2026-03-01',
  founderApprovalNumber: '12/2026',
  lessonPlan: [file],
  declaration: true,
}

describe('the licensing form', () => {
  test('a good application has no errors; general programmes are not asked for a qualification', () => {
    expect(validateForm(licensingForm, good, context)).toEqual([])
    expect(asked(licensingForm, { ...good, qualification: 'x' })).not.toHaveProperty('qualification')
  })

  test('whatever is left out is named, once, and nothing else is', () => {
    const needed = Object.keys(good)
    fc.assert(
      fc.property(fc.subarray(needed), (left) => {
        const data = Object.fromEntries(Object.entries(good).filter(([k]) => !left.includes(k)))
        expect(
          validateForm(licensingForm, data, context)
            .map((e) => e.field)
            .sort(),
        ).toEqual([...left].sort())
      }),
    )
  })

  test('no input whatsoever makes validation throw, and each error names a field and says it in both languages', () => {
    const names = allFields(licensingForm).map((f) => f.name)
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.anything()), (data) => {
        for (const error of validateForm(licensingForm, data as FormData, context)) {
          expect(names).toContain(error.field.split('.')[0])
          expect(error.message.lv.length).toBeGreaterThan(0)
          expect(error.message.en.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('it is kept as the applicant saw it: questions and answers in words', () => {
    const answers = shownAs(licensingForm, good).flatMap((p) => p.answers)
    expect(answers.find((a) => a.name === 'route')!.answer.lv).toBe('Paraugprogramma')
    expect(answers.find((a) => a.name === 'durationMonths')!.answer.lv).toBe('108 mēneši')
    expect(answers.find((a) => a.name === 'lessonPlan')!.answer.lv).toBe('plāns.pdf')
  })
})

describe('acts', () => {
  test.each(allActs().map(({ procedure, def }) => [procedure, def.id, def] as const))(
    '%s, %s: no payload makes it throw',
    (_procedure, _id, act) => {
      fc.assert(
        fc.property(fc.anything(), (payload) => {
          const checked = validateAct(act, payload, context)
          if (!checked.ok) expect(checked.errors.length).toBeGreaterThan(0)
        }),
        { numRuns: 200 },
      )
    },
  )
})
