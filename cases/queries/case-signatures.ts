import { findForm } from '../../forms/all.ts'
import type { SignedBy } from '../../forms/form.ts'
import type { Deps } from '../deps.ts'
import { type Attachment, attachmentsOf } from '../verification/judge.ts'

export interface SignaturesView {
  /** The files of the application with what verification found on their signatures. */
  attachments: Attachment[]
  /** What stands for the applicant's signature (APL 56(1)). */
  signature: SignedBy | null
}

type Events = { type: string; at: Date; actorId: string | null; data: unknown }[]

/**
 * What is known of the signatures of a case's newest application.
 * @param internal the staff sees what was judged, the applicant only what was found
 */
export async function signaturesOf(
  deps: Deps,
  application: { id: string; form: string; submittedBy: string },
  events: Events,
  internal: boolean,
  nameFor: (id: string | null) => string | null,
): Promise<SignaturesView> {
  const judged = internal ? judgedIn(events) : []
  return {
    attachments: await attachmentsOf(deps, findForm(application.form)!, application, judged, nameFor),
    signature: signatureIn(events),
  }
}

function judgedIn(events: Events): Parameters<typeof attachmentsOf>[3] {
  return events
    .filter((e) => e.type === 'signature-judged')
    .map((e) => ({ ...e, data: e.data as { fileId: string; accepted: boolean; reason: string } }))
}

/** Of the newest application: as it was registered, or as it was cured last. */
function signatureIn(events: Events): SignedBy | null {
  const said = events.flatMap((e) => {
    const data = e.data as { signature?: SignedBy; payload?: { signature?: SignedBy } }
    if (e.type === 'registered') return [data.signature]
    return e.type === 'act' ? [data.payload?.signature] : []
  })
  return said.findLast((s) => s !== undefined) ?? null
}
