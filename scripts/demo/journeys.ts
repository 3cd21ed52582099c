import type { Day } from '../../law/time.ts'
import type { DemoCase } from './demo-case.ts'

/** What happens in a case on a day: so many working days before the last one. */
export interface Step {
  ago: number
  do(c: DemoCase, day: Day): Promise<void>
}
/** From receipt so many working days before the last day. */
export type Journey = (received: number) => Step[]

const REVIEWER = 'andris-liepa'
const DIRECTOR = 'dace-vitola'

const inspector = (act: string, payload: unknown = {}, more: { letter?: string; name?: string } = {}) => {
  return (c: DemoCase): Promise<void> => c.act(c.about.inspector, act, { payload, ...more })
}
const head = (act: string, payload: unknown, more: { letter?: string } = {}) => {
  return (c: DemoCase): Promise<void> => c.act(c.about.head, act, { payload, ...more })
}
const take = (c: DemoCase): Promise<void> => c.take()
const confirm = inspector('completeness.confirm')

const findings = (premises: { result: string; evidence: string }) =>
  inspector('assessment.complete', {
    findings: {
      information: { result: 'conforms', evidence: 'Ziņas sakrīt ar izglītības iestāžu reģistru.' },
      standard: { result: 'conforms', evidence: 'Mācību plāns atbilst standartam.' },
      premises,
      resources: { result: 'conforms', evidence: 'Mācību līdzekļu saraksts ir iesniegts.' },
      teachers: { result: 'conforms', evidence: 'Pedagogu kvalifikācija atbilst prasībām.' },
    },
  })
const conforms = findings({ result: 'conforms', evidence: 'Telpas apskatītas; tās atbilst prasībām.' })
const defect = findings({
  result: 'defect',
  evidence: 'Praktisko mācību telpa nav nodota ekspluatācijā; akts nav iesniegts.',
})

const NORMS = [
  'Administratīvā procesa likuma 63. panta pirmās daļas 1. punkts un 67. panta otrā daļa',
  'Ministru kabineta 2023. gada 23. maija noteikumu Nr. 253 4. punkts',
]
const grant = inspector(
  'proposal.submit',
  {
    kind: 'grant',
    facts:
      'Iestāde ir reģistrēta izglītības iestāžu reģistrā.\nMācību plāns ir izvērtēts, telpas apskatītas.',
    reasoning: 'Programma atbilst valsts izglītības standartam; iestādei ir vajadzīgās telpas un pedagogi.',
    norms: NORMS,
    hearingDays: 14,
  },
  { name: 'proposal.grant' },
)
const refuse = (heard: boolean) =>
  inspector(
    'proposal.submit',
    {
      kind: 'refuse',
      facts: 'Praktisko mācību telpa nav nodota ekspluatācijā.\nNodošanas akts lietā nav iesniegts.',
      reasoning: 'Bez nodotas telpas praktiskās mācības programmā paredzētajā apjomā nav iespējamas.',
      norms: NORMS,
      hearingDays: 14,
      necessity: 'Izglītojamo drošība un programmas pilnvērtīga īstenošana.',
      suitability: 'Atteikums novērš mācības telpā, kas nav pārbaudīta.',
      need: 'Saudzējošāku līdzekļu nav: termiņš trūkuma novēršanai nebūtu īsāks par būvdarbiem.',
      proportionality: 'Izglītojamo drošība ir svarīgāka par iestādes interesi sākt šajā gadā.',
      ...(heard
        ? { viewsAnswer: 'Viedoklis izvērtēts: telpa vēl nav nodota, tādēļ lēmumu tas nemaina.' }
        : {}),
    },
    heard ? { name: 'proposal.refuse-heard' } : { name: 'proposal.refuse', letter: 'hearing-invitation' },
  )
