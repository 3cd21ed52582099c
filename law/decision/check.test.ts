import { describe, expect, test } from '@jest/globals'
import { checkDecision } from './check.ts'
import type { DecisionDraft } from './draft.ts'

const good: DecisionDraft = {
  kind: 'refuse',
  unfavourable: true,
  disputed: true,
  onApplication: true,
  issuer: { name: 'Dienests', address: 'Smilšu iela 7' },
  addressee: { name: 'Skola', regNo: '0000000017', address: 'Skolas iela 1', legalPerson: true },
  claim: 'Licencēt programmu',
  views: [{ answer: 'Vērtēts.' }],
  facts: [{}],
  reasoning: ['jo'],
  considerations: { necessity: 'a', suitability: 'b', need: 'c', proportionality: 'd' },
  norms: ['Izglītības likuma 20. pants'],
  hearing: { invitedOn: '2026-04-14' },
  operative: ['Atteikt'],
  appeal: {},
  recipients: [{ name: 'Skola', channel: 'e-address', eAddressDue: true }],
  date: '2026-05-04',
  due: '2026-05-05',
}
const rules = (patch: Partial<DecisionDraft>): string[] =>
  checkDecision({ ...good, ...patch }).map((f) => `${f.severity} ${f.rule}`)

describe('the nine rules of a decision', () => {
  test('a complete refusal has no findings', () => expect(rules({})).toEqual([]))
  test.each<[string, Partial<DecisionDraft>, string[]]>([
    ['1 no norms, unfavourable', { norms: [] }, ['block norms']],
    ['1 blank norms count as none', { norms: [' '] }, ['block norms']],
    ['1 no norms, favourable', { norms: [], unfavourable: false, disputed: false }, ['warn norms']],
    ['2 no hearing', { hearing: undefined }, ['block hearing']],
    ['2 a reason stands in for the hearing', { hearing: undefined, noHearingReason: 'steidzami' }, []],
    ['3 no appeal note', { appeal: undefined }, ['warn appeal']],
    ['3 needless when fully favourable', { appeal: undefined, unfavourable: false, disputed: false }, []],
    ['3 needed when favourable but disputed', { appeal: undefined, unfavourable: false }, ['warn appeal']],
    ['4 ordinary letter', { recipients: [{ name: 'A', channel: 'post' }] }, ['block registered-letter']],
    ['4 registered letter', { recipients: [{ name: 'A', channel: 'registered-post' }] }, []],
    [
      '5 e-address first',
      { recipients: [{ name: 'A', channel: 'e-mail', eAddressDue: true }] },
      ['block e-address-first'],
    ],
    [
      '5 outage',
      {
        recipients: [
          { name: 'A', channel: 'registered-post', eAddressDue: true, eAddressFailed: 'nav konta' },
        ],
      },
      [],
    ],
    ['6 late', { date: '2026-05-06' }, ['block late']],
    ['6 late but justified', { date: '2026-05-06', delayJustification: 'gaidīts atzinums' }, []],
    ['6 favourable and late', { date: '2026-05-06', unfavourable: false, disputed: false }, ['warn late']],
    [
      '7 notice on the last day',
      {
        extensions: [
          { noticeDate: '2026-04-07', oldDue: '2026-04-07', newDue: '2026-05-05', receivedOn: '2026-03-05' },
        ],
      },
      ['block extension-in-time'],
    ],
    [
      '8 beyond four months',
      {
        extensions: [
          { noticeDate: '2026-04-01', oldDue: '2026-04-07', newDue: '2026-08-05', receivedOn: '2026-03-05' },
        ],
      },
      ['block extension-limit'],
    ],
    [
      '8 exactly four months, from the 31st',
      {
        extensions: [
          { noticeDate: '2026-11-01', oldDue: '2026-11-30', newDue: '2027-02-28', receivedOn: '2026-10-31' },
        ],
      },
      [],
    ],
    [
      '8 perhaps only rolled over a weekend',
      {
        extensions: [
          { noticeDate: '2026-04-01', oldDue: '2026-04-07', newDue: '2026-07-06', receivedOn: '2026-03-05' },
        ],
      },
      ['warn extension-limit'],
    ],
    [
      '9 correction of norms',
      { correction: { parts: [7], renotify: false, contestRestarts: false } },
      ['block correction-renotify'],
    ],
    [
      '9 correction of an address',
      { correction: { parts: [2], renotify: false, contestRestarts: false } },
      [],
    ],
    ['views without an answer', { views: [{ answer: ' ' }] }, ['warn views-answered']],
    [
      'a step of weighing missing',
      { considerations: { necessity: 'a', suitability: 'b', need: 'c' } },
      ['warn considerations'],
    ],
    ['a mandatory act is not weighed', { considerations: undefined, mandatoryAct: true }, []],
  ])('%s', (_, patch, expected) => expect(rules(patch)).toEqual(expected))

  test('missing parts are named with their field', () => {
    const f = checkDecision({ kind: 'refuse', unfavourable: true, disputed: false })
    expect(f.map((x) => x.field)).toEqual([
      'norms',
      'hearing',
      'appeal',
      'issuer',
      'addressee.name',
      'facts',
      'reasoning',
      'operative',
      'considerations.necessity',
    ])
    for (const x of f) expect(x.message.lv && x.message.en && x.norm).toBeTruthy()
  })
})
