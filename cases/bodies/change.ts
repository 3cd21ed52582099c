import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { day, line } from '../../forms/fields.ts'
import {
  BODY_FUNCTIONS,
  BODY_KINDS,
  type BodyFunction,
  type BodyKind,
  type BodyRule,
} from '../../law/bodies/body.ts'
import { type FieldError, LietaError, type Words } from '../../platform/errors.ts'
import type { Prisma } from '../../prisma/generated/client.ts'
import { UNITS, type UnitId } from '../../procedures/units.ts'
import type { Actor } from '../actor.ts'
import { asPerson } from '../audit/as-person.ts'
import type { Deps } from '../deps.ts'
import { authorize, notFound } from '../permissions.ts'
import { invalidBody, readBody } from '../read-body.ts'
import { keyReused, refused } from '../refusals.ts'
import { lastDayOf } from './body.ts'

// A body is entered once; how it decides and who sits in it are dated rows that follow one another. Nothing is overwritten.

const keysOf = <T extends string>(of: Record<T, unknown>): [T, ...T[]] => Object.keys(of) as [T, ...T[]]

export const NewBody = z
  .object({
    code: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
    kind: z.enum(keysOf<BodyKind>(BODY_KINDS)),
    nameLv: line(200),
    nameEn: line(200),
    norm: line(100).optional(),
    unit: z.enum(keysOf<UnitId>(UNITS)).optional(),
  })
  .strict()
  .meta({ id: 'NewBody' })

const whole = z.coerce.number().int().min(1).max(100)

export const NewRule = z
  .object({
    from: day,
    /** A number; or a part of the base, more than it or at least it. */
    quorum: z.enum(['number', 'more-than', 'at-least']),
    quorumNumber: whole.optional(),
    quorumPart: whole.optional(),
    quorumWhole: whole.optional(),
    quorumOf: z.enum(['in-office', 'not-recused']),
    majority: z.enum(['more-than', 'at-least']),
    majorityPart: whole,
    majorityWhole: whole,
    majorityOf: z.enum(['in-office', 'present', 'cast']),
    vote: z.enum(['open', 'closed']),
    tie: z.enum(['chair', 'falls', 'again']),
    remote: z.enum(['yes', 'no']),
    written: z.enum(['yes', 'no']),
    deputyForRecused: z.enum(['yes', 'no']),
    source: line(300).optional(),
  })
  .strict()
  .refine((r) => r.quorum !== 'number' || r.quorumNumber, { path: ['quorumNumber'] })
  .refine((r) => r.quorum === 'number' || (r.quorumPart && r.quorumWhole && r.quorumPart <= r.quorumWhole), {
    path: ['quorumPart'],
  })
  .refine((r) => r.majorityPart <= r.majorityWhole, { path: ['majorityPart'] })
  .meta({ id: 'NewBodyRule' })

export const NewMember = z
  .object({
    personId: z.uuid(),
    function: z.enum(keysOf<BodyFunction>(BODY_FUNCTIONS)),
    /** Of a deputy: the membership in whose place they sit. */
    standsFor: z.uuid().optional(),
    from: day,
    until: day.optional(),
    orderNumber: line(60),
    orderDate: day,
  })
  .strict()
  .refine((m) => (m.function === 'deputy') === (m.standsFor !== undefined), { path: ['standsFor'] })
  .refine((m) => !m.until || m.until >= m.from, { path: ['until'], error: 'before-first' })
  .meta({ id: 'NewBodyMember' })

export const MemberEnd = z
  .object({ lastDay: day, orderNumber: line(60), orderDate: day })
  .strict()
  .meta({ id: 'BodyMemberEnd' })