const approve = (c: DemoCase): Promise<void> => c.act(REVIEWER, 'review.approve')
const sign = (c: DemoCase): Promise<void> => c.act(DIRECTOR, 'decision.sign', { letter: 'decision' })
const views = head('views.submit', {
  text: 'Būvdarbi kavējas no mums neatkarīgu iemeslu dēļ; telpu nodosim līdz mācību gada sākumam.',
})
const contest = head(
  'contest.submit',
  { extent: 'Visā apjomā.', request: 'Lūdzam lēmumu atcelt: telpa ir nodota, akts ir pievienots.' },
  { letter: 'contest-forwarding' },
)
const ministry =
  (outcome: 'unchanged' | 'other-act', summary: string) =>
  (c: DemoCase, day: Day): Promise<void> => {
    const number = `01-25e/${day.slice(2, 4)}/${c.about.id.replaceAll(/\D/g, '')}`
    return c.act(c.about.inspector, 'contest.outcome', { payload: { outcome, number, date: day, summary } })
  }

const at = (ago: number, what: Step['do']): Step => ({ ago, do: what })
const received = (r: number): Step => at(r, (c, day) => c.apply(day))
const returned = (ago: number, field: string, text: string): Step =>
  at(
    ago,
    inspector(
      'completeness.return',
      { remarks: [{ field, text }], days: 10 },
      { letter: 'notice-without-progress' },
    ),
  )
const PLAN = 'Mācību plānā trūkst stundu sadalījuma pa mācību gadiem.'

const taken: Journey = (r) => [received(r), at(Math.max(r - 1, 0), take)]
const assessing: Journey = (r) => [...taken(r), at(r - 2, confirm)]
const proposable: Journey = (r) => [...assessing(r), at(r - 7, conforms)]
const proposed: Journey = (r) => [...proposable(r), at(r - 9, grant)]
const approved: Journey = (r) => [...proposed(r), at(r - 11, approve)]
const granted: Journey = (r) => [...approved(r), at(r - 13, sign)]
const hearing: Journey = (r) => [...assessing(r), at(r - 7, defect), at(r - 10, refuse(false))]
const heard: Journey = (r) => [...hearing(r), at(r - 14, views)]
const refused: Journey = (r) => [...heard(r), at(r - 16, refuse(true)), at(r - 17, approve), at(r - 18, sign)]
const contested: Journey = (r) => [...refused(r), at(r - 26, contest)]
const defective: Journey = (r) => [...taken(r), returned(r - 3, 'lessonPlan', PLAN)]

/** How far cases of the demonstration have come on its last day. */
export const JOURNEYS = {
  received: (r) => [received(r)],
  taken,
  curing: defective,
  cured: (r) => [...defective(r), at(r - 9, (c) => c.cure())],
  lapsed: defective,
  assessing,
  noted: (r) => [
    ...assessing(r),
    at(r - 4, (c) => c.note('Zvanīja iestādes vadītāja: telpu apskate sarunāta nākamajā nedēļā.')),
  ],
  proposable,
  extended: (r) => [
    ...assessing(r),
    at(
      r - 12,
      inspector(
        'term.extend',
        { extension: 'more-information', reason: 'Nepieciešams Veselības inspekcijas atzinums par telpām.' },
        { letter: 'extension-notice' },
      ),
    ),
  ],
  proposed,
  back: (r) => [
    ...proposed(r),
    at(r - 10, (c) =>
      c.act(REVIEWER, 'review.return', { payload: { comment: 'Precizēt pamatojumu par telpām.' } }),
    ),
  ],
  approved,
  granted,
  hearing,
  heard,
  refused,
  contested,
  upheld: (r) => [
    ...contested(r),
    at(r - 44, ministry('unchanged', 'Ministrija lēmumu atstāj negrozītu: telpa nav nodota.')),
  ],
  reversed: (r) => [
    ...contested(r),
    at(r - 42, ministry('other-act', 'Ministrija programmu licencē: telpa ir nodota, trūkums novērsts.')),
  ],
  withdrawn: (r) => [
    ...taken(r),
    at(
      r - 6,
      head(
        'case.withdraw',
        { reason: 'Dibinātājs lēmumu par programmu ir mainījis.' },
        { letter: 'closing-notice' },
      ),
    ),
  ],
} satisfies Record<string, Journey>

export const COPY = {
  asked: [],
  taken: [take],
  copied: [take, inspector('copy.make', {}, { letter: 'duplicate' })],
  refused: [
    take,
    inspector('copy.refuse', { reason: 'Tāda ieraksta reģistrā nav.' }, { letter: 'no-duplicate' }),
  ],
} satisfies Record<string, ((c: DemoCase) => Promise<void>)[]>
