import { z } from 'zod'
import { act } from '../../../cases/act.ts'
import { openCure } from '../../../cases/words/completeness/cure.ts'
import { checkDraft } from '../../../cases/words/decide/draft.ts'
import { allActs, needsFreshSignIn } from '../../../forms/acts/all.ts'
import { requireFreshSignIn } from '../../signed-in.ts'
import { draftJson } from '../draft-json.ts'
import { route } from '../route.ts'
import { ActAnswerSchema, ActBody, DraftReadingSchema } from '../schemas/acts.ts'
import { DraftSchema } from '../schemas/drafts.ts'

const ACTS = [...new Set(allActs().map(({ def }) => def.id))]

/** What is done in a case. */
export const actRoutes = [
  route({
    method: 'post',
    path: '/cases/{id}/acts/{act}',
    who: 'signed-in',
    summary: 'Do an act in a case; answered after its events are committed',
    description: 'The payload of each act is described under the schemas `act.<procedure>.<name>`.',
    // One that nobody knows is refused as one that is not allowed: by the use case.
    params: z.object({ id: z.uuid(), act: z.string().meta({ override: { type: 'string', enum: ACTS } }) }),
    body: ActBody,
    keyed: true,
    errors: [
      ...([
        'step-up',
        'forbidden',
        'own-case',
        'recused',
        'own-work',
        'stale',
        'not-allowed-now',
        'purpose-needed',
      ] as const),
      ...(['invalid-decision', 'already-answered', 'too-late', 'conflict', 'unavailable'] as const),
    ],
    replies: 'Where the case stands now',
    reply: ActAnswerSchema,
    handle(deps, { actor, params, body, key, res }) {
      if (needsFreshSignIn(params.act)) requireFreshSignIn(deps, res)
      const { payload, revision } = body
      return act(deps, actor, { caseId: params.id, act: params.act, payload, revision, key })
    },
  }),
  route({
    method: 'post',
    path: '/cases/{id}/draft/check',
    who: 'draft.check',
    summary: 'Read a draft decision against the law; nothing is done or kept',
    description:
      'The payload is that of the act by which the draft is handed in, as far as it is written. `errors` is what handing it in would be refused for.',
    body: ActBody,
    errors: ['purpose-needed', 'own-case', 'recused', 'not-allowed-now'],
    replies: 'What is missing',
    reply: DraftReadingSchema,
    handle: (deps, { actor, params, body }) =>
      checkDraft(deps, actor, { caseId: params.id, payload: body.payload }),
  }),
  route({
    method: 'post',
    path: '/cases/{id}/cure',
    who: 'signed-in',
    summary: 'Open the application for cure',
    errors: ['forbidden', 'not-allowed-now', 'too-late'],
    replies: 'The draft',
    reply: DraftSchema,
    handle: async (deps, { actor, params }) => draftJson(await openCure(deps, actor, params.id)),
  }),
]
