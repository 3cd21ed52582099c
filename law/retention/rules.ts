import type { NormRef } from '../norm.ts'
import type { Text } from '../text.ts'
import { addDays, addMonths, type Day } from '../time.ts'

/** What is erased of a case in one stroke. */
export type CasePart = 'texts' | 'files' | 'documents' | 'notes'
export const CASE_PARTS: readonly CasePart[] = ['texts', 'files', 'documents', 'notes']

/** Records beside the cases that go by an act of destruction. */
export type LogPart = 'audit-log' | 'delegations' | 'orders'
export const LOG_PARTS: readonly LogPart[] = ['audit-log', 'delegations', 'orders']

export interface Period {
  amount: number
  unit: 'years' | 'months' | 'days' | 'hours'
}

/** How long one kind of record is kept, and what becomes of it then. JSON data. */
export interface RetentionRule {
  id: string
  title: Text
  /** Of a case: which part, and of which cases. Of other records: which. Absent: nothing that an act destroys. */
  of?: { part: CasePart; cases: 'decided' | 'undecided' | 'all' } | { part: LogPart }
  /** From what it counts. */
  from: 'case-closed' | 'written' | 'ended' | 'made'
  /** Null: it stays. */
  period: Period | null
  /** erase: texts and bytes go, that they were there stays. destroy: the rows go. keep: nothing goes. */
  does: 'erase' | 'destroy' | 'keep'
  /** act: by an act of destruction that a second person approves. itself: nobody is asked. operation: by who runs it. */
  by: 'act' | 'itself' | 'operation' | 'nobody'
  /** The act of destruction must have been agreed with the National Archives (Archives Law 4(3)). */
  agreed: boolean
  norm: NormRef
  unverified?: boolean
  missing?: Text
}

/** Archives Law 4(2)1: the institution itself appraises its records and sets their periods. */
const SET_BY_INSTITUTION: NormRef = { act: 'ArhL', article: '4(2)1' }

/** No source says how long; whoever keeps the classification scheme of the institution enters it. */
const NO_SCHEME: Text = {
  lv: 'iestādes lietu nomenklatūra (klasifikācijas shēma) nav atrasta; termiņš pieņemts, tas jāievada un jāsaskaņo ar Latvijas Nacionālo arhīvu',
  en: 'the institution’s classification scheme was not found; the period is assumed and must be entered and agreed with the National Archives',
}

const DECIDED: Period = { amount: 10, unit: 'years' }
const UNDECIDED: Period = { amount: 2, unit: 'years' }

function ofCase(
  part: CasePart,
  cases: 'decided' | 'undecided' | 'all',
  title: Text,
  period: Period,
): RetentionRule {
  return {
    id: cases === 'all' ? part : `${part}.${cases}`,
    title,
    of: { part, cases },
    from: 'case-closed',
    period,
    does: 'erase',
    by: 'act',
    agreed: true,
    norm: SET_BY_INSTITUTION,
    unverified: true,
    missing: NO_SCHEME,
  }
}

