import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { endOfDay } from '../time.ts'
import { isIncontestable, notNow } from './incontestable.ts'
import { checkReopening, isReopeningGround, REOPENING_GROUNDS, type ReopeningGround } from './reopening.ts'
import { checkRevocation, REVOCATION_GROUNDS, type Revoking } from './revocation.ts'

// What is said where a ground does not carry (APL 83–88), in both languages, and each bound on its day.

const said = (
  faults: { rule: string; of: string; norm: { article: string }; message: { lv: string; en: string } }[],
) => faults.map((f) => [f.rule, f.of, f.norm.article, f.message.lv, f.message.en])

describe('re-opening', () => {
  const asked = (
    ground: ReopeningGround,
    learnedOn: string | undefined,
    on: string,
    by: 'application' | 'own-motion' = 'application',
  ) => checkReopening({ ground, by, learnedOn, on }, CALENDAR)

  test('grounds are known by their names and by nothing else', () => {
    for (const ground of Object.keys(REOPENING_GROUNDS)) expect(isReopeningGround(ground)).toBe(true)
    for (const other of ['toString', '', undefined, null, 1, ['facts'], { facts: true }])
      expect(isReopeningGround(other)).toBe(false)
  })

  test('whoever begins must be who may: the addressee by 87, the institution by 88', () => {
    expect(said(asked('constitutional-court', '2026-03-02', '2026-03-10'))).toEqual([
      [
        'ground-fits',
        'ground',
        '88 p. 1',
        'Uz šā pamata procesu no jauna sāk iestāde pati (APL 88. pants).',
        'On this ground the institution itself begins anew (APL 88).',
      ],
    ])
    expect(said(asked('facts', undefined, '2026-03-10', 'own-motion'))).toEqual([
      [
        'ground-fits',
        'ground',
        '87(1)1',
        'Uz šā pamata procesu no jauna sāk uz adresāta iesnieguma pamata (APL 87. pants).',
        'On this ground proceedings are begun anew when the addressee applies (APL 87).',
      ],
    ])
    expect(asked('international-court', undefined, '2026-03-10', 'own-motion')).toEqual([])
  })

  test('within six months of learning of it: on the day itself, on the last one, and a day too late', () => {
    expect(asked('evidence', '2026-03-10', '2026-03-10')).toEqual([])
    // Six months from 10 March: Thursday 10 September.
    expect(asked('evidence', '2026-03-10', '2026-09-10')).toEqual([])
    expect(said(asked('evidence', '2026-03-10', '2026-09-11'))).toEqual([
      [
        'reopened-since-learned',
        'learnedOn',
        '87(3)2',
        'To varēja lūgt līdz 2026. gada 10. septembrim: sešu mēnešu laikā no uzzināšanas (APL 87. panta trešās daļas 2. punkts).',
        'It could be asked for until 10 September 2026: within six months of learning of it (APL 87(3)2).',
      ],
    ])
    for (const learned of [undefined, '2026-03-11'])
      expect(said(asked('evidence', learned, '2026-03-10'))).toEqual([
        [
          'reopened-since-learned',
          'learnedOn',
          '87(3)2',
          'Norādiet, kad par to uzzinājāt: no tā skaita sešus mēnešus.',
          'Say when you learned of it: six months count from that.',
        ],
      ])
  })
})

