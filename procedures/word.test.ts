import { describe, expect, test } from '@jest/globals'
import { PROCEDURES } from './all.ts'
import { draftingAct, isIn } from './procedure.ts'
import { procedure, standard, statutory, type Word, word } from './word.ts'

const OPEN = { waitingOn: 'inspector', open: true } as const
const BY = { by: ['inspector'], fresh: true } as const

/** Two words as a regulation might bring them. */
const BEGIN = word('begin', {
  stages: { begun: { ...OPEN, is: ['undecided'] }, over: { waitingOn: 'nobody', open: false } },
  acts: { 'begin.look': { ...BY, in: ['begun'], ground: true } },
  outcomes: { given: { document: 'letter', effect: 'none' } },
  documents: ['letter'],
})
const END = word('end', {
  stages: { ending: { ...OPEN, is: ['undecided', 'running'] }, waiting: OPEN },
  acts: {
    'end.draft': { ...BY, in: 'running', ground: true, drafts: true },
    'end.stop': { ...BY, in: 'undecided' },
    'end.retry': { ...BY, in: 'open' },
    'end.sign': { ...BY, in: ['ending'], notBySameAs: ['grounds', 'end.stop'] },
    'end.wait': { ...BY, in: ['waiting'] },
  },
})

const compose = (words: readonly Word[], outcomes = {}) =>
  procedure('made-up', {
    first: 'begun',
    seenBy: { course: ['applicant'], application: ['applicant'] },
    terms: { statutory: statutory('APL64.base'), standard: standard('card.30wd') },
    words,
    outcomes,
    favourable: ['given'],
  })

describe('a procedure composed of words', () => {
  test('has what they bring, in their order, and says of which it consists', () => {
    const made = compose([BEGIN, END])
    expect(made).toMatchObject({
      id: 'made-up',
      first: 'begun',
      terms: { statutory: statutory('APL64.base'), standard: standard('card.30wd') },
      words: ['begin', 'end'],
      favourable: ['given'],
      outcomes: { given: { document: 'letter', effect: 'none' } },
    })
    expect(Object.keys(made.stages)).toEqual(['begun', 'over', 'ending', 'waiting'])
    expect(Object.keys(made.acts)).toEqual([...Object.keys(BEGIN.acts), ...Object.keys(END.acts)])
  })

  test('an act is possible in the stages that it names, in those of a trait, or in all that are open', () => {
    const { acts } = compose([BEGIN, END])
    const stagesOf = Object.fromEntries(Object.entries(acts).map(([act, rule]) => [act, rule.in]))
    expect(stagesOf).toEqual({
      'begin.look': ['begun'],
      'end.draft': ['ending'],
      'end.stop': ['begun', 'ending'],
      'end.retry': ['begun', 'ending', 'waiting'],
      'end.sign': ['ending'],
      'end.wait': ['waiting'],
    })
  })

  test('the grounds are those of all words; where nobody is excluded nothing is said', () => {
    const { acts } = compose([BEGIN, END])
    expect(acts['end.sign']!.notBySameAs).toEqual(['begin.look', 'end.draft', 'end.stop'])
    expect(acts['end.stop']).toEqual({ ...BY, in: ['begun', 'ending'] })
    expect(acts['end.draft']).toMatchObject({ ground: true, drafts: true })
  })

  test('two words may not bring the same stage, act or outcome, nor the procedure an outcome of a word', () => {
    const again = (brings: Parameters<typeof word>[1]) => () => compose([BEGIN, word('again', brings)])
    expect(again({ stages: { begun: OPEN } })).toThrow('made-up: two words bring begun')
    expect(again({ acts: { 'begin.look': { ...BY, in: ['begun'] } } })).toThrow('two words bring begin.look')
    expect(again({ outcomes: { given: { document: 'letter', effect: 'entered' } } })).toThrow(
      'two words bring given',
    )
    expect(() => compose([BEGIN], { given: { document: 'letter', effect: 'entered' } })).toThrow(
      'two words bring given',
    )
  })

  test('what is named must be there: stages, acts of others, documents', () => {
    const with_ = (brings: Parameters<typeof word>[1]) => () => compose([BEGIN, word('more', brings)])
    expect(with_({ acts: { a: { ...BY, in: ['begun', 'nowhere', 'elsewhere'] } } })).toThrow(
      'made-up: no word brings nowhere, elsewhere',
    )
    expect(with_({ acts: { a: { ...BY, in: ['begun'], notBySameAs: ['b'] } } })).toThrow('no word brings b')
    expect(with_({ outcomes: { o: { document: 'telegram', effect: 'none' } } })).toThrow(
      'no word brings telegram',
    )
    expect(() => compose([BEGIN], { o: { document: 'telegram', effect: 'none' } })).toThrow(
      'no word brings telegram',
    )
    // The document of another word will do.
    expect(with_({ outcomes: { o: { document: 'letter', effect: 'none' } } })).not.toThrow()
  })

  test('a word that brings nothing is none the less named', () => {
    const empty = word('empty', {})
    expect(empty).toEqual({ id: 'empty', stages: {}, acts: {}, outcomes: {}, tasks: [], documents: [] })
    expect(compose([BEGIN, empty]).words).toEqual(['begin', 'empty'])
  })
})

describe('what pages ask of a procedure', () => {
  test('whether a stage has a trait; one that is not there, or has none, has not', () => {
    const made = compose([BEGIN, END])
    expect(isIn(made, 'ending', 'running')).toBe(true)
    expect(isIn(made, 'begun', 'running')).toBe(false)
    expect(isIn(made, 'over', 'undecided')).toBe(false)
    expect(isIn(made, 'nowhere', 'undecided')).toBe(false)
  })

  test('which act says what is to be decided', () => {
    expect(draftingAct(compose([BEGIN, END]))).toBe('end.draft')
    expect(draftingAct(compose([BEGIN]))).toBeUndefined()
    expect(draftingAct(PROCEDURES.licensing)).toBe('proposal.submit')
    expect(draftingAct(PROCEDURES['certificate-copy'])).toBeUndefined()
  })
})
