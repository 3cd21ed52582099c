import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { changesSinceReview, differences, differencesSinceReturn, type SeenEvent } from './changes.ts'

let seq = 0
const event = (type: string, data: Record<string, unknown> = {}): SeenEvent => ({
  seq: ++seq,
  type,
  at: `2026-11-20T10:00:${String(seq % 60).padStart(2, '0')}.000Z`,
  data,
})
const said = (act: string, payload: Record<string, unknown> = {}): SeenEvent => event('act', { act, payload })

test('only what came after the last approval counts, and not the signing itself', () => {
  const events = [
    said('proposal.submit'),
    event('note-added', { text: 'agrāk' }),
    said('review.approve'),
    event('stage-entered', { stage: 'signature' }),
    said('review.return'),
    said('review.approve'),
    event('task-opened', { kind: 'signature' }),
  ]
  expect(changesSinceReview(events)).toEqual([])
  const later = [
    ...events,
    event('note-added', { text: 'zvanīja iestāde' }),
    said('term.extend'),
    event('document-issued', { kind: 'extension-notice' }),
    event('clock-fact', { fact: { type: 'extended' } }),
    event('clock-fact', { fact: { type: 'calendar-changed' } }),
    event('escalated', { due: '2026-11-30' }),
    said('decision.sign'),
    event('signing-started'),
    event('signing-failed', { reason: 'refused' }),
  ]
  expect(changesSinceReview(later).map((c) => [c.kind, c.about])).toEqual([
    ['note-added', 'zvanīja iestāde'],
    ['act', 'term.extend'],
    ['document-issued', 'extension-notice'],
    ['calendar-changed', null],
    ['escalated', '2026-11-30'],
  ])
})

test('a case that nobody has reviewed has nothing to tell', () => {
  expect(changesSinceReview([said('proposal.submit'), event('note-added', { text: 'x' })])).toEqual([])
})

test('a returned draft is compared with the one that the director saw, not with one between', () => {
  const first = { kind: 'refuse', reasoning: 'Telpas.\nLīdzekļi.', norms: ['1. pants', '2. pants'] }
  const last = { kind: 'grant', reasoning: 'Telpas.\nPedagogi.', norms: ['2. pants', '1. pants'] }
  const events = [
    said('proposal.submit', first),
    said('decision.return', { comment: 'Pārrakstīt.' }),
    said('proposal.submit', { ...first, reasoning: 'Cits.' }),
    said('review.return'),
    said('proposal.submit', last),
    said('review.approve'),
  ]
  expect(differencesSinceReturn(events)).toMatchObject({
    comment: 'Pārrakstīt.',
    differences: [
      { field: 'kind', removed: ['refuse'], added: ['grant'] },
      { field: 'reasoning', removed: ['Līdzekļi.'], added: ['Pedagogi.'] },
    ],
  })
  const revised = { findings: { premises: { result: 'conforms', evidence: 'Zāle nodota.' } } }
  expect(differences(first, { ...first, ...revised })).toEqual([
    { field: 'findings', removed: [], added: ['atbilst: Zāle nodota.'] },
  ])
  expect(differencesSinceReturn(events.slice(0, 2))).toBeUndefined()
  expect(differencesSinceReturn([said('proposal.submit', first)])).toBeUndefined()
})

test('a draft does not differ from itself; what is added there is removed the other way round', () => {
  const draft = fc.dictionary(
    fc.constantFrom('facts', 'reasoning', 'norms', 'kind'),
    fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 4 })),
  )
  fc.assert(
    fc.property(draft, draft, (a, b) => {
      expect(differences(a, a)).toEqual([])
      const [there, back] = [differences(a, b), differences(b, a)]
      const turned = (list: typeof there) =>
        list
          .map((d) => ({ field: d.field, removed: d.added, added: d.removed }))
          .sort((x, y) => x.field.localeCompare(y.field))
      expect(turned(back)).toEqual([...there].sort((x, y) => x.field.localeCompare(y.field)))
    }),
  )
})