describe('revocation', () => {
  const revoking = (more: Partial<Revoking>): Revoking => ({
    ...{ ground: 'unused', from: 'issue', learnedOn: '2026-05-04', on: '2026-05-11' },
    act: { favourable: true, inForceFrom: '2026-03-04' },
    ...more,
  })
  const faults = (more: Partial<Revoking>) => said(checkRevocation(revoking(more), CALENDAR))

  test('a ground is of what favours its addressee, or of what does not', () => {
    expect(faults({})).toEqual([])
    expect(faults({ ground: 'lawful-burden' })).toEqual([
      [
        'ground-fits',
        'ground',
        '85(1)',
        'Atceļamais lēmums adresātam ir labvēlīgs; šis pamats ir nelabvēlīgam lēmumam.',
        'What is to be revoked favours its addressee; this ground is for what does not.',
      ],
    ])
    expect(faults({ ground: 'deceit', act: { favourable: false, inForceFrom: '2026-03-04' } })).toEqual([
      [
        'ground-fits',
        'ground',
        '86(2)4',
        'Atceļamais lēmums adresātam ir nelabvēlīgs; šis pamats ir labvēlīgam lēmumam.',
        'What is to be revoked does not favour its addressee; this ground is for what does.',
      ],
    ])
  })

  test('from its issue or from now, as the ground has it', () => {
    expect(faults({ ground: 'condition', from: 'issue' })).toEqual([
      [
        'revoked-from',
        'from',
        '85(2)2',
        'Uz šā pamata lēmumu neatceļ ar atpakaļejošu spēku (Administratīvā procesa likuma 85. panta otrās daļas 2. punkts).',
        'On this ground an act is not revoked with retroactive effect (Administrative Procedure Law, Section 85, Paragraph two, Clause 2).',
      ],
    ])
    expect(faults({ ground: 'deceit', from: 'revocation' })).toEqual([
      [
        'revoked-from',
        'from',
        '86(2)4',
        'Uz šā pamata lēmumu atceļ ar tā izdošanas dienu (Administratīvā procesa likuma 86. panta otrās daļas 4. punkts).',
        'On this ground an act is revoked from the day of its issue (Administrative Procedure Law, Section 86, Paragraph two, Clause 4).',
      ],
    ])
    for (const [ground, rule] of Object.entries(REVOCATION_GROUNDS))
      for (const from of ['issue', 'revocation'] as const) {
        const act = { favourable: rule.favourable, inForceFrom: '2026-03-04' }
        expect(faults({ ground: ground as Revoking['ground'], from, act })).toHaveLength(
          rule.from.includes(from) ? 0 : 1,
        )
      }
  })

  test('rights that are not used yet: within a year of its force, and three months of learning of it (86(3))', () => {
    expect(faults({ learnedOn: '2027-02-01', on: '2027-03-04' })).toEqual([])
    expect(faults({ learnedOn: '2027-02-01', on: '2027-03-05' })).toEqual([
      [
        'revoked-in-a-year',
        'ground',
        '86(3)',
        'Uz šā pamata lēmumu varēja atcelt līdz 2027. gada 4. martam: gada laikā no tā stāšanās spēkā.',
        'On this ground the act could be revoked until 4 March 2027: within a year of its entry into force.',
      ],
    ])
    expect(faults({ learnedOn: undefined })).toEqual([
      [
        'revoked-since-learned',
        'learnedOn',
        '86(3)',
        'Norādiet, kad iestāde uzzināja par atcelšanas iespēju: no tā skaita trīs mēnešus.',
        'Say when the institution learned that it may revoke: three months count from that.',
      ],
    ])
    expect(faults({ learnedOn: '2026-05-04', on: '2026-08-04' })).toEqual([])
    expect(faults({ learnedOn: '2026-05-04', on: '2026-08-05' })).toEqual([
      [
        'revoked-since-learned',
        'learnedOn',
        '86(3)',
        'Uz šā pamata lēmumu varēja atcelt līdz 2026. gada 4. augustam: trīs mēnešu laikā no uzzināšanas.',
        'On this ground the act could be revoked until 4 August 2026: within three months of learning of it.',
      ],
    ])
  })
})

describe('when proceedings about a decision may begin', () => {
  type Standing = Parameters<typeof isIncontestable>[0]
  const contest = {
    at: '2026-03-20T09:00:00.000Z',
    late: false,
    outcome: 'unchanged',
    decidedOn: '2026-04-14',
  } as const
  const standing = (more: Partial<Standing>): Standing => ({
    ...{ stage: 'settled', force: 'in-force', contestEnd: endOfDay('2026-04-07') },
    ...{ contest: null, courtUntil: null, court: null, annulledFrom: null },
    ...more,
  })
  const noon = (day: string): string => `${day}T09:00:00.000Z`

  test('not while it may be contested: from the first instant after the term', () => {
    const running = standing({ stage: 'contest-period' })
    const end = endOfDay('2026-04-07')
    expect(isIncontestable(running, new Date(Date.parse(end) - 1).toISOString())).toBe(false)
    expect(isIncontestable(running, end)).toBe(true)
    expect(isIncontestable({ ...running, contestEnd: null }, noon('2030-01-01'))).toBe(false)
    for (const stage of ['service', 'contested', 'in-court'] as const)
      expect(isIncontestable(standing({ stage }), noon('2030-01-01'))).toBe(false)
  })

  test('after the ministry: when nobody went to the court in time, or the court has decided', () => {
    const decided = standing({ contest, courtUntil: '2026-05-14' })
    expect(isIncontestable(decided, noon('2026-05-14'))).toBe(false)
    expect(isIncontestable(decided, noon('2026-05-15'))).toBe(true)
    expect(isIncontestable({ ...decided, courtUntil: null }, noon('2026-05-01'))).toBe(true)
    const court = { filedOn: '2026-05-04', outcome: null, decidedOn: null }
    expect(isIncontestable({ ...decided, court }, noon('2026-05-10'))).toBe(false)
    expect(
      isIncontestable({ ...decided, court: { ...court, outcome: 'rejected' } }, noon('2026-05-10')),
    ).toBe(true)
    // Nobody contested it, and it is settled by another decision of ours.
    expect(isIncontestable(standing({ courtUntil: '2026-05-14' }), noon('2026-05-01'))).toBe(true)
  })

  test('not of what is in force no more', () => {
    for (const force of ['annulled', 'replaced'] as const)
      expect(notNow(standing({ force }), noon('2030-01-01'))).toBe('not-in-force')
    expect(notNow(standing({ force: 'annulled-partly' }), noon('2030-01-01'))).toBeUndefined()
    expect(notNow(standing({ stage: 'contest-period' }), noon('2026-04-01'))).toBe('contestable')
  })
})
