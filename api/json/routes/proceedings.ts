import { z } from 'zod'
import { openCase } from '../../../cases/open.ts'
import { route } from '../route.ts'
import { ReceiptSchema } from '../schemas/drafts.ts'
import { OpeningBody } from '../schemas/proceedings.ts'

/** Proceedings about a decision of a case that the institution begins of its own motion. */
export const proceedingRoutes = [
  route({
    method: 'post',
    path: '/cases/{id}/decisions/{decision}/proceedings',
    who: 'case.open',
    summary: 'Begin proceedings about a decision of the institution’s own motion',
    description: 'Its addressee asks for them with a draft of the form instead (`POST /drafts`).',
    params: z.object({ id: z.uuid(), decision: z.string().meta({ example: 'decision-1' }) }),
    body: OpeningBody,
    keyed: true,
    errors: ['validation', 'forbidden', 'own-case', 'recused', 'purpose-needed'],
    status: 201,
    replies: 'The receipt',
    reply: ReceiptSchema,
    location: (receipt) => `/api/cases/${receipt.caseId}`,
    handle: (deps, { actor, params, body, key }) =>
      openCase(deps, actor, { ...body, caseId: params.id, decisionId: params.decision, key }),
  }),
]
