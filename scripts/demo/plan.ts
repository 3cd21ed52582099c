import type { Day } from '../../law/time.ts'
import { SAMPLE_PEOPLE } from '../lib/sample-people.ts'
import { SAMPLE_INSTITUTIONS } from '../seed.ts'
import { type About, DemoCase, type Surroundings } from './demo-case.ts'
import { COPY, JOURNEYS, type Step } from './journeys.ts'
import { type Head, PROGRAMMES } from './programmes.ts'

/** How many cases the demonstration has. */
export const ALL = 60

/** Each journey with the day of its receipt: so many working days before the last. The first few show most stages. */
const CASES: readonly [keyof typeof JOURNEYS, number][] = [
  ['granted', 46],
  ['received', 0],
  ['taken', 2],
  ['curing', 8],
  ['assessing', 34],
  ['approved', 15],
  ['hearing', 14],
  ['refused', 30],
  ['contested', 36],
  ['withdrawn', 12],
  ['granted', 24],
  ['lapsed', 30],
  ['proposed', 14],
  ['granted', 13],
  ['extended', 30],
  ['upheld', 56],
  ['reversed', 58],
  ['proposable', 19],
  ['cured', 14],
  ['back', 17],
  ['heard', 18],
  ['granted', 52],
  ['received', 1],
  ['taken', 4],
  ['noted', 10],
  ['approved', 18],
  ['granted', 28],
  ['curing', 12],
  ['received', 24],
  ['assessing', 20],
  ['granted', 33],
  ['proposed', 17],
  ['assessing', 8],
  ['granted', 56],
  ['received', 2],
  ['refused', 60],
  ['approved', 16],
  ['granted', 14],
  ['proposable', 26],
  ['curing', 10],
  ['granted', 22],
  ['hearing', 16],
  ['noted', 15],
  ['contested', 33],
  ['granted', 48],
  ['lapsed', 50],
  ['taken', 5],
  ['assessing', 13],
  ['withdrawn', 40],
  ['extended', 37],
  ['granted', 31],
  ['proposed', 16],
  ['received', 3],
  ['approved', 19],
]

/** Duplicates: how far, when, of the licence of which of the cases above; none: of one that does not exist. */
const COPIES: readonly [keyof typeof COPY, number, number | undefined][] = [
  ['copied', 10, 0],
  ['asked', 1, 26],
  ['copied', 20, 33],
  ['taken', 3, 21],
  ['refused', 7, undefined],
  ['taken', 9, 44],
]

const HEADS = Object.keys(PROGRAMMES) as Head[]
const INSPECTORS = ['inese-berzina', 'karlis-zarins'] as const
const COPIES_BY = 'ieva-lapina'

/** A case with what happens in it and when. */
export interface Planned {
  case: DemoCase
  steps: Step[]
}

/**
 * The cases of the demonstration, in an order in which every beginning shows most stages.
 * @param count how many of them, `ALL` at most; one in ten is about a duplicate
 */
export function plan(count: number, surroundings: Surroundings): Planned[] {
  const copies = Math.min(COPIES.length, Math.floor(count / 10))
  const applied = licences(Math.min(CASES.length, count - copies), surroundings)
  return [...applied, ...COPIES.slice(0, copies).map((row, n) => copyOf(row, n, applied, surroundings))]
}

function licences(count: number, surroundings: Surroundings): Planned[] {
  const left = new Map(HEADS.map((head) => [head, [...PROGRAMMES[head]]]))
  return CASES.slice(0, count).map(([journey, received], n) => {
    // In turn, as long as an institution has programmes left.
    const head = HEADS.map((_, k) => HEADS[(n + k) % HEADS.length]!).find((h) => left.get(h)!.length > 0)!
    const programme = left.get(head)!.shift()!
    const about: About = {
      ...{ id: `licence-${n + 1}`, head, programme, institution: institutionOf(head) },
      inspector: INSPECTORS[n % INSPECTORS.length]!,
    }
    return { case: new DemoCase(about, surroundings), steps: JOURNEYS[journey](received) }
  })
}

function copyOf(
  [how, received, of]: (typeof COPIES)[number],
  n: number,
  applied: readonly Planned[],
  surroundings: Surroundings,
): Planned {
  const original = of === undefined ? undefined : (applied[of] ?? applied[0]!).case
  const { head, programme, institution } = (original ?? applied[1]!.case).about
  const about: About = { id: `copy-${n + 1}`, head, programme, institution, inspector: COPIES_BY }
  const apply = (c: DemoCase): Promise<void> =>
    c.applyForCopy(original, 'Licence jāuzrāda dibinātājam; oriģināls ir nozaudēts.')
  const steps = COPY[how].map((act, k): Step => ({ ago: received - 1 - k, do: act }))
  return { case: new DemoCase(about, surroundings), steps: [{ ago: received, do: apply }, ...steps] }
}

/** Drafts that are not sent: of programmes that nobody has applied for. */
export function drafts(surroundings: Surroundings, today: Day): (() => Promise<void>)[] {
  const begun: [Head, string, string][] = [
    ['baiba-kalnina', '31016011', 'Vispārējās vidējās izglītības programma Parka ielā'],
    ['janis-ozols', '33 714 01 1', 'Mehatronika'],
    ['sanita-rudzite', '01011121', 'Pirmsskolas izglītības programma Pļavu ielā'],
  ]
  return begun.map(([head, code, name], n) => {
    const programme = { ...PROGRAMMES[head][0]!, code, name }
    const about = { id: `draft-${n + 1}`, head, programme, institution: institutionOf(head) }
    return () => new DemoCase({ ...about, inspector: INSPECTORS[0] }, surroundings).draft(today)
  })
}

function institutionOf(head: Head): About['institution'] {
  const { institution } = SAMPLE_PEOPLE.find((one) => one.id === head)!
  return SAMPLE_INSTITUTIONS.find((one) => one.enterpriseNo === institution!.registrationNumber)!
}
