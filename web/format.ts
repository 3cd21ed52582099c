import { actOf, normShort, normText, normUrl } from '../law/norm.ts'
import { clockTime, dayOf, daysBetween } from '../law/time.ts'
import { dayEn, dayLv } from '../law/words.ts'
import type { View } from './view.ts'

/** A day in words; Latvian in the case that the sentence needs: '2026. gada 5. martā' / '5 March 2026'. */
export function dayWords(v: View, day: string, inCase: Parameters<typeof dayLv>[1] = 'nominative'): string {
  return v.lang === 'lv' ? dayLv(day, inCase) : dayEn(day)
}

/** A day as short as lists need it: '05.03.2026.' / '5 March 2026'. */
export function dayShort(v: View, day: string): string {
  if (v.lang === 'en') return dayEn(day)
  const [year, month, date] = day.split('-')
  return `${date}.${month}.${year}.`
}

/** A day as a chip bears it, without a year that is this one: '04.03.' / '4 Mar'. */
export function dayChip(v: View, day: string): string {
  const thisYear = day.slice(0, 4) === v.today.slice(0, 4)
  if (v.lang === 'lv') return thisYear ? dayShort(v, day).slice(0, 6) : dayShort(v, day)
  const [date = '', month = '', year = ''] = dayEn(day).split(' ')
  return `${date} ${month.slice(0, 3)}${thisYear ? '' : ` ${year}`}`
}

/** The day in Riga of an instant, short. */
export function dayOfShort(v: View, instant: string): string {
  return dayShort(v, dayOf(instant))
}

/** Day and time in Riga: '05.03.2026. plkst. 14.05' / '5 March 2026, 14:05'. */
export function momentWords(v: View, instant: string): string {
  const time = clockTime(instant)
  return v.lang === 'lv'
    ? `${dayShort(v, dayOf(instant))} plkst. ${time.replace(':', '.')}`
    : `${dayShort(v, dayOf(instant))}, ${time}`
}

/** 'pēc 5 dienām' / 'in 5 days', seen from today. */
export function fromToday(v: View, day: string): string {
  return v.t.inDays(daysBetween(v.today, day))
}

/** The citation, short, whole, and where its text is; an act that the law room does not know stands as it is. */
export function citation(
  v: View,
  norm: { act: string; article: string },
): { short: string; full: string; url?: string | undefined } {
  try {
    const full = normText(norm, v.lang)
    return { short: v.lang === 'lv' ? shortLv(norm, full) : normShort(norm, 'en'), full, url: normUrl(norm) }
  } catch {
    const text = `${norm.act} ${norm.article}`.trim()
    return { short: text, full: text }
  }
}

/** As Latvians cite, with the act abbreviated: 'APL 64. panta pirmā daļa', 'MK noteikumu Nr. 253 4. punkts'. */
function shortLv(norm: { act: string; article: string }, full: string): string {
  const act = actOf(norm.act)
  if (norm.article === '') return act.short.lv
  return full.replace(act.genitive, act.short.lv.replace(/^MK noteikumi/, 'MK noteikumu'))
}
