import type { PageRoute } from './route.ts'
import { absencePages } from './routes/absences.ts'
import { actPages } from './routes/acts.ts'
import { auditPages } from './routes/audit.ts'
import { bodyPages } from './routes/bodies.ts'
import { casePages } from './routes/cases.ts'
import { clockPages } from './routes/clock.ts'
import { conflictPages } from './routes/conflicts.ts'
import { delegationPages } from './routes/delegations.ts'
import { deskPages } from './routes/desk.ts'
import { draftPages } from './routes/drafts.ts'
import { heldPages } from './routes/held.ts'
import { holdPages } from './routes/holds.ts'
import { homePages } from './routes/home.ts'
import { lawChangeEntryPages } from './routes/law-change-entry.ts'
import { lawChangePages } from './routes/law-changes.ts'
import { partyPages } from './routes/parties.ts'
import { portalPages } from './routes/portal.ts'
import { proceedingPages } from './routes/proceedings.ts'
import { publicPages } from './routes/public.ts'
import { readingPages } from './routes/reading.ts'
import { retentionPages } from './routes/retention.ts'
import { sendingPages } from './routes/sending.ts'
import { servicePages } from './routes/services.ts'
import { sessionPages } from './routes/sessions.ts'
import { signaturePages } from './routes/signatures.ts'
import { signingPages } from './routes/signing.ts'
import { termPages } from './routes/terms.ts'
import { verifyPages } from './routes/verify.ts'
import { workPages } from './routes/work.ts'

/** Every page: the same use cases as the JSON API, for people. The first that fits an address takes it. */
export const PAGES: readonly PageRoute[] = [
  ...homePages,
  ...publicPages,
  ...verifyPages,
  ...sessionPages,
  ...heldPages,
  ...servicePages,
  ...portalPages,
  ...sendingPages,
  ...draftPages,
  ...readingPages,
  ...casePages,
  ...proceedingPages,
  ...workPages,
  ...bodyPages,
  ...termPages,
  ...partyPages,
  ...conflictPages,
  ...absencePages,
  ...actPages,
  ...signaturePages,
  ...deskPages,
  ...signingPages,
  ...delegationPages,
  ...auditPages,
  ...lawChangeEntryPages,
  ...lawChangePages,
  ...retentionPages,
  ...holdPages,
  ...clockPages,
]
