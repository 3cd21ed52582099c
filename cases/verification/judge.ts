import { z } from 'zod'
import { findForm } from '../../forms/all.ts'
import { prose } from '../../forms/fields.ts'
import { allFields, type FileRef, type FormDef } from '../../forms/form.ts'
import { type FileCheck, type SignedRule, signatureProblem } from '../../forms/signed.ts'
import { LietaError } from '../../platform/errors.ts'
import { personalCodeOf } from '../../platform/personal-code.ts'
import { onPool, type SqlRunner } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { writeDirectly } from '../direct.ts'
import { authorize, notFound } from '../permissions.ts'
import { checkOf, type VerificationView, viewOf } from './check.ts'
import { type KeptVerification, newestIn, newestVerifications } from './store.ts'

/** What an inspector said of a signature that no machine could decide. */
export interface Judgement {
  accepted: boolean
  reason: string
  at: string
  by: string | null
}

export interface Attachment {
  field: string
  file: FileRef
  /** The question demands a signature. */
  signatureNeeded: boolean
  /** Newest; null for a kind of file that cannot be signed. */
  verification: VerificationView | null
  judgement: Judgement | null
  /** 'judge': somebody must say whether it is accepted; 'refused': the application is not complete with it. */
  standing: 'fine' | 'judge' | 'refused'
}

interface JudgedEvent {
  at: Date
  actorId: string | null
  data: { fileId: string; accepted: boolean; reason: string }
}

/** What stands in the way of a complete application, seen by one attachment. */
export function standingOf(
  rule: SignedRule | undefined,
  check: FileCheck | undefined,
  judgement: { accepted: boolean } | null,
): Attachment['standing'] {
  if (check?.state === 'indeterminate') {
    if (!judgement) return 'judge'
    return judgement.accepted || !rule ? 'fine' : 'refused'
  }
  // That the application itself was signed was found when it was sent; who signed may have become clear since.
  return rule && signatureProblem({ by: rule.by, norm: rule.norm }, check, undefined) ? 'refused' : 'fine'
}

/**
 * The files of an application, as their rows tell them, with what verification found and what was judged.
 * @param events the case's events of the type `signature-judged`, oldest first
 * @param nameFor the name of a person, for those who may see it
 */
export async function attachmentsOf(
  deps: Deps,
  form: FormDef,
  application: { id: string; submittedBy: string },
  events: readonly JudgedEvent[],
  nameFor: (id: string | null) => string | null,
): Promise<Attachment[]> {
  const files = await filesOfApplication(deps, application.id)
  const [kept, code] = await Promise.all([
    newestVerifications(
      deps,
      files.map((f) => f.file.fileId),
    ),
    personalCodeOf(deps, application.submittedBy),
  ])
  const fields = allFields(form).map((f) => f.name)
  files.sort((a, b) => fields.indexOf(a.field) - fields.indexOf(b.field))
  const rules = new Map(allFields(form).map((f) => [f.name, f.signed]))
  return files.map(({ field, file }) => {
    const found = kept.get(file.fileId)
    const rule = rules.get(field)
    const said = events.findLast((e) => e.data.fileId === file.fileId)
    const judgement = said
      ? {
          accepted: said.data.accepted,
          reason: said.data.reason,
          at: said.at.toISOString(),
          by: nameFor(said.actorId),
        }
      : null
    return {
      field,
      file,
      signatureNeeded: rule !== undefined,
      verification: found ? viewOf(found, code) : null,
      judgement,
      standing: standingOf(rule, found && checkOf(found.state, found.report, code), judgement),
    }
  })
}

/** Every file that an application was sent with, in the order in which they were added. */
async function filesOfApplication(deps: Deps, id: string): Promise<{ field: string; file: FileRef }[]> {
  const { text, values } = Prisma.sql`
    SELECT f.field, jsonb_build_object('fileId', s.id, 'name', s.name, 'size', s.size, 'sha256', s.sha256,
      'mediaType', s.media_type) AS file
    FROM application_file f JOIN stored_file s ON s.id = f.file_id
    WHERE f.application_id = ${id}::uuid ORDER BY f.position`
  return (await deps.pool.query<{ field: string; file: FileRef }>({ text, values })).rows
}

const Judged = z.object({ accepted: z.boolean(), reason: prose(2000) })

/**
 * Records what a person decided of an indeterminate signature: it changes nothing in the procedure by itself, but
 * without it the application cannot be called complete. Whether there is anything to judge is looked at under the lock
 * of the case; the same key again with the same text does nothing.
 * @throws LietaError `forbidden`, `not-found`, `validation`, `conflict` when there is nothing to judge
 */
