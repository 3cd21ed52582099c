import type { Request, RequestHandler, Response } from 'express'
import { type Options, rateLimit } from 'express-rate-limit'
import type { LietaError } from '../platform/errors.ts'
import { refusalOf } from './refusals.ts'
import { actorOf } from './signed-in.ts'

/**
 * So often a minute, each address: generous for people, useless for guessing codes and scraping registers.
 * @param refused what is told beyond that
 */
export function seldom(
  perMinute: number,
  refused: () => LietaError | undefined = () => refusalOf(429),
  more: Partial<Options> = {},
): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: true,
    legacyHeaders: false,
    handler: (_req, _res, next) => next(refused()),
    ...more,
  })
}

/** The same, each person. */
export function seldomEach(perMinute: number): RequestHandler {
  const keyGenerator = (_req: Request, res: Response): string => actorOf(res).personId
  return seldom(perMinute, undefined, { keyGenerator: keyGenerator as Options['keyGenerator'] & object })
}
