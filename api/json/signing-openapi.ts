import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { DelegationBody } from '../../cases/delegations.ts'
import type { Parts } from './law-changes-openapi.ts'
import { SignBody, SignResults } from './schemas.ts'

/** The addresses of signing and of delegations. */
export function signingPaths({ json, ok, problem, caseId, key }: Parts): ZodOpenApiPathsObject {
  return {
    '/api/signing': {
      get: {
        summary: 'Decisions that wait for a signature, with what changed since the review',
        responses: { 200: ok('What waits and what is being signed'), default: problem },
      },
      post: {
        summary: 'Sign several decisions; each is an act of its own with a result of its own',
        requestParams: { header: key },
        requestBody: json(SignBody),
        responses: { 200: { description: 'A result a case', ...json(SignResults) }, default: problem },
      },
    },
    '/api/cases/{id}/preview': {
      get: {
        summary: 'The draft of the decision as PDF, for those who review and sign',
        requestParams: { path: caseId },
        responses: {
          200: { description: 'The PDF', content: { 'application/pdf': {} } },
          default: problem,
        },
      },
    },
    '/api/delegations': {
      get: {
        summary: 'Who stands in for the director: now, later, before',
        responses: { 200: ok('Delegations'), default: problem },
      },
      post: {
        summary: 'Enter a delegation',
        requestParams: { header: key },
        requestBody: json(DelegationBody),
        responses: { 201: ok('Its id'), default: problem },
      },
    },
    '/api/delegations/{id}/revoke': {
      post: {
        summary: 'Revoke a delegation; from now on nothing is signed by it',
        requestParams: { path: caseId },
        responses: { 204: { description: 'Revoked' }, default: problem },
      },
    },
  }
}
