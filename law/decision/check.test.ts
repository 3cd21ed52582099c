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
const DEFECT = { lv: 'Telpas', en: 'Premises' }
const rules = (patch: Partial<DecisionDraft>): string[] =>
  checkDecision({ ...good, ...patch }).map((f) => `${f.severity} ${f.rule}`)

describe('the nine rules of a decision', () => {
  test('a complete refusal has no findings', () => expect(rules({})).toEqual([]))
  test.each<[string, Partial<DecisionDraft>, string[]]>([
    ['1 no norms, unfavourable', { norms: [] }, ['block norms']],
    ['1 blank norms count as none', { norms: [' '] }, ['block norms']],
    ['1 no norms, favourable', { norms: [], unfavourable: false, disputed: false }, ['warn norms']],
    ['2 no hearing', { hearing: undefined }, ['block hearing']],
    ['a grant against a defect that stands', { kind: 'grant', defects: [DEFECT] }, ['block open-defect']],
    ['a refusal for a defect', { defects: [DEFECT] }, []],
    ['in part, with a defect elsewhere', { kind: 'partly', defects: [DEFECT] }, []],
    ['a grant without defects', { kind: 'grant', defects: [] }, []],
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

  const notice = { noticeDate: '2026-04-01', oldDue: '2026-04-07', receivedOn: '2026-03-05' }
  const favourable = { unfavourable: false, disputed: false } as const
  const unheard = { parts: [7], renotify: true, contestRestarts: true }
  test.each<[string, Partial<DecisionDraft>, string[]]>([
    ['1 one norm among blanks is a list', { norms: ['', 'APL 62'] }, []],
    ['2 a blank reason is none', { hearing: undefined, noHearingReason: ' ' }, ['block hearing hearing']],
    ['2 nobody need be heard who gets all', { ...favourable, hearing: undefined }, []],
    [
      '3 disputed though not unfavourable',
      { appeal: undefined, unfavourable: false },
      ['warn appeal appeal'],
    ],
    [
      '4 the recipient is named by its place',
      { recipients: [good.recipients![0]!, { name: 'B', channel: 'post' }] },
      ['block registered-letter recipients.1.channel'],
    ],
    [
      '4 what favours may go by ordinary post',
      { ...favourable, recipients: [{ name: 'A', channel: 'post' }] },
      [],
    ],
    ['5 no e-address, no duty', { recipients: [{ name: 'A', channel: 'e-mail' }] }, []],
    [
      '5 a blank reason is none, and each recipient is looked at',
      {
        recipients: [
          good.recipients![0]!,
          { name: 'B', channel: 'e-mail', eAddressDue: true, eAddressFailed: ' ' },
        ],
      },
      ['block e-address-first recipients.1.channel'],
    ],
    ['6 on the last day', { date: '2026-05-05' }, []],
    ['6 without a date there is nothing to compare', { date: undefined }, []],
    ['6 without a term there is nothing to compare', { due: undefined }, []],
    [
      '6 a blank justification is none',
      { date: '2026-05-06', delayJustification: ' ' },
      ['block late delayJustification'],
    ],
    [
      '7 notice on the day before',
      { extensions: [{ ...notice, noticeDate: '2026-04-06', newDue: '2026-05-05' }] },
      [],
    ],
    ['8 exactly four months', { extensions: [{ ...notice, newDue: '2026-07-05' }] }, []],
    [
      '8 five days beyond may be Easter',
      { extensions: [{ ...notice, newDue: '2026-07-10' }] },
      ['warn extension-limit extensions.0.newDue'],
    ],
    [
      '8 six days beyond are not',
      { extensions: [{ ...notice, newDue: '2026-07-11' }] },
      ['block extension-limit extensions.0.newDue'],
    ],
    [
      '8 with the calendar one day is too much',
      { extensions: [{ ...notice, newDue: '2026-07-07', latestAllowed: '2026-07-06' }] },
      ['block extension-limit extensions.0.newDue'],
    ],
    [
      '8 up to the day that the calendar gives',
      { extensions: [{ ...notice, newDue: '2026-07-06', latestAllowed: '2026-07-06' }] },
      [],
    ],
    [
      '8 the ministry may go further',
      { extensions: [{ ...notice, newDue: '2027-03-05', byHigherInstitution: true }] },
      [],
    ],
    [
      '8 four months over the turn of the year',
      { extensions: [{ ...notice, receivedOn: '2026-09-15', newDue: '2027-01-15' }] },
      [],
    ],
    [
      '7 and 8 of the second extension',
      {
        extensions: [
          { ...notice, newDue: '2026-05-05' },
          { ...notice, noticeDate: '2026-05-06', oldDue: '2026-05-05', newDue: '2026-09-05' },
        ],
      },
      ['block extension-in-time extensions.1.noticeDate', 'block extension-limit extensions.1.newDue'],
    ],
    ['9 notified anew, the term begins anew', { correction: unheard }, []],
    [
      '9 the operative part, not notified',
      { correction: { ...unheard, parts: [2, 8], renotify: false } },
      ['block correction-renotify correction'],
    ],
    [
      '9 the appeal note, the old term goes on',
      { correction: { ...unheard, parts: [9], contestRestarts: false } },
      ['block correction-renotify correction'],
    ],
    [
      '9 the reasoning is not among them',
      { correction: { parts: [6, 10], renotify: false, contestRestarts: false } },
      [],
    ],
    [
      'parts: an issuer without address',
      { issuer: { name: 'Dienests', address: ' ' } },
      ['block part-1 issuer'],
    ],
    [
      'parts: an issuer without name',
      { issuer: { name: '', address: 'Smilšu iela 7' } },
      ['block part-1 issuer'],
    ],
    [
      'parts: the addressee may not be missing, whatever is decided',
      { ...favourable, addressee: { name: ' ' } },
      ['block part-2 addressee.name'],
    ],
    [
      'parts: a legal person without address',
      { addressee: { ...good.addressee!, address: '' } },
      ['block part-2 addressee'],
    ],
    [
      'parts: a legal person without number',
      { ...favourable, addressee: { ...good.addressee!, regNo: undefined } },
      ['warn part-2 addressee'],
    ],
    [
      'parts: a person of whom only the name is known',
      { addressee: { name: 'Anna' } },
      ['block part-2 addressee'],
    ],
    ['parts: a person by residence', { addressee: { name: 'Anna', address: 'Rīga' } }, []],
    ['parts: a person by number', { addressee: { name: 'Anna', personalId: '000000-00000' } }, []],
    ['parts: a person by register number', { addressee: { name: 'Anna', regNo: '0000000017' } }, []],
    ['parts: an application without its claim', { claim: '' }, ['block part-3 claim']],
    ['parts: nobody claimed anything', { claim: undefined, onApplication: false }, []],
    ['parts: a dispute without views', { views: [] }, ['block part-4 views']],
    ['parts: no dispute, no views', { disputed: false, views: undefined }, []],
    ['parts: no findings', { facts: [] }, ['block part-5 facts']],
    ['parts: no reasoning', { reasoning: [] }, ['block part-6 reasoning']],
    ['parts: no reasoning needed when all is granted', { ...favourable, reasoning: undefined }, []],
    [
      'parts: reasoning needed for a dispute',
      { unfavourable: false, reasoning: [] },
      ['warn part-6 reasoning'],
    ],
    [
      'parts: nothing is decided, whatever it is',
      { ...favourable, operative: undefined },
      ['block part-8 operative'],
    ],
    [
      'one view without an answer is enough',
      { views: [{ answer: 'x' }, {}] },
      ['warn views-answered views.answer'],
    ],
    ['what favours is not weighed', { ...favourable, considerations: undefined }, []],
    ['nothing was weighed', { considerations: undefined }, ['warn considerations considerations.necessity']],
    [
      'the first missing step is the field',
      { considerations: { necessity: 'a', suitability: ' ', need: 'c' } },
      ['warn considerations considerations.suitability'],
    ],
  ])('%s', (_, patch, expected) =>
    expect(checkDecision({ ...good, ...patch }).map((f) => `${f.severity} ${f.rule} ${f.field}`)).toEqual(
      expected,
    ),
  )

  test('four months from the end of a long month end with the short one', () => {
    const long = { ...notice, receivedOn: '2026-10-31' }
    const found = (newDue: string) => checkDecision({ ...good, extensions: [{ ...long, newDue }] })[0]!
    expect(found('2027-03-05').severity).toBe('warn')
    expect(found('2027-03-06').severity).toBe('block')
    expect(found('2027-03-06').message.en).toBe(
      'The new term (2027-03-06) exceeds four months from receipt (2027-02-28); only the higher institution may go further.',
    )
  })

  test('the message says how much hangs on it', () => {
    const said = (patch: Partial<DecisionDraft>, rule: string) =>
      checkDecision({ ...good, ...patch }).find((f) => f.rule === rule)!.message
    expect(said({ norms: [] }, 'norms').lv).toContain('bez tā lēmums ir procesuāli kļūdains')
    expect(said({ norms: [] }, 'norms').en).toContain('procedural error')
    expect(said({ ...favourable, norms: [] }, 'norms').lv).toBe('Nav piemēroto tiesību normu saraksta.')
    expect(said({ ...favourable, norms: [] }, 'norms').en).not.toContain('procedural error')
    expect(said({ date: '2026-05-06' }, 'late')).toEqual({
      lv: 'Lēmums ir pēc termiņa (05.05.2026.): nelabvēlīgam lēmumam jāpamato nokavējums.',
      en: 'The decision comes after the term (05.05.2026.): an unfavourable one must justify the delay.',
    })
    expect(said({ ...favourable, date: '2026-05-06' }, 'late').lv).toBe(
      'Lēmums ir pēc termiņa (05.05.2026.).',
    )
    expect(said({ ...favourable, date: '2026-05-06' }, 'late').en).not.toContain('justify')
    const weighed = said({ considerations: { suitability: 'b' } }, 'considerations')
    expect(weighed.lv).toContain('nepieciešamība, vajadzība, atbilstība.')
    expect(weighed.en).toContain('necessity, need, proportionality.')
  })

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

test('a grant against a defect: the field, the finding, what to do', () => {
  const [f] = checkDecision({ ...good, kind: 'grant', defects: [DEFECT] })
  expect(f).toMatchObject({ field: 'kind', norm: 'APL 63(1), 67(2)5' })
  expect(f!.message.lv).toContain('„Telpas”')
  expect(f!.message.lv).toContain('precizējiet konstatējumu')
  expect(f!.message.en).toContain('propose a refusal')
})
