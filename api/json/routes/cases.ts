import { PurposeBody, statePurpose } from '../../../cases/audit/reading.ts'
import { whoRead } from '../../../cases/audit/who-read.ts'
import { getCaseFile } from '../../../cases/queries/case-file.ts'
import { courseOf } from '../../../cases/queries/course.ts'
import { getExtract, getReceipt } from '../../../cases/queries/extract.ts'
import { listCases } from '../../../cases/queries/lists.ts'
import { route } from '../route.ts'
import { ReadersSchema } from '../schemas/audit.ts'
import { CaseSchema, CasesSchema, ExtractSchema, ReceiptDataSchema } from '../schemas/cases.ts'
import { TurnQuery } from '../schemas/common.ts'

/** Following a case. */
export const caseRoutes = [
  route({
    method: 'get',
    path: '/cases',
    who: 'signed-in',
    summary: 'Cases of your institutions, a page at a time: what waits for you first, then the newest',
    query: TurnQuery,
    replies: 'Cases',
    reply: CasesSchema,
    async handle(deps, { actor, query }) {
      const { rows, ...turns } = await listCases(deps, actor, query)
      return { cases: rows, ...turns }
    },
  }),
  route({
    method: 'get',
    path: '/cases/{id}',
    who: 'signed-in',
    summary: 'The case as you may see it; of a long course its newest part',
    query: TurnQuery,
    errors: ['purpose-needed'],
    replies: 'The case',
    reply: CaseSchema,
    async handle(deps, { actor, params, query }) {
      const file = await getCaseFile(deps, actor, params.id)
      const { rows, ...course } = courseOf(file.timeline, query)
      return { ...file, timeline: rows.reverse(), course }
    },
  }),
  route({
    method: 'get',
    path: '/cases/{id}/extract',
    who: 'signed-in',
    summary: 'The extract of the case, to be checked without us by /assets/verify-lieta.mjs',
    // It reads a whole chain and the leaves of whole days: enough for people, not for scraping.
    perMinute: 20,
    errors: ['purpose-needed'],
    replies: 'The extract',
    reply: ExtractSchema,
    fileName: ({ number }) => `${asFileName(number)}.json`,
    handle: (deps, { actor, params }) => getExtract(deps, actor, params.id),
  }),
  route({
    method: 'get',
    path: '/cases/{id}/receipt',
    who: 'signed-in',
    summary: 'The receipt of the application as data, for the same check',
    errors: ['purpose-needed'],
    replies: 'The receipt',
    reply: ReceiptDataSchema,
    fileName: ({ number }) => `${asFileName(number)}-receipt.json`,
    handle: (deps, { actor, params }) => getReceipt(deps, actor, params.id),
  }),
  route({
    method: 'get',
    path: '/cases/{id}/readings',
    who: 'signed-in',
    summary: 'Who of the service read your case: day, function, purpose',
    replies: 'Readings',
    reply: ReadersSchema,
    handle: async (deps, { actor, params }) => ({ readings: await whoRead(deps, actor, params.id) }),
  }),
  route({
    method: 'post',
    path: '/cases/{id}/purpose',
    who: 'signed-in',
    summary: 'Say why you read a case that is not yours, for eight hours (for the staff)',
    body: PurposeBody,
    keyed: true,
    status: 204,
    replies: 'Recorded',
    handle: (deps, { actor, params, body, key }) =>
      statePurpose(deps, actor, { caseId: params.id, ...body, key }),
  }),
]

const asFileName = (number: string): string => number.replace(/[^\w-]+/g, '-')