export async function judgeSignature(
  deps: Deps,
  actor: Actor,
  input: {
    caseId: string
    fileId: string
    /** The verification that the person saw: judged is what was seen. */
    verificationId?: string | undefined
    accepted: unknown
    reason: string
    key: string
  },
): Promise<void> {
  authorize(actor, 'signature.judge')
  const parsed = Judged.safeParse({ accepted: input.accepted, reason: input.reason.trim() })
  if (!parsed.success)
    throw new LietaError('validation', CHECK_FIELDS, [
      ...parsed.error.issues.map((issue) => {
        const field = String(issue.path[0])
        return { field, code: 'missing', message: field === 'accepted' ? CHOOSE : GIVE_REASON }
      }),
    ])
  const { caseId, fileId, verificationId, key } = input
  await writeDirectly(
    deps,
    actor,
    {
      caseId,
      key,
      act: 'signature.judge',
      permission: 'signature.judge',
      audited: 'signature.judged',
      object: `file/${fileId}`,
      payload: { fileId, ...(verificationId ? { verificationId } : {}), ...parsed.data },
    },
    async (_state, sql) => {
      const [sent] = await sql.rows(Prisma.sql`
        SELECT f.file_id FROM application_file f JOIN application a ON a.id = f.application_id
        WHERE a.case_id = ${caseId}::uuid AND f.file_id = ${fileId}::uuid
          AND a.version = (SELECT max(version) FROM application WHERE case_id = ${caseId}::uuid)`)
      if (!sent) throw notFound()
      const [newest] = await sql.rows<Omit<KeptVerification, 'report'>>(newestIn([fileId]))
      if (newest?.state !== 'indeterminate') throw nothingToJudge()
      if (verificationId && verificationId !== newest.id) throw verifiedMeanwhile()
      return { type: 'signature-judged', data: { fileId, verificationId: newest.id, ...parsed.data } }
    },
  )
}

function nothingToJudge(): LietaError {
  return new LietaError('conflict', {
    lv: 'Šī paraksta pārbaudes iznākums ir skaidrs; izvērtējums nav vajadzīgs. Atveriet lietu no jauna.',
    en: 'The verification of this signature is conclusive; no judgement is needed. Reload the case.',
  })
}

function verifiedMeanwhile(): LietaError {
  const message = {
    lv: 'Kopš apskatījāt pārskatu, paraksts pārbaudīts vēlreiz. Izlemiet pēc jaunā pārskata.',
    en: 'Since you looked at the report the signature was verified again. Decide by the new report.',
  }
  return new LietaError('conflict', message, [{ field: 'accepted', code: 'verified-meanwhile', message }])
}

const CHECK_FIELDS = {
  lv: 'Pārbaudiet norādītos laukus; ierakstītais ir saglabāts.',
  en: 'Check the fields named; what you wrote is kept.',
}
const CHOOSE = {
  lv: 'Izvēlieties, vai parakstu pieņemat.',
  en: 'Choose whether you accept the signature.',
}
const GIVE_REASON = {
  lv: 'Ierakstiet pamatojumu (līdz 2000 zīmēm): kas pārbaudīts un kāpēc tā izlemts.',
  en: 'Give the reason (at most 2,000 characters): what was checked and why it is decided so.',
}

/** By what the signatures of a case are judged: each of these only grows, and only under the lock of the case. */
async function judgedBy(sql: Pick<SqlRunner, 'rows'>, caseId: string): Promise<string> {
  const [row] = await sql.rows<{ mark: string }>(Prisma.sql`
    SELECT concat_ws(' ',
      (SELECT max(version) FROM application WHERE case_id = ${caseId}::uuid),
      (SELECT max(seq) FROM case_event WHERE case_id = ${caseId}::uuid AND type = 'signature-judged'),
      (SELECT count(*) FROM file_verification v JOIN stored_file f ON f.id = v.file_id
        WHERE f.case_id = ${caseId}::uuid)) AS mark`)
  return row!.mark
}

/**
 * Before an application is called complete every indeterminate signature has been judged, and each signature that is
 * needed has passed or been accepted (APL 56(1), 56(1¹)).
 * @returns whether it still stands under the lock of the case: nothing was found, judged or sent meanwhile
 * @throws LietaError `validation`, one error for each file
 */
export async function requireCompleteSignatures(
  deps: Deps,
  caseId: string,
): Promise<(sql: SqlRunner) => Promise<boolean>> {
  // Before what is judged: whatever comes after this makes another mark.
  const mark = await judgedBy(onPool(deps.pool), caseId)
  const [application, events] = await Promise.all([
    deps.db.application.findFirstOrThrow({
      where: { caseId },
      orderBy: { version: 'desc' },
      select: { id: true, form: true, submittedBy: true },
    }),
    deps.db.caseEvent.findMany({
      where: { caseId, type: 'signature-judged' },
      orderBy: { seq: 'asc' },
      select: { at: true, actorId: true, data: true },
    }),
  ])
  const attachments = await attachmentsOf(
    deps,
    findForm(application.form)!,
    application,
    events as unknown as JudgedEvent[],
    () => null,
  )
  const open = attachments.filter((a) => a.standing !== 'fine')
  if (open.length === 0) return async (sql) => (await judgedBy(sql, caseId)) === mark
  throw new LietaError(
    'validation',
    {
      lv: 'Pieteikumu vēl nevar atzīt par pilnīgu: par kādu parakstu jāizlemj pielikumu sarakstā, vai arī pieteikums jāatstāj bez virzības.',
      en: 'The application cannot be called complete yet: a signature must be judged in the list of attachments, or the application left without progress.',
    },
    open.map((a) => ({
      field: a.field,
      code: a.standing === 'judge' ? 'signature-unjudged' : 'signature-refused',
      message:
        a.standing === 'judge'
          ? {
              lv: `Paraksta pārbaude nav pārliecinoša: ${a.file.name}. Apskatiet pārskatu un ierakstiet, vai parakstu pieņemat.`,
              en: `Verification of the signature is inconclusive: ${a.file.name}. Look at the report and say whether you accept it.`,
            }
          : {
              lv: `Vajadzīgais paraksts nav derīgs vai nav pieņemts: ${a.file.name}. Atstājiet pieteikumu bez virzības un norādiet, kas jāparaksta.`,
              en: `A signature that is needed is not valid or was not accepted: ${a.file.name}. Leave the application without progress and say what must be signed.`,
            },
    })),
  )
}
