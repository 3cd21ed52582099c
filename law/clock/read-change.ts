import { LawError } from '../errors.ts'
import { actOf } from '../norm.ts'
import type { Rule } from '../rules/types.ts'
import { isDay } from '../time.ts'

// A new version of a rule comes from outside: each of its fields is held against what the rules of the catalogue have.

function bad(place: string, lv: string, en: string): LawError {
  return new LawError('bad-facts', { lv: `${place}: ${lv}`, en: `${place}: ${en}` })
}

type Check = (value: unknown, place: string) => void
type Fields = Readonly<Record<string, Check>>

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

const whole =
  (from: number, to: number): Check =>
  (value, place) => {
    if (!Number.isInteger(value) || (value as number) < from || (value as number) > to)
      throw bad(
        place,
        `jābūt veselam skaitlim no ${from} līdz ${to.toLocaleString('lv')}`,
        `must be a whole number from ${from} to ${to.toLocaleString('en')}`,
      )
  }

const oneOf =
  (...allowed: readonly string[]): Check =>
  (value, place) => {
    if (!allowed.includes(value as string))
      throw bad(place, `jābūt vienam no: ${allowed.join(', ')}`, `must be one of: ${allowed.join(', ')}`)
  }

const flag: Check = (value, place) => {
  if (typeof value !== 'boolean') throw bad(place, 'jābūt true vai false', 'must be true or false')
}

const line: Check = (value, place) => {
  if (typeof value !== 'string' || value.trim() === '') throw bad(place, 'jābūt tekstam', 'must be text')
}

const day: Check = (value, place) => {
  if (typeof value !== 'string' || !isDay(value))
    throw bad(place, 'jābūt datumam formā GGGG-MM-DD', 'must be a date of the form YYYY-MM-DD')
}

/** Which of the fields must be there: all that are not named in `optional`. */
function fieldsOf(fields: Fields, optional: readonly string[] = []): Check {
  return (value, place) => {
    if (!isObject(value)) throw bad(place, 'jābūt objektam', 'must be an object')
    known(value, place, fields)
    for (const name of Object.keys(fields))
      if (value[name] === undefined && !optional.includes(name))
        throw bad(`${place}.${name}`, 'lauks ir obligāts', 'the field is required')
  }
}

function known(value: Record<string, unknown>, place: string, fields: Fields): void {
  for (const [name, one] of Object.entries(value)) {
    const check = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!check) {
      const names = Object.keys(fields).join(', ')
      throw bad(`${place}.${name}`, `lauks nav zināms; var būt: ${names}`, `unknown field; may be: ${names}`)
    }
    if (one !== undefined) check(one, `${place}.${name}`)
  }
}

const text = fieldsOf({ lv: line, en: line })

const norm: Check = (value, place) => {
  fieldsOf({ act: line, article: (one, at) => typeof one === 'string' || line(one, at) })(value, place)
  try {
    actOf((value as { act: string }).act)
  } catch (e) {
    if (!(e instanceof LawError)) throw e
    throw bad(`${place}.act`, e.reason.lv, e.reason.en)
  }
}

const certainty = oneOf('F', 'R/h', 'R/m', 'R/l', 'U')

const extension = fieldsOf(
  {
    ...{ id: line, title: text, norm },
    amount: (value, place) => value === null || whole(0, 10_000)(value, place),
    from: oneOf('receipt', 'start'),
    unit: oneOf('months', 'days', 'working-days'),
    by: oneOf('institution', 'ministry'),
    ...{ notice: flag, certainty, unverified: flag, missing: text },
  },
  ['unverified', 'missing'],
)

const extensions: Check = (value, place) => {
  if (!Array.isArray(value)) throw bad(place, 'jābūt sarakstam', 'must be a list')
  for (const [n, one] of value.entries()) extension(one, `${place}[${n}]`)
}

const RULE: Readonly<Record<keyof Omit<Rule, 'id'>, Check>> = {
  ...{ title: text, norm, event: text },
  amount: whole(0, 10_000),
  unit: oneOf('years', 'months', 'weeks', 'days', 'working-days', 'hours', 'minutes', 'fixed-date'),
  fixed: fieldsOf({ month: whole(1, 12), day: whole(1, 31) }),
  direction: oneOf('forward', 'backward'),
  start: oneOf('day-after', 'next-full-hour', 'moment'),
  roll: oneOf('next-working-day', 'previous-working-day', 'none'),
  binds: oneOf('institution', 'party', 'service'),
  kind: oneOf('statutory', 'standard', 'set-by-institution', 'validity'),
  ...{
    resets: flag,
    extensions,
    validFrom: day,
    validUntil: day,
    certainty,
    unverified: flag,
    missing: text,
  },
}

/**
 * Reads what a new version of a rule changes.
 * @throws LawError 'bad-facts' that names the field
 */
export function readChange(value: unknown, place: string): Partial<Omit<Rule, 'id'>> {
  if (!isObject(value)) {
    throw bad(place, 'jābūt objektam ar grozītajiem laukiem', 'must be an object with the changed fields')
  }
  known(value, place, RULE)
  if (value.unit === 'fixed-date' && value.fixed === undefined)
    throw bad(`${place}.fixed`, 'lauks ir obligāts', 'the field is required')
  return value as Partial<Omit<Rule, 'id'>>
}
