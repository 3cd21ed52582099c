import type { RequestHandler } from 'express'
import { h } from 'preact'
import type { Deps } from '../../cases/deps.ts'
import { ApiDocsPage, type OpenApi } from '../../web/pages/api-docs.tsx'
import { show, viewOf } from './render.ts'

/** The API in words; it stands under /api and is therefore mounted before it. */
export function apiDocs(deps: Deps, described: unknown): RequestHandler {
  return async (req, res) => {
    show(res, h(ApiDocsPage, { v: await viewOf(deps, req, res), doc: described as OpenApi }))
  }
}
