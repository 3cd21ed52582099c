import { CALENDAR } from '../calendar/data.ts'
import type { NormRef } from '../norm.ts'
import { RETENTION } from '../retention/rules.ts'
import type { Text } from '../text.ts'
import { RULES } from './catalogue.ts'
import type { Certainty } from './types.ts'

/** One thing in the room that a lawyer still has to check. */
export interface Unverified {
  kind: 'rule' | 'retention' | 'extension' | 'holiday' | 'moved-day' | 'setting' | 'entry-order' | 'reminder'
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
]