const LABELS: Record<string, Words> = {
  code: { lv: 'Kods', en: 'Code' },
  kind: { lv: 'Veids', en: 'Kind' },
  nameLv: { lv: 'Nosaukums', en: 'Name in Latvian' },
  nameEn: { lv: 'Nosaukums angliski', en: 'Name in English' },
  norm: { lv: 'Tiesību norma', en: 'Provision' },
  unit: { lv: 'Struktūrvienība', en: 'Unit' },
  from: { lv: 'No', en: 'From' },
  until: { lv: 'Līdz', en: 'Until' },
  personId: { lv: 'Persona', en: 'Person' },
  function: { lv: 'Amats', en: 'Function' },
  standsFor: { lv: 'Kuru locekli aizstāj', en: 'In whose place' },
  orderNumber: { lv: 'Rīkojuma numurs', en: 'Number of the order' },
  orderDate: { lv: 'Rīkojuma datums', en: 'Date of the order' },
  lastDay: { lv: 'Pēdējā diena', en: 'Last day' },
  quorum: { lv: 'Kvorums', en: 'Quorum' },
  quorumNumber: { lv: 'Kvoruma skaits', en: 'Number for the quorum' },
  quorumPart: { lv: 'Kvoruma daļa', en: 'Part for the quorum' },
  majority: { lv: 'Vairākums', en: 'Majority' },
  majorityPart: { lv: 'Vairākuma daļa', en: 'Part for the majority' },
  majorityWhole: { lv: 'Vairākuma daļa', en: 'Part for the majority' },
  source: { lv: 'Avots', en: 'Source' },
}

/** Enters a body. The same key again gives the same one. @throws LietaError `validation`, `forbidden` */
export async function enterBody(deps: Deps, actor: Actor, raw: unknown, key: string): Promise<string> {
  authorize(actor, 'body.write')
  const given = readBody(NewBody, raw, LABELS)
  const { norm = null, unit = null, ...rest } = given
  const row = { ...rest, norm, unit }
  const known = () => deps.db.body.findUnique({ where: { key } })
  return entered(deps, actor, key, row, known, (tx, base) => tx.body.create({ data: { ...row, ...base } }), {
    field: 'code',
    code: 'taken',
    message: { lv: 'Šāds kods jau ir.', en: 'There is a body of that code already.' },
  })
}

/** Sets how a body decides from a day on. @throws LietaError `validation`, `not-found` */
export async function setBodyRule(
  deps: Deps,
  actor: Actor,
  bodyId: string,
  raw: unknown,
  key: string,
): Promise<string> {
  authorize(actor, 'body.write')
  const { from, source = null, ...given } = readBody(NewRule, raw, LABELS)
  await existing(deps, bodyId)
  const row = { bodyId, fromDay: from, rule: ruleIn(given), source }
  const known = () => deps.db.bodyRule.findUnique({ where: { key } })
  return entered(
    deps,
    actor,
    key,
    row,
    known,
    (tx, base) =>
      tx.bodyRule.create({ data: { ...row, rule: row.rule as unknown as Prisma.InputJsonObject, ...base } }),
    {
      field: 'from',
      code: 'not-later',
      message: {
        lv: 'No šīs dienas vai vēlāk jau ir citi noteikumi. Norādiet vēlāku dienu.',
        en: 'From that day or later another rule stands. Name a later day.',
      },
    },
  )
}

function ruleIn(given: Omit<z.infer<typeof NewRule>, 'from' | 'source'>): BodyRule {
  const { quorum, quorumNumber, quorumPart, quorumWhole, majority, majorityPart, majorityWhole } = given
  const share = (part: number, of: number, how: string) => ({
    of: [part, of] as const,
    more: how === 'more-than',
  })
  return {
    quorum:
      quorum === 'number' ? { number: quorumNumber! } : { share: share(quorumPart!, quorumWhole!, quorum) },
    majority: share(majorityPart, majorityWhole, majority),
    ...{ quorumOf: given.quorumOf, majorityOf: given.majorityOf, vote: given.vote, tie: given.tie },
    ...{ remote: given.remote === 'yes', written: given.written === 'yes' },
    deputyForRecused: given.deputyForRecused === 'yes',
  }
}

/**
 * Names somebody to a body, by an order. Never oneself.
 * @throws LietaError `validation` where the function is held in these days, or nobody is known by that id; `own-work`
 */
export async function nameMember(
  deps: Deps,
  actor: Actor,
  bodyId: string,
  raw: unknown,
  key: string,
): Promise<string> {
  authorize(actor, 'body.write')
  const { until = null, standsFor = null, from, ...given } = readBody(NewMember, raw, LABELS)
  const { personId } = given
  if (personId === actor.personId) throw refused('own-work', 'body.write')
  await existing(deps, bodyId)
  if (!(await deps.db.person.findUnique({ where: { id: personId }, select: { id: true } })))
    throw wrong('personId', 'unknown', 'Šāda persona nav zināma.', 'Nobody is known by that id.')
  const row = { bodyId, ...given, standsFor, fromDay: from, untilDay: until }
  const known = () => deps.db.bodyMember.findUnique({ where: { key } })
  return entered(
    deps,
    actor,
    key,
    row,
    known,
    (tx, base) => tx.bodyMember.create({ data: { ...row, ...base } }),
    {
      field: 'personId',
      code: 'held',
      message: {
        lv: 'Šajās dienās šī persona jau ir šajā amatā, vai priekšsēdētājs jau ir cits. Vispirms izbeidziet iepriekšējo.',
        en: 'In these days the person holds that function already, or somebody else is the chair. End the earlier one first.',
      },
    },
  )
}

