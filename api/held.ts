import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import type { Config } from '../platform/config.ts'

declare module 'express-session' {
  interface SessionData {
    /** A form that could not be taken yet, encrypted. */
    held: string
  }
}

/** A form that was sent while the session had ended, or by somebody who must sign in anew first. */
export interface Held {
  action: string
  /** Why it was not taken. */
  why: 'session' | 'step-up'
  fields: [string, string][]
}

/** Beyond this it is not kept: a form of pages is far smaller. */
const MOST = 600_000

/**
 * Keeps what was typed in the session's own row (also of a session that has ended: its cookie still names it), so
 * that the same person gets it back after signing in. Nobody who never signed in can make us keep anything.
 * @returns false when there is nothing to keep, or too much
 */
export function hold(config: Config, req: Request, why: Held['why']): boolean {
  const fields = fieldsOf(req.body)
  if (req.method !== 'POST' || !req.session.subject || fields.length === 0) return false
  const held: Held = { action: req.originalUrl, why, fields }
  const text = JSON.stringify(held)
  if (text.length > MOST) return false
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(config), iv).setAAD(Buffer.from(req.session.subject))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  req.session.held = Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
  return true
}

/** What is held for the person of this session. */
export function heldOf(config: Config, req: Request): Held | undefined {
  const { held, subject } = req.session
  if (!held || !subject) return undefined
  try {
    const bytes = Buffer.from(held, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', keyOf(config), bytes.subarray(0, 12), {
      authTagLength: 16,
    })
      .setAAD(Buffer.from(subject))
      .setAuthTag(bytes.subarray(12, 28))
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'))
  } catch {
    // Held under another secret, or for another person: it is nobody's.
    return undefined
  }
}

/** A held form that is sent is held no longer; should it fail again for the same reason, it is held anew. */
export function heldIsSent(req: Request, _res: Response, next: NextFunction): void {
  if ((req.body as { _held?: unknown } | undefined)?._held !== undefined && req.session.held)
    delete req.session.held
  next()
}

/** The fields of a form without the session's token; of a name that came twice both. */
export function fieldsOf(body: unknown): [string, string][] {
  return Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    name === '_csrf' || name === '_held'
      ? []
      : [value].flat().flatMap((one): [string, string][] => (typeof one === 'string' ? [[name, one]] : [])),
  )
}

function keyOf(config: Config): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', config.SESSION_SECRET, 'lieta', 'held form', 32))
}
