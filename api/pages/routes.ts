import { Router } from 'express'
import type { Deps } from '../../cases/deps.ts'

export function pageRoutes(_deps: Deps): Router {
  const r = Router()
  r.get('/', (_req, res) => {
    res.send('Lieta')
  })
  return r
}
