import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { ApproveBody, RejectBody } from '../../cases/retention/destruction.ts'
import { HoldBody, LiftBody } from '../../cases/retention/hold.ts'
import type { Parts } from './law-changes-openapi.ts'

/** The addresses of retention and of holds. */
export function retentionPaths({ json, ok, problem, caseId, key }: Parts): ZodOpenApiPathsObject {
  const done = { 204: { description: 'Done' }, default: problem }
  return {
    '/api/retention': {
      get: {
        summary: 'How long each kind of record is kept, what is due today, what is held, acts of destruction',
        responses: { 200: ok('Retention'), default: problem },
      },
    },
    '/api/retention/acts': {
      post: {
        summary: 'Plan an act of destruction from all that is due; nothing is erased',
        requestParams: { header: key },
        responses: { 201: ok('The act'), default: problem },
      },
    },
    '/api/retention/acts/{id}': {
      get: {
        summary: 'An act of destruction with its list',
        requestParams: { path: caseId },
        responses: { 200: ok('The act'), default: problem },
      },
    },
    '/api/retention/acts/{id}/approve': {
      post: {
        summary: 'Approve as a second person; it is then carried out',
        requestParams: { path: caseId },
        requestBody: json(ApproveBody),
        responses: { 200: ok('The act'), default: problem },
      },
    },
    '/api/retention/acts/{id}/reject': {
      post: {
        summary: 'Reject an act of destruction, or take back one’s own',
        requestParams: { path: caseId },
        requestBody: json(RejectBody),
        responses: { 200: ok('The act'), default: problem },
      },
    },
    '/api/cases/{id}/hold': {
      post: {
        summary: 'Set a hold: nothing of the case is erased while it stands',
        requestParams: { path: caseId, header: key },
        requestBody: json(HoldBody),
        responses: done,
      },
    },
    '/api/cases/{id}/hold/lift': {
      post: {
        summary: 'Lift the hold',
        requestParams: { path: caseId, header: key },
        requestBody: json(LiftBody),
        responses: done,
      },
    },
  }
}
