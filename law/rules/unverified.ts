import { REVOCATION_GROUNDS } from '../afterlife/revocation.ts'
import { CALENDAR } from '../calendar/data.ts'
import type { NormRef } from '../norm.ts'
import { RETENTION } from '../retention/rules.ts'
import type { Text } from '../text.ts'
import { RULES } from './catalogue.ts'
import type { Certainty } from './types.ts'

/** One thing in the room that a lawyer still has to check. */
export interface Unverified {
  kind:
    | 'rule'
    | 'retention'
    | 'extension'
    | 'holiday'
    | 'moved-day'
    | 'setting'
    | 'entry-order'
    | 'reminder'
    | 'revoked-from'
  id: string
  title: Text
  norm: NormRef
  certainty?: Certainty
  missing: Text
}

const NOT_CHECKED: Text = { lv: 'nav pārbaudīts likuma tekstā', en: 'not checked in the text of the law' }

/** Every unverified rule, period of retention, extension, calendar entry and setting, with what is missing. */
export function listUnverified(): Unverified[] {
  const list: Unverified[] = []
  for (const rule of Object.values(RULES)) {
    if (rule.unverified) {
      list.push({
        kind: 'rule',
        id: rule.id,
        title: rule.title,
        norm: rule.norm,
        certainty: rule.certainty,
        missing: rule.missing ?? NOT_CHECKED,
      })
    }
    for (const extension of rule.extensions) {
      if (!extension.unverified) continue
      list.push({
        kind: 'extension',
        id: `${rule.id} + ${extension.id}`,
        title: extension.title,
        norm: extension.norm,
        certainty: extension.certainty,
        missing: extension.missing ?? NOT_CHECKED,
      })
    }
  }
  for (const rule of RETENTION) {
    if (!rule.unverified) continue
    const { id, title, norm, missing } = rule
    list.push({ kind: 'retention', id, title, norm, missing: missing ?? NOT_CHECKED })
  }
  for (const [id, { title, norm, fromUnverified }] of Object.entries(REVOCATION_GROUNDS)) {
    if (!fromUnverified) continue
    list.push({
      ...{ kind: 'revoked-from', id, title, norm },
      missing: {
        lv: 'likums nenosaka, ar kuru dienu atceltais lēmums zaudē spēku',
        en: 'the law does not say from which day the revoked act is without effect',
      },
    })
  }
  for (const extra of CALENDAR.extraHolidays) {
    if (extra.unverified)
      list.push({
        kind: 'holiday',
        id: extra.day,
        title: extra.name,
        norm: extra.norm,
        missing: extra.missing ?? NOT_CHECKED,
      })
  }
  for (const move of CALENDAR.movedDays) {
    if (!move.unverified) continue
    list.push({
      kind: 'moved-day',
      id: `${move.off} → ${move.worked}`,
      title: { lv: 'pārceltā darba diena', en: 'moved working day' },
      norm: move.norm,
      missing: move.missing ?? NOT_CHECKED,
    })
  }
  return [...list, ...SETTINGS]
}

