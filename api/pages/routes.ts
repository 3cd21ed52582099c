import { Router } from 'express'
import type { Deps } from '../../cases/deps.ts'

export function pageRoutes(_deps: Deps): Router {
  return Router()
}
