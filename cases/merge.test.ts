import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Field, FormData } from '../forms/form.ts'
import { markOf, merge, type Opened } from './merge.ts'

const words = { lv: 'x', en: 'x' }
const FIELDS: Field[] = [
  { name: 'name', label: words, widget: 'text' },
  { name: 'why', label: words, widget: 'textarea' },
  { name: 'hours', label: words, widget: 'number' },
  { name: 'start', label: words, widget: 'date' },
  {
    name: 'route',
    label: words,
    widget: 'radios',
    options: ['model', 'own'].map((value) => ({ value, label: words })),
  },
  { name: 'sure', label: words, widget: 'checkbox' },
]

const answer: Record<string, fc.Arbitrary<unknown>> = {
  name: fc.constantFrom(undefined, '', 'Pamats', 'Vidus', 'a\nb'),
  why: fc.constantFrom(undefined, '', 'rinda\nrinda', 'rinda\r\nrinda', 'cits'),
  hours: fc.constantFrom(undefined, '', 5, '5', '6'),
  start: fc.constantFrom(undefined, '', '2027-9-1', '2027-09-01', 'rudens', '2028-01-01'),
  route: fc.constantFrom(undefined, '', 'model', 'own', 'nav-tada'),
  sure: fc.constantFrom(undefined, true, false),
}
const kept = fc.record(answer) as fc.Arbitrary<FormData>

/** What a page shows of a draft, and sends back untouched. */
function shown(data: FormData): FormData {
  const choice = ['model', 'own'].includes(data.route as string) ? data.route : ''
  const day = String(data.start ?? '').split('-')
  const two = (part = ''): string => (/^\d$/.test(part) ? `0${part}` : part)
  return {
    name: String(data.name ?? '').replaceAll('\n', ''),
    why: String(data.why ?? '').replaceAll('\r\n', '\n'),
    hours: String(data.hours ?? ''),
    start: day.join('') === '' ? '' : `${day[0]}-${two(day[1])}-${two(day[2])}`,
    route: choice,
    sure: data.sure === true,
  }
}
const marks = (data: FormData): Opened => ({
  marks: Object.fromEntries(FIELDS.map((f) => [f.name, markOf(f, data[f.name])])),
})
/** A person's answers: what the page shows, some of it changed. */
const edited = (data: FormData): fc.Arbitrary<FormData> =>
  fc
    .record({
      to: kept,
      which: fc.subarray(FIELDS.map((f) => f.name)),
    })
    .map(({ to, which }) => {
      const answers = shown(to)
      return { ...shown(data), ...Object.fromEntries(which.map((name) => [name, answers[name]])) }
    })
const save = (current: FormData, mine: FormData, opened: Opened) => {
  const merged = merge(FIELDS, current, mine, opened)
  return { ...merged, after: { ...current, ...merged.answers } }
}

describe('two people on one draft', () => {
  test('who touched nothing changes nothing, whatever became of the draft meanwhile', () => {
    fc.assert(
      fc.property(kept, kept, (before, now) => {
        const { changed, conflicts, after } = save(now, shown(before), marks(before))
        expect([changed, conflicts]).toEqual([[], []])
        expect(shown(after)).toEqual(shown(now))
      }),
    )
  })

  test('who works alone gets what they gave', () => {
    fc.assert(
      fc.property(
        kept.chain((data) => fc.tuple(fc.constant(data), edited(data))),
        ([data, mine]) => {
          const { conflicts, after } = save(data, mine, marks(data))
          expect(conflicts).toEqual([])
          expect(shown(after)).toEqual(shown(mine))
        },
      ),
    )
  })

  test('of two who save, each answer is one of theirs; different ones for one question are told and none is lost', () => {
    fc.assert(
      fc.property(
        kept.chain((data) => fc.tuple(fc.constant(data), edited(data), edited(data))),
        ([data, first, second]) => {
          const one = save(data, first, marks(data))
          const two = save(one.after, second, marks(data))
          expect(one.conflicts).toEqual([])
          for (const { name } of FIELDS) {
            const [was, a, b, end] = [shown(data), first, second, shown(two.after)].map((d) => d[name])
            if (a !== was && b !== was && a !== b) {
              expect(two.conflicts).toContain(name)
              expect(end).toBe(a)
            } else {
              expect(two.conflicts).not.toContain(name)
              expect(end).toBe(a === was ? b : a)
            }
          }
        },
      ),
    )
  })

  test('in whatever order two save, the draft is the same where they do not contradict', () => {
    fc.assert(
      fc.property(
        kept.chain((data) => fc.tuple(fc.constant(data), edited(data), edited(data))),
        ([data, a, b]) => {
          const there = save(save(data, a, marks(data)).after, b, marks(data))
          const back = save(save(data, b, marks(data)).after, a, marks(data))
          expect(there.conflicts).toEqual(back.conflicts)
          for (const { name } of FIELDS)
            if (!there.conflicts.includes(name))
              expect(shown(there.after)[name]).toBe(shown(back.after)[name])
        },
      ),
    )
  })

  test('a program: what it gives is meant; a field that changed since is a conflict, also when it was empty', () => {
    fc.assert(
      fc.property(kept, kept, fc.subarray(FIELDS.map((f) => f.name)), (now, mine, since) => {
        const { answers, changed, conflicts, after } = save(now, mine, { changedSince: new Set(since) })
        for (const { name } of FIELDS) {
          const same = shown(now)[name] === shown(mine)[name]
          expect(conflicts.includes(name)).toBe(!same && since.includes(name))
          expect(changed.includes(name)).toBe(!same && !since.includes(name))
          if (!conflicts.includes(name)) expect(shown(after)[name]).toEqual(shown(mine)[name])
          else expect(Object.hasOwn(answers, name)).toBe(false)
        }
      }),
    )
  })

  test('a mark does not tell the answer, and what was not on the page is not answered by it', () => {
    expect(markOf(FIELDS[0]!, 'Pamats')).toMatch(/^[\w-]{22}$/)
    expect(save({ name: 'Pamats' }, { why: 'jo' }, { marks: {} }).after).toEqual({
      name: 'Pamats',
      why: 'jo',
    })
    // A form without marks was opened nobody knows when: it writes over nothing.
    expect(save({ name: 'Pamats' }, { name: 'Vidus' }, { marks: {} }).conflicts).toEqual(['name'])
  })
})
