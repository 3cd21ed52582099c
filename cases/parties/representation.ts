import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { day, line, prose } from '../../forms/fields.ts'
import { GROUNDS } from '../../law/parties.ts'
import { dayOf, endOfDay, startOfDay } from '../../law/time.ts'
import type { KernelEvent } from '../../ledger/events.ts'
import type { CaseState } from '../../ledger/fold.ts'
import { type FieldError, LietaError, type Words } from '../../platform/errors.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { writeAsParty, writeDirectly } from '../direct.ts'
import { may, notFound } from '../permissions.ts'
import { invalidBody, readBody } from '../read-body.ts'
import { refused } from '../refusals.ts'
import { relationsTo, tiedTo } from '../relation.ts'
import { requireCaseFile } from './case-files.ts'
import { personByCode } from './people.ts'

// Who acts for a party (APL 35–40): entered by the party or by an official, looked at where a document shows it, ended by its
// day, by withdrawal or by renouncing it. What is done after that is refused by relation.ts and by the inbox.

type Ground = keyof typeof GROUNDS

/** So many representatives are named in one case in all its time: more than anybody needs, fewer than would bury its desk. */
const MOST = 20

export const RepresentationBody = z
  .object({
    of: z.uuid(),
    personalCode: line(20),
    givenName: line(100),
    familyName: line(100),
    ground: z.enum(Object.keys(GROUNDS) as [Ground, ...Ground[]]),
    /** Which document shows it: its number and day, or who gave it where. */
    reference: line(200),
    fileId: z.uuid().nullable().optional(),
    firstDay: day,
    lastDay: day.nullable().optional(),
    /** Documents go to the representative and not to the party (PazL 5(1)). */
    receives: z.boolean(),
    email: z.email().max(200).nullable().optional(),
  })
  .strict()
  .meta({ id: 'Representation' })

const LABELS: Record<string, Words> = {
  personalCode: { lv: 'Pārstāvja personas kods', en: 'Personal code of the representative' },
  givenName: { lv: 'Vārds', en: 'Given name' },
  familyName: { lv: 'Uzvārds', en: 'Family name' },
  ground: { lv: 'Pamats', en: 'Ground' },
  reference: { lv: 'Pilnvaras vai dokumenta numurs un datums', en: 'Number and date of the document' },
  reason: { lv: 'Pamatojums', en: 'Reason' },
  email: { lv: 'Pārstāvja e-pasts', en: 'E-mail of the representative' },
  firstDay: { lv: 'No', en: 'From' },
  lastDay: { lv: 'Līdz', en: 'Until' },
}

/**
 * Enters a representative. By somebody on the side of the party: a task for the service, and nobody acts on it before it is
 * accepted. By an official, who has seen the document or wrote the authorisation down (APL 38(1)): it stands at once.
 * @throws LietaError `validation`, `not-found`, `forbidden`
 */
export async function enterRepresentation(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; body: unknown; key: string },
): Promise<void> {
  const given = readBody(RepresentationBody, input.body, LABELS)
  const { caseId, key } = input
  const view = await deps.db.caseView.findUnique({ where: { caseId }, select: { state: true } })
  const seen = view?.state as unknown as CaseState | undefined
  const official = may(actor, 'representation.judge') && seen !== undefined && !tiedTo(actor, seen)
  if (!seen || !(official || relationsTo(actor, seen).length > 0)) throw notFound()
  const wrong = objections(given, seen, official, dayOf(actor.asOf))
  if (wrong.length > 0) throw invalidBody(wrong)
  if (given.fileId) await requireCaseFile(deps, caseId, given.fileId, official ? undefined : actor.personId)
  const personId = await personByCode(deps, given)
  if (official && personId === actor.personId)
    throw invalidBody([
      {
        field: 'personalCode',
        code: 'oneself',
        message: {
          lv: 'Sevi par pārstāvi pieteikt nevar: to dara cita amatpersona.',
          en: 'Nobody enters themselves: another official does.',
        },
      },
    ])
  const { of, ground, reference, receives } = given
  const what = {
    ...{ of, personId, ground, reference, receives },
    from: startOfDay(given.firstDay),
    ...(given.lastDay ? { until: endOfDay(given.lastDay) } : {}),
    ...(given.fileId ? { fileId: given.fileId } : {}),
    ...(given.receives && given.email ? { email: given.email } : {}),
  }
  const command = { caseId, key, act: 'representation.enter', payload: what }
  const audited = { audited: 'representation.entered' as const, object: `person/${personId}` }
  const entered = (state: CaseState): KernelEvent[] => {
    if (state.representations.length >= MOST) throw tooMany()
    const taskId = `representation-${state.representations.length + 1}`
    return [
      {
        type: 'representation-entered',
        data: { id: randomUUID(), ...what, ...(official ? {} : { taskId }) },
      },
      ...(official
        ? []
        : [
            {
              type: 'task-opened' as const,
              data: { taskId, kind: 'representation', role: 'inspector' },
            },
          ]),
    ]
  }
  if (official)
    return writeDirectly(deps, actor, { ...command, ...audited, permission: 'representation.judge' }, entered)
  return writeAsParty(
    deps,
    actor,
    {
      ...command,
      ...audited,
      // A representative does not name another one: what was given to them they may not give on.
      standing: (state) =>
        relationsTo(actor, state).find((r) => r.partyId === of && r.representation === undefined)?.role,
    },
    entered,
  )
}

export const JudgementBody = z
  .object({ accepted: z.boolean(), reason: prose(1000) })
  .strict()
  .meta({ id: 'RepresentationJudgement' })