/** Choices of the room where the law is silent. */
const SETTINGS: readonly Unverified[] = [
  {
    kind: 'setting',
    id: 'movedDayPolicy',
    title: { lv: 'kā termiņos skaita pārceltās darba dienas', en: 'how moved working days count in terms' },
    norm: { act: 'APL', article: '43(2)' },
    missing: {
      lv: 'tiesību normas un tiesu prakses nav; iestādei piemēro agrāko, personai – vēlāko datumu',
      en: 'no norm and no case law; the earlier date binds the institution, the later is the right of a person',
    },
  },
  {
    kind: 'setting',
    id: 'movedDaysKnownUntil',
    title: { lv: '2027. gada pārceltās darba dienas', en: 'moved working days of 2027' },
    norm: { act: 'DL', article: '133(4)' },
    missing: { lv: 'Ministru kabineta rīkojums nav atrasts', en: 'the Cabinet order was not found' },
  },
  {
    kind: 'setting',
    id: 'closingTimes',
    title: { lv: 'iestādes darba laika beigas', en: 'closing time of the institution' },
    norm: { act: 'APL', article: '43(4)' },
    missing: {
      lv: 'pieņemts plkst. 17.00; jāievada iestādes darba laiks',
      en: '17:00 is assumed; enter the opening hours of the institution',
    },
  },
  {
    kind: 'setting',
    id: 'substituteDays',
    title: {
      lv: 'svētku aizstājējdiena kā diena, uz kuru termiņš nebeidzas',
      en: 'a day off in lieu as a day on which no term ends',
    },
    norm: { act: 'APL', article: '43(2)' },
    missing: {
      lv: 'likumā tā ir “brīvdiena”, nevis “svētku diena”; praksē to neuzskata par darba dienu',
      en: 'the law calls it a “day off”, not a “public holiday”; in practice it is no working day',
    },
  },
  {
    kind: 'setting',
    id: 'byDateRoll',
    title: {
      lv: 'līdz noteiktam datumam noteikta termiņa pārcelšana uz darba dienu',
      en: 'rolling of a term set “until a date”',
    },
    norm: { act: 'APL', article: '43(3)' },
    missing: {
      lv: 'likums pārcelšanu tieši neparedz; piemēro otro daļu',
      en: 'the law has no express roll rule; paragraph two is applied',
    },
  },
  {
    kind: 'setting',
    id: 'suspendedMonths',
    title: { lv: 'mēnešos skaitāma termiņa apturēšana', en: 'suspension of a term in months' },
    norm: { act: 'APL', article: '45' },
    missing: {
      lv: 'likums nenosaka, kā skaitīt atlikumu; pieskaita apturētās dienas',
      en: 'the law does not say how to count the rest; the suspended days are added',
    },
  },
  {
    kind: 'setting',
    id: 'backwardTerms',
    title: {
      lv: 'atpakaļ skaitīta termiņa diena, kas ir brīvdiena',
      en: 'a term counted back that ends on a day off',
    },
    norm: { act: 'APL', article: '43(2)' },
    missing: {
      lv: 'likums regulē tikai termiņu uz priekšu; drošākā ir agrākā diena',
      en: 'the law rules on forward terms only; the earlier day is the safe one',
    },
  },
  {
    kind: 'setting',
    id: 'receivedAfterHours',
    title: {
      lv: 'elektroniski pēc darba laika vai brīvdienā saņemts dokuments',
      en: 'a document received electronically after hours or on a day off',
    },
    norm: { act: 'APL', article: '42(1)' },
    missing: {
      lv: 'normas nav; par saņemšanas dienu uzskata kalendāra dienu Rīgā',
      en: 'no norm; the calendar day in Riga is taken as the day of receipt',
    },
  },
  {
    kind: 'setting',
    id: 'ownTermSuspended',
    title: {
      lv: 'iestādei noteikta termiņa apturēšana',
      en: 'suspension of a term of the institution itself',
    },
    norm: { act: 'APL', article: '45' },
    missing: {
      lv: '49. panta pirmā daļa uz iestādes termiņiem attiecina tikai 42. un 43. pantu; vai 45. pants attiecas, nav skaidrs',
      en: 'Section 49(1) applies only 42 and 43 to terms of the institution; whether 45 applies is not clear',
    },
  },
  {
    kind: 'setting',
    id: 'weeksAndYears',
    title: { lv: 'nedēļās un gados skaitāms termiņš', en: 'terms in weeks and years' },
    norm: { act: 'APL', article: '43(1)' },
    missing: {
      lv: 'likums nosaka tikai mēnešus; piemēro pēc analoģijas (Senāta lēmums SKA-483/2022)',
      en: 'the law rules on months only; applied by analogy (Supreme Court, SKA-483/2022)',
    },
  },
  {
    kind: 'setting',
    id: 'submissionCounting',
    title: {
      lv: 'termiņu skaitīšana ārpus administratīvā procesa',
      en: 'counting outside administrative proceedings',
    },
    norm: { act: 'IesL', article: '5(3)' },
    missing: {
      lv: 'Iesniegumu, Trauksmes celšanas un Informācijas atklātības likumā skaitīšanas noteikumu nav; piemēro Administratīvā procesa likuma 42. un 43. pantu',
      en: 'the laws on submissions, whistleblowing and information have no rules of counting; Sections 42 and 43 of the Administrative Procedure Law are applied',
    },
  },
]
