import type { Route } from './route.ts'
import { absenceRoutes } from './routes/absences.ts'
import { actRoutes } from './routes/acts.ts'
import { bodyRoutes } from './routes/bodies.ts'
import { caseRoutes } from './routes/cases.ts'
import { conflictRoutes } from './routes/conflicts.ts'
import { deskRoutes } from './routes/desk.ts'
import { developmentRoutes } from './routes/development.ts'
import { draftRoutes } from './routes/drafts.ts'
import { fileRoutes } from './routes/files.ts'
import { holdRoutes } from './routes/holds.ts'
import { lawChangeRoutes } from './routes/law-changes.ts'
import { oversightRoutes } from './routes/oversight.ts'
import { partyRoutes } from './routes/parties.ts'
import { proceedingRoutes } from './routes/proceedings.ts'
import { publicRoutes } from './routes/public.ts'
import { retentionRoutes } from './routes/retention.ts'
import { sessionRoutes } from './routes/session.ts'
import { signingRoutes } from './routes/signing.ts'
import { submissionRoutes } from './routes/submission.ts'
import { termRoutes } from './routes/terms.ts'

/** Every route of the JSON API: the same use cases as the pages, with the same answers. */
export const ROUTES: readonly Route[] = [
  ...sessionRoutes,
  ...draftRoutes,
  ...submissionRoutes,
  ...caseRoutes,
  ...actRoutes,
  ...proceedingRoutes,
  ...deskRoutes,
  ...fileRoutes,
  ...signingRoutes,
  ...oversightRoutes,
  ...lawChangeRoutes,
  ...retentionRoutes,
  ...holdRoutes,
  ...partyRoutes,
  ...conflictRoutes,
  ...absenceRoutes,
  ...bodyRoutes,
  ...termRoutes,
  ...publicRoutes,
  ...developmentRoutes,
]
