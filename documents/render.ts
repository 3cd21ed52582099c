// The door of the room: typed input in, PDF bytes out.
import type { z } from 'zod'
import type { Identity } from './blocks.ts'
import { withCitations } from './cite.ts'
import { setDocument } from './flow.ts'
import { DocumentInputError, empty, type Template } from './template.ts'
import { application } from './templates/application.ts'
import { certificate } from './templates/certificate.ts'
import { closingNotice } from './templates/closing-notice.ts'
import { commitmentLetter } from './templates/commitment-letter.ts'
import { contestForwarding } from './templates/contest-forwarding.ts'
import { correction } from './templates/correction.ts'
import { decision } from './templates/decision.ts'
import { expertReport } from './templates/expert-report.ts'
import { extensionNotice } from './templates/extension-notice.ts'
import { forwardingLetter } from './templates/forwarding-letter.ts'
import { hearingInvitation } from './templates/hearing-invitation.ts'
import { inspectionAct } from './templates/inspection-act.ts'
import { noticeWithoutProgress } from './templates/notice-without-progress.ts'
import { receipt } from './templates/receipt.ts'
import { registerExtract } from './templates/register-extract.ts'
import { reply } from './templates/reply.ts'
import { sittingMinutes } from './templates/sitting-minutes.ts'

/** Every template by its name. `example` is a complete, valid input (synthetic). */
export const TEMPLATES = {
  application,
  'closing-notice': closingNotice,
  'contest-forwarding': contestForwarding,
  correction,
  decision,
  'extension-notice': extensionNotice,
  'hearing-invitation': hearingInvitation,
  'notice-without-progress': noticeWithoutProgress,
  receipt,
  'register-extract': registerExtract,
  'forwarding-letter': forwardingLetter,
  reply,
  'expert-report': expertReport,
  'inspection-act': inspectionAct,
  'sitting-minutes': sittingMinutes,
  certificate,
  'commitment-letter': commitmentLetter,
} satisfies Record<string, Template<z.ZodType>>
export type TemplateId = keyof typeof TEMPLATES
/** Input that a template accepts. */
export type TemplateInput<T extends TemplateId> = z.input<(typeof TEMPLATES)[T]['schema']>

export { DocumentInputError, type Identity }

const DATED = { date: 'a document that is issued bears its date; print it as a draft until it has one' }

/** The names of all templates. */
export const templateIds = (): TemplateId[] => Object.keys(TEMPLATES) as TemplateId[]
/** Whether a text names a template. */
export const isTemplateId = (s: string): s is TemplateId => Object.hasOwn(TEMPLATES, s)

/**
 * Makes a document. In: template and its input (checked against its schema), and which of our documents it is. Out: a tagged PDF (PDF/A-2a,
 * PDF/UA-1), unsigned; the same input gives the same bytes.
 * Throws DocumentInputError naming each wrong field, and of what is no draft each field without which it is not issued.
 */
export async function renderDocument(
  template: TemplateId,
  input: unknown,
  identity?: Identity,
): Promise<Uint8Array> {
  if (!isTemplateId(template)) throw new Error(`no such template: ${String(template)}`)
  const t = TEMPLATES[template] as unknown as Template<z.ZodType>
  const parsed = t.schema.safeParse(input)
  if (!parsed.success)
    throw new DocumentInputError(
      template,
      parsed.error.issues.map((i) => ({ path: i.path.map(String).join('.'), reason: i.message })),
    )
  const { draft } = parsed.data as { draft?: boolean }
  const lacking = draft
    ? []
    : [...empty(parsed.data as Record<string, unknown>, DATED), ...(t.lacks?.(parsed.data) ?? [])]
  if (lacking.length > 0) throw new DocumentInputError(template, lacking)
  return setDocument(withCitations({ ...t.compose(parsed.data), ...(identity ? { identity } : {}) }))
}