/**
 * Ends a membership by an order; a second end is refused. What was decided until then stands.
 * @throws LietaError `not-found`, `validation`, `conflict` where it was ended already, `own-work`
 */
export async function endMember(
  deps: Deps,
  actor: Actor,
  { bodyId, id }: { bodyId: string; id: string },
  raw: unknown,
): Promise<void> {
  authorize(actor, 'body.write')
  const { lastDay, orderNumber, orderDate } = readBody(MemberEnd, raw, LABELS)
  const found = await deps.db.bodyMember.findUnique({ where: { id } })
  if (!found || found.bodyId !== bodyId) throw notFound()
  if (found.personId === actor.personId) throw refused('own-work', 'body.write')
  const last = lastDayOf(found)
  if (found.endedOn === null && last !== null && lastDay > last)
    throw wrong('lastDay', 'too-late', 'Pilnvaras beidzas agrāk.', 'The term of office ends before that.')
  const endedAt = await deps.clock.now()
  const ended = {
    ...{ endedOn: lastDay, endNumber: orderNumber, endDate: orderDate },
    ...{ endedBy: actor.personId, endedAt },
  }
  const { count } = await asPerson(deps, actor.personId, (tx) =>
    tx.bodyMember.updateMany({ where: { id, endedOn: null }, data: ended }),
  )
  if (count > 0) return
  const now = await deps.db.bodyMember.findUniqueOrThrow({ where: { id } })
  // Told again it is as it was told.
  if (now.endedBy === actor.personId && now.endedOn === lastDay && now.endNumber === orderNumber) return
  throw new LietaError('conflict', {
    lv: 'Šīs pilnvaras jau ir izbeigtas.',
    en: 'That membership was ended already.',
  })
}

async function existing(deps: Deps, id: string): Promise<void> {
  if (!(await deps.db.body.findUnique({ where: { id }, select: { id: true } }))) throw notFound()
}

function wrong(field: string, code: string, lv: string, en: string): LietaError {
  return invalidBody([{ field, code, message: { lv, en } }])
}

interface Base {
  id: string
  key: string
  enteredBy: string
  enteredAt: Date
}

type Tx = Parameters<Parameters<typeof asPerson>[2]>[0]

/** What was entered under a key, once; where rows of the same days stand in its way, that is told on its field. */
async function entered(
  deps: Deps,
  actor: Actor,
  key: string,
  row: object,
  known: () => Promise<(object & { id: string; enteredBy: string }) | null>,
  make: (tx: Tx, base: Base) => Promise<unknown>,
  stands: FieldError,
): Promise<string> {
  const before = async (): Promise<string | undefined> => {
    const found = await known()
    if (found && !same(found, { ...row, enteredBy: actor.personId })) throw keyReused()
    return found?.id
  }
  const had = await before()
  if (had) return had
  const base = { id: randomUUID(), key, enteredBy: actor.personId, enteredAt: await deps.clock.now() }
  try {
    await asPerson(deps, actor.personId, (tx) => make(tx, base))
    return base.id
  } catch (e) {
    // Two at once under one key: the second has what the first entered.
    const meanwhile = await before()
    if (meanwhile) return meanwhile
    if (/a later rule of that body|that function is held|Unique constraint|duplicate key/.test(String(e)))
      throw invalidBody([stands])
    if (String(e).includes('a deputy stands in for another member'))
      throw wrong(
        'standsFor',
        'no-member',
        'Izvēlieties šīs institūcijas locekli, citu personu.',
        'Choose another person who is a member of this body.',
      )
    throw e
  }
}

const same = (found: object, said: object): boolean =>
  Object.entries(said).every(([name, value]) => {
    const stood = (found as Record<string, unknown>)[name]
    return typeof value === 'object' && value !== null
      ? same((stood ?? {}) as object, value as object)
      : stood === value
  })