/**
 * An official says whether what shows a representation is enough (APL 38). Once.
 * @throws LietaError `not-found` where none waits for it, `forbidden`, `own-case`, `validation`
 */
export async function judgeRepresentation(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; id: string; body: unknown; key: string },
): Promise<void> {
  const judgement = readBody(JudgementBody, input.body, LABELS)
  const { caseId, id, key } = input
  await writeDirectly(
    deps,
    actor,
    {
      ...{ caseId, key, act: 'representation.judge', permission: 'representation.judge' as const },
      ...{ audited: 'representation.judged' as const, object: `representation/${id}` },
      payload: { id, ...judgement },
    },
    (state) => {
      const n = state.representations.findIndex((r) => r.id === id && r.state === 'to-check' && !r.endedAt)
      if (n < 0) throw notFound()
      if (state.representations[n]!.personId === actor.personId)
        throw refused('own-case', 'representation.judge')
      return [
        { type: 'representation-judged', data: { id, ...judgement } },
        ...closedTask(state, n, judgement.accepted ? 'accepted' : 'refused', actor),
      ]
    },
  )
}

/**
 * Ends a representation: withdrawn by the party, or by an official to whom the party said so (APL 40(1)); renounced by the
 * representative (APL 40(2)). Asked again it is done already.
 * @returns how it ended
 * @throws LietaError `not-found`, `forbidden`, `own-case`
 */
export async function endRepresentation(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; id: string; key: string },
): Promise<'renounced' | 'withdrawn'> {
  const { caseId, id, key } = input
  const view = await deps.db.caseView.findUnique({ where: { caseId }, select: { state: true } })
  const seen = view?.state as unknown as CaseState | undefined
  const found = seen?.representations.find((r) => r.id === id)
  if (!seen || !found) throw notFound()
  const own = found.personId === actor.personId
  const how = own ? ('renounced' as const) : ('withdrawn' as const)
  const command = {
    ...{ caseId, key, act: 'representation.end', payload: { id, how } },
    ...{ audited: 'representation.ended' as const, object: `representation/${id}` },
  }
  const ended = (state: CaseState): KernelEvent[] => {
    const n = state.representations.findIndex((r) => r.id === id)
    const { endedAt, state: stands } = state.representations[n]!
    if (endedAt !== null || stands === 'refused') return []
    return [
      { type: 'representation-ended', data: { id, how } },
      ...(stands === 'to-check' ? closedTask(state, n, how, actor) : []),
    ]
  }
  if (may(actor, 'representation.judge') && !tiedTo(actor, seen))
    await writeDirectly(deps, actor, { ...command, permission: 'representation.judge' }, ended)
  else
    await writeAsParty(
      deps,
      actor,
      {
        ...command,
        standing: (state) => {
          const { of } = state.representations.find((r) => r.id === id)!
          const relation = relationsTo(actor, state).find(
            (r) => r.partyId === of && (own ? r.representation === id : r.representation === undefined),
          )
          return relation?.role
        },
      },
      ended,
    )
  return how
}

function tooMany(): LietaError {
  return new LietaError('conflict', {
    lv: `Šajā lietā jau ir pieteikti ${MOST} pārstāvji; vairāk pieteikt nevar. Ja vajag vēl kādu, sazinieties ar dienestu.`,
    en: `${MOST} representatives were named in this case already, and no more can be. Contact the service if you need another.`,
  })
}

function closedTask(state: CaseState, n: number, outcome: string, actor: Actor): KernelEvent[] {
  const taskId = `representation-${n + 1}`
  const open = state.tasks.some((t) => t.taskId === taskId && t.state === 'open')
  return open ? [{ type: 'task-closed', data: { taskId, outcome, by: actor.personId } }] : []
}

function objections(
  given: z.infer<typeof RepresentationBody>,
  state: CaseState,
  official: boolean,
  today: string,
): FieldError[] {
  const found: FieldError[] = []
  const add = (field: string, code: string, lv: string, en: string): void => {
    found.push({ field, code, message: { lv, en } })
  }
  const party = state.parties.find((p) => p.partyId === given.of)
  const rule = GROUNDS[given.ground]
  if (!party) add('of', 'no-party', 'Izvēlieties lietas dalībnieku.', 'Choose a party of the case.')
  else if (!rule.for.includes(party.kind))
    add(
      'ground',
      'not-for-this-party',
      `Uz šāda pamata šo dalībnieku pārstāvēt nevar: ${rule.title.lv} ir citiem dalībniekiem.`,
      'This party cannot be represented on that ground.',
    )
  if (given.ground === 'on-the-spot' && !official)
    add(
      'ground',
      'at-the-institution',
      'Mutvārdu pilnvarojumu noformē iestādē uz vietas; šeit pievienojiet pilnvaru.',
      'An oral authorisation is written down at the institution; attach a power of attorney here.',
    )
  if (!official && !given.fileId)
    add('fileId', 'file-missing', 'Pievienojiet pilnvaru.', 'Attach the document that shows it.')
  if (given.receives && !given.email)
    add(
      'email',
      'where-to',
      'Norādiet e-pastu, uz kuru pārstāvim sūtīt dokumentus, ja tam nav oficiālās elektroniskās adreses.',
      'Give the e-mail to which documents for the representative go where they have no official electronic address.',
    )
  if (given.lastDay && given.lastDay < given.firstDay)
    add('lastDay', 'before-first', 'Pēdējā diena ir pirms pirmās.', 'The last day is before the first.')
  else if (given.lastDay && given.lastDay < today)
    add('lastDay', 'over', 'Pilnvarojums jau ir beidzies.', 'The authorisation is over already.')
  return found
}
