import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { AuditQuery } from '../../cases/audit/log.ts'
import { PurposeBody } from '../../cases/audit/reading.ts'
import type { Parts } from './law-changes-openapi.ts'

const Named = z.object({ id: z.uuid(), name: z.string() }).nullable()
const AuditPageSchema = z
  .object({
    entries: z.array(
      z.object({
        position: z.string(),
        at: z.iso.datetime(),
        recordedAt: z.iso.datetime(),
        kind: z.string(),
        person: Named,
        about: Named,
        role: z.string().nullable(),
        unit: z.string().nullable(),
        case: z.object({ id: z.uuid(), number: z.string() }).nullable(),
        institution: Named,
        object: z.string().nullable(),
        purpose: z.string().nullable(),
        data: z.record(z.string(), z.unknown()),
        reason: z.string().nullable(),
        times: z.int().min(1),
      }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'AuditPage' })
const ReadersSchema = z
  .object({
    readings: z.array(
      z.object({
        day: z.iso.date(),
        role: z.string(),
        unit: z.string().nullable(),
        purpose: z.string(),
        what: z.array(z.enum(['case', 'file', 'preview'])),
      }),
    ),
  })
  .meta({ id: 'Readers' })

/** The addresses of the audit log, and of who read a case. */
export function auditPaths({ json, problem, caseId, key }: Parts): ZodOpenApiPathsObject {
  return {
    '/api/audit': {
      get: {
        summary: 'The audit log, for auditors, the newest first; looking at it is told in it',
        requestParams: { query: AuditQuery },
        responses: { 200: { description: 'A page', ...json(AuditPageSchema) }, default: problem },
      },
    },
    '/api/audit/export': {
      get: {
        summary: 'The audit log as CSV; taking it along is told in it',
        requestParams: { query: AuditQuery },
        responses: {
          200: { description: 'The log', content: { 'text/csv': { schema: z.string() } } },
          default: problem,
        },
      },
    },
    '/api/cases/{id}/readings': {
      get: {
        summary: 'Who of the service read your case: day, function, purpose',
        requestParams: { path: caseId },
        responses: { 200: { description: 'Readings', ...json(ReadersSchema) }, default: problem },
      },
    },
    '/api/cases/{id}/purpose': {
      post: {
        summary: 'Say why you read a case that is not yours, for eight hours (for the staff)',
        requestParams: { path: caseId, header: key },
        requestBody: json(PurposeBody),
        responses: { 204: { description: 'Recorded' }, default: problem },
      },
    },
  }
}
