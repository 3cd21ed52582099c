import type { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { LawChangeBody } from '../../cases/law-changes/definition.ts'
import { LawChangeQuery, RejectionBody } from './schemas.ts'

/** What every part of the document is built with. */
export interface Parts {
  json(schema: z.ZodType): { content: { 'application/json': { schema: z.ZodType } } }
  ok(description: string): { description: string; content: { 'application/json': { schema: z.ZodType } } }
  problem: { description: string; content: { 'application/problem+json': { schema: z.ZodType } } }
  caseId: z.ZodObject
  key: z.ZodObject
}

/** The addresses of changes of the law's data. */
export function lawChangePaths({ json, ok, problem, caseId, key }: Parts): ZodOpenApiPathsObject {
  return {
    '/api/law-changes': {
      get: { summary: 'Changes of the law’s data', responses: { 200: ok('Changes'), default: problem } },
      post: {
        summary: 'Enter a holiday, moved days or a version of a rule; answered with its preview',
        requestParams: { header: key },
        requestBody: json(LawChangeBody),
        responses: { 201: ok('The change with its preview'), default: problem },
      },
    },
    '/api/law-changes/{id}': {
      get: {
        summary: 'A change: preview or progress, old and new dates, a page of cases at a time',
        requestParams: { path: caseId, query: LawChangeQuery },
        responses: { 200: ok('The change'), default: problem },
      },
    },
    '/api/law-changes/{id}/preview': {
      post: {
        summary: 'Make the preview anew',
        requestParams: { path: caseId },
        responses: { 200: ok('The change'), default: problem },
      },
    },
    '/api/law-changes/{id}/approve': {
      post: {
        summary: 'Approve as a second person; it is then applied to every open case',
        requestParams: { path: caseId },
        responses: { 200: ok('The change'), default: problem },
      },
    },
    '/api/law-changes/{id}/reject': {
      post: {
        summary: 'Reject a change, or take back one’s own',
        requestParams: { path: caseId },
        requestBody: json(RejectionBody),
        responses: { 200: ok('The change'), default: problem },
      },
    },
  }
}