/** Every kind of record of the service, with its period. Drafts that were never sent are cleaned by a rule of their own. */
export const RETENTION: readonly RetentionRule[] = [
  {
    id: 'case',
    title: {
      lv: 'lietas reģistra dati: numurs, datumi, gaita, iznākums, dokumentu numuri',
      en: 'register data of a case: number, dates, course, outcome, numbers of documents',
    },
    from: 'case-closed',
    period: null,
    does: 'keep',
    by: 'nobody',
    agreed: false,
    norm: SET_BY_INSTITUTION,
    unverified: true,
    missing: {
      lv: 'nav noteikts, vai lietas reģistra dati glabājami pastāvīgi; nodošana Latvijas Nacionālajam arhīvam (ArhL 6(2)) nav izveidota',
      en: 'whether register data are kept permanently is not settled; the transfer to the National Archives (Archives Law 6(2)) is not built',
    },
  },
  ofCase(
    'texts',
    'decided',
    {
      lv: 'iesniedzēja teksti un personas dati lietā ar lēmumu',
      en: 'the applicant’s texts and personal data in a case with a decision',
    },
    DECIDED,
  ),
  ofCase(
    'texts',
    'undecided',
    {
      lv: 'iesniedzēja teksti un personas dati atsauktā vai neiesniegtā lietā',
      en: 'the applicant’s texts and personal data in a case withdrawn or deemed not submitted',
    },
    UNDECIDED,
  ),
  ofCase(
    'files',
    'decided',
    { lv: 'pievienotās datnes lietā ar lēmumu', en: 'uploaded files in a case with a decision' },
    DECIDED,
  ),
  ofCase(
    'files',
    'undecided',
    {
      lv: 'pievienotās datnes atsauktā vai neiesniegtā lietā',
      en: 'uploaded files in a case withdrawn or deemed not submitted',
    },
    UNDECIDED,
  ),
  ofCase(
    'documents',
    'decided',
    {
      lv: 'izdotie lēmumi un vēstules lietā ar lēmumu',
      en: 'decisions and letters in a case with a decision',
    },
    DECIDED,
  ),
  ofCase(
    'documents',
    'undecided',
    {
      lv: 'vēstules atsauktā vai neiesniegtā lietā',
      en: 'letters in a case withdrawn or deemed not submitted',
    },
    UNDECIDED,
  ),
  ofCase(
    'notes',
    'all',
    { lv: 'dienesta piezīmes lietā', en: 'notes of the staff in a case' },
    { amount: 2, unit: 'years' },
  ),
  {
    id: 'audit-log',
    title: {
      lv: 'auditācijas pieraksti: pieteikšanās, skatīšana, atteikumi, tiesību maiņa',
      en: 'audit log: sign-ins, readings, refusals, changes of rights',
    },
    of: { part: 'audit-log' },
    from: 'written',
    period: { amount: 1, unit: 'years' },
    does: 'destroy',
    by: 'act',
    agreed: false,
    norm: { act: 'FPDAL', article: '37(2)' },
  },
  {
    id: 'delegations',
    title: {
      lv: 'rīkojumi par direktora aizvietošanu pēc to beigām',
      en: 'orders on standing in for the director, after their end',
    },
    of: { part: 'delegations' },
    from: 'ended',
    period: DECIDED,
    does: 'destroy',
    by: 'act',
    agreed: true,
    norm: SET_BY_INSTITUTION,
    unverified: true,
    missing: NO_SCHEME,
  },
  {
    id: 'orders',
    title: {
      lv: 'izpildīti sistēmas iekšējie rīkojumi (izejošā rinda)',
      en: 'orders of the outbox that were carried out',
    },
    of: { part: 'orders' },
    from: 'made',
    period: { amount: 90, unit: 'days' },
    does: 'destroy',
    by: 'act',
    agreed: false,
    norm: SET_BY_INSTITUTION,
    unverified: true,
    missing: {
      lv: 'tehniski dati bez satura; termiņš pieņemts',
      en: 'technical data without content; the period is assumed',
    },
  },
  {
    id: 'sessions',
    title: { lv: 'pārlūka sesijas', en: 'sessions of browsers' },
    from: 'made',
    period: { amount: 9, unit: 'hours' },
    does: 'destroy',
    by: 'itself',
    agreed: false,
    norm: SET_BY_INSTITUTION,
    unverified: true,
    missing: {
      lv: 'sesija beidzas pēc SESSION_HOURS (parasti 8 h), rinda – stundu vēlāk; termiņš pieņemts',
      en: 'a session ends after SESSION_HOURS (8 by default), its row an hour later; the period is assumed',
    },
  },
  {
    id: 'histories',
    title: { lv: 'lietu gaitas vēstures Temporal serverī', en: 'histories of cases on the Temporal server' },
    from: 'case-closed',
    period: { amount: 30, unit: 'days' },
    does: 'destroy',
    by: 'itself',
    agreed: false,
    norm: SET_BY_INSTITUTION,
    unverified: true,
    missing: {
      lv: 'šifrēti dati bez tekstiem; termiņš ir nosaukumvietas iestatījums',
      en: 'encrypted, without texts; the period is a setting of the namespace',
    },
  },
  {
    id: 'backups',
    title: { lv: 'rezerves kopijas', en: 'backups' },
    from: 'made',
    period: { amount: 35, unit: 'days' },
    does: 'destroy',
    by: 'operation',
    agreed: false,
    norm: SET_BY_INSTITUTION,
    unverified: true,
    missing: {
      lv: 'kopijas veido tas, kurš uztur serveri; tik ilgi dzēstais vēl ir kopijās (docs/operations.md)',
      en: 'made by whoever runs the server; for so long what was erased is still in them (docs/operations.md)',
    },
  },
]

/** The rule of an id, as events and acts of destruction name it. */
export function retentionRule(id: string): RetentionRule | undefined {
  return RETENTION.find((r) => r.id === id)
}

/**
 * The last day on which a record must be there at the latest: what ended up to that day is due.
 * @returns undefined when it is kept for good, or for less than a day
 */
export function dueUpTo(rule: RetentionRule, today: Day): Day | undefined {
  if (!rule.period) return undefined
  const { amount, unit } = rule.period
  if (unit === 'hours') return undefined
  if (unit === 'days') return addDays(today, -amount - 1)
  // The period runs out at the end of the day of the same date (FPDAL 37(2): "one year after"), so that day is still kept.
  return addDays(addMonths(today, unit === 'years' ? -12 * amount : -amount), -1)
}

/** The first day on which something that ended on `end` is due. */
export function dueFrom(rule: RetentionRule, end: Day): Day | undefined {
  if (!rule.period || rule.period.unit === 'hours') return undefined
  const { amount, unit } = rule.period
  if (unit === 'days') return addDays(end, amount + 1)
  return addDays(addMonths(end, unit === 'years' ? 12 * amount : amount), 1)
}

/** Outcomes of a case in which nothing was decided about what was asked. */
export const UNDECIDED_OUTCOMES: readonly string[] = ['withdrawn', 'not-submitted']

/** Whether a case ended with a decision: by its outcome, whatever the procedure. */
export function isDecided(outcome: string | null): boolean {
  return outcome !== null && !UNDECIDED_OUTCOMES.includes(outcome)
}
